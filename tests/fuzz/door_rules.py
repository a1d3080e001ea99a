"""What must be true of every answer of the Open311 door, whatever was sent."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

from hex311 import schemas
from hex311.adapters.memory.ports import MemoryPorts
from tests.fuzz.gate import Sent
from tests.support.gateway import Answer

STATUSES = frozenset({200, 304, 400, 403, 404, 405, 413, 429})
TYPES = {
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
}
#: Fields that every item of a list of requests has.
OF_A_REQUEST = frozenset(
    {
        "service_request_id",
        "status",
        "service_name",
        "service_code",
        "requested_datetime",
        "updated_datetime",
        "lat",
        "long",
    }
)
ROOTS = frozenset({"discovery", "services", "service_definition", "service_requests", "service_request_updates"})


def format_of(sent: Sent, answer: Answer) -> str:
    """The format that the address asks for: its suffix, else XML."""
    if sent.path.endswith("/v2/bulk.csv") and answer.status == 200:
        return "csv"
    return "json" if sent.path.endswith(".json") else "xml"


def broken_rules(sent: Sent, answer: Answer) -> list[str]:
    """Rules on status, type and shape that the answer does not keep."""
    if sent.path.rstrip("/") == "/open311":  # no path of the function: the gateway answers by itself
        schemas.check("error", _strict(answer.text))
        return []
    if answer.status not in STATUSES:
        return [f"status {answer.status} is none of this door"]
    if answer.status == 304:
        return ["304 with a body"] if answer.text else []
    suffix = format_of(sent, answer)
    told = answer.headers.get("content-type", "")
    found = [] if told == TYPES[suffix] else [f"asked for {suffix}, came as {told}"]
    if answer.status == 429 and "retry-after" not in answer.headers:
        found.append("429 without Retry-After")
    if answer.headers.get("x-content-type-options") != "nosniff":
        found.append("without nosniff")
    try:
        found += _of_errors(answer, suffix) if answer.status != 200 else _of_success(answer, suffix)
    except (ValueError, ElementTree.ParseError) as error:
        found.append(f"not well formed as {suffix}: {error}")
    return found


def _strict(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError("a name stands twice")
        return dict(pairs)

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON")

    return json.loads(text, object_pairs_hook=once, parse_constant=refuse)


def _of_errors(answer: Answer, suffix: str) -> list[str]:
    if suffix == "json":
        errors = _strict(answer.text)
        good = isinstance(errors, list) and bool(errors) and all(set(one) == {"code", "description"} for one in errors)
    else:
        root = _tree(answer.text)
        errors = [{child.tag: child.text for child in error} for error in root]
        good = (
            root.tag == "errors"
            and bool(errors)
            and all([c.tag for c in error] == ["code", "description"] for error in root)
        )
    if not good:
        return ["not the shape of GeoReport errors"]
    return (
        []
        if all(one["code"] == str(answer.status) and one["description"] for one in errors)
        else ["an error without its code or words"]
    )


def _tree(text: str) -> ElementTree.Element:
    if not text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n') or "<!" in text:
        raise ValueError("not the XML that this door writes")
    root = ElementTree.fromstring(text.encode())
    if any(element.attrib for element in root.iter()):
        raise ValueError("an element with attributes")
    return root


def _of_success(answer: Answer, suffix: str) -> list[str]:
    if suffix == "csv":
        rows = list(csv.reader(io.StringIO(answer.text, newline="")))
        return [] if len({len(row) for row in rows}) == 1 else ["rows of different length"]
    if suffix == "xml":
        root = _tree(answer.text)
        if root.tag not in ROOTS:
            return [f"unknown root {root.tag}"]
        items = [{child.tag: child.text for child in one} for one in root] if root.tag == "service_requests" else []
    else:
        content = _strict(answer.text)
        if not isinstance(content, list | dict):
            return ["neither a list nor an object"]
        is_list = isinstance(content, list) and bool(content) and "lat" in content[0]
        items = content if is_list else []
    listed = [one for one in items if "requested_datetime" in one]
    found = ["more than 1,000 requests"] if len(listed) > 1_000 else []
    numbers = [one["service_request_id"] for one in listed]
    found += ["a request stands twice"] if len(set(numbers)) != len(numbers) else []
    return found + [f"a request without {sorted(OF_A_REQUEST - set(one))}" for one in listed if set(one) < OF_A_REQUEST]


def stored(city: Any) -> tuple[Any, ...]:
    """What is kept of people's reports, to compare before and after; of a city in memory only."""
    if not isinstance(city, MemoryPorts):
        return ()
    versions = {number: file.request.version for number, file in city.store.cases.items()}
    return (
        versions,
        len(city.store.contacts),
        len(city.store.idempotency),
        len(city.store.photos),
        len(city.photo_files.objects),
    )


def is_report(sent: Sent) -> bool:
    """Whether a POST files a report; else it is an update of one."""
    return "/requests." in sent.path or sent.path.endswith("/requests")


def accepted(sent: Sent, answer: Answer) -> str:
    """The number of the case that an accepted report or update tells."""
    name = "service_request_id" if is_report(sent) else "update_id"
    if sent.path.endswith(".json"):
        told = str(_strict(answer.text)[0][name])
    else:
        told = next((element.text or "" for element in _tree(answer.text).iter(name)), "")
    return told if is_report(sent) else told.rpartition("-")[0]


def wrongly_stored(sent: Sent, answer: Answer, before: tuple[Any, ...], after: tuple[Any, ...]) -> list[str]:
    """A refusal leaves no trace, a read writes nothing, an accepted report is one case, an accepted update none."""
    if answer.status != 200 or sent.method != "POST":
        return [] if before == after else ["refused or only read, and yet something was stored"]
    if not after:
        return []
    new = set(after[0]) - set(before[0])
    if not is_report(sent):
        return ["an update made a case"] if new else []
    told = accepted(sent, answer)
    return [] if len(new) <= 1 and told in after[0] else [f"the answer says {told}, stored was {sorted(new)}"]
