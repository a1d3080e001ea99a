"""The demo city's overlay gives the answers of GEOS, point for point; `make simulate` asks ten million times."""

import os

import pytest

from bench.overlay_exact import compare_with_geos
from bench.overlay_layers import RIVERMARK_EXTENT, rivermark
from hex311_cli.overlay.build import build_index

POINTS = int(os.environ.get("HEX311_POINTS", "20000"))
AT_ONCE = 1_000_000


@pytest.mark.timeout(4 * 3600)
def test_every_answer_is_that_of_geos() -> None:
    layers = rivermark()
    items = build_index(layers, RIVERMARK_EXTENT).items
    for turn, done in enumerate(range(0, POINTS, AT_ONCE)):
        found = compare_with_geos(layers, items, RIVERMARK_EXTENT, min(AT_ONCE, POINTS - done), seed=turn)
        assert found.points == min(AT_ONCE, POINTS - done)
        assert found.wrong == 0, f"round {turn}: {found.wrong} points, such as {found.examples}"
        print(f"{done + found.points:,} of {POINTS:,} points asked, none wrong", flush=True)  # seen with -s
