"""The doors of the supervisor's figures: who is let in to what, what private cases give away, and wrong questions."""

from typing import Any

import pytest

from functions.figures_api.app import app as figures
from hex311 import schemas
from hex311.domain.policy import POLICY, Action, Role
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change
from hex311.usecases.change_case import change_case, written
from hex311.usecases.count_insights import count_insights
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, memory_city
from tests.support.gateway import Answer, call, signed_in
from tests.unit.functions.test_policy_matrix import NOBODIES
from tests.unit.usecases.test_count_insights import happen

OVERVIEW, ATTENTION, REQUESTS = "/api/v1/staff/overview", "/api/v1/staff/overview/attention", "/api/v1/staff/requests"
ROUTES = (OVERVIEW, ATTENTION, REQUESTS)
DAY_S = 86_400


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Any:
    ports = memory_city()
    monkeypatch.setattr("functions.figures_api.app.ports", lambda: ports)
    return ports


def ask(path: str, role: Role, departments: tuple[str, ...] = (), **query: str) -> Answer:
    return call(figures, "GET", path, query=query, claims=signed_in(role, departments=departments))


def file(city: Any, code: str, department: str, number: int = 1) -> list[str]:
    def decide(case: CaseFile) -> Change:
        return written(city, case, Draft(case.request).record("RequestRouted", city.now(), department=department))  # type: ignore[arg-type]

    found = []
    for _ in range(number):
        case_id = submit_request(city, a_report(code)).request.id
        change_case(city, case_id, decide)
        count_insights(city, case_id)
        found.append(case_id)
    return found


def test_these_are_all_routes() -> None:
    assert set(figures.routes) == set(ROUTES)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", ROUTES)
def test_the_table_decides(city: Any, path: str, role: Role) -> None:
    (number,) = file(city, "pothole", "parks")
    rule = POLICY[role].get(Action.READ_FIGURES)
    for department, own in (("parks", True), ("water", False), ("", False)):
        query = {"department": department} if department else {}
        answer = ask(path, role, ("parks",), **query)
        allowed = rule is not None and (own or not rule.own_department)
        assert answer.status == (200 if allowed else 403), answer.text
        assert allowed or number not in answer.text


@pytest.mark.parametrize("who", NOBODIES)
@pytest.mark.parametrize("path", ROUTES)
def test_nobody_gets_nothing(city: Any, path: str, who: str) -> None:
    (number,) = file(city, "pothole", "parks")
    answer = call(figures, "GET", path, query={"department": "parks"}, claims=NOBODIES[who])
    assert (answer.status, answer.code) == (403, "forbidden")
    assert number not in answer.text


def test_private_cases_are_counted_and_listed_only_for_who_may_see_them(city: Any) -> None:
    (hidden,) = file(city, "homeless_outreach", "parks")
    (shown,) = file(city, "pothole", "parks")
    for role, seen in ((Role.MANAGER, {hidden, shown}), (Role.TRIAGE, {shown})):
        for query in ({}, {"department": "parks"}, {"layer": "council_districts", "area": "3"}):
            assert ask(OVERVIEW, role, **query).json["now"]["open"] == len(seen)
            rows = ask(REQUESTS, role, **query).json["requests"]
            assert {row["service_request_id"] for row in rows} == seen
    assert ask(OVERVIEW, Role.TRIAGE, service_code="homeless_outreach").status == 403
    assert ask(REQUESTS, Role.TRIAGE, service_code="pothole,homeless_outreach").status == 403


def test_a_row_tells_no_words_and_no_people(city: Any) -> None:
    file(city, "pothole", "parks")
    (row,) = ask(REQUESTS, Role.MANAGER).json["requests"]
    assert set(row) == set(schemas.load("answers/figure_cases")["properties"]["requests"]["items"]["properties"])
    assert not {"address", "description", "lat", "long"} & set(row)


def test_a_city_without_a_case_has_figures_too(city: Any) -> None:
    answer = ask(OVERVIEW, Role.MANAGER)
    schemas.check("answers/overview", answer.json)
    now, period = answer.json["now"], answer.json["period"]
    assert (now["open"], now["median_age_days"], now["by_type"]) == (0, None, [])
    assert (period["on_time_share"], period["reopened_share"], period["cohort"]["share"]) == (None, None, None)
    assert ask(REQUESTS, Role.MANAGER).json == {"requests": [], "next": None}
    told = ask(ATTENTION, Role.MANAGER).json
    schemas.check("answers/overview_attention", told)
    assert {(one["escalated"], one["undelivered"], one["owner_checks"]) for one in told["departments"]} == {(0, 0, 0)}


