"""A department that is a GeoReport v2 server: its work orders are filed there, and looked at until they are over.

Filing is a delivery like any other (`attempt_delivery`); what it is called there is kept in a second delivery of the
same line, which is looked at again and again instead of being sent. The other server knows a repetition by our id of
the delivery, sent as Idempotency-Key and as the attribute `external_id`. What it says is data: numbers, words of a
list, and a note for staff; it cannot name addresses for us to call.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from hex311.domain.catalogue import Document
from hex311.domain.delivery import FOLLOW, MINUTE_S, Delivery, News
from hex311.domain.errors import BadInput, MoveNotAllowed, NotFound
from hex311.domain.lifecycle import Status
from hex311.domain.update_words import MEANINGS, Meaning, plain_word
from hex311.domain.work_order import OVER, WorkOrder, WorkStatus
from hex311.ports import CaseFile, NotTaken, Ports
from hex311.usecases.answer_for_department import Answer, answer_for_department
from hex311.usecases.attempt_delivery import Sent
from hex311.usecases.receive_update import outcome_for

USUAL_POLL_MINUTES = 15
MOST_NOTE = 500
BY_TICKET = "token:"
_NUMBER = re.compile(r"[\w.:#-]{1,100}", re.ASCII)
_FORM = "application/x-www-form-urlencoded"
_ENDS = {
    Status.DONE: Meaning.DONE,
    Status.COULD_NOT_BE_DONE: Meaning.COULD_NOT_BE_DONE,
    Status.NOT_OURS: Meaning.NOT_OURS,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """How a request stands at the other server. `parent` is the number it goes on under, where it was a duplicate."""

    meaning: Meaning
    note: str = ""
    parent: str = ""


def file_there(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery, way: Document) -> Sent:
    """File a new work order and note its number there; nothing is sent of what GeoReport v2 has no words for."""
    if delivery.news is not News.CREATED or case.request.is_private:
        return Sent()
    headers = {"Content-Type": _FORM, "Idempotency-Key": delivery.id, "User-Agent": "hex311"}
    body = urlencode(_form(ports, case, order, delivery, way)).encode()
    answer = _first(ports.webhooks.post(f"{_base(way)}/requests.json", headers, body))
    remote = _number(answer.get("service_request_id")) or _token(answer.get("token"))
    if not remote:
        raise NotTaken("answer_without_number")
    # Before the filing is noted: who dies in between files again, and is told the same number.
    following = replace(delivery, target=f"{FOLLOW}{delivery.department}", remote=remote, attempts=0)
    ports.deliveries.plan(replace(following, next_at=ports.now() + _pause(way)))
    return Sent("open311", acknowledged=True)


def look_there(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery, way: Document) -> Sent:
    """Ask how it stands, and take the steps that follow here. Ends when the work order does."""
    if order.status in OVER or case.request.is_closed or way["kind"] != "open311":
        return Sent()
    again = ports.now() + _pause(way)
    if delivery.remote.startswith(BY_TICKET):
        told = _first(ports.webhooks.get(_url(way, "tokens", delivery.remote.removeprefix(BY_TICKET)), {}))
        return Sent(again_at=again, remote=_number(told.get("service_request_id")) or delivery.remote)
    seen = _seen(_first(ports.webhooks.get(_url(way, "requests", delivery.remote), {"User-Agent": "hex311"})))
    if seen.parent:
        return Sent(again_at=again, remote=seen.parent)
    try:
        return _take(ports, case, order, seen, Sent(again_at=again, remote=delivery.remote))
    except (MoveNotAllowed, NotFound):
        return Sent()  # it went elsewhere or ended while we asked
    except BadInput:
        raise NotTaken("end_not_accepted") from None


def _take(ports: Ports, case: CaseFile, order: WorkOrder, seen: Seen, later: Sent) -> Sent:
    if seen.meaning is Meaning.REMARK or (seen.meaning is Meaning.START and order.status is WorkStatus.STARTED):
        return later
    if seen.meaning is Meaning.START:
        answer_for_department(ports, order.department, case.request.id, order.id, Answer("start"))
        return later
    outcome = outcome_for(ports, case, order, seen.meaning)
    answer = Answer("complete", outcome, seen.note)
    answer_for_department(ports, order.department, case.request.id, order.id, answer)
    return Sent()


def _form(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery, way: Document) -> list[tuple[str, str]]:
    """The same for the same delivery, so that the other server can tell a repetition. Where it is, is told as the
    public may know it: the other server publishes what it gets."""
    request, share = case.request, way.get("share", ())
    catalogue = ports.catalogue.at(request.catalogue_version)
    key = ports.webhook_keys.api_key(delivery.department)
    if not key:
        raise NotTaken("no_api_key")
    code = way.get("services", {}).get(request.service_code) or way.get("service_code") or request.service_code
    title = catalogue.text(order.title, catalogue.default_language)
    words = [f"{title} ({request.id} {order.id})"]
    fields = [("api_key", key), ("service_code", str(code)), ("attribute[external_id]", delivery.id)]
    fields += [("lat", str(request.public_point.latitude)), ("long", str(request.public_point.longitude))]
    if way.get("jurisdiction_id"):
        fields.append(("jurisdiction_id", str(way["jurisdiction_id"])))
    if "description" in share:
        words.append(request.description)
        fields.append(("address_string", request.address))
    if "answers" in share:
        for name, answer in sorted(request.answers.items()):
            values = answer if isinstance(answer, list) else [answer]
            fields += [(f"attribute[{name}]", str(value)) for value in values]
    return [*fields, ("description", "\n".join(words)[:4_000])]


def _base(way: Document) -> str:
    return str(way["url"]).rstrip("/")


def _pause(way: Document) -> int:
    return int(way.get("poll_minutes", USUAL_POLL_MINUTES)) * MINUTE_S


def _url(way: Document, kind: str, number: str) -> str:
    asked = {"jurisdiction_id": str(way.get("jurisdiction_id", "")), "extensions": "true"}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{_base(way)}/{kind}/{quote(number, safe='')}.json?{query}"


def _first(answer: bytes) -> dict[str, Any]:
    """The one object of an answer; some servers leave the array around it out."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        raise NotTaken("answer_not_understood") from None
    one = told[0] if isinstance(told, list) and told else told
    if not isinstance(one, dict):
        raise NotTaken("answer_not_understood")
    return one


def _number(told: Any) -> str:
    number = str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""
    return number if _NUMBER.fullmatch(number) else ""


def _token(told: Any) -> str:
    number = _number(told)
    return f"{BY_TICKET}{number}" if number else ""


def _seen(told: dict[str, Any]) -> Seen:
    """GeoReport v2 knows open and closed; some servers say more, in `detailed_status` or in the status itself."""
    extended = told.get("extended_attributes")
    more = extended if isinstance(extended, dict) else {}
    detailed = str(more.get("detailed_status", ""))
    word = plain_word(str(told.get("status", "")))
    notes = told.get("status_notes")
    note = notes[:MOST_NOTE] if isinstance(notes, str) else ""
    parent = _number(more.get("parent_service_request_id"))
    if not word:
        raise NotTaken("answer_without_status")
    if word == "CLOSED":
        if detailed == Status.DUPLICATE and parent:
            return Seen(Meaning.REMARK, note, parent)
        return Seen(next((end for status, end in _ENDS.items() if detailed == status), Meaning.DONE), note)
    if detailed == Status.UNDER_WAY:
        return Seen(Meaning.START, note)
    return Seen(MEANINGS.get(word, Meaning.REMARK), note)
