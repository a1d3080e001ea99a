"""Deliveries, circuits, links and taken calls in DynamoDB."""

from collections.abc import Sequence
from typing import Any

from pynamodb.exceptions import PutError, QueryError, UpdateError

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import code_of, passing_faults
from hex311.adapters.dynamodb.paging import decode_cursor, encode_cursor, not_a_cursor
from hex311.adapters.dynamodb.records import CircuitRecord, DeliveryItem, DeliveryRecord, LinkRecord
from hex311.domain.delivery import (
    CLAIM_S,
    KEPT_S,
    OWED,
    Circuit,
    Delivery,
    DeliveryState,
    News,
    WorkLink,
    delivery_key,
)
from hex311.ports import DeliveryPage

REFUSED = "ConditionalCheckFailedException"
_PLAIN = (
    "case_id",
    "version",
    "work_order_id",
    "target",
    "department",
    "created_at",
    "reason",
    "finished_at",
    "private",
)
#: Fields that came later, with what an older record means by leaving them out.
_LATER: dict[str, Any] = {"remote": ""}


class DynamoDeliveries:
    """The `Deliveries` port; the table is set by `use_tables`."""

    @passing_faults
    def plan(self, delivery: Delivery) -> bool:
        record = _record(delivery)
        try:
            record.save(condition=DeliveryRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    @passing_faults
    def find(self, delivery_id: str) -> Delivery | None:
        key = _key(delivery_id)
        if key is None:
            return None
        try:
            return _delivery(DeliveryRecord.get(*key, consistent_read=True))
        except DeliveryRecord.DoesNotExist:
            return None

    @passing_faults
    def claim(self, delivery_id: str, now: int) -> Delivery | None:
        key = _key(delivery_id)
        if key is None:
            return None
        record = DeliveryRecord(*key)
        is_due = DeliveryRecord.state.is_in(*sorted(OWED)) & (DeliveryRecord.next_at <= now)
        try:
            record.update(
                actions=[DeliveryRecord.claimed_until.set(now + CLAIM_S), DeliveryRecord.attempts.add(1)],
                condition=is_due & (DeliveryRecord.claimed_until < now),
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return None
        return _delivery(record)

    @passing_faults
    def keep(self, delivery: Delivery) -> None:
        record = _record(delivery)
        condition = DeliveryRecord.pk.exists()
        if delivery.state is not DeliveryState.ACKNOWLEDGED:
            # Who has it may say so before we have noted that it was sent.
            condition &= DeliveryRecord.state != str(DeliveryState.ACKNOWLEDGED)
        try:
            record.save(condition=condition)
        except PutError as error:
            if code_of(error) != REFUSED:
                raise

    @passing_faults
    def due(self, line: str, now: int, limit: int) -> Sequence[Delivery]:
        found: list[Delivery] = []
        until = keys.outbox_sk(now + 1, "")
        for state in sorted(OWED):
            records = DeliveryRecord.outbox.query(
                keys.outbox_pk(line, state), DeliveryRecord.outbox_sk < until, limit=limit - len(found)
            )
            found += [_delivery(record) for record in records]
            if len(found) >= limit:
                break
        return found

    @passing_faults
    def listed(self, line: str, state: DeliveryState, limit: int, cursor: str | None) -> DeliveryPage:
        outbox_pk = keys.outbox_pk(line, state)
        start = decode_cursor(cursor, outbox_pk, keys.OUTBOX_INDEX)
        result = DeliveryRecord.outbox.query(outbox_pk, limit=limit, last_evaluated_key=start)
        try:
            found = tuple(_delivery(record) for record in result)
        except QueryError as error:
            if start and code_of(error) == "ValidationException":
                raise not_a_cursor() from error
            raise
        return DeliveryPage(found, encode_cursor(result.last_evaluated_key))

    @passing_faults
    def of_order(self, case_id: str, work_order_id: str) -> Sequence[Delivery]:
        records = DeliveryRecord.query(
            keys.case_pk(case_id), DeliveryRecord.sk.startswith(keys.DELIVERY_PREFIX), consistent_read=True
        )
        return [found for found in map(_delivery, records) if found.work_order_id == work_order_id]

    @passing_faults
    def circuit(self, target: str) -> Circuit:
        try:
            record = CircuitRecord.get(keys.target_pk(target), keys.CIRCUIT, consistent_read=True)
        except CircuitRecord.DoesNotExist:
            return Circuit()
        return Circuit(int(record.failures), int(record.open_until))

    @passing_faults
    def set_circuit(self, target: str, known: Circuit, new: Circuit) -> bool:
        same = (CircuitRecord.failures == known.failures) & (CircuitRecord.open_until == known.open_until)
        condition = same if known != Circuit() else same | CircuitRecord.pk.does_not_exist()
        record = CircuitRecord(keys.target_pk(target), keys.CIRCUIT, failures=new.failures, open_until=new.open_until)
        try:
            record.save(condition=condition)
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    @passing_faults
    def add_link(self, token_hash: str, link: WorkLink) -> None:
        document = {name: getattr(link, name) for name in _LINK}
        record = LinkRecord(keys.link_pk(token_hash), keys.LINK, document=document, expires_at=link.expires_at)
        record.save()

    @passing_faults
    def read_link(self, token_hash: str) -> WorkLink | None:
        try:
            return WorkLink(**LinkRecord.get(keys.link_pk(token_hash), keys.LINK, consistent_read=True).document)
        except LinkRecord.DoesNotExist:
            return None

    @passing_faults
    def was_taken(self, department: str, message_id: str) -> bool:
        record = DeliveryItem
        try:
            record.get(keys.taken_pk(department, message_id), keys.TAKEN, consistent_read=True)
        except DeliveryItem.DoesNotExist:
            return False
        return True

    @passing_faults
    def mark_taken(self, department: str, message_id: str, until: int) -> None:
        record = DeliveryItem(keys.taken_pk(department, message_id), keys.TAKEN, expires_at=until)
        record.save()


_LINK = ("case_id", "work_order_id", "department", "ordered_at", "expires_at")


def _key(delivery_id: str) -> tuple[str, str] | None:
    parts = delivery_key(delivery_id)
    if parts is None:
        return None
    case_id, version, work_order_id, target = parts
    return keys.case_pk(case_id), keys.delivery_sk(version, work_order_id, target)


def _record(delivery: Delivery) -> DeliveryRecord:
    at = delivery.next_at if delivery.is_owed else delivery.finished_at
    document: dict[str, Any] = {name: getattr(delivery, name) for name in (*_PLAIN, *_LATER)}
    return DeliveryRecord(
        keys.case_pk(delivery.case_id),
        keys.delivery_sk(delivery.version, delivery.work_order_id, delivery.target),
        state=str(delivery.state),
        next_at=delivery.next_at,
        attempts=delivery.attempts,
        claimed_until=0,
        document={**document, "news": str(delivery.news)},
        outbox_pk=keys.outbox_pk(delivery.line, delivery.state),
        outbox_sk=keys.outbox_sk(at, delivery.id),
        expires_at=None if delivery.is_owed else (delivery.finished_at or delivery.created_at) + KEPT_S,
    )


def _delivery(record: DeliveryRecord) -> Delivery:
    return Delivery(
        **_LATER | {name: value for name, value in record.document.items() if name != "news"},
        news=News(record.document["news"]),
        state=DeliveryState(record.state),
        next_at=None if record.next_at is None else int(record.next_at),
        attempts=int(record.attempts),
    )
