"""The geocoder on Chicago's street names, misspellings and service requests, where this machine has them.

A fixed sample, so that it stays quick; `hex311 addresses measure` asks everything (docs/addresses.md).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hex311_cli.addresses.measure import OneBlockHidden, build_measured_book, measure_placing, measure_spellings

CHICAGO = Path(__file__).resolve().parents[5] / "shared" / "data" / "chicago"
pytestmark = pytest.mark.skipif(
    not (CHICAGO / "addresses").is_dir(), reason="Chicago's addresses (../shared/data/chicago) are not on this machine"
)
SAMPLE = 1_500


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneBlockHidden]:
    path = tmp_path_factory.mktemp("chicago") / "book.sqlite"
    build_measured_book(CHICAGO, path)
    found = OneBlockHidden(path)
    yield found
    found.close()


def test_misspelt_streets_are_recognised(book: OneBlockHidden) -> None:
    result = measure_spellings(book, CHICAGO, SAMPLE)
    print(f"\nmisspellings: {result.first / result.asked:.2%} first, {result.in_five / result.asked:.2%} in five")
    assert result.first / result.asked >= 0.97


def test_addresses_on_unknown_blocks_are_placed_well(book: OneBlockHidden) -> None:
    result = measure_placing(book, CHICAGO, SAMPLE)
    placed = result.between + result.beyond
    asked = len(placed) + result.unfound
    share = result.share(placed, asked)
    print(
        f"\nwithin 150 m: {share:.2%} of {asked} on streets with two other known blocks "
        f"({result.share(result.between, len(result.between)):.2%} between known blocks, "
        f"{result.share(result.beyond, len(result.beyond)):.2%} beyond them); "
        f"{len(result.few)} on streets with fewer"
    )
    assert share >= 0.93
