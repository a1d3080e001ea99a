"""Finish a work order: with an outcome of its process, or with the reason why it cannot be done."""

from dataclasses import replace

from hex311.domain.catalogue import Document
from hex311.domain.errors import MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.routing import work_in
from hex311.domain.step_position import Standpoint
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.domain.work_report import NO_EVIDENCE, Evidence, check_evidence, needs, outcome_for, outcome_of
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, reason_of, take_step


def completing(ports: Ports, staff: Staff, outcome: str, note: str, evidence: Evidence) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        return order.status is WorkStatus.COMPLETED and order.outcome == outcome

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        work, closure = _rules(ports, case, order)
        return _finished(order, work, closure, outcome_of(work, outcome), note, evidence, now)

    return Verb("complete", Action.COMPLETE_WORK_ORDER, done_already, take)


def refusing(ports: Ports, staff: Staff, reason: str, outcome: str, note: str, evidence: Evidence) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        is_same = order.refusal_reason == reason and outcome in ("", order.outcome)
        return order.status is WorkStatus.COMPLETED and is_same

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        work, closure = _rules(ports, case, order)
        chosen = outcome_for(work, reason_of(ports, "refusal_reasons", reason), outcome)
        taken = _finished(order, work, closure, chosen, note, evidence, now, reason)
        return replace(taken, order=replace(taken.order, refusal_reason=reason))

    return Verb("refuse", Action.COMPLETE_WORK_ORDER, done_already, take)


def _rules(ports: Ports, case: CaseFile, order: WorkOrder) -> tuple[Document, Document]:
    """What the process says of this work, and what the service type asks of a closure."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    service = catalogue.service(case.request.service_code)
    work = work_in(catalogue.process(service.process), order.stage, order.code)
    if work is None:
        raise MoveNotAllowed("The process knows no such work any more. Please ask your supervisor to transfer it.")
    return work, service.document.get("closure", {})


def _finished(
    order: WorkOrder,
    work: Document,
    closure: Document,
    outcome: Document,
    note: str,
    evidence: Evidence,
    now: int,
    reason: str = "",
) -> Taken:
    moved = order.moved(WorkStatus.COMPLETED)
    check_evidence(work, outcome, closure, evidence)
    sentence = " ".join(evidence.sentence.split())
    moved = replace(
        moved,
        outcome=outcome["code"],
        outcome_status=outcome["status"],
        outcome_text={language: f"{text} {sentence}".strip() for language, text in outcome["text"].items()},
        note=note,
        completed_at=now,
        sentence=sentence,
        photo_ids=evidence.photo_ids,
        quantities=dict(evidence.quantities),
        materials=dict(evidence.materials),
        pause_reason="",
        paused_from="",
    )
    data = {"outcome": outcome["code"], **({"reason": reason} if reason else {})}
    words = f"completed ({outcome['code']})"
    needed = "photo" in needs(outcome, closure)
    facts = (Fact(EventName.WORK_ORDER_COMPLETED, data),)
    return Taken(moved, facts, words, photo_ids=evidence.photo_ids, photo_needed=needed)


def complete_work_order(
    ports: Ports,
    staff: Staff,
    case_id: str,
    order_id: str,
    outcome: str,
    note: str = "",
    evidence: Evidence = NO_EVIDENCE,
    seen: int | None = None,
    stands: Standpoint | None = None,
) -> WorkOrder:
    """Finish with one of the outcomes of the process. The workflow hears of it through the event.

    The same outcome again changes nothing. `BadInput` names what the outcome still asks for; nothing is lost then.
    """
    verb = completing(ports, staff, outcome, note, evidence)
    return take_step(ports, staff, verb, case_id, order_id, seen, stands=stands)


def refuse_work_order(
    ports: Ports,
    staff: Staff,
    case_id: str,
    order_id: str,
    reason: str,
    outcome: str = "",
    note: str = "",
    evidence: Evidence = NO_EVIDENCE,
    seen: int | None = None,
    stands: Standpoint | None = None,
) -> WorkOrder:
    """It cannot be done: the reason (the pack's `refusal_reasons`) finds the outcome of the process."""
    verb = refusing(ports, staff, reason, outcome, note, evidence)
    return take_step(ports, staff, verb, case_id, order_id, seen, stands=stands)
