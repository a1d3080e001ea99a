"""The city that is fuzzed: cases in every state, with all the numbers, secrets and keys that open something.

It lives in memory and is put back to its first state often, so that a step that was done once can be done again.
"""

import importlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from functions.intake_api.app import app as intake
from functions.layers_api.app import app as layers
from functions.staff_api.app import app as staff
from hex311.adapters.memory.ports import FixedOverlay, MemoryPorts
from hex311.adapters.memory.staff_pool import MemoryStaffPool
from hex311.domain.catalogue import Catalogue
from hex311.domain.delivery import Delivery, DeliveryState, News
from hex311.domain.map_layers import LayerGeneration, LayerTimeline, PublishedLayer
from hex311.domain.moments import iso
from hex311.domain.place import Place
from hex311.domain.place_shape import point_shape
from hex311.domain.policy import Role, Staff
from hex311.domain.signature import KeyRing, new_key
from hex311.domain.staff_member import MemberState, StaffMember
from hex311.ports import LimitPolicy
from hex311.settings import Settings
from hex311.usecases.api_keys import issue_key, quota
from hex311.usecases.count_insights import count_insights
from hex311.usecases.deliver_work_orders import deliver_work_orders
from hex311.usecases.publish_changes import publish_changes
from hex311.usecases.receive_update import Update, receive_update
from hex311.usecases.run_workflow import close_request, create_work_order, route_request
from tests.support.addresses import KEY as BOOK
from tests.support.addresses import rivermark_book
from tests.support.city import HOME, VERSION, memory_city, overlay_at, rivermark
from tests.support.closing import shown
from tests.support.gateway import a_body, call, signed_in
from tests.support.outside import MAILBOX, deliver_by
from tests.support.photos import put_upload, sent_photo

ADMIN = Staff("admin-1", frozenset({Role.ADMIN}), frozenset())
ADMIN_CLAIMS = signed_in("admin", subject="admin-1")
#: What only staff and the reporter may ever read; no public answer may hold it.
PRIVATE = ("Zdravka", "Quillfeather", "zdravka@example.org", "555-01429", "behind the ochre door")
REPORTER = {"first_name": PRIVATE[0], "last_name": PRIVATE[1], "email": PRIVATE[2], "phone": PRIVATE[3]}
ENTRY_POINTS = (
    "explore_api", "intake_api", "staff_api", "admin_api", "calls_api", "case_api", "figures_api", "layers_api",
    "queue_api", "callbacks_api", "open311_api", "basic_pages",
)  # fmt: skip
WEBHOOK_KEY = new_key()
UNLIMITED = 1_000_000_000


@dataclass(frozen=True)
class Known:
    """A case and what opens it. `outcome` and `refusal` are codes of its work order's process."""

    number: str
    secret: str
    order: str = ""
    department: str = ""
    outcome: str = ""
    refusal: str = ""


@dataclass
class Town:
    """The city and everything in it that a caller may know."""

    city: Any
    cases: dict[str, Known] = field(default_factory=dict)
    #: tokens, keys and ids by what they are
    known: dict[str, str] = field(default_factory=dict)

    def reset(self) -> "Town":
        """The same town as it was when it was founded. What cannot change is shared. Tables keep what they have."""
        if not isinstance(self.city, MemoryPorts):
            return self
        shared = (self.city.catalogue.current(), *self.city.addresses.books.values(), self.city.pictures)
        return Town(deepcopy(self.city, {id(one): one for one in shared}), self.cases, self.known)


@contextmanager
def open_doors(get: Any) -> Iterator[None]:
    """All API functions work on the city that `get()` answers at the moment of a call."""
    with ExitStack() as stack:
        for name in ENTRY_POINTS:
            stack.enter_context(patch.object(importlib.import_module(f"functions.{name}.app"), "ports", get))
        yield


def found(on: Any = None) -> Town:
    """A new town, in memory or on these ports. Takes a few seconds the first time: the address book is built."""
    city = on or memory_city()
    city.catalogue.versions[VERSION] = Catalogue(VERSION, {**rivermark(), "addresses": {"key": BOOK}})
    city.settings = replace(getattr(city, "settings", Settings()), stage="test")
    city.addresses.books[BOOK] = rivermark_book()
    city.overlays = FixedOverlay(overlay_at)
    city.limit_policy = LimitPolicy(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED)
    city.places.put(
        "library", "facility", [Place("near", "Near Library", point_shape(HOME), {"hours": "Mon-Fri 10-18"})]
    )
    city.places.put("street_light", "asset", [Place("P-7", "P-7", point_shape(HOME), {"lamp": "LED"})])
    town = Town(city)
    with open_doors(lambda: city):
        _people_report(town)
        _staff_work(town)
        _others_know(town)
    return town


