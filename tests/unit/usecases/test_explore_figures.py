"""The explorer's figures are those that one gets by going through the cases one by one."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from hex311 import schemas
from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.contribution import ALL, CITY, CounterKey, local_day
from hex311.domain.errors import BadInput, NotFound
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.usecases.count_insights import count_insights, zone_of
from hex311.usecases.explore_course import BANDS
from hex311.usecases.explore_estimates import explore_estimates
from hex311.usecases.explore_figures import MOST_TYPE_DAYS, explore
from hex311.usecases.explore_question import explore_layers
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report, memory_city, overlay_at
from tests.unit.usecases.test_count_insights import happen

DAY_S = 86_400
NEW_YEAR = 1_767_290_400  # 2026-01-01, noon in Rivermark
TYPES = ("pothole", "graffiti_removal", "street_light_out")
DAYS = 150
LAYER = "council_districts"


def two_districts(point: Point) -> Overlay:
    found = overlay_at(point)
    district = "3" if point.latitude >= HOME.latitude else "4"
    answers = [one for one in found.answers if one.layer != LAYER]
    return Overlay(found.generation, (*answers, OverlayAnswer(LAYER, district, f"District {district}")))


@pytest.fixture(scope="module")
def city() -> Any:
    """Some hundred cases of half a year in two districts, many of them closed, some merged or reopened."""
    ports, rng = memory_city(), random.Random(311)
    ports.overlays = FixedOverlay(two_districts)
    lives = []
    for number in range(160):
        place = Point(latitude=HOME.latitude + rng.choice((0.001, -0.001)) * (1 + number / 50), longitude=-97.099)
        opened = NEW_YEAR + rng.randrange(DAYS) * DAY_S + rng.randrange(-8, 8) * 3600
        lives.append((opened, rng.choice(TYPES), place, rng.choice(("close", "close", "close", "merge", ""))))
    for opened, code, place, end in lives:
        ports.clock = opened
        case_id = submit_request(ports, a_report(code, place)).request.id
        if end:
            ports.clock += int(rng.expovariate(1 / 9) * DAY_S)
            happen(ports, case_id, end)
        if rng.random() < 0.05:
            happen(ports, case_id, "reopen")
        count_insights(ports, case_id)
    ports.clock = NEW_YEAR + (DAYS + 60) * DAY_S
    return ports


def cases(city: Any, area: str | None, codes: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    """Day of filing, day of closing or nothing, and days between, of each case of the area and types."""
    zone = zone_of(city.catalogue.current())
    for case_id in city.insights.cases:
        request = city.cases.case_file(case_id).request
        areas = {one.feature_id for one in request.overlay.answers if one.layer == LAYER}
        if request.service_code in codes and (area is None or area in areas):
            opened = local_day(request.created_at, zone)
            closed = local_day(request.closed_at, zone) if request.is_closed else ""
            age = (date.fromisoformat(closed) - date.fromisoformat(opened)).days if closed else 0
            yield opened, closed, -1 if str(request.status) == "duplicate" else age


def brute(city: Any, area: str | None, codes: tuple[str, ...], first: str, last: str) -> dict[str, Any]:
    all_of_it = list(cases(city, area, codes))
    ages = sorted(age for _, closed, age in all_of_it if first <= closed <= last and age >= 0)
    return {
        "opened": sum(first <= opened <= last for opened, _, _ in all_of_it),
        "closed": sum(first <= closed <= last for _, closed, _ in all_of_it),
        "median_age_days": ages[(len(ages) + 1) // 2 - 1] if ages else None,
        "ages": Counter(max(start for start in BANDS if start <= age) for age in ages),
    }


PERIODS = [("2026-01-01", "2026-05-31"), ("2026-02-10", "2026-03-11"), ("2026-03-01", "2026-03-01")]


@pytest.mark.parametrize(("first", "last"), PERIODS)
@pytest.mark.parametrize("area", [None, "3", "4"])
@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_what_is_told_is_what_the_cases_say(city: Any, area: str | None, first: str, last: str, step: str) -> None:
    where = {"layer": LAYER, "area": area} if area else {}
    for code in (*TYPES, ""):
        codes = (code,) if code else TYPES
        told = explore(city, {**where, "service_code": code, "from": first, "to": last, "step": step}, "en")
        schemas.check("explore/figures", told)
        for found, of in ((told["figures"], area), (told["city"], None)):
            wanted = brute(city, of, codes, first, last)
            assert {name: found[name] for name in ("opened", "closed", "median_age_days")} == {
                name: wanted[name] for name in ("opened", "closed", "median_age_days")
            }
            assert {one["from_days"]: one["closed"] for one in found["ages"] if one["closed"]} == wanted["ages"]
            for part in found["course"]:
                of_step = brute(city, of, codes, part["from"], part["to"])
                assert {name: part[name] for name in ("opened", "closed", "median_age_days")} == {
                    name: of_step[name] for name in ("opened", "closed", "median_age_days")
                }
            assert (found["course"][0]["from"], found["course"][-1]["to"]) == (first, last)
        if not code:
            found = {one["service_code"]: (one["opened"], one["city"]["opened"]) for one in told["by_type"]}
            for one in TYPES:
                of_type = [brute(city, of, (one,), first, last) for of in (area, None)]
                assert found.get(one, (0, 0))[0] == of_type[0]["opened"]
                assert one in found or of_type[0]["closed"] == 0
                assert one not in found or found[one][1] == of_type[1]["opened"]


def test_steps_leave_no_day_out_and_take_none_twice(city: Any) -> None:
    for step, most in (("day", 1), ("week", 7), ("month", 31)):
        course = explore(city, {"from": "2026-01-20", "to": "2026-03-05", "step": step}, "en")["city"]["course"]
        days = [(date.fromisoformat(one["from"]), date.fromisoformat(one["to"])) for one in course]
        assert all(0 <= (end - begin).days < most for begin, end in days)
        assert all(end + timedelta(days=1) == begin for (_, end), (begin, _) in pairwise(days))
        assert (days[0][0].isoformat(), days[-1][1].isoformat()) == ("2026-01-20", "2026-03-05")


def test_a_group_is_the_sum_of_its_public_types(city: Any) -> None:
    catalogue, period = city.catalogue.current(), {"from": "2026-01-01", "to": "2026-05-31"}
    group = catalogue.service("pothole").document["group"]
    of_group = tuple(code for code in TYPES if catalogue.service(code).document["group"] == group)
    for where, area in (({}, None), ({"layer": LAYER, "area": "4"}, "4")):
        told = explore(city, {**where, **period, "group": group}, "en")
        assert told["figures"]["opened"] == brute(city, area, of_group, period["from"], period["to"])["opened"] > 0
        assert {one["service_code"] for one in told["by_type"]} == set(of_group)
    with pytest.raises(NotFound):
        explore(city, {"group": "no_such"}, "en")
    with pytest.raises(BadInput):
        explore(city, {"group": group, "service_code": "pothole"}, "en")
    with pytest.raises(BadInput):
        explore(city, {"step": "hour"}, "en")


def test_types_of_a_long_period_are_not_read_for_the_whole_city(city: Any) -> None:
    period = {"from": "2025-06-23", "to": "2026-06-23"}
    assert explore(city, period, "en")["by_type"]
    assert MOST_TYPE_DAYS == 366
    period["from"] = "2025-06-22"
    assert explore(city, period, "en")["by_type"] is None
    of_area = explore(city, {**period, "layer": LAYER, "area": "3"}, "en")["by_type"]
    assert of_area, "an area's own types are always told"
    assert all(one["city"] is None for one in of_area)


def test_of_a_protected_type_there_are_whole_months_and_no_bands() -> None:
    city = memory_city()
    services = city.catalogue.current().services
    code = next(code for code, one in services.items() if one.privacy == "blurred" and not one.redirect)
    for month, number in ((0, 6), (1, 3), (3, 7)):
        city.clock = NEW_YEAR + month * 31 * DAY_S + DAY_S
        for _ in range(number):
            case_id = submit_request(city, a_report(code)).request.id
            happen(city, case_id, "close")
            count_insights(city, case_id)
    asked = {"layer": LAYER, "area": "3", "service_code": code, "from": "2026-01-01", "to": "2026-04-20", "step": "day"}
    told = explore(city, asked, "en")
    schemas.check("explore/figures", told)
    assert (told["step"], told["by_type"], told["figures"]["ages"]) == ("month", None, [])
    steps = [(one["from"], one["opened"], one["closed"]) for one in told["figures"]["course"]]
    assert steps == [("2026-01-01", 6, 6), ("2026-02-01", None, None), ("2026-03-01", 0, 0)]
    assert told["figures"]["hidden_months"] == 1
    every = explore(city, {**asked, "service_code": ""}, "en")
    assert code not in {one["service_code"] for one in every["by_type"]}


def test_layers_that_may_be_asked_for_are_named(city: Any) -> None:
    told = explore_layers(city, "es")
    schemas.check("explore/layers", told)
    names = {one["layer"]: one["layer_name"] for one in told["layers"]}
    assert names[LAYER] == "Distritos del concejo"
    assert "city_limits" not in names
    assert "census_tracts" not in names, "not public"


def test_dates_that_came_true_by_type() -> None:
    city = memory_city()
    city.clock = NEW_YEAR + 100 * DAY_S
    dues = {"pothole": (8, 3, 2), "graffiti_removal": (5, 5, 0)}
    for code, (due, before, on_the_day) in dues.items():
        counts = {"03p": due, "03pb": before, "03pt": on_the_day, "03q": due, "03qb": due}
        for key in (code, ALL):
            city.insights.counters.setdefault(CounterKey(CITY, CITY, key, "2026-03-03"), Counter()).update(counts)
    told = explore_estimates(city, "", "type")
    schemas.check("explore/estimates", told)
    shares = {one["service_code"]: [level["share"] for level in one["levels"]] for one in told["types"]}
    assert shares == {"pothole": [0.5, 1.0], "graffiti_removal": [1.0, 1.0]}
    assert [(level["due"], level["share"]) for level in told["levels"]] == [(13, 0.6923), (13, 1.0)]
    assert explore_estimates(city, "")["types"] is None
    for wrong in (("", "area"), ("pothole", "type")):
        with pytest.raises(BadInput):
            explore_estimates(city, *wrong)
