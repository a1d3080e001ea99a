"""Every figure of the supervisor's home is what one gets by going through the cases one by one, and so is its list."""

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from hex311 import schemas
from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.contribution import local_day
from hex311.domain.events import EventName
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft, ServiceRequest
from hex311.ports import CaseFile, Change
from hex311.usecases.change_case import change_case, written
from hex311.usecases.count_insights import count_insights, looked_at_layers, zone_of
from hex311.usecases.explore_course import BANDS
from hex311.usecases.list_figure_cases import list_figure_cases
from hex311.usecases.overview import overview
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report, memory_city, overlay_at
from tests.unit.usecases.test_count_insights import happen
from tests.unit.usecases.test_explore_figures import DAY_S, LAYER, NEW_YEAR, two_districts

MANAGER = Staff("boss", frozenset({Role.MANAGER}), frozenset())
TRIAGE = Staff("triage", frozenset({Role.TRIAGE}), frozenset())
TYPES = ("pothole", "graffiti_removal", "street_light_out", "homeless_outreach")
CHANNELS = ("web", "phone", "app")
FLAGS = ("quick_closure", "mass_closure", "repeat_reopening")
DAYS = 90


def flag(city: Any, case_id: str, name: str) -> None:
    def decide(case: CaseFile) -> Change:
        data = {"flag": name, "department": case.request.department}
        flags = (*case.request.flags, name)
        return written(city, case, Draft(case.request).record(EventName.CLOSURE_FLAGGED, city.now(), data, flags=flags))

    change_case(city, case_id, decide)


def hand_to(city: Any, case_id: str, department: str) -> None:
    def decide(case: CaseFile) -> Change:
        draft = Draft(case.request).record(EventName.REQUEST_ROUTED, city.now(), department=department)
        return written(city, case, draft)

    change_case(city, case_id, decide)


@pytest.fixture(scope="module")
def city() -> Any:
    """A hundred cases of three months: some late, merged, reopened more than once, flagged, private, nobody's yet."""
    ports, rng = memory_city(), random.Random(311)
    ports.overlays = FixedOverlay(two_districts)
    for number in range(110):
        opened = NEW_YEAR + rng.randrange(DAYS) * DAY_S + rng.randrange(-8, 8) * 3600
        place_lat = HOME.latitude + rng.choice((0.001, -0.001)) * (1 + number / 50)
        place = type(HOME)(latitude=place_lat, longitude=-97.099)
        ports.clock = opened
        case_id = submit_request(ports, a_report(rng.choice(TYPES), place, channel=rng.choice(CHANNELS))).request.id
        if rng.random() < 0.9:
            hand_to(ports, case_id, rng.choice(("public_works", "parks", "water")))
        for _ in range(rng.choice((0, 0, 1, 1, 1, 3))):
            ports.clock += int(rng.expovariate(1 / 8) * DAY_S)
            happen(ports, case_id, rng.choice(("close", "close", "close", "merge")))
            if rng.random() < 0.2:
                flag(ports, case_id, rng.choice(FLAGS))
            if rng.random() < 0.3:
                ports.clock += rng.randrange(6) * DAY_S
                happen(ports, case_id, "reopen")
        count_insights(ports, case_id)
    ports.clock = NEW_YEAR + (DAYS + 3) * DAY_S
    return ports


@dataclass(frozen=True)
class Known:
    """A case as it stands in the store, seen without what was counted."""

    request: ServiceRequest
    opened: str
    closed: str
    reopened: list[str]
    flagged: list[tuple[str, str]]
    areas: set[str]
    now: int
    today: str

    @property
    def age(self) -> int:
        return (date.fromisoformat(self.closed or self.today) - date.fromisoformat(self.opened)).days

    @property
    def late(self) -> bool:
        due = self.request.expected_at
        return not self.closed and due is not None and self.now > due

    @property
    def is_merged(self) -> bool:
        return str(self.request.status) == "duplicate"

    @property
    def kept(self) -> bool | None:
        """Of closed ones; merged ones and those without a promise prove nothing."""
        if not self.closed or self.is_merged or self.request.expected_at is None:
            return None
        return bool(self.request.closed_at <= self.request.expected_at)  # type: ignore[operator]


def known(city: Any) -> Iterator[Known]:
    zone = zone_of(city.catalogue.current())
    for case_id in city.insights.cases:
        case = city.cases.case_file(case_id)
        days = [(one, local_day(one.occurred_at, zone)) for one in case.events]
        yield Known(
            case.request,
            local_day(case.request.created_at, zone),
            local_day(case.request.closed_at, zone) if case.request.is_closed else "",
            [day for one, day in days if one.name is EventName.REQUEST_REOPENED],
            [(day, one.data["flag"]) for one, day in days if one.name is EventName.CLOSURE_FLAGGED],
            {one.feature_id for one in case.request.overlay.answers if one.layer == LAYER},
            city.now(),
            local_day(city.now(), zone),
        )


