"""Hotspots over a city: raised once, whatever is repeated or reordered; whole across edges; cleared by the clock."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import h3
import pytest

from hex311.adapters.memory.ports import MemoryPorts
from hex311.domain.city_events import CityEventName
from hex311.domain.geography import Point
from hex311.domain.hotspots import ALL_KINDS, DAY_S, RESOLUTION, CityHistory
from hex311.domain.policy import Role, Staff
from hex311.ports import Clash, HotspotChange
from hex311.spatial.cover import cell_of
from hex311.usecases.list_hotspots import list_hotspots
from hex311.usecases.submit_request import submit_request
from hex311.usecases.watch_hotspots import clear_hotspots, watch_hotspots
from tests.support.city import HOME, a_report, memory_city

MANAGER = Staff("manager", frozenset({Role.MANAGER}), frozenset())


@pytest.fixture
def city() -> MemoryPorts:
    """A city that has been watched for a hundred days, with little around each cell."""
    ports = memory_city()
    ports.hotspots.counts = CityHistory(ports.clock - 100 * DAY_S, 200, {ALL_KINDS: 2_000})
    return ports


def file(city: MemoryPorts, count: int, code: str = "pothole", point: Point = HOME) -> list[str]:
    return [submit_request(city, a_report(code, point)).request.id for _ in range(count)]


def names(city: MemoryPorts) -> list[str]:
    return [str(event.name) for event in city.hotspots.events]


def test_many_at_once_are_told_once_with_their_cases(city: MemoryPorts) -> None:
    cases = file(city, 12)
    raised = [spot for case_id in cases for spot in watch_hotspots(city, case_id)]
    assert len(raised) == 1
    (event,) = city.hotspots.events
    assert event.name is CityEventName.HOTSPOT_DETECTED
    assert set(event.data["cases"]) <= set(cases)
    assert event.data["count"] == len(event.data["cases"]) >= 5
    assert event.data["expected"] < 1
    assert event.data["cell"] == cell_of(HOME, RESOLUTION)
    (live,) = list_hotspots(city, MANAGER, "en")["hotspots"]
    assert set(live["service_request_ids"]) == set(cases)
    assert live["services"] == ["Pothole"]


@pytest.fixture
def new_city(monkeypatch: pytest.MonkeyPatch) -> MemoryPorts:
    """A city that began to count this morning, and says that it has 60 reports a day on 252 square kilometres."""
    ports = memory_city()
    document = ports.catalogue.current().documents["city"]
    monkeypatch.setitem(document, "hotspots", {"reports_a_day": 60, "area_km2": 252})
    return ports


def test_a_new_city_that_says_what_is_usual_finds_a_storm_on_its_first_day(new_city: MemoryPorts) -> None:
    for number in range(1, 13):
        watch_hotspots(new_city, file(new_city, 1, point=Point(HOME.latitude + 0.004 * number, HOME.longitude))[0])
    assert new_city.hotspots.events == []
    for case_id in file(new_city, 14):
        watch_hotspots(new_city, case_id)
    (event,) = new_city.hotspots.events
    assert event.data["expected"] < 1
    assert clear_hotspots(new_city) == 0
    new_city.clock += DAY_S
    assert clear_hotspots(new_city) == 1


def test_a_new_city_that_says_nothing_waits(new_city: MemoryPorts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(new_city.catalogue.current().documents["city"], "hotspots")
    for case_id in file(new_city, 14):
        watch_hotspots(new_city, case_id)
    assert new_city.hotspots.events == []


@pytest.mark.parametrize("seed", range(5))
def test_repeats_and_any_order_change_nothing(city: MemoryPorts, seed: int) -> None:
    cases = file(city, 12)
    heard = [case_id for case_id in cases for _ in range(3)]
    random.Random(seed).shuffle(heard)
    for case_id in heard:
        watch_hotspots(city, case_id)
    assert names(city) == ["HotspotDetected"]
    assert len(city.hotspots.cell(cell_of(HOME, RESOLUTION)).recent) == 12


def test_on_an_edge_a_cluster_is_whole_in_one_cell_and_told_once(city: MemoryPorts) -> None:
    """Seven reports, shared out over three cells that meet in a corner: in no cell of its own more than three."""
    corner = h3.cell_to_boundary(cell_of(HOME, RESOLUTION))[0]
    around = [
        Point(latitude=corner[0] + dy * 0.0003, longitude=corner[1] + dx * 0.0003)
        for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1))
    ]
    homes = [cell_of(point, RESOLUTION) for point in around]
    assert len(set(homes)) == 3
    assert max(map(homes.count, set(homes))) < 5
    for point in around:
        watch_hotspots(city, file(city, 1, point=point)[0])
    assert names(city) == ["HotspotDetected"]


def test_of_all_kinds_together(city: MemoryPorts) -> None:
    """No kind has many, but all of them together are far too many."""
    city.hotspots.counts = replace(city.hotspots.counts, reports={ALL_KINDS: 200})
    services = city.catalogue.current().services.values()
    of_group = {
        s.duplicate_rule.group: s.code for s in services if s.duplicate_rule and not s.redirect and not s.needs_photo
    }
    codes = list(of_group.values())[:7]
    assert len(codes) == 7
    for code in codes:
        for case_id in file(city, 1, code):
            watch_hotspots(city, case_id)
    (event,) = city.hotspots.events
    assert event.data["kind"] == ALL_KINDS


def test_it_clears_by_itself_and_once(city: MemoryPorts) -> None:
    for case_id in file(city, 12):
        watch_hotspots(city, case_id)
    assert clear_hotspots(city) == 0
    city.clock += DAY_S + 1
    assert clear_hotspots(city) == 1
    assert clear_hotspots(city) == 0
    assert names(city) == ["HotspotDetected", "HotspotCleared"]
    assert [event.version for event in city.hotspots.events] == [1, 2]
    assert list_hotspots(city, MANAGER, "en")["hotspots"] == []


def test_after_it_has_cleared_it_can_come_again(city: MemoryPorts) -> None:
    for _ in range(2):
        for case_id in file(city, 40):
            watch_hotspots(city, case_id)
        city.clock += 3 * DAY_S
        clear_hotspots(city)
    assert names(city) == ["HotspotDetected", "HotspotCleared"] * 2
    assert len({event.id for event in city.hotspots.events}) == 4


def test_private_reports_are_never_counted(city: MemoryPorts) -> None:
    for case_id in file(city, 12, "homeless_outreach"):
        assert watch_hotspots(city, case_id) == ()
    assert city.hotspots.cells == {}
    assert city.hotspots.events == []


def test_a_usual_day_raises_nothing(city: MemoryPorts) -> None:
    for _ in range(20):
        for case_id in file(city, 2):
            watch_hotspots(city, case_id)
        city.clock += DAY_S
    assert city.hotspots.events == []


class Fragile:
    """Commits that clash, or die before or after they are written."""

    def __init__(self, city: MemoryPorts, faults: Sequence[str]) -> None:
        self.commit, self.faults = city.hotspots.commit, list(faults)
        city.hotspots.commit = self  # type: ignore[assignment, method-assign]

    def __call__(self, change: HotspotChange) -> None:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "clash":
            raise Clash
        if fault == "before":
            raise ConnectionError(fault)
        self.commit(change)
        if fault == "after":
            raise ConnectionError(fault)


@pytest.mark.parametrize("faults", [["clash"] * 3, ["before"], ["after"], ["before", "after", "clash", "after"]])
def test_a_crash_between_is_made_good_by_the_next_message(city: MemoryPorts, faults: list[str]) -> None:
    cases = file(city, 12)
    for case_id in cases[:11]:
        watch_hotspots(city, case_id)
    counted = len(city.hotspots.events)
    Fragile(city, faults)
    for _ in range(6):
        try:
            watch_hotspots(city, cases[11])
        except ConnectionError:
            continue
        break
    assert len(city.hotspots.events) == counted == 1
    assert len(city.hotspots.cell(cell_of(HOME, RESOLUTION)).recent) == 12
    assert city.hotspots.counts.reports[ALL_KINDS] == 2_000 + sum(
        len(cell.recent) for cell in city.hotspots.cells.values()
    )


def test_staff_without_the_right_see_none(city: MemoryPorts) -> None:
    from hex311.domain.errors import Forbidden

    crew: Any = Staff("crew", frozenset({Role.CREW}), frozenset({"streets"}))
    with pytest.raises(Forbidden):
        list_hotspots(city, crew, "en")
