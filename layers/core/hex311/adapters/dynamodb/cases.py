"""Service requests in DynamoDB: reading a collection, and writing a change as one transaction."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from pynamodb.exceptions import PutError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.case_items import from_items, item_kind
from hex311.adapters.dynamodb.codec import (
    contact_document,
    nearby_document,
    request_document,
)
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, code_of, passing_faults
from hex311.adapters.dynamodb.lists import summary_record
from hex311.adapters.dynamodb.photos import claim_in
from hex311.adapters.dynamodb.positions import positions_of, put_position
from hex311.adapters.dynamodb.queue import queue_page, work_order_record
from hex311.adapters.dynamodb.records import (
    BulkRow,
    CaseItem,
    ClosingRecord,
    ContactRecord,
    EventRecord,
    FollowerRecord,
    IdempotencyRow,
    LimitRecord,
    NearbyRecord,
    RequestRecord,
    SentRecord,
    TileRecord,
)
from hex311.adapters.dynamodb.transaction import LabelledTransaction, Refused
from hex311.domain.duplicates import entry_key
from hex311.domain.errors import TooMany, TransientFault
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.photo import not_usable
from hex311.domain.request import ServiceRequest
from hex311.domain.secrets import Secrets
from hex311.domain.step_position import StepPosition
from hex311.domain.summary import summary_of
from hex311.ports import (
    NO_FILTER,
    AlreadyAnswered,
    BulkAction,
    CaseFile,
    Change,
    Clash,
    IdempotencyRecord,
    LimitHit,
    OrderFilter,
    Page,
)
from hex311.spatial.point_tiles import feature_of
from hex311.spatial.tiles import parent_key

IDEMPOTENCY_DAYS = 30
BULK_DAYS = 1
# Longer than a worker lives; shorter than the queue keeps trying.
CLAIM_S = 60
SENT_DAYS = 400
DAY_S = 86_400


class DynamoCases:
    """The `Cases` port; tables are set by `use_tables`.

    `secrets` derives the look-up key of contacts, and is only called when one is written.
    """

    def __init__(self, secrets: Callable[[], Secrets], region: str) -> None:
        self._secrets = secrets
        self._connection = SharedConnection(region=region)

    @passing_faults
    def case_file(self, case_id: str) -> CaseFile | None:
        """One strongly consistent query of the collection, all pages."""
        items: list[CaseItem] = []
        connection = CaseItem._get_connection()
        start = None
        while True:
            page = connection.query(keys.case_pk(case_id), consistent_read=True, exclusive_start_key=start)
            items += [item_kind(raw).from_raw_data(raw) for raw in page["Items"]]
            start = page.get("LastEvaluatedKey")
            if not start:
                return from_items(items)

    @passing_faults
    def answered(self, key: str) -> IdempotencyRecord | None:
        try:
            row = IdempotencyRow.get(keys.idempotency_pk(key), keys.IDEMPOTENCY, consistent_read=True)
        except IdempotencyRow.DoesNotExist:
            return None
        return IdempotencyRecord(key, row.body_hash, row.case_id, tuple(row.duplicates))

    @passing_faults
    def work_orders_of(
        self, department: str, status: str, limit: int, cursor: str | None, only: OrderFilter = NO_FILTER
    ) -> Page:
        return queue_page(department, status, limit, cursor, only)

    @passing_faults
    def bulk_action(self, bulk_id: str) -> BulkAction | None:
        try:
            row = BulkRow.get(keys.bulk_pk(bulk_id), keys.BULK, consistent_read=True)
        except BulkRow.DoesNotExist:
            return None
        orders = tuple((str(case), str(order)) for case, order in row.orders)
        return BulkAction(bulk_id, row.by, int(row.at), row.verb, row.body_hash, orders)

    @passing_faults
    def keep_bulk_action(self, action: BulkAction) -> None:
        record = BulkRow(
            keys.bulk_pk(action.id),
            keys.BULK,
            by=action.by,
            at=action.at,
            verb=action.verb,
            body_hash=action.body_hash,
            orders=[list(pair) for pair in action.orders],
            expires_at=action.at + BULK_DAYS * DAY_S,
        )
        try:
            record.save(BulkRow.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            raise AlreadyAnswered from error

    @passing_faults
    def attention(self, kind: str, department: str, until: int | None, limit: int) -> Sequence[str]:
        due = RequestRecord.queue_sk < keys.attention_sk(until + 1, "") if until is not None else None
        newest_first = kind == "flags"
        found = RequestRecord.attention.query(
            keys.attention_pk(kind, department), due, scan_index_forward=not newest_first, limit=limit
        )
        return [record.id for record in found]

    @passing_faults
    def closings_by(self, staff: str, since: int) -> int:
        return int(ClosingRecord.count(keys.closer_pk(staff), ClosingRecord.sk >= keys.attention_sk(since, "")))

    @passing_faults
    def step_positions(self, case_id: str, work_order_id: str, now: int) -> Sequence[StepPosition]:
        return positions_of(case_id, work_order_id, now)

    @passing_faults
    def map_features(self, tile: str) -> Sequence[MapFeature]:
        # Raw items: a tile has thousands, and a record of each would take longer than all the rest.
        found: list[MapFeature] = []
        connection, start = TileRecord._get_connection(), None
        while True:
            page = connection.query(keys.tile_pk(tile), consistent_read=True, exclusive_start_key=start)
            found += map(_map_feature, page["Items"])
            start = page.get("LastEvaluatedKey")
            if not start:
                return found

    @passing_faults
    def claim_mail(self, case_id: str, version: int, follower_id: str, now: int) -> bool:
        record = SentRecord(
            keys.case_pk(case_id),
            keys.sent_sk(version, follower_id),
            state="claimed",
            claimed_until=now + CLAIM_S,
            expires_at=now + SENT_DAYS * DAY_S,
        )
        lapsed = (SentRecord.state == "claimed") & (SentRecord.claimed_until < now)
        try:
            record.save(SentRecord.pk.does_not_exist() | lapsed)
        except PutError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            if SentRecord.get(record.pk, record.sk, consistent_read=True).state == "sent":
                return False
            raise TransientFault("Another worker is sending this mail.") from error
        return True

    @passing_faults
    def mail_sent(self, case_id: str, version: int, follower_id: str) -> None:
        record = SentRecord(keys.case_pk(case_id), keys.sent_sk(version, follower_id))
        record.update(actions=[SentRecord.state.set("sent")])

    @passing_faults
    def release_mail(self, case_id: str, version: int, follower_id: str) -> None:
        record = SentRecord(keys.case_pk(case_id), keys.sent_sk(version, follower_id))
        record.update(actions=[SentRecord.claimed_until.set(0)])

    @passing_faults
    def commit(self, change: Change) -> None:
        write_id = uuid4().hex
        transaction = LabelledTransaction(self._connection)
        for part in change.all_parts:
            self._put_request(transaction, part, write_id)
            self._put_parts(transaction, part)
            self._put_contacts(transaction, part)
            for photo_id in part.photo_claims:
                claim_in(transaction, photo_id, part)
            for position in part.positions:
                put_position(transaction, position)
            for hit in part.limits:
                count_in(transaction, hit)
        self._update_nearby(transaction, change)
        try:
            transaction.commit()
        except Refused as refused:
            self._explain(refused, change, write_id)

    def _explain(self, refused: Refused, change: Change, write_id: str) -> None:
        """Turn a refusal into the port's words. Our own lost success is a success."""
        request = refused.of("request")
        if request and request.item and request.item.get("write_id", {}).get("S") == write_id:
            return
        if refused.of("idempotency"):
            raise AlreadyAnswered from refused
        if request or refused.of("nearby") or any(r.code == "TransactionConflict" for r in refused.refusals):
            raise Clash(str(refused)) from refused
        if photo := refused.of("photo#"):
            raise not_usable([photo.label.removeprefix("photo#")]) from refused
        if limit := refused.of("limit#"):
            hits = (hit for part in change.all_parts for hit in part.limits)
            hit = next(hit for hit in hits if limit.label == f"limit#{hit.key}")
            raise TooMany(max(1, hit.ends_at - int(time.time())), hit.message) from refused
        if any(refusal.code in PASSING_REASONS for refusal in refused.refusals):
            raise TransientFault from refused
        raise TransactWriteError(str(refused)) from refused

    def _put_request(self, transaction: LabelledTransaction, change: Change, write_id: str) -> None:
        condition: Condition = RequestRecord.pk.does_not_exist()
        if change.expected_version:
            condition = RequestRecord.version == change.expected_version
            if change.request.stamp:
                condition &= RequestRecord.write_id == change.request.stamp
        transaction.put("request", request_record(change.request, write_id), condition)
        transaction.put("summary", summary_record(summary_of(change.request)))

    def _put_parts(self, transaction: LabelledTransaction, change: Change) -> None:
        pk = keys.case_pk(change.request.id)
        for event in change.events:
            transaction.put(
                f"event#{event.version}",
                EventRecord(
                    pk,
                    keys.event_sk(event.version),
                    case_id=event.case_id,
                    version=event.version,
                    name=str(event.name),
                    occurred_at=event.occurred_at,
                    actor=event.actor,
                    data=dict(event.data),
                ),
            )
        for order in change.work_orders:
            transaction.put(f"work#{order.id}", work_order_record(order, change.request))
        for follower in change.followers:
            transaction.put(
                f"follower#{follower.id}",
                FollowerRecord(
                    pk,
                    keys.follower_sk(follower.id),
                    case_id=follower.case_id,
                    id=follower.id,
                    status=str(follower.status),
                    language=follower.language,
                    requested_at=follower.requested_at,
                ),
            )
        if change.tile:
            transaction.put("tile", tile_record(change.tile))
        if change.tile_left and not (change.tile and is_same_item(change.tile_left, change.tile)):
            transaction.put("tile_left", tile_record(change.tile_left))
        if change.closing_hand:
            at = change.request.updated_at
            closing = ClosingRecord(keys.closer_pk(change.closing_hand), keys.attention_sk(at, change.request.id))
            closing.expires_at = at + DAY_S
            transaction.put("closing", closing)
        if change.idempotency:
            row = IdempotencyRow(
                keys.idempotency_pk(change.idempotency.key),
                keys.IDEMPOTENCY,
                body_hash=change.idempotency.body_hash,
                case_id=change.idempotency.case_id,
                duplicates=list(change.idempotency.duplicates),
                expires_at=change.request.updated_at + IDEMPOTENCY_DAYS * DAY_S,
            )
            transaction.put("idempotency", row, IdempotencyRow.pk.does_not_exist())

    def _put_contacts(self, transaction: LabelledTransaction, change: Change) -> None:
        for role, contact in change.contacts:
            kind, value = ("email", contact.email) if contact.email else ("phone", contact.phone)
            record = ContactRecord(
                keys.case_pk(change.request.id),
                role,
                document=contact_document(contact),
                contact_hmac=self._secrets().contact_hmac(kind, value) if value else None,
            )
            transaction.put(f"contact#{role}", record)
            if contact.email and contact.phone:
                also = self._secrets().contact_hmac("phone", contact.phone)
                second = ContactRecord(record.pk, keys.phone_sk(role), document={}, contact_hmac=also)
                transaction.put(f"contact#{role}#phone", second)

    def _update_nearby(self, transaction: LabelledTransaction, change: Change) -> None:
        """One update for each cell: a transaction may touch an item only once, also where two cases share it."""
        actions: dict[str, list[Action]] = defaultdict(list)
        guards: dict[str, Condition] = {}
        for part in change.all_parts:
            for cell, entry in part.nearby_add:
                actions[cell].append(Path(f"e_{entry.case_id}").set(nearby_document(entry)))
            for cell in part.nearby_remove:
                actions[cell].append(Path(f"e_{part.request.id}").remove())
            if guard := part.nearby_guard:
                cell = entry_key(guard.group, guard.cell)
                actions[cell] += [Path(f"e_{case_id}").remove() for case_id in part.nearby_forget]
                guards[cell] = NearbyRecord.v == guard.version if guard.version else NearbyRecord.v.does_not_exist()
        for cell, changes in actions.items():
            update = [*changes, NearbyRecord.v.add(1)]
            transaction.update(f"nearby#{cell}", NearbyRecord(cell), update, guards.get(cell))


