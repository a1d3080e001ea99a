"""A city whose departments are told outside: by a system, by mail, or not at all."""

import copy
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.events import Event
from hex311.domain.follower import Contact
from hex311.domain.signature import KeyRing, new_key
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from tests.support.city import VERSION, a_report, rivermark

HOOK = {"kind": "webhook", "url": "https://crews.example.org/hook", "share": ["description", "answers"]}
MAILBOX = {"kind": "email", "to": "crews@example.org", "share": ["description"]}
QUEUE = {"kind": "queue"}


def department_of(service_code: str) -> str:
    """Who gets the first work order of a type at HOME."""
    documents = rivermark()
    process = documents["processes"][documents["services"][service_code]["process"]]
    rule = process["stages"][0]["work_orders"][0]["department"]
    return rule if isinstance(rule, str) else str(rule["default"])


def deliver_by(city: Any, department: str, way: dict[str, Any]) -> None:
    """As if the city had published a pack that says so; a webhook gets its key."""
    documents = copy.deepcopy(dict(city.catalogue.current().documents))
    documents["departments"][department]["delivery"] = way
    city.catalogue.versions[VERSION] = Catalogue(VERSION, documents)
    if way["kind"] == "webhook":
        city.webhook_keys = KeyRing({department: [{"key": new_key()}]})


def with_officers(city: Any, *officers: dict[str, Any]) -> None:
    documents = copy.deepcopy(dict(city.catalogue.current().documents))
    documents["officers"] = list(officers)
    city.catalogue.versions[VERSION] = Catalogue(VERSION, documents)


def reach_officer(city: Any, code: str, **contact: str) -> None:
    """Memory only: how an officer is reached."""
    city.store.contacts[f"OFFICER#{code}", "OFFICER"] = Contact(**contact)


def a_case(city: Any, service_code: str = "graffiti_removal", **changes: Any) -> tuple[str, Event]:
    """A case with its first work order; its id, and the event that made the order."""
    case_id = submit_request(city, a_report(service_code, **changes)).request.id
    city.workflows.start(case_id, 1)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 1, "token")
    event = next(one for one in city.cases.case_file(case_id).events if one.name == "WorkOrderCreated")
    return case_id, event


def told(city: Any, case_id: str, name: str) -> list[Event]:
    return [event for event in city.cases.case_file(case_id).events if event.name == name]
