"""The same step with many work orders at once: looked at before, done once, taken back within a minute.

Every order is a transaction of its own, so one that is refused hinders no other. The action is kept before the first
order is touched: a retry under the same key goes on where the first call stopped, and undo knows every order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hex311.domain.errors import BadInput, CityError, KeyReused, Problem, TransientFault
from hex311.domain.policy import Staff
from hex311.domain.work_order import WorkOrder
from hex311.ports import AlreadyAnswered, BulkAction, Ports
from hex311.usecases.assign_work_order import Assignee, assigning
from hex311.usecases.change_case import case_id_of, load
from hex311.usecases.change_work_order import Verb, plan_step, take_step
from hex311.usecases.claim_work_order import claiming
from hex311.usecases.schedule_work_order import scheduling
from hex311.usecases.transfer_work_order import transferring

#: Shorter than the function may run: what was not reached is said, and comes with the next try.
MOST_SECONDS = 9
UNDO_S = 60


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one order, or would: `changed`, `would_change`, `unchanged`, `undone` or `refused`."""

    service_request_id: str
    work_order_id: str
    result: str
    message: str = ""
    code: str = ""
    order: WorkOrder | None = None


@dataclass(frozen=True, slots=True)
class BulkReport:
    """`undo_until` is epoch seconds; None for a preview."""

    lines: tuple[Line, ...]
    bulk_id: str = ""
    undo_until: int | None = None


def preview_bulk(ports: Ports, staff: Staff, body: Mapping[str, Any]) -> BulkReport:
    """What the action would change and what would be refused and why, as things stand. Writes nothing."""
    verb = bulk_verb(ports, staff, body)

    def look(wanted: Mapping[str, Any]) -> Line:
        number, order_id = wanted["service_request_id"], wanted["work_order_id"]
        case = load(ports, case_id_of(number))
        taken = plan_step(ports, staff, verb, case, order_id, wanted["version"])
        if taken is None:
            return Line(number, order_id, "unchanged", "It is so already.", order=case.work_order(order_id))
        return Line(number, order_id, "would_change", f"It would be {taken.words}.", order=case.work_order(order_id))

    return BulkReport(each(ports, body["orders"], look))


def bulk_work_orders(ports: Ports, staff: Staff, body: Mapping[str, Any], key: str, body_hash: str) -> BulkReport:
    """Take the step with each order; `key` is the caller's, made with the action.

    Raises `KeyReused` when the key was used for another action. Sent again, nothing is done twice.
    """
    verb = bulk_verb(ports, staff, body)
    bulk_id = sha256(f"{staff.subject}\x1f{key}".encode()).hexdigest()[:32]
    action = _kept(ports, staff, body, bulk_id, body_hash)

    def do(wanted: Mapping[str, Any]) -> Line:
        number, order_id = wanted["service_request_id"], wanted["work_order_id"]
        case_id = case_id_of(number)
        known = load(ports, case_id).work_order(order_id)
        if known is not None and known.last.bulk == bulk_id:
            return Line(number, order_id, "changed", known.last.words, order=known)
        order = take_step(ports, staff, verb, case_id, order_id, wanted["version"], bulk_id)
        if order.last.bulk != bulk_id:
            return Line(number, order_id, "unchanged", "It is so already.", order=order)
        return Line(number, order_id, "changed", order.last.words, order=order)

    return BulkReport(each(ports, body["orders"], do), bulk_id, action.at + UNDO_S)


def bulk_verb(ports: Ports, staff: Staff, body: Mapping[str, Any]) -> Verb:
    """The step that the body asks for; `BadInput` when it lacks what the step needs."""
    match body["action"]:
        case "claim":
            return claiming(ports, staff)
        case "assign":
            _need(body, "crew" if "crew" in body else "assignee")
            whom = Assignee(body["crew"], "crew") if "crew" in body else Assignee(body["assignee"])
            return assigning(ports, staff, whom)
        case "schedule":
            _need(body, "planned_for")
            return scheduling(ports, staff, body["planned_for"])
        case _:
            _need(body, "department", "reason")
            return transferring(ports, staff, body["department"], body["reason"], body.get("note", ""))


def each(ports: Ports, wanted: Sequence[Any], step: Callable[[Any], Line]) -> tuple[Line, ...]:
    """One after the other; what one order is refused for is its own line."""
    began, lines = ports.now(), []
    for one in wanted:
        try:
            if ports.now() - began > MOST_SECONDS:
                raise TransientFault("There was no time left for this one. Please send the same again.")
            lines.append(step(one))
        except CityError as error:
            lines.append(Line(one["service_request_id"], one["work_order_id"], "refused", told(error), error.code))
    return tuple(lines)


def told(error: CityError) -> str:
    """An error in one line, with what its problems say."""
    if isinstance(error, BadInput):
        return " ".join(f"{problem.problem} {problem.mend}".strip() for problem in error.problems)
    return error.message


def _need(body: Mapping[str, Any], *names: str) -> None:
    missing = [Problem(name, "This is missing.", f"Send {name}.") for name in names if name not in body]
    if missing:
        raise BadInput(missing)


def _kept(ports: Ports, staff: Staff, body: Mapping[str, Any], bulk_id: str, body_hash: str) -> BulkAction:
    orders: list[tuple[str, str]] = []
    for wanted in body["orders"]:
        try:
            orders.append((case_id_of(wanted["service_request_id"]), wanted["work_order_id"]))
        except CityError:
            continue  # this line is refused when its turn comes
    action = BulkAction(bulk_id, staff.subject, ports.now(), body["action"], body_hash, tuple(orders))
    try:
        ports.cases.keep_bulk_action(action)
    except AlreadyAnswered:
        known = ports.cases.bulk_action(bulk_id)
        if known is None or known.body_hash != body_hash:
            raise KeyReused from None
        return known
    return action
