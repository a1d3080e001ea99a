"""For each operation of the description a call that succeeds in the town: what the fuzzers begin from."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hex311.domain.signature import sign
from tests.fuzz.town import WEBHOOK_KEY, Known, Town
from tests.support.city import HOME
from tests.support.closing import SENTENCE
from tests.support.gateway import a_body
from tests.support.packs import a_pack

HERE = {"lat": HOME.latitude, "long": HOME.longitude}


@dataclass
class Good:
    """The parts of a call. `body` goes as JSON."""

    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None


Make = Callable[[Town], Good]


def _case(name: str, body: Any = None, **query: Any) -> Make:
    def make(town: Town) -> Good:
        case = town.cases[name]
        return Good(
            {"service_request_id": case.number}, query, {"X-Follow-Secret": case.secret}, _told(body, town, case)
        )

    return make


def _order(name: str, body: Any = None) -> Make:
    def make(town: Town) -> Good:
        case = town.cases[name]
        path = {"service_request_id": case.number, "work_order_id": case.order}
        return Good(path, {}, {"If-Match": f'"{_version(town, case)}"'}, _told(body, town, case))

    return make


def _version(town: Town, case: Known) -> int:
    """Of the work order, as whoever looks at it sees it."""
    order = town.city.cases.case_file(case.number).work_order(case.order)
    return int(order.version)


def _told(body: Any, town: Town, case: Known) -> Any:
    return body(town, case) if callable(body) else body


def _body(**parts: Any) -> Make:
    return lambda _: Good(body=parts)


def _query(**parts: Any) -> Make:
    return lambda _: Good(query=parts)


def _by_department(**parts: Any) -> Make:
    return lambda town: Good(query={"department": town.cases["open"].department, **parts})


def _known(parameter: str, name: str, body: Any = None) -> Make:
    return lambda town: Good({parameter: town.known[name]}, body=body)


def _signed(town: Town) -> Good:
    case = town.cases["open"]
    body = {"service_request_id": case.number, "work_order_id": case.order, "action": "start"}
    return signed(town, case.department, body)


def signed(town: Town, department: str, body: Any) -> Good:
    """A callback whose signature fits the body as it goes over the wire."""
    headers = {"webhook-id": "a call", "webhook-timestamp": str(town.city.now())}
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers["webhook-signature"] = sign([WEBHOOK_KEY], "a call", town.city.now(), raw)
    return Good({"department": department}, {}, headers, body)


def _shown(town: Town) -> dict[str, Any]:
    return {"sentence": SENTENCE, "photo_ids": [town.known["free_photo"]]}


def _refused(town: Town, case: Known) -> dict[str, Any]:
    return {"reason": "access", "outcome": case.refusal, **_shown(town)}


def _bulk(town: Town) -> Good:
    cases = [town.cases[name] for name in ("open", "started", "private")]
    orders = [{"service_request_id": one.number, "work_order_id": one.order, "version": 1} for one in cases]
    body = {"action": "assign", "assignee": "crew 7", "orders": orders}
    return Good(headers={"Idempotency-Key": "a new action"}, body=body)


def _changed(town: Town) -> dict[str, Any]:
    seen = town.city.staff_pool.member(town.known["user_id"]).version
    return {"name": "Kim", "roles": ["triage"], "departments": ["parks"], "version": seen}


def _photo(town: Town) -> Good:
    return Good({"photo_id": town.known["photo"]}, headers={"X-Photo-Secret": town.known["photo_secret"]})


CALLS: dict[str, Make] = {
    "city": _query(lang="es"),
    "services": _query(lang="es"),
    "read_knowledge": _query(lang="es"),
    "service": lambda _: Good({"service_code": "pothole"}),
    "overlay": _query(**HERE),
    "find_duplicates": _query(service_code="graffiti_removal", **HERE),
    "find_address": _query(q="624 w main st", **HERE),
    "nearest_address": _query(**HERE),
    "find_places": _query(category="library", **HERE),
    "find_assets": _query(category="street_light", **HERE),
    "my_city": _query(**HERE),
    "submit_request": lambda town: Good(
        headers={"Idempotency-Key": "fuzzed"},
        body=a_body("pothole", photo_ids=[town.known["free_photo"]], reporter={"email": "kim@example.org"}),
    ),
    "read_changes": _query(limit=5),
    "read_request": _case("open"),
    "follow_request": _case("open", {"email": "kim@example.org"}),
    "join_request": _case("open", {"device": "d" * 20}),
    "reopen_request": _case("closed", {"reason": "still there"}),
    "answer_question": _case("asked", {"answer": "the one to the south"}),
    "confirm_follower": lambda town: Good(body={"token": town.known["confirm"]}),
    "leave_request": lambda town: Good(query={"token": town.known["leave"]}),
    "ask_photo_ticket": lambda _: Good(),
    "ask_photo_ticket_as_staff": lambda _: Good(),
    "read_photo": _photo,
    "view_photos": _case("open"),
    "attach_photos": _case("open", lambda town, _: {"photo_ids": [town.known["free_photo"]]}),
    "explore": _query(layer="council_districts", area="3"),
    "explore_layers": lambda _: Good(),
    "explore_estimates": _query(service_code="pothole"),
    "openapi": lambda _: Good(),
    "answer_by_call": _signed,
    "read_work_link": lambda town: Good(headers={"X-Work-Order-Token": town.known["link"]}),
    "answer_by_link": lambda town: Good(body={"token": town.known["link"], "action": "start"}),
    "list_deliveries": _by_department(),
    "redrive_delivery": _known("delivery_id", "delivery"),
    "me": lambda _: Good(),
    "read_duplicate_rules": lambda _: Good(),
    "publish_duplicate_rules": lambda town: Good(body={"version": town.known["version"], "rules": {"pothole": "off"}}),
    "try_duplicate_rules": lambda town: Good(body={"version": town.known["version"], "rules": {"pothole": "off"}}),
    "list_hotspots": lambda _: Good(),
    "list_layers": lambda _: Good(),
    "layer_difference": _known("import_id", "import"),
    "withdraw_layers": lambda town: Good(body={"active_from": town.known["announced"]}),
    "layer_ticket": _body(file_name="wards.geojson", layer_id="wards"),
    "staff_figures": _by_department(service_code="pothole"),
    "overview": _by_department(group="streets"),
    "overview_attention": _by_department(),
    "list_figure_cases": _by_department(of="opened", limit=2),
    "import_report": _known("import_id", "import"),
    "start_import": _known("import_id", "import", {"dry_run": True}),
    "rerouting_report": _known("import_id", "import"),
    "start_rerouting": _known("import_id", "import", {"dry_run": True}),
    "list_api_keys": lambda _: Good(),
    "issue_api_key": _body(name="a-new-app", scopes=["submit"], per_hour=9),
    "revoke_api_key": _known("key_id", "key_id"),
    "list_users": lambda _: Good(),
    "invite_user": _body(email="kim@example.org", name="Kim", roles=["agent"], departments=[]),
    "change_user": lambda town: Good({"user_id": town.known["user_id"]}, body=_changed(town)),
    "switch_off_user": _known("user_id", "user_id"),
    "switch_on_user": _known("user_id", "user_id"),
    "reset_codes": _known("user_id", "user_id"),
    "reset_user": _known("user_id", "user_id"),
    "list_versions": lambda _: Good(),
    "compare_versions": lambda _: Good(),
    "check_pack": _body(zip=a_pack()),
    "publish_pack": lambda town: Good(body={"zip": a_pack(), "version": town.known["version"]}),
    "roll_back": lambda town: Good(body={"version": town.known["version"], "to": town.known["older"]}),
    "read_audit_log": _query(limit=5),
    "find_caller": _body(email="kim@example.org"),
    "file_request": lambda _: Good(
        headers={"Idempotency-Key": "fuzzed call"},
        body=a_body("pothole", reporter={"phone": "555-0142", "language": "es"}),
    ),
    "join_for_caller": _case("open", {"caller": {"phone": "555-0142"}}),
    "count_information_call": _body(topic="street-trees", language="es"),
    "information_calls": lambda _: Good(query={"to": "2026-09-30"}),
    "read_for_staff": _case("private"),
    "read_contact": _case("open", reason="to call back"),
    "release_content": _case("open", {"parts": ["description", "comments"]}),
    "withdraw_content": _case("open", {"parts": ["description"]}),
    "ask_resident": _case("open", {"question": "Which wall is it?"}),
    "check_owner": _case("passed_on", {"note": "they come on Monday"}),
    "correct_location": _case("open", {"lat": 41.301, "long": -97.101, "reason": "the other side"}),
    "reclassify_request": _case("open", {"service_code": "pothole", "reason": "it is a hole"}),
    "look_at_case": _case("open", {"looking": True}),
    "list_checks": _by_department(),
    "list_flags": _by_department(),
    "merge_requests": _case("blank", lambda town, _: {"into": town.cases["root"].number, "reason": "the same wall"}),
    "unmerge_request": _case("merged", {"reason": "another wall"}),
    "list_work_orders": _by_department(status="open", limit=2),
    "list_escalations": _by_department(),
    "read_queue": _by_department(status="open", limit=2),
    "list_views": _by_department(),
    "keep_view": lambda town: Good(
        {"view_id": "a-view-of-mine"},
        body={"name": "late ones", "question": {"department": town.cases["open"].department, "clock": "late"}},
    ),
    "remove_view": lambda town: Good(
        {"view_id": "a-view-of-mine"}, {"department": town.cases["open"].department, "shared": "true"}
    ),
    "begin_with_view": lambda town: Good(
        body={"department": town.cases["open"].department, "view_id": None}
    ),
    "plan_route": lambda town: Good({"crew": "crew 7"}, {"department": town.cases["open"].department}),
    "bulk_work_orders": _bulk,
    "undo_bulk": _known("bulk_id", "bulk"),
    "read_work_order": _order("open"),
    "claim_work_order": _order("open"),
    "assign_work_order": _order("open", {"assignee": "crew 7"}),
    "schedule_work_order": _order("open", {"planned_for": "2027-01-15"}),
    "start_work_order": _order("open", {"position": {"lat": 41.3, "long": -97.1, "accuracy_m": 8}}),
    "read_step_positions": _order("started"),
    "pause_work_order": _order("started", {"reason": "weather", "note": "rain"}),
    "resume_work_order": _order("paused"),
    "complete_work_order": _order("open", lambda town, case: {"outcome": case.outcome, **_shown(town)}),
    "refuse_work_order": _order("open", _refused),
    "transfer_work_order": _order("open", {"department": "water", "reason": "capacity"}),
    "split_work_order": _order("open", lambda town, case: {"detail": "north side", "version": _version(town, case)}),
}  # fmt: skip
