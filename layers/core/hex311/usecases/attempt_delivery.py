"""One attempt to tell a target something: claimed before it is sent, noted after, told on the case.

Whoever dies in between leaves the claim, and when that has run out the next one sends again under the same id. So
everything arrives at least once, and the other side can tell a repetition.
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from hex311.domain.delivery import MINUTE_S, OFFICER, OFFICERS, PROBE_S, Delivery, News
from hex311.domain.events import EventName
from hex311.domain.request import Draft
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Change, NotTaken, Ports
from hex311.usecases.change_case import change_case, written

#: Sends, and says how (`by`) and whether the other side has acknowledged. Raises `NotTaken`.
Send = Callable[[Ports, CaseFile, WorkOrder, Delivery], "Sent"]

SWEEP_S = 40
AT_ONCE = 25
_ENDED = frozenset({WorkStatus.COMPLETED, WorkStatus.WITHDRAWN})
_OVERLOADED = ("answer_408", "answer_429")


class Sent:
    """How it was sent. `by` is empty when there was nothing to tell any more; `again_at` is when to ask again for what
    is called `remote` at the target."""

    def __init__(
        self, by: str = "", *, acknowledged: bool = False, again_at: int | None = None, remote: str = ""
    ) -> None:
        self.by = by
        self.acknowledged = acknowledged
        self.again_at = again_at
        self.remote = remote


def attempt(ports: Ports, delivery: Delivery, send: Send) -> Delivery | None:
    """Try once, if it is due, nobody else is at it and its target is not resting; returns how it stands then."""
    now = ports.now()
    if not _lets_through(ports, delivery, now):
        return None
    claimed = ports.deliveries.claim(delivery.id, now)
    if claimed is None:
        return None
    try:
        sent = _send(ports, claimed, send)
    except NotTaken as fault:
        return _failed(ports, claimed, fault.reason)
    except Exception as fault:
        # A defect of ours: it must not keep the others from being sent, nor be tried without a pause.
        _failed(ports, claimed, f"fault_{type(fault).__name__}")
        raise
    _note_answer(ports, claimed, None)
    if sent.again_at is not None:
        later = claimed.looked(ports.now(), sent.again_at, sent.remote)
        ports.deliveries.keep(later)
        return later
    if sent.by and (claimed.news is not News.UPDATED or claimed.reason):
        tell(ports, claimed, sent.by)
    done = claimed.delivered(ports.now(), acknowledged=sent.acknowledged)
    ports.deliveries.keep(done)
    return done


def _lets_through(ports: Ports, delivery: Delivery, now: int) -> bool:
    """A target that keeps failing rests; then one attempt at a time finds out whether it is back. Officers have no
    system of their own that could be dead."""
    if delivery.line == OFFICERS:
        return True
    circuit = ports.deliveries.circuit(delivery.line)
    if not circuit.is_open:
        return True
    probing = replace(circuit, open_until=now + PROBE_S)
    return not circuit.resting(now) and ports.deliveries.set_circuit(delivery.line, circuit, probing)


def sweep(ports: Ports, lines: Iterable[str], send: Send) -> list[Delivery]:
    """Take up what is due, line by line; returns what was tried.

    Ends after `SWEEP_S`: the rest is still due the next time, which begins with another line.
    """
    started = ports.now()
    todo = sorted(lines)
    turn = started // MINUTE_S % len(todo) if todo else 0
    tried: list[Delivery] = []
    faults: list[Exception] = []
    for line in (*todo[turn:], *todo[:turn]):
        for delivery in ports.deliveries.due(line, ports.now(), AT_ONCE):
            if ports.now() - started >= SWEEP_S:
                break
            try:
                found = attempt(ports, delivery, send)
            except Exception as fault:
                faults.append(fault)
                continue
            if found is None:
                # It rests, or another worker is at it: the others of this line would fare no better.
                break
            tried.append(found)
    if faults:
        raise ExceptionGroup("some deliveries could not be tried", faults)
    return tried


def _send(ports: Ports, delivery: Delivery, send: Send) -> Sent:
    case = ports.cases.case_file(delivery.case_id)
    order = case.work_order(delivery.work_order_id) if case else None
    if case is None or order is None:
        raise NotTaken("no_such_work_order")
    moved = order.department != delivery.department
    if delivery.news is not News.WITHDRAWN and moved:
        return Sent()
    if delivery.news is News.WITHDRAWN and order.is_active and not moved and not case.request.is_closed:
        return Sent()  # it came back before this could be told, and is told of as new
    if delivery.news is News.INFORMED and (order.status in _ENDED or case.request.is_closed):
        return Sent()
    return send(ports, case, order, delivery)


def _failed(ports: Ports, delivery: Delivery, reason: str) -> Delivery:
    now = ports.now()
    _note_answer(ports, delivery, reason)
    failed = delivery.failed(now, reason, zlib.crc32(delivery.id.encode()) / 2**32)
    ports.deliveries.keep(failed)
    if failed.in_trouble(now):
        tell(ports, failed, "")
    return failed


def _note_answer(ports: Ports, delivery: Delivery, reason: str | None) -> None:
    """How the target answered. A refusal of this one message (4xx) and a fault of ours say nothing about it."""
    target = delivery.line
    if delivery.line == OFFICERS:
        return
    if reason and reason.startswith(("answer_4", "fault_")) and reason not in _OVERLOADED:
        return
    known = ports.deliveries.circuit(target)
    new = known.after_failure(ports.now()) if reason else replace(known, failures=0, open_until=0)
    if new != known:
        ports.deliveries.set_circuit(target, known, new)


def tell(ports: Ports, delivery: Delivery, by: str) -> None:
    """Write on the case that somebody was told (`by`: email, sms, webhook), or cannot be told; once for each."""
    officer = delivery.target.startswith(OFFICER)
    told = EventName.OFFICER_INFORMED if officer else EventName.WORK_ORDER_DELIVERED
    name = told if by else EventName.WORK_ORDER_UNDELIVERED
    data: dict[str, Any] = {
        "work_order_id": delivery.work_order_id,
        "department": delivery.department,
        "delivery": delivery.id,
        **({"officer": delivery.target.removeprefix(OFFICER)} if officer else {}),
        **({"by": by} if by else {"reason": delivery.reason}),
    }

    def decide(case: CaseFile) -> Change | None:
        if any(event.name is name and event.data.get("delivery") == delivery.id for event in case.events):
            return None
        return written(ports, case, Draft(case.request).record(name, ports.now(), data))

    change_case(ports, delivery.case_id, decide)