def nearest_rank(ages: list[int], tenths: int) -> int | None:
    return sorted(ages)[-(-len(ages) * tenths // 10) - 1] if ages else None


def of_period(cases: list[Known], first: str, last: str) -> dict[str, Any]:
    opened = [one for one in cases if first <= one.opened <= last]
    closed = [one for one in cases if one.closed and first <= one.closed <= last]
    ages = [one.age for one in closed if not one.is_merged]
    return {
        "opened": len(opened),
        "closed": len(closed),
        "by_source": dict(Counter(one.request.channel for one in opened)),
        "by_outcome": dict(Counter(str(one.request.status) for one in closed)),
        "on_time": sum(one.kept is True for one in closed),
        "late": sum(one.kept is False for one in closed),
        "median_age_days": nearest_rank(ages, 5),
        "p90_age_days": nearest_rank(ages, 9),
        "reopened": sum(first <= day <= last for one in cases for day in one.reopened),
        "kept": sum(one.kept is True for one in opened),
        "broken": sum(one.kept is False or one.late for one in opened),
        "flagged": dict(Counter(name for one in cases for day, name in one.flagged if first <= day <= last)),
    }


SCOPES: dict[str, tuple[dict[str, str], Callable[[Known], bool]]] = {
    "the city": ({}, lambda one: True),
    "a department": ({"department": "parks"}, lambda one: one.request.department == "parks"),
    "an area": ({"layer": LAYER, "area": "3"}, lambda one: "3" in one.areas),
    "two types": (
        {"service_code": "pothole,graffiti_removal"},
        lambda one: one.request.service_code in ("pothole", "graffiti_removal"),
    ),
    "a type in a department": (
        {"department": "water", "service_code": "pothole"},
        lambda one: (one.request.department, one.request.service_code) == ("water", "pothole"),
    ),
    "nothing": ({"department": "sanitation"}, lambda one: one.request.department == "sanitation"),
}
PERIODS = [("2026-01-20", "2026-02-16"), ("2026-03-02", "2026-04-04"), ("2026-01-05", "2026-01-05")]


def scoped(city: Any, name: str, staff: Staff) -> tuple[dict[str, str], list[Known]]:
    query, belongs = SCOPES[name]
    with_private = staff is MANAGER
    return query, [one for one in known(city) if belongs(one) and (with_private or not one.request.is_private)]


@pytest.mark.parametrize("staff", [MANAGER, TRIAGE], ids=["manager", "triage"])
@pytest.mark.parametrize(("first", "last"), PERIODS)
@pytest.mark.parametrize("name", SCOPES)
def test_every_figure_is_what_the_cases_say(city: Any, name: str, first: str, last: str, staff: Staff) -> None:
    query, cases = scoped(city, name, staff)
    told = overview(city, staff, {**query, "from": first, "to": last})
    schemas.check("answers/overview", told)
    length = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    before = [(date.fromisoformat(day) - timedelta(days=length)).isoformat() for day in (first, last)]
    assert [told["before"]["from"], told["before"]["to"]] == before
    for found, (begin, end) in ((told["period"], (first, last)), (told["before"], before)):
        wanted = of_period(cases, begin, end)
        area = "layer" in query
        assert (found["cohort"] is None, found["flagged"] is None) == (area, area)
        cohort = found["cohort"] or {"kept": wanted["kept"], "broken": wanted["broken"]}
        found = {**found, **cohort, "flagged": found["flagged"] if not area else wanted["flagged"]}
        assert {name: found[name] for name in wanted} == wanted
    now = [one for one in cases if not one.closed]
    assert (told["now"]["open"], told["now"]["late"]) == (len(now), sum(one.late for one in now))
    ages = [one.age for one in now]
    assert told["now"]["median_age_days"] == nearest_rank(ages, 5)
    assert told["now"]["p90_age_days"] == nearest_rank(ages, 9)
    bands = Counter(max(start for start in BANDS if start <= age) for age in ages)
    assert {one["from_days"]: one["open"] for one in told["now"]["ages"] if one["open"]} == bands
    for what, which in (
        ("by_type", lambda one: [one.request.service_code]),
        ("by_source", lambda one: [one.request.channel]),
        ("by_department", lambda one: [one.request.department]),
        ("by_area", lambda one: one.areas),
    ):
        parts = Counter(part for one in now for part in which(one))
        late = Counter(part for one in now if one.late for part in which(one))
        assert {one["of"]: one["open"] for one in told["now"][what]} == parts
        assert {one["of"]: one["late"] for one in told["now"][what] if one["late"]} == late
    for step in told["course"]:
        wanted = of_period(cases, step["from"], step["to"])
        assert (step["opened"], step["closed"]) == (wanted["opened"], wanted["closed"])
    today = told["today"]
    assert told["opened_today"] == sum(one.opened == today for one in cases)
    assert told["closed_today"] == sum(one.closed == today for one in cases)


def test_open_cases_are_told_by_every_layer_with_areas() -> None:
    """Not by the first few of the pack only; each area leads to its list."""
    ports = memory_city()
    layers = looked_at_layers(ports.catalogue.current())
    assert len(layers) > 20
    found = [OverlayAnswer(layer, f"{layer} 1", layer) for layer in layers]

    def overlay(point: Point) -> Overlay:
        inside = overlay_at(HOME).answers[0]
        return Overlay(1, (inside, *(found if point.latitude > HOME.latitude else found[:1])))

    ports.overlays = FixedOverlay(overlay)
    ports.clock = NEW_YEAR
    for north in (0, 0.004, 0.008):
        place = Point(latitude=HOME.latitude + north, longitude=HOME.longitude)
        count_insights(ports, submit_request(ports, a_report("pothole", place)).request.id)
    assert overview(ports, MANAGER, {})["layers"] == layers
    for number, layer in enumerate(layers):
        (area,) = overview(ports, MANAGER, {"by": layer})["now"]["by_area"]
        assert area == {"of": f"{layer} 1", "open": 2 if number else 3, "late": 0}
        assert len(listed(ports, MANAGER, {"of": "open", "layer": layer, "area": area["of"]})) == area["open"]


def test_a_case_that_was_counted_by_an_earlier_release_is_counted_anew() -> None:
    """Its entry then holds what today's lists need; its counters stay."""
    ports = memory_city()
    ports.clock = NEW_YEAR
    case_id = submit_request(ports, a_report("pothole")).request.id
    now = count_insights(ports, case_id)
    ports.insights.cases.clear()
    ports.insights.counters.clear()
    older = ports.insights.count(case_id, None, replace(now, contribution=replace(now.contribution, form=0)))
    counters = copy.deepcopy(ports.insights.counters)
    assert older != now
    assert count_insights(ports, case_id) == now == ports.insights.counted(case_id)
    assert {key: +counts for key, counts in ports.insights.counters.items()} == counters


def listed(city: Any, staff: Staff, query: dict[str, str], most: int = 7) -> list[dict[str, Any]]:
    """All pages of a list, which holds nothing twice."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = list_figure_cases(city, staff, query, most, cursor)
        schemas.check("answers/figure_cases", page)
        assert len(page["requests"]) <= most
        found += page["requests"]
        cursor = page["next"]
        if cursor is None:
            break
    assert len({one["service_request_id"] for one in found}) == len(found)
    return found


@pytest.mark.parametrize("staff", [MANAGER, TRIAGE], ids=["manager", "triage"])
@pytest.mark.parametrize("name", SCOPES)
def test_every_list_is_as_long_as_its_figure(city: Any, name: str, staff: Staff) -> None:
    scope, _ = scoped(city, name, staff)
    query = {**scope, "from": "2026-01-20", "to": "2026-03-10"}
    told = overview(city, staff, query)

    def length(**more: str) -> int:
        return sum(one["times"] for one in listed(city, staff, {**query, **more}))

    now, period = told["now"], told["period"]
    assert length(of="open") == now["open"]
    assert length(of="open", on_time="no") == now["late"]
    for band in now["ages"]:
        ages = {"age_from": str(band["from_days"]), "age_to": "" if band["to_days"] is None else str(band["to_days"])}
        assert length(of="open", **ages) == band["open"]
    for part in now["by_source"]:
        assert length(of="open", source=part["of"]) == part["open"]
    assert length(of="opened") == period["opened"]
    assert length(of="closed") == period["closed"]
    assert length(of="closed", on_time="yes") == period["on_time"]
    assert length(of="closed", on_time="no") == period["late"]
    assert length(of="reopened") == period["reopened"]
    for source, number in period["by_source"].items():
        assert length(of="opened", source=source) == number
    for outcome, number in period["by_outcome"].items():
        assert length(of="closed", outcome=outcome) == number
    if period["cohort"]:
        assert length(of="opened", on_time="yes") == period["cohort"]["kept"]
        assert length(of="opened", on_time="no") == period["cohort"]["broken"]
        for one in FLAGS:
            assert length(of="flagged", flag=one) == period["flagged"].get(one, 0)


def test_the_fixture_has_everything_in_it(city: Any) -> None:
    told = overview(city, MANAGER, {"from": "2026-01-01", "to": "2026-04-04"})
    period = told["period"]
    assert min(told["now"]["open"], told["now"]["late"], period["late"], period["on_time"], period["reopened"]) > 3
    assert set(period["flagged"]) == set(FLAGS)
    assert any(part["of"] == "" for part in told["now"]["by_department"])
    assert any(one["times"] > 1 for one in listed(city, MANAGER, {"of": "reopened", "from": "2026-01-01"}))