def _people_report(town: Town) -> None:
    for name in ("open", "started", "paused", "completed", "closed", "asked", "passed_on", "root", "merged", "blank"):
        # the text of this one is released, and mailed to the department
        said = "a tag of two metres" if name == "open" else PRIVATE[4]
        town.cases[name] = _reported(town, "graffiti_removal", said)
        town.city.clock += 600
    town.cases["private"] = _reported(town, "homeless_outreach")
    town.cases["pothole"] = _reported(town, "pothole")


def _reported(town: Town, code: str, said: str = PRIVATE[4]) -> Known:
    city = town.city
    body = a_body(code, description=said, reporter=REPORTER, photo_ids=[sent_photo(city)])
    told = call(intake, "POST", "/api/v1/requests", body, {"Idempotency-Key": f"first-{code}-{len(town.cases)}"}).json
    number = told["service_request_id"]
    city.workflows.start(number, 1)
    order_id = route_request(city, number, 1).work_order_ids[0]
    create_work_order(city, number, order_id, 1, f"token-{number}")
    order = city.cases.case_file(number).work_order(order_id)
    assert order is not None
    pack = city.catalogue.current()
    stages = pack.process(pack.service(code).process)["stages"]
    outcomes = next(w["outcomes"] for s in stages for w in s["work_orders"] if f"{s['code']}.{w['code']}" == order_id)
    refusal = next(one["code"] for one in outcomes if one["status"] == "could_not_be_done")
    secret = told["follow_url"].split(".")[-1]
    return Known(number, secret, order_id, order.department, outcomes[0]["code"], refusal)


def step(case: Known, name: str, body: Any = None) -> None:
    """A step of an administrator with the work order of a case."""
    path = f"/api/v1/staff/requests/{case.number}/work-orders/{case.order}/{name}"
    answer = call(staff, "POST", path, body, claims=ADMIN_CLAIMS)
    assert answer.status == 200, answer.text


def _people_of_the_staff(city: Any) -> str:
    """The administrator who asks, and somebody whom they may change; their id."""
    pool = MemoryStaffPool()
    at = city.now()
    for subject, role in (("admin-1", Role.ADMIN), ("agent-1", Role.AGENT)):
        particulars = (f"{subject}@example.org", subject, frozenset({role}), frozenset({"sanitation"}))
        pool.people[subject] = StaffMember(subject, subject, *particulars, MemberState.ACTIVE, at)
    city.staff_pool = pool
    return "agent-1"


def _staff_work(town: Town) -> None:
    cases, city = town.cases, town.city
    city.clock += 7_200
    for name in ("started", "paused"):
        step(cases[name], "start")
    step(cases["paused"], "pause", {"reason": "weather"})
    for name in ("completed", "closed"):
        step(cases[name], "complete", {"outcome": cases[name].outcome, **shown(city)})
    close_request(city, cases["closed"].number)
    outside = next(code for code, one in rivermark()["departments"].items() if one["kind"] == "outside")
    step(cases["passed_on"], "transfer", {"department": outside, "reason": "capacity"})
    for name, verb, body in (
        ("asked", "ask", {"question": "Which wall is it?"}),
        ("merged", "merge", {"into": cases["root"].number, "reason": "the very same wall"}),
        ("open", "release", {"parts": ["description", "photos"]}),
    ):
        path = f"/api/v1/staff/requests/{cases[name].number}/{verb}"
        answer = call(staff, "POST", path, body, claims=ADMIN_CLAIMS)
        assert answer.status == 200, answer.text
    town.known["outside"] = outside
    orders = [{"service_request_id": cases["blank"].number, "work_order_id": cases["blank"].order, "version": 1}]
    bulk = {"action": "schedule", "planned_for": "2027-01-15", "orders": orders}
    headers = {"Idempotency-Key": "a bulk action"}
    answer = call(staff, "POST", "/api/v1/staff/work-orders/bulk", bulk, headers, claims=ADMIN_CLAIMS)
    town.known["bulk"] = answer.json["bulk_id"]