def count_in(transaction: LabelledTransaction, hit: LimitHit) -> None:
    """Count against a limit as part of a transaction: what is not written is not counted."""
    transaction.update(
        f"limit#{hit.key}",
        LimitRecord(hit.key),
        [LimitRecord.n.add(1), LimitRecord.expires_at.set(hit.ends_at)],
        LimitRecord.n.does_not_exist() | (LimitRecord.n < hit.most),
    )


def request_record(request: ServiceRequest, write_id: str) -> RequestRecord:
    return RequestRecord(
        keys.case_pk(request.id),
        keys.META,
        id=request.id,
        status=str(request.status),
        version=request.version,
        write_id=write_id,
        service_code=request.service_code,
        created_at=request.created_at,
        updated_at=request.updated_at,
        document=request_document(request),
        **_attention_keys(request),
    )


def _attention_keys(request: ServiceRequest) -> dict[str, Any]:
    """Where a request stands that somebody must look at: an open question, an owner to ask, a flag."""
    place = request.attention
    if place is None:
        return {}
    kind, department, at = place
    pk = keys.attention_pk(kind, department)
    return {"queue_pk": pk, "queue_sk": keys.attention_sk(at, request.id)}


def tile_record(entry: TileEntry) -> TileRecord:
    feature = feature_of(entry)
    return TileRecord(
        keys.tile_pk(parent_key(entry.point)),
        keys.tile_sk(feature.quad, feature.case_id),
        b=feature.blob,
        t=feature.service_code,
        expires_at=feature.expires_at,
    )


def is_same_item(one: TileEntry, other: TileEntry) -> bool:
    """Whether two entries of a case stand in one item; a transaction may write it only once."""
    return (parent_key(one.point), feature_of(one).quad) == (parent_key(other.point), feature_of(other).quad)


def _map_feature(raw: dict[str, Any]) -> MapFeature:
    quad, _, case_id = raw["sk"]["S"].partition("#")
    expires_at = int(raw["expires_at"]["N"]) if "expires_at" in raw else None
    return MapFeature(quad, case_id, raw["t"]["S"], bytes(raw["b"]["B"]), expires_at)
