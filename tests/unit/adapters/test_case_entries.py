"""The lists of counted cases: the table's indexes tell what the memory twin tells, page by page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from hex311.adapters.memory.insights import MemoryInsights
from hex311.domain.case_entry import CaseEntry, entry_of, line, packed, unpacked
from hex311.domain.contribution import Contribution
from hex311.ports.insights import Counted, Listing
from tests.support.aws import moto_city

OPENED = Contribution(
    "pothole", False, "web", "2026-11-01", (("wards", "a#1"),), department="parks", due=1_800_000_000,
)  # fmt: skip
CLOSED = replace(
    OPENED, closed="2026-11-07", outcome="done", age=6, on_time=True, due=0, reopened=("2026-11-03", "2026-11-04"),
    flagged=(("2026-11-04", "repeat_reopening"),),
)  # fmt: skip


@pytest.fixture(params=["memory", "table"])
def insights(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param == "memory":
        yield MemoryInsights()
        return
    with moto_city() as ports:
        yield ports.insights


def fill(insights: Any) -> None:
    for number in range(9):
        counted = insights.count(f"open{number}", None, Counted(1, replace(OPENED, opened=f"2026-11-0{number + 1}")))
        if number % 3 == 0:
            closed = replace(CLOSED, opened=f"2026-11-0{number + 1}", closed=f"2026-11-1{number}")
            insights.count(f"open{number}", counted, Counted(2, closed))
    insights.count("elsewhere", None, Counted(1, replace(OPENED, department="water")))
    insights.count("nobody", None, Counted(1, replace(OPENED, department="")))


def paged(insights: Any, listing: Listing, most: int) -> list[str]:
    found: list[str] = []
    after = ""
    while page := insights.entries(listing, most, after):
        assert len(page) <= most
        found += [entry.id for entry in page]
        after = listing.key(page[-1])
    return found


@pytest.mark.parametrize("most", [1, 2, 50])
def test_a_line_is_told_in_order_and_in_pages(insights: Any, most: int) -> None:
    fill(insights)
    opened = [f"open{number}" for number in (1, 2, 4, 5, 7, 8)]
    always = ("0000-00-00", "9999-99-99")
    assert paged(insights, Listing(line("open", "parks"), *always, newest_first=False), most) == opened
    assert paged(insights, Listing(line("open", "parks"), *always), most) == opened[::-1]
    assert paged(insights, Listing(line("closed", "parks"), *always), most) == ["open6", "open3", "open0"]
    assert paged(insights, Listing(line("ended", "parks"), "2026-11-13", "2026-11-16"), most) == ["open6", "open3"]
    assert paged(insights, Listing(line("open", "parks"), "2026-11-05", "2026-11-05"), most) == ["open4"]
    assert paged(insights, Listing(line("open", ""), *always), most) == ["nobody"]
    assert paged(insights, Listing(line("ended", "water"), *always), most) == []


def test_an_entry_comes_back_as_it_was(insights: Any) -> None:
    insights.count("one", None, Counted(1, CLOSED))
    (found,) = insights.entries(Listing(line("ended", "parks"), "2026-11-07", "2026-11-07"), 5)
    assert found == entry_of("one", CLOSED)


def test_an_entry_of_before_a_fact_came_to_be_can_be_read() -> None:
    older = '["pothole","web","parks","2026-11-01"]'
    assert unpacked("x", older) == CaseEntry("x", "pothole", "web", "parks", "2026-11-01")
    by_name = '["pothole","web","parks","2026-11-01","","",0,null,[],[],0,false,[["wards","a#1"]]]'
    assert unpacked("x", by_name).lies_in("wards", "a#1"), "of a release that kept six layers by their names"


def test_an_entry_holds_the_areas_of_every_layer_in_few_bytes() -> None:
    layers = [f"layer_of_some_name_{number}" for number in range(34)]
    scopes = tuple((layer, f"{number}#%") for number, layer in enumerate(layers))
    entry = unpacked("x", packed(entry_of("x", replace(CLOSED, scopes=(*scopes, ("department", "parks"))))))
    assert [entry.areas_of(layer) for layer in layers] == [[area] for _, area in scopes]
    assert not entry.lies_in(layers[0], "1")
    assert not entry.lies_in("department", "parks")
    plain = replace(CLOSED, scopes=tuple((layer, "11") for layer in layers))
    assert len(packed(entry_of("x", plain))) < 420