def _others_know(town: Town) -> None:
    city, known, cases = town.city, town.known, town.cases
    spent, key = issue_key(city, "app-spent", ("submit", "update"), 1, "tests")
    city.limits.count(quota(city, key))
    known["key_spent"] = spent
    own = cases["open"].department
    known["key_department"], _ = issue_key(city, "app-own", ("submit", "update"), 100_000, "tests", own)
    for name, scopes in {
        "all": ("submit", "update", "read_private"),
        "submit": ("submit",),
        "update": ("update",),
    }.items():
        known[f"key_{name}"], key = issue_key(city, f"app-{name}", scopes, 100_000, "tests")
        known["key_id"] = key.id
    mate = city.secrets.follower_id(cases["open"].number, "bo@example.org")
    path = f"/api/v1/requests/{cases['open'].number}/followers"
    assert call(intake, "POST", path, {"email": "bo@example.org"}).status == 202
    known["confirm"] = city.secrets.link_token("confirm", cases["open"].number, mate)
    known["leave"] = city.secrets.link_token("leave", cases["open"].number, mate)
    ticket = call(intake, "POST", "/api/v1/photos").json
    put_upload(city, ticket["photo_id"], b"no picture")
    known["photo"], known["photo_secret"] = ticket["photo_id"], ticket["secret"]
    known["free_photo"] = sent_photo(city)
    layer = call(layers, "POST", "/api/v1/staff/layers", {"file_name": "wards.geojson"}, claims=ADMIN_CLAIMS).json
    known["older"] = "the version before"
    city.catalogue.versions[known["older"]] = Catalogue(known["older"], city.catalogue.current().documents)
    known["user_id"] = _people_of_the_staff(city)
    known["import"] = layer["import_id"]
    city.layer_uploads.reports[layer["import_id"]] = {
        "import_id": layer["import_id"], "run": "a run", "status": "published", "layer": "wards", "features": 9,
        "published": {
            "generation": city.now() - 100, "layers": 1, "features": 9, "cells": 80, "written": 80, "emptied": 0,
            "unchanged": 0, "notes": [],
        },
    }  # fmt: skip
    path = f"/api/v1/staff/layers/{layer['import_id']}/reroute"
    assert call(layers, "POST", path, {"dry_run": True}, claims=ADMIN_CLAIMS).status == 200
    _layers_stand(town)
    _departments_are_told(town)
    receive_update(city, key, Update(cases["open"].number, "seen", "OPEN", "a second tag", city.now(), ""))
    for case in cases.values():
        count_insights(city, case.number)
        publish_changes(city, case.number, city.cases.case_file(case.number).request.version)


def _layers_stand(town: Town) -> None:
    """Some in force, some announced, and what an upload would change."""
    city, known = town.city, town.known
    wards = PublishedLayer("wards", {"en": "Wards"}, 9, "all", public=True, version="0123456789ab")
    first, next_year = city.now() - 1_000, city.now() + 31_536_000
    known["announced"] = iso(next_year)
    city.layer_generations.published = LayerTimeline(
        [LayerGeneration(first, "wards", [wards], ["wards"]), LayerGeneration(next_year, "wards", [wards], ["wards"])]
    )
    nothing = dict.fromkeys(("added", "gone", "redrawn", "reworded"), 0)
    city.layer_uploads.differences[known["import"]] = {
        "layer": "wards", "before": 9, "after": 9, "counts": {**nothing, "same": 9}, "areas": [], "more": 0, "same": [],
    }  # fmt: skip


def _departments_are_told(town: Town) -> None:
    city, case = town.city, town.cases["open"]
    known = town.known
    deliver_by(city, case.department, MAILBOX)
    file = city.cases.case_file(case.number)
    made = next(event for event in file.events if event.name == "WorkOrderCreated")
    deliver_work_orders(city, case.number, made.version)
    known["link"] = city.messenger.sent[-1].text.split("/work/#")[1].split()[0]
    city.webhook_keys = KeyRing({case.department: [{"key": WEBHOOK_KEY}]})
    known["department"] = case.department
    known["version"] = VERSION
    lost = Delivery(
        case.number, 3, case.order, case.department, case.department, News.CREATED, 0, 0,
        state=DeliveryState.UNDELIVERED, private=False,
    )  # fmt: skip
    city.deliveries.plan(lost)
    known["delivery"] = f"{case.number}:3:{case.order}:{case.department}"
