"""Every role on every staff route, for own and other departments, public and private cases: as the table says.

The expected answer is computed from `hex311.domain.policy.POLICY` alone. Who may not sees no data: 403, or 404 where
even the existence is private, in the very words for a case that is not there.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from functions.intake_api.app import app as intake
from hex311.adapters.memory.staff_pool import MemoryStaffPool
from hex311.domain.delivery import Delivery, DeliveryState, News
from hex311.domain.policy import POLICY, Action, Role
from hex311.domain.routing import work_in
from hex311.domain.staff_member import MemberState, StaffMember
from hex311.usecases.escalate_work_orders import escalate_work_orders
from hex311.usecases.run_workflow import create_work_order, route_request
from tests.support.city import VERSION
from tests.support.gateway import Answer, a_body, call, signed_in
from tests.support.packs import a_pack
from tests.support.photos import sent_photo
from tests.support.staff_apps import staff_app, staff_routes

CASE = "/api/v1/staff/requests/{number}"
ORDER = f"{CASE}/work-orders/{{order}}"
A_VIEW = f"/api/v1/staff/views/{'0' * 32}"
SECRETS = ("Ana", "Byte", "ana@example.org", "555-0142", "behind the blue door", "12 Elm Street")


@dataclass(frozen=True)
class Route:
    action: Action
    method: str
    path: str
    body: Any = None
    query: dict[str, str] | None = None


SHOWN = {"sentence": "The crew was there today.", "photo_ids": ["PHOTO"]}
REFUSED = {"reason": "access", "outcome": "REFUSAL"}
ROUTES = {
    "read": Route(Action.READ_REQUEST, "GET", CASE),
    "contact": Route(Action.READ_CONTACT, "GET", f"{CASE}/contact", query={"reason": "to call back"}),
    "release": Route(Action.RELEASE_CONTENT, "POST", f"{CASE}/release", {"parts": ["description"]}),
    "withdraw": Route(Action.RELEASE_CONTENT, "POST", f"{CASE}/withdraw", {"parts": ["description"]}),
    "photos": Route(Action.VIEW_PHOTOS, "GET", f"{CASE}/photos"),
    "attach": Route(Action.ATTACH_PHOTOS, "POST", f"{CASE}/photos", {"photo_ids": ["PHOTO"]}),
    "unmerge": Route(Action.MERGE_REQUESTS, "POST", f"{CASE}/unmerge", {"reason": "they differ"}),
    "assign": Route(Action.ASSIGN_WORK_ORDER, "POST", f"{ORDER}/assign", {"assignee": "crew 7"}),
    "start": Route(Action.START_WORK_ORDER, "POST", f"{ORDER}/start"),
    "complete": Route(Action.COMPLETE_WORK_ORDER, "POST", f"{ORDER}/complete", {"outcome": "OUTCOME", **SHOWN}),
    "refuse": Route(Action.COMPLETE_WORK_ORDER, "POST", f"{ORDER}/refuse", {**REFUSED, **SHOWN}),
    "order": Route(Action.LIST_WORK_ORDERS, "GET", ORDER),
    "claim": Route(Action.CLAIM_WORK_ORDER, "POST", f"{ORDER}/claim"),
    "schedule": Route(Action.SCHEDULE_WORK_ORDER, "POST", f"{ORDER}/schedule", {"planned_for": "2027-01-15"}),
    "pause": Route(Action.PAUSE_WORK_ORDER, "POST", f"{ORDER}/pause", {"reason": "weather"}),
    "resume": Route(Action.PAUSE_WORK_ORDER, "POST", f"{ORDER}/resume"),
    "transfer": Route(
        Action.TRANSFER_WORK_ORDER, "POST", f"{ORDER}/transfer", {"department": "water", "reason": "capacity"}
    ),
    "split": Route(Action.SPLIT_WORK_ORDER, "POST", f"{ORDER}/split", {"detail": "the north side", "version": 1}),
    "merge": Route(Action.MERGE_REQUESTS, "POST", f"{CASE}/merge", {"into": "TWIN", "reason": "the very same spot"}),
    "redrive": Route(Action.REDRIVE_DELIVERY, "POST", "/api/v1/staff/deliveries/{delivery}/redrive"),
    "undelivered": Route(Action.LIST_DELIVERIES, "GET", "/api/v1/staff/deliveries"),
    "location": Route(
        Action.CORRECT_LOCATION, "POST", f"{CASE}/location", {"lat": 41.301, "long": -97.101, "reason": "other side"}
    ),
    "reclassify": Route(
        Action.RECLASSIFY_REQUEST, "POST", f"{CASE}/reclassify", {"service_code": "pothole", "reason": "it is a hole"}
    ),
    "positions": Route(Action.READ_STEP_POSITIONS, "GET", f"{ORDER}/positions"),
    "presence": Route(Action.READ_REQUEST, "PUT", f"{CASE}/presence", {"looking": True}),
    "ask": Route(Action.ASK_RESIDENT, "POST", f"{CASE}/ask", {"question": "Which pole is it?"}),
    "owner check": Route(Action.CHECK_OWNER, "POST", f"{CASE}/owner-check", {"note": "they come on Monday"}),
    "list": Route(Action.LIST_WORK_ORDERS, "GET", "/api/v1/staff/work-orders"),
    "queue": Route(Action.LIST_WORK_ORDERS, "GET", "/api/v1/staff/queue"),
    "route": Route(Action.PLAN_ROUTE, "GET", "/api/v1/staff/crews/{crew}/route"),
    "escalations": Route(Action.LIST_ESCALATIONS, "GET", "/api/v1/staff/escalations"),
}
#: Lists of a department's cases.
CASE_LISTS = {
    "flags": Route(Action.LIST_FLAGS, "GET", "/api/v1/staff/flags"),
    "owner checks": Route(Action.CHECK_OWNER, "GET", "/api/v1/staff/owner-checks"),
}
#: Routes about the city as a whole, not about a case.
CITY_WIDE = {
    "duplicate rules": Route(Action.EDIT_DUPLICATE_RULES, "GET", "/api/v1/staff/duplicate-rules"),
    "new duplicate rules": Route(
        Action.EDIT_DUPLICATE_RULES,
        "PUT",
        "/api/v1/staff/duplicate-rules",
        {"version": VERSION, "rules": {"pothole": "pack"}},
    ),
    "users": Route(Action.MANAGE_USERS, "GET", "/api/v1/staff/users"),
    "invite": Route(
        Action.MANAGE_USERS,
        "POST",
        "/api/v1/staff/users",
        {"email": "kim@example.org", "name": "Kim", "roles": ["agent"], "departments": []},
    ),
    "change user": Route(
        Action.MANAGE_USERS,
        "POST",
        f"/api/v1/staff/users/{'0' * 32}",
        {"name": "Kim", "roles": ["agent"], "departments": [], "version": "seen"},
    ),
    "switch off": Route(Action.MANAGE_USERS, "POST", f"/api/v1/staff/users/{'0' * 32}/switch-off"),
    "switch on": Route(Action.MANAGE_USERS, "POST", f"/api/v1/staff/users/{'0' * 32}/switch-on"),
    "reset codes": Route(Action.MANAGE_USERS, "POST", f"/api/v1/staff/users/{'0' * 32}/reset-codes"),
    "reset": Route(Action.MANAGE_USERS, "POST", f"/api/v1/staff/users/{'0' * 32}/reset"),
    "try rules": Route(
        Action.EDIT_DUPLICATE_RULES,
        "POST",
        "/api/v1/staff/duplicate-rules/try",
        {"version": VERSION, "rules": {"pothole": "off"}},
    ),
    "city versions": Route(Action.PUBLISH_CITY, "GET", "/api/v1/staff/city"),
    "city difference": Route(Action.PUBLISH_CITY, "GET", "/api/v1/staff/city/difference"),
    "check pack": Route(Action.PUBLISH_CITY, "POST", "/api/v1/staff/city/check", {"zip": "AAAA"}),
    "publish pack": Route(
        Action.PUBLISH_CITY, "POST", "/api/v1/staff/city/publish", {"zip": a_pack(), "version": VERSION}
    ),
    "roll back": Route(Action.PUBLISH_CITY, "POST", "/api/v1/staff/city/roll-back", {"version": VERSION, "to": "x"}),
    "audit log": Route(Action.READ_AUDIT, "GET", "/api/v1/staff/audit"),
    "hotspots": Route(Action.LIST_HOTSPOTS, "GET", "/api/v1/staff/hotspots"),
    "figures": Route(Action.READ_FIGURES, "GET", "/api/v1/staff/figures", query={"department": "parks"}),
    "saved views": Route(Action.LIST_WORK_ORDERS, "GET", "/api/v1/staff/views", query={"department": "parks"}),
    "keep a view": Route(Action.LIST_WORK_ORDERS, "PUT", A_VIEW, {"name": "mine", "question": {"department": "parks"}}),
    "remove a view": Route(Action.LIST_WORK_ORDERS, "DELETE", A_VIEW, query={"department": "parks"}),
    "remove a shared view": Route(
        Action.SHARE_VIEWS, "DELETE", A_VIEW, query={"department": "parks", "shared": "true"}
    ),
    "share a view": Route(
        Action.SHARE_VIEWS, "PUT", A_VIEW, {"name": "ours", "question": {"department": "parks"}, "shared": True}
    ),
    "first view": Route(
        Action.LIST_WORK_ORDERS, "PUT", "/api/v1/staff/first-view", {"department": "parks", "view_id": None}
    ),
    "caller": Route(Action.FIND_CALLER, "POST", "/api/v1/staff/callers", {"phone": "555-0142"}),
    "file for caller": Route(
        Action.FILE_REQUEST, "POST", "/api/v1/staff/requests", a_body(reporter={"phone": "555-0142"})
    ),
    "join for caller": Route(Action.FILE_REQUEST, "POST", "/api/v1/staff/requests/7QX-4CM-2WF/callers", {"caller": {}}),
    "information call": Route(
        Action.COUNT_INFORMATION_CALL, "POST", "/api/v1/staff/information-calls", {"topic": "street-trees"}
    ),
    "information calls": Route(Action.LIST_INFORMATION_CALLS, "GET", "/api/v1/staff/information-calls"),
    "photo ticket": Route(Action.ASK_PHOTO_TICKET, "POST", "/api/v1/staff/photos"),
    "layers": Route(Action.MANAGE_LAYERS, "GET", "/api/v1/staff/layers"),
    "layer difference": Route(Action.MANAGE_LAYERS, "GET", f"/api/v1/staff/layers/{'0' * 32}/difference"),
    "layers withdrawn": Route(
        Action.MANAGE_LAYERS, "POST", "/api/v1/staff/layers/withdraw", {"active_from": "2199-01-01T00:00:00Z"}
    ),
    "layer ticket": Route(Action.MANAGE_LAYERS, "POST", "/api/v1/staff/layers", {"file_name": "wards.geojson"}),
    "layer report": Route(Action.MANAGE_LAYERS, "GET", f"/api/v1/staff/layers/{'0' * 32}"),
    "api keys": Route(Action.MANAGE_API_KEYS, "GET", "/api/v1/staff/api-keys"),
    "new api key": Route(
        Action.MANAGE_API_KEYS,
        "POST",
        "/api/v1/staff/api-keys",
        {"name": "an-app", "scopes": ["submit"], "per_hour": 9},
    ),
    "revoke": Route(Action.MANAGE_API_KEYS, "POST", f"/api/v1/staff/api-keys/{'0' * 32}/revoke"),
    "layer reroute": Route(Action.MANAGE_LAYERS, "POST", f"/api/v1/staff/layers/{'0' * 32}/reroute", {"dry_run": True}),
    "layer rerouting": Route(Action.MANAGE_LAYERS, "GET", f"/api/v1/staff/layers/{'0' * 32}/reroute"),
    "layer start": Route(Action.MANAGE_LAYERS, "POST", f"/api/v1/staff/layers/{'0' * 32}/start", {"dry_run": True}),
}
#: Routes that list work orders of a department.
WORK_LISTS = (
    "/api/v1/staff/work-orders",
    "/api/v1/staff/queue",
    "/api/v1/staff/escalations",
    "/api/v1/staff/crews/{crew}/route",
    "/api/v1/staff/deliveries",
)
#: What has to be before a step is possible at all.
BEFORE = {"pause": ("start",), "resume": ("start", "pause")}
#: Bulk actions answer for each order; the right is that of the step.
BULK_PATH = "/api/v1/staff/work-orders/bulk"
BULK = {
    "claim": (Action.CLAIM_WORK_ORDER, {}),
    "assign": (Action.ASSIGN_WORK_ORDER, {"assignee": "crew 7"}),
    "schedule": (Action.SCHEDULE_WORK_ORDER, {"planned_for": "2027-01-15"}),
    "transfer": (Action.TRANSFER_WORK_ORDER, {"department": "water", "reason": "capacity"}),
}
KINDS = {"public": "graffiti_removal", "private": "homeless_outreach"}


@dataclass(frozen=True)
class Filed:
    number: str
    order: str
    department: str
    outcome: str
    twin: str = "7QX-4CM-2WF"
    photo: str = "0" * 32
    refusal: str = "access"

    @property
    def delivery(self) -> str:
        return f"{self.number}:3:{self.order}:{self.department}"


@pytest.fixture
def filed(city: Any) -> dict[str, Filed]:
    """One public and one private case, each with an open work order and everything that must not leak."""
    cases = {kind: _file(city, code) for kind, code in KINDS.items()}
    _become_late(city)
    return {kind: replace(case, photo=sent_photo(city)) for kind, case in cases.items()}


def _file(city: Any, code: str) -> Filed:
    reporter = {"first_name": "Ana", "last_name": "Byte", "email": "ana@example.org", "phone": "555-0142"}
    body = a_body(code, description="behind the blue door", address="12 Elm Street", reporter=reporter)
    number = call(intake, "POST", "/api/v1/requests", body).json["service_request_id"]
    order = route_request(city, number, 1).work_order_ids[0]
    create_work_order(city, number, order, 1, "token")
    case = city.cases.case_file(number)
    catalogue = city.catalogue.current()
    process = catalogue.process(catalogue.service(code).process)
    made = work_in(process, case.work_orders[0].stage, case.work_orders[0].code)
    assert made is not None
    outcomes = made["outcomes"]
    outcome = outcomes[0]["code"]
    refusal = next(one["code"] for one in outcomes if one["status"] == "could_not_be_done")
    twin = call(intake, "POST", "/api/v1/requests", body).json["service_request_id"]
    route_request(city, twin, 1)
    filed = Filed(number, order, case.work_orders[0].department, outcome, twin, sent_photo(city), refusal)
    city.deliveries.plan(
        Delivery(
            number, 3, order, filed.department, filed.department, News.CREATED, 0, 0,
            state=DeliveryState.UNDELIVERED, private=case.request.is_private,
        )
    )  # fmt: skip
    return filed


def _give_to(city: Any, number: str, crew: str) -> None:
    case = city.store.cases[number]
    city.store.cases[number] = replace(case, work_orders=tuple(replace(o, assignee=crew) for o in case.work_orders))


def _become_late(city: Any) -> None:
    """Work that nobody did for two months, of which the sweep has told."""
    city.clock += 60 * 86_400
    escalate_work_orders(city, lambda: True)


def ask(route: Route, case: Filed, claims: dict[str, Any] | None) -> Answer:
    path = route.path.format(number=case.number, order=case.order, crew="crew%207", delivery=case.delivery)
    real: dict[str, Any] = {
        "OUTCOME": case.outcome,
        "TWIN": case.twin,
        "REFUSAL": case.refusal,
        "['PHOTO']": [case.photo],
    }
    body = {name: real.get(str(value), value) for name, value in route.body.items()} if route.body else None
    query = {"department": case.department, "date": "2030-01-01"} if route.path in WORK_LISTS else route.query
    return call(staff_app(path), route.method, path, body, query=query, claims=claims)


def matrix() -> Iterator[Any]:
    for name, role, kind, own in itertools.product(ROUTES, Role, KINDS, (True, False)):
        yield pytest.param(name, role, kind, own, id=f"{role}-{name}-{kind}-{'own' if own else 'other'}")


def expected(role: Role, action: Action, private: bool, own: bool) -> bool:
    rule = POLICY[role].get(action)
    return rule is not None and (own or not rule.own_department) and (rule.private or not private)


@pytest.mark.parametrize(("name", "role", "kind", "own"), list(matrix()))
def test_the_table_decides(city: Any, filed: dict[str, Filed], name: str, role: Role, kind: str, own: bool) -> None:
    route, case, private = ROUTES[name], filed[kind], kind == "private"
    if name == "route":
        _give_to(city, case.number, "crew 7")
    for step in BEFORE.get(name, ()):
        assert ask(ROUTES[step], case, signed_in(Role.ADMIN)).status == 200
    before = city.store.cases[case.number]
    departments = (case.department,) if own else ("parks",)
    answer = ask(route, case, signed_in(role, departments=departments))
    if route.path in WORK_LISTS:
        _check_list(answer, case, expected(role, route.action, False, own), expected(role, route.action, private, own))
        return
    if expected(role, route.action, private, own):
        allowed = {200, 400} if name == "release" and private else {200}  # the type itself keeps the text private
        allowed |= {409} if name == "owner check" else set()  # nobody else has it
        assert answer.status in allowed, answer.text
        return
    assert answer.status == (404 if private else 403)
    assert not [word for word in SECRETS if word in answer.text]
    assert city.store.cases[case.number] == before
    if private:
        missing = ask(route, Filed("7QX-4CM-2WF", case.order, case.department, case.outcome), signed_in(role))
        assert (answer.status, answer.text) == (missing.status, missing.text)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", CASE_LISTS)
@pytest.mark.parametrize("own", [True, False])
def test_lists_of_a_department_are_for_its_people(city: Any, name: str, role: Role, own: bool) -> None:
    route, department = CASE_LISTS[name], "parks" if own else "water"
    query, claims = {"department": department}, signed_in(role, departments=("parks",))
    answer = call(staff_app(route.path), route.method, route.path, query=query, claims=claims)
    assert answer.status == (200 if expected(role, route.action, False, own) else 403)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", CITY_WIDE)
def test_what_concerns_the_whole_city_is_for_those_whom_the_table_names(city: Any, name: str, role: Role) -> None:
    route = CITY_WIDE[name]
    who = signed_in(role, departments=("parks",))
    people = MemberState.ACTIVE, city.now()
    city.staff_pool = MemoryStaffPool()
    city.staff_pool.people["staff-1"] = StaffMember(
        "staff-1", "staff-1", "", "", frozenset({role}), frozenset(), *people
    )
    answer = call(staff_app(route.path), route.method, route.path, route.body, query=route.query, claims=who)
    assert (answer.status == 403) == (route.action not in POLICY[role])
    assert answer.status in (200, 201, 403, 404, 409)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("own", [True, False], ids=["own", "other"])
def test_the_table_decides_on_each_order_of_a_bulk_action(
    city: Any, filed: dict[str, Filed], own: bool, kind: str, role: Role
) -> None:
    case, private = filed[kind], kind == "private"
    claims = signed_in(role, departments=(case.department,) if own else ("parks",))
    for step, (action, parts) in BULK.items():
        order = {"service_request_id": case.number, "work_order_id": case.order, "version": 1}
        body = {"action": step, "orders": [order], **parts}
        preview = call(staff_app(BULK_PATH), "POST", BULK_PATH, {**body, "preview": True}, claims=claims)
        (line,) = preview.json["results"]
        if expected(role, action, private, own):
            assert line["result"] == "would_change"
            continue
        before = city.store.cases[case.number]
        done = call(staff_app(BULK_PATH), "POST", BULK_PATH, body, headers={"Idempotency-Key": step}, claims=claims)
        assert done.json["results"] == preview.json["results"]
        assert (line["result"], line["code"]) == ("refused", "not_found" if private else "forbidden")
        assert not [word for word in SECRETS if word in done.text]
        assert city.store.cases[case.number] == before
        undone = call(
            staff_app(f"{BULK_PATH}/x/undo"),
            "POST",
            f"{BULK_PATH}/{done.json['bulk_id']}/undo",
            claims=signed_in(Role.ADMIN, subject="x"),
        )
        assert undone.code == "not_found"  # it is somebody else's


def test_every_route_of_the_staff_stands_in_this_matrix() -> None:
    """A new route without its row here is a route that nobody has asked the table about."""
    tested = {
        (route.method, _shape(route.path)) for route in (*ROUTES.values(), *CASE_LISTS.values(), *CITY_WIDE.values())
    }
    here = {(method, _shape(path)) for method, path in staff_routes()}
    bulk = {("POST", BULK_PATH), ("POST", f"{BULK_PATH}/*/undo")}
    assert here - {("GET", "/api/v1/staff/me")} - bulk == tested
    assert {route.action for route in (*ROUTES.values(), *CASE_LISTS.values(), *CITY_WIDE.values())} == set(Action)


def _shape(path: str) -> str:
    return re.sub(r"\{\w+\}|0{32}|7QX-4CM-2WF", "*", path)


def _check_list(answer: Answer, case: Filed, may_list: bool, may_see: bool) -> None:
    if not may_list:
        assert answer.status == 403
        assert case.number not in answer.text
        return
    if "deliveries" in answer.json:
        orders = answer.json["deliveries"]
    elif "rows" in answer.json:
        orders = answer.json["rows"]
    else:
        orders = answer.json["work_orders"] if "work_orders" in answer.json else _stops(answer)
    assert (case.number in [order["service_request_id"] for order in orders]) == may_see
    # Work has its address, and a crew on its way is told what was said of the place; nobody is told who said it.
    hidden = SECRETS if "deliveries" in answer.json else SECRETS[:4] if "stops" in answer.json else SECRETS[:5]
    assert not [word for word in hidden if word in answer.text]


@pytest.mark.parametrize("role", Role)
def test_whoever_lists_work_may_read_what_it_is_about(role: Role) -> None:
    """A list tells the address, which the request has."""
    rules = POLICY[role]
    for action in (Action.LIST_WORK_ORDERS, Action.LIST_ESCALATIONS):
        assert action not in rules or rules[action] == rules[Action.READ_REQUEST]


def _stops(answer: Answer) -> list[Any]:
    return [stop["work_order"] for stop in answer.json["stops"]]


NOBODIES: dict[str, dict[str, Any] | None] = {
    "no authorizer": None,
    "no claims": {},
    "no subject": {"cognito:groups": "admin"},
    "no role": {"sub": "someone"},
    "empty role": {"sub": "someone", "cognito:groups": ""},
    "unknown role": {"sub": "someone", "cognito:groups": "root,superuser"},
    "role in other letters": {"sub": "someone", "cognito:groups": "ADMIN"},
    "role within a word": {"sub": "someone", "cognito:groups": "administrator notadmin"},
}


@pytest.mark.parametrize("who", NOBODIES)
@pytest.mark.parametrize("name", [*ROUTES, *CASE_LISTS, *CITY_WIDE, "me"])
def test_nobody_gets_nothing(city: Any, filed: dict[str, Filed], name: str, who: str) -> None:
    routes = {**ROUTES, **CASE_LISTS, **CITY_WIDE, "me": Route(Action.READ_REQUEST, "GET", "/api/v1/staff/me")}
    for case in filed.values():
        before = city.store.cases[case.number]
        answer = ask(routes[name], case, NOBODIES[who])
        assert (answer.status, answer.code) == (403, "forbidden")
        assert not [word for word in (*SECRETS, case.number) if word in answer.text]
        assert city.store.cases[case.number] == before


@pytest.mark.parametrize(
    "groups", ["crew,agent", "crew agent", "[crew agent]", "[crew, agent]", ["crew", "agent"], "agent,crew,unknown"]
)
def test_roles_are_read_in_every_form_a_gateway_may_give_them(city: Any, groups: Any) -> None:
    claims = {"sub": "someone", "cognito:groups": groups, "custom:departments": "parks,water"}
    answer = call(staff_app("/api/v1/staff/me"), "GET", "/api/v1/staff/me", claims=claims)
    who = {name: answer.json[name] for name in ("subject", "roles", "departments")}
    assert who == {"subject": "someone", "roles": ["agent", "crew"], "departments": ["parks", "water"]}
