"""The public and the staff's figures: what they say, whom they protect, and how wrong questions end."""

import random
from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.staff_api.app import app as staff
from hex311 import schemas
from hex311.domain.policy import Role
from hex311.usecases.count_insights import count_insights
from hex311.usecases.explore_figures import FEW
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, memory_city
from tests.support.gateway import Answer, call, signed_in
from tests.unit.usecases.test_count_insights import happen

DAY_S = 86_400
NEW_YEAR = 1_767_290_400  # 2026-01-01, noon in Rivermark
HERE = {"layer": "council_districts", "area": "3"}


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Any:
    ports = memory_city()
    ports.clock = NEW_YEAR
    for app in ("explore_api", "staff_api"):
        monkeypatch.setattr(f"functions.{app}.app.ports", lambda: ports)
    return ports


def ask(**query: str) -> Answer:
    return call(explore, "GET", "/api/v1/explore", query={name.rstrip("_"): value for name, value in query.items()})


def file(city: Any, code: str, number: int = 1, close: bool = False) -> None:
    for _ in range(number):
        case_id = submit_request(city, a_report(code)).request.id
        if close:
            happen(city, case_id, "close")
        count_insights(city, case_id)


def private_type(city: Any) -> str:
    return next(code for code, one in city.catalogue.current().services.items() if one.privacy == "private")


def blurred_type(city: Any) -> str:
    services = city.catalogue.current().services
    return next(code for code, one in services.items() if one.privacy == "blurred" and not one.redirect)


def test_an_area_stands_beside_the_city(city: Any) -> None:
    file(city, "pothole", 3)
    file(city, "graffiti_removal", 2, close=True)
    city.clock += 40 * DAY_S
    file(city, "pothole", 4)
    answer = ask(**HERE, service_code="pothole", from_="2026-01-01", to="2026-02-28")
    assert answer.status == 200, answer.text
    schemas.check("explore/figures", answer.json)
    assert answer.json["figures"]["opened"] == answer.json["city"]["opened"] == 7
    assert [month["opened"] for month in answer.json["figures"]["months"]] == [3, 4]
    every = ask(**HERE, from_="2026-01-01", to="2026-02-28").json
    assert (every["figures"]["opened"], every["figures"]["closed"]) == (9, 2)
    assert (every["figures"]["median_age_days"], every["figures"]["on_time_share"]) == (0, 1.0)
    assert ask(**{**HERE, "area": "4"}).json["figures"]["opened"] == 0
    assert ask(from_="2026-01-02", to="2026-01-31").json["city"]["opened"] == 0


def test_private_types_are_in_no_public_total_and_in_no_area(city: Any) -> None:
    code = private_type(city)
    file(city, code, FEW + 1)
    file(city, "pothole", 2)
    assert ask(from_="2026-01-01", to="2026-01-31").json["city"]["opened"] == 2
    assert ask(**HERE, from_="2026-01-01", to="2026-01-31").json["figures"]["opened"] == 2
    assert ask(**HERE, service_code=code).status == 404
    assert ask(service_code=code, from_="2026-01-01", to="2026-01-31").json["city"]["opened"] == FEW + 1
    assert ask(service_code=code, from_="2026-01-01", to="2026-01-30").json["city"]["opened"] == 0, "no whole month"


@pytest.mark.parametrize("kind", ["private", "blurred"])
def test_no_pair_of_answers_shows_fewer_than_a_few(city: Any, kind: str) -> None:
    """Every period there is, on random counts: any two sums that may be subtracted differ by whole shown months."""
    code = private_type(city) if kind == "private" else blurred_type(city)
    where = {} if kind == "private" else HERE
    rng, counts = random.Random(5), {}
    for month in range(1, 6):
        counts[month] = rng.randrange(0, 2 * FEW)
        city.clock = NEW_YEAR + (month - 1) * 31 * DAY_S
        file(city, code, counts[month])
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 7) for day in (1, 2, 15, 28)]
    days += ["2026-01-31", "2026-03-31", "2026-04-30", "2026-05-31"]
    shown = set()
    for first in days:
        for last in days:
            if first <= last:
                answer = ask(**where, service_code=code, from_=first, to=last).json["figures"]
                shown.add(answer["opened"])
                assert all(month["opened"] == 0 or month["opened"] >= FEW for month in answer["months"])
                assert not set(answer["by_source"]) - {"all"}
    sums = {0}
    for month in range(1, 6):
        sums |= {sum(n for m, n in counts.items() if a <= m <= month and n >= FEW) for a in range(1, 7)}
    assert shown <= sums


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"layer": "council_districts"}, "area"),
        ({"area": "3"}, "layer"),
        ({"layer": "no_such", "area": "3"}, "layer"),
        ({"layer": "city_limits", "area": "x"}, "layer"),
        ({"layer": "department", "area": "parks"}, "layer"),
        ({**HERE, "area": "x" * 121}, "area"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"to": "20260201"}, "to"),
        ({"to": "9999-12-31"}, "to"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "to"),
        ({"from": "2020-01-01", "to": "2026-01-01"}, "from"),
        ({"from": "２026-01-01"}, "from"),
    ],
)
def test_a_wrong_question_hears_what_to_mend(city: Any, query: dict[str, str], field: str) -> None:
    answer = call(explore, "GET", "/api/v1/explore", query=query)
    assert answer.status == 400
    assert field in [problem["field"] for problem in answer.json["problems"]]


@pytest.mark.parametrize("path", ["/api/v1/explore", "/api/v1/explore/estimates"])
def test_an_unknown_type_is_404(city: Any, path: str) -> None:
    assert call(explore, "GET", path, query={"service_code": "no_such"}).status == 404


def test_calibration_has_its_shape_also_before_anything_is_due(city: Any) -> None:
    answer = call(explore, "GET", "/api/v1/explore/estimates")
    schemas.check("explore/estimates", answer.json)
    assert [level["share"] for level in answer.json["levels"]] == [None, None]


def figures_for(role: Role, departments: tuple[str, ...] = (), **query: str) -> Answer:
    claims = signed_in(role, departments=departments)
    return call(staff, "GET", "/api/v1/staff/figures", query=query, claims=claims)


def test_staff_see_their_department_type_by_type(city: Any) -> None:
    case_id = submit_request(city, a_report("pothole")).request.id
    happen(city, case_id, "hand over")
    count_insights(city, case_id)
    answer = figures_for(Role.DISPATCHER, ("water",), department="water")
    assert answer.status == 200, answer.text
    schemas.check("staff/figures", answer.json)
    assert [(row["service_code"], row["opened"]) for row in answer.json["by_type"]] == [("pothole", 1)]
    assert figures_for(Role.DISPATCHER, ("water",), department="streets").status == 403
    assert figures_for(Role.DISPATCHER, ("water",)).status == 403, "the city is more than their own"
    assert figures_for(Role.MANAGER, department="water", **HERE).status == 400
    assert figures_for(Role.MANAGER, department="no_such").status == 400


def test_private_types_are_for_those_who_may_see_private_cases(city: Any) -> None:
    code = private_type(city)
    file(city, code, 2)
    file(city, "pothole", 1)
    assert figures_for(Role.MANAGER).json["figures"]["opened"] == 3
    assert figures_for(Role.TRIAGE).json["figures"]["opened"] == 1
    assert figures_for(Role.MANAGER, **HERE).json["figures"]["opened"] == 3
    assert figures_for(Role.TRIAGE, **HERE).json["figures"]["opened"] == 1
    assert figures_for(Role.TRIAGE, service_code=code).status == 403
    assert figures_for(Role.MANAGER, service_code=code).json["figures"]["opened"] == 2
