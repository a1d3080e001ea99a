"""An update of a case that comes in through Open311: a note on the case, and a step where the department speaks.

An app's FIXED or CLOSED is what a resident says, and stays a remark: a case ends with the work of the department. A
key that belongs to a department speaks for it, about its own unfinished work orders of the case.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hex311.domain.api_key import ApiKey, Scope
from hex311.domain.errors import BadInput, KeyReused, NotFound, Problem, TooMany
from hex311.domain.events import EventName
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.domain.routing import work_in
from hex311.domain.talk import MOST_UPDATES_BYTES, stored_bytes
from hex311.domain.update_words import MEANINGS, Meaning
from hex311.domain.work_order import OVER, WorkOrder, WorkStatus
from hex311.domain.work_report import NO_EVIDENCE, Evidence
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.api_keys import quota
from hex311.usecases.change_case import NO_SUCH_REQUEST, case_id_of, change_case, load, written
from hex311.usecases.process_of import process_of
from hex311.usecases.work_on_order import complete_work_order, start_work_order

MOST_COMMENTS = 40


@dataclass(frozen=True, slots=True)
class Update:
    """`update_id` is the client's own, one for each update; `word` one of `MEANINGS`; `said_at` is when it was said
    (epoch seconds), by the client's clock; `work_order_id` names one of several work orders of the department.
    `evidence` is what an outcome asks for."""

    number: str
    update_id: str
    word: str
    text: str
    said_at: int
    work_order_id: str = ""
    evidence: Evidence = NO_EVIDENCE


def receive_update(ports: Ports, key: ApiKey, update: Update) -> str:
    """The id under which the update is kept. The same again changes nothing; another text under the same id is
    `KeyReused`. `NotFound` for private cases, unless the key may read them."""
    case = _case_for(ports, key, update.number)
    name = hashlib.sha256(f"{key.name}#{update.update_id}".encode()).hexdigest()[:32]
    if known := _kept(case, name, update):
        return known
    if key.department:
        _take_step(ports, key, case, update)

    def decide(case: CaseFile) -> Change | None:
        if _kept(case, name, update):
            return None
        facts = {"from": key.name, "word": update.word, "comment": name}
        comment = {
            "id": name,
            "from": key.name,
            "at": ports.now(),
            "said_at": update.said_at,
            "word": update.word,
            "text": update.text,
            "version": case.request.version + 1,
        }
        comments = (*case.request.comments, comment)
        if len(comments) > MOST_COMMENTS or stored_bytes(comments) > MOST_UPDATES_BYTES:
            raise TooMany(86_400, "This case has as many updates as it can hold.")
        draft = Draft(case.request).record(
            EventName.UPDATE_RECEIVED,
            ports.now(),
            facts,
            actor=f"key:{key.id[:16]}",
            comments=comments,
        )
        return written(ports, case, draft, limits=(quota(ports, key),))

    return _kept(change_case(ports, case.request.id, decide), name, update)


def _case_for(ports: Ports, key: ApiKey, number: str) -> CaseFile:
    case = load(ports, case_id_of(number))
    if case.request.is_private and not key.allows(Scope.READ_PRIVATE):
        raise NotFound(NO_SUCH_REQUEST)
    return case


def _kept(case: CaseFile, name: str, update: Update) -> str:
    """The id of the update, if it was kept before; else empty."""
    known: Mapping[str, Any] | None = next((one for one in case.request.comments if one["id"] == name), None)
    if known is None:
        return ""
    if (known["word"], known["text"]) != (update.word, update.text):
        raise KeyReused
    return f"{case.request.id}-{known['version']}"


def _take_step(ports: Ports, key: ApiKey, case: CaseFile, update: Update) -> None:
    """What the word means for the department's work. What is over already is left as it is: a retry finds it so."""
    meaning = MEANINGS.get(update.word, Meaning.REMARK)
    own = [order for order in case.work_orders if order.department == key.department]
    wanted = [order for order in own if update.work_order_id in ("", order.id)]
    if not wanted:
        raise NotFound("Your department has no such work order on this request.")
    # Reading private cases is granted to a key by itself; then it may answer for them as the department's own crew.
    role = Role.CREW if key.allows(Scope.READ_PRIVATE) else Role.VENDOR
    vendor = Staff(key.department, frozenset({role}), frozenset({key.department}), kind="vendor")
    for order in wanted:
        if order.status in OVER:
            continue
        if meaning is Meaning.START and order.status is not WorkStatus.STARTED:
            start_work_order(ports, vendor, case.request.id, order.id)
        elif meaning not in (Meaning.START, Meaning.REMARK):
            outcome = outcome_for(ports, case, order, meaning)
            complete_work_order(ports, vendor, case.request.id, order.id, outcome, "", update.evidence)


def outcome_for(ports: Ports, case: CaseFile, order: WorkOrder, meaning: Meaning) -> str:
    """The outcome of the work that such an end means: what the pack says of the department's delivery, else the first
    that the process has with this status. `BadInput` when there is none."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    work = work_in(process_of(catalogue, case.request), order.stage, order.code)
    outcomes = {outcome["code"]: outcome["status"] for outcome in (work["outcomes"] if work else ())}
    chosen = ports.catalogue.current().delivery(order.department).get("outcomes", {}).get(str(meaning), "")
    if chosen in outcomes:
        return str(chosen)
    for code, status in outcomes.items():
        if status == meaning:
            return str(code)
    raise BadInput([Problem("status", "This work has no such outcome.", f"It can end as: {', '.join(outcomes)}.")])
