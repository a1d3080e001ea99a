"""What a department outside answers: it has the work order, has begun, has finished with an outcome, cannot do it.

Two doors lead here: a call that is signed with a key of the department, and a link in a mail. Both take the same
steps as the staff, as the actor `vendor:<department>`. Private matters do not go through them: those are answered in
the staff app.
"""

from dataclasses import dataclass

from hex311.domain.delivery import DeliveryState, WorkLink
from hex311.domain.errors import LinkEnded, MoveNotAllowed, NotFound, NotSigned
from hex311.domain.events import EventName
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.domain.secrets import hash_secret
from hex311.domain.signature import WINDOW_S, is_signed
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.domain.work_report import NO_EVIDENCE, Evidence
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, written
from hex311.usecases.work_on_order import complete_work_order, refuse_work_order, start_work_order

#: Longer than a signed call can be valid.
TAKEN_S = 4 * WINDOW_S
NO_SUCH_ORDER = "Your department has no such work order."
_ENDED = frozenset({WorkStatus.COMPLETED, WorkStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Answer:
    """`action`: acknowledge, start, complete with an `outcome`, or refuse with a `reason` of the city.

    `evidence` is what the outcome may ask for besides.
    """

    action: str
    outcome: str = ""
    note: str = ""
    reason: str = ""
    evidence: Evidence = NO_EVIDENCE


def check_signature(ports: Ports, department: str, message_id: str, timestamp: str, body: bytes, header: str) -> None:
    """`NotSigned`, without a hint at what was wrong, unless a valid key of the department signed this just now."""
    now = ports.now()
    is_time = timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12
    if not is_time or not message_id or abs(int(timestamp) - now) > WINDOW_S:
        raise NotSigned
    keys = ports.webhook_keys.valid(department, now)
    if not is_signed(keys, message_id, int(timestamp), body, header):
        raise NotSigned


def answer_by_call(
    ports: Ports, department: str, message_id: str, case_id: str, order_id: str, answer: Answer
) -> tuple[WorkOrder, bool]:
    """Take a signed answer; with it, whether it had been taken before (which changes nothing again)."""
    if ports.deliveries.was_taken(department, message_id):
        return _order_of(ports, department, case_id, order_id)[1], True
    order = answer_for_department(ports, department, case_id, order_id, answer)
    ports.deliveries.mark_taken(department, message_id, ports.now() + TAKEN_S)
    return order, False


def read_work_link(ports: Ports, token: str) -> tuple[CaseFile, WorkOrder, WorkLink]:
    """What a link opens; `LinkEnded` when it is unknown, too old, or its work order has ended or moved."""
    link = ports.deliveries.read_link(hash_secret(token))
    if link is None or link.expires_at <= ports.now():
        raise LinkEnded
    try:
        case, order = _order_of(ports, link.department, link.case_id, link.work_order_id)
    except NotFound:
        raise LinkEnded from None
    if order.created_at != link.ordered_at or order.status in _ENDED or case.request.is_closed:
        raise LinkEnded
    return case, order, link


def answer_by_link(ports: Ports, token: str, answer: Answer) -> WorkOrder:
    """Take the answer of whoever holds the link. A repeated last answer finds the link ended."""
    _, order, link = read_work_link(ports, token)
    return answer_for_department(ports, link.department, link.case_id, order.id, answer)


def answer_for_department(ports: Ports, department: str, case_id: str, order_id: str, answer: Answer) -> WorkOrder:
    """Take the step. What was answered before changes nothing; `MoveNotAllowed` says why a step is not possible."""
    case, order = _order_of(ports, department, case_id, order_id)
    _refuse_late(case, order, answer)
    vendor = Staff(department, frozenset({Role.VENDOR}), frozenset({department}), kind="vendor")
    acknowledge(ports, department, case_id, order_id)
    if answer.action == "start":
        return start_work_order(ports, vendor, case_id, order_id)
    if answer.action == "complete":
        return complete_work_order(ports, vendor, case_id, order_id, answer.outcome, answer.note, answer.evidence)
    if answer.action == "refuse":
        told = (answer.reason, answer.outcome, answer.note, answer.evidence)
        return refuse_work_order(ports, vendor, case_id, order_id, *told)
    return order


def _order_of(ports: Ports, department: str, case_id: str, order_id: str) -> tuple[CaseFile, WorkOrder]:
    case = ports.cases.case_file(case_id)
    order = case.work_order(order_id) if case else None
    if case is None or order is None or order.department != department or case.request.is_private:
        raise NotFound(NO_SUCH_ORDER)
    return case, order


def _refuse_late(case: CaseFile, order: WorkOrder, answer: Answer) -> None:
    """A closed case and an ended work order take no more steps; saying once more what was said is no step."""
    if order.status is WorkStatus.COMPLETED:
        if not _was_said(order, answer):
            raise MoveNotAllowed(f"This work order was completed already ({order.outcome}). Nothing was changed.")
    elif order.status is WorkStatus.WITHDRAWN:
        raise MoveNotAllowed("This work order was taken back: nobody needs to do it any more. Nothing was changed.")
    elif case.request.is_closed:
        raise MoveNotAllowed("The request is closed already. Nothing was changed.")


def _was_said(order: WorkOrder, answer: Answer) -> bool:
    if answer.action == "complete":
        return answer.outcome == order.outcome
    if answer.action == "refuse":
        return answer.reason == order.refusal_reason and answer.outcome in ("", order.outcome)
    return answer.action == "acknowledge"


def acknowledge(ports: Ports, department: str, case_id: str, order_id: str) -> None:
    """The department has it: its deliveries of this work order need no more attempts. Told on the case once."""
    now = ports.now()
    for delivery in ports.deliveries.of_order(case_id, order_id):
        if delivery.target == department and delivery.state is not DeliveryState.ACKNOWLEDGED:
            ports.deliveries.keep(delivery.delivered(now, acknowledged=True))

    def decide(case: CaseFile) -> Change | None:
        def is_said(name: EventName, data: dict[str, object]) -> bool:
            return name is EventName.WORK_ORDER_DELIVERED and bool(data.get("acknowledged"))

        known = [event for event in case.events if event.data.get("work_order_id") == order_id]
        if any(is_said(event.name, dict(event.data)) and event.data["department"] == department for event in known):
            return None
        facts = {"work_order_id": order_id, "department": department, "acknowledged": True}
        draft = Draft(case.request).record(EventName.WORK_ORDER_DELIVERED, now, facts, actor=f"vendor:{department}")
        return written(ports, case, draft)

    change_case(ports, case_id, decide)