def test_pages_hold_everything_once_also_when_cases_are_closed_in_between(city: Any) -> None:
    filed = file(city, "pothole", "parks", 5) + file(city, "graffiti_removal", "water", 4)
    seen: list[str] = []
    cursor = ""
    while True:
        page = ask(REQUESTS, Role.MANAGER, of="opened", limit="2", **({"cursor": cursor} if cursor else {})).json
        seen += [row["service_request_id"] for row in page["requests"]]
        if len(seen) == 4:
            happen(city, seen[0], "close")
            count_insights(city, seen[0])
        cursor = page["next"] or ""
        if not cursor:
            break
    assert sorted(seen) == sorted(filed)


@pytest.mark.parametrize("path", [OVERVIEW, REQUESTS])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"department": "no_such"}, "department"),
        ({"layer": "council_districts"}, "area"),
        ({"layer": "no_such", "area": "3"}, "layer"),
        ({"layer": "department", "area": "parks"}, "layer"),
        ({"service_code": "pothole", "group": "streets"}, "group"),
        ({"service_code": ",".join(["pothole"] * 41)}, "service_code"),
        ({"from": "yesterday"}, "from"),
        ({"to": "0001-01-01"}, "to"),
        ({"to": "9999-12-31"}, "to"),
        ({"from": "2020-01-01", "to": "2026-01-01"}, "from"),
        ({"from": "2025-01-01", "to": "2026-01-02"}, "from"),
    ],
)
def test_a_wrong_question_hears_what_to_mend(city: Any, path: str, query: dict[str, str], field: str) -> None:
    answer = ask(path, Role.MANAGER, **query)
    assert answer.status == 400
    assert field in [problem["field"] for problem in answer.json["problems"]]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"of": "everything"}, "of"),
        ({"on_time": "perhaps"}, "on_time"),
        ({"age_from": "-1"}, "age_from"),
        ({"age_to": "１２"}, "age_to"),
        ({"age_to": "9" * 500}, "age_to"),
        ({"limit": "101"}, "limit"),
        ({"cursor": "next"}, "cursor"),
        ({"cursor": "#" * 61}, "cursor"),
        ({"cursor": "💧#"}, "cursor"),
    ],
)
def test_a_wrong_list_is_named(city: Any, query: dict[str, str], field: str) -> None:
    answer = ask(REQUESTS, Role.MANAGER, **query)
    assert (answer.status, answer.fields) == (400, [field])


def test_lists_are_also_of_an_area_within_a_department_and_of_what_nobody_has(city: Any) -> None:
    area = {"layer": "council_districts", "area": "3"}
    (number,) = file(city, "pothole", "parks")
    (new,) = file(city, "pothole", "")
    assert ask(OVERVIEW, Role.MANAGER, department="parks", **area).fields == ["department"]
    assert ask(OVERVIEW, Role.MANAGER, department="-").fields == ["department"]
    for query, found in (({"department": "parks", **area}, [number]), ({"department": "-", **area}, [new])):
        assert [row["service_request_id"] for row in ask(REQUESTS, Role.MANAGER, **query).json["requests"]] == found
    elsewhere = {"layer": "council_districts", "area": "4", "department": "parks"}
    assert ask(REQUESTS, Role.MANAGER, **elsewhere).json["requests"] == []
    assert ask(REQUESTS, Role.DISPATCHER, ("parks",), department="-").status == 403
    assert ask(REQUESTS, Role.DISPATCHER, ("parks",), department="parks", **area).status == 200


def test_what_there_is_not_is_404(city: Any) -> None:
    for query in ({"service_code": "no_such"}, {"service_code": "pothole,no_such"}, {"group": "no_such"}):
        assert ask(OVERVIEW, Role.MANAGER, **query).status == 404
    assert ask(OVERVIEW, Role.MANAGER, by="no_such").fields == ["by"]
    assert ask(ATTENTION, Role.MANAGER, department="no_such").fields == ["department"]


def test_escalated_work_is_counted_as_it_is_listed(city: Any) -> None:
    answer = ask(ATTENTION, Role.DISPATCHER, ("parks",), department="parks")
    assert [one["department"] for one in answer.json["departments"]] == ["parks"]
