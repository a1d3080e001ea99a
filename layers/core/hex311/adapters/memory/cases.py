"""The memory twin of the case tables, with the same refusals as the real transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from hex311.domain.duplicates import NearbyEntry
from hex311.domain.errors import BadInput, Problem, TooMany, TransientFault
from hex311.domain.follower import Contact
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.photo import Photo, not_usable
from hex311.domain.request import ServiceRequest
from hex311.domain.step_position import StepPosition
from hex311.domain.work_order import WorkOrder
from hex311.ports import (
    NO_FILTER,
    AlreadyAnswered,
    BulkAction,
    CaseFile,
    Change,
    Clash,
    IdempotencyRecord,
    OrderFilter,
    Page,
)
from hex311.spatial.point_tiles import feature_of
from hex311.spatial.tiles import parent_key


@dataclass
class MemoryStore:
    """All tables of a city."""

    cases: dict[str, CaseFile] = field(default_factory=dict)
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)
    nearby: dict[str, tuple[int, dict[str, NearbyEntry]]] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    idempotency: dict[str, IdempotencyRecord] = field(default_factory=dict)
    tiles: dict[str, dict[str, TileEntry]] = field(default_factory=dict)
    closings: dict[str, list[int]] = field(default_factory=dict)
    mails: dict[tuple[str, int, str], tuple[str, int]] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    bulk_actions: dict[str, BulkAction] = field(default_factory=dict)
    positions: dict[tuple[str, str, int], StepPosition] = field(default_factory=dict)


@dataclass
class MemoryCases:
    """The `Cases` port."""

    store: MemoryStore

    def case_file(self, case_id: str) -> CaseFile | None:
        return self.store.cases.get(case_id)

    def answered(self, key: str) -> IdempotencyRecord | None:
        return self.store.idempotency.get(key)

    def step_positions(self, case_id: str, work_order_id: str, now: int) -> Sequence[StepPosition]:
        found = [
            one
            for (case, order, _), one in sorted(self.store.positions.items())
            if (case, order) == (case_id, work_order_id)
        ]
        return [one for one in found if one.forget_at > now]

    def map_features(self, tile: str) -> Sequence[MapFeature]:
        return sorted(feature_of(entry) for entry in self.store.tiles.get(tile, {}).values())

    def work_orders_of(
        self, department: str, status: str, limit: int, cursor: str | None, only: OrderFilter = NO_FILTER
    ) -> Page:
        found = [
            (order, tuple(sorted(_areas_of(case.request))))
            for case in self.store.cases.values()
            for order in case.work_orders
            if order.department == department and order.status == status and _passes(case.request, order, only)
        ]
        found.sort(key=lambda one: (one[0].due_at or 9_999_999_999, one[0].case_id, one[0].id))
        if cursor and not cursor.isdecimal():
            raise BadInput([Problem("cursor", "This is not a cursor of this list.", "Use `next` of the last page.")])
        start = int(cursor or 0)
        more = str(start + limit) if len(found) > start + limit else None
        page = found[start : start + limit]
        return Page(tuple(order for order, _ in page), more, tuple(areas for _, areas in page))

    def attention(self, kind: str, department: str, until: int | None, limit: int) -> Sequence[str]:
        found: list[tuple[int, str]] = []
        for case in self.store.cases.values():
            place = case.request.attention
            if place and place[:2] == (kind, department) and (until is None or place[2] <= until):
                found.append((place[2], case.request.id))
        return [case_id for _, case_id in sorted(found, reverse=kind == "flags")][:limit]

    def closings_by(self, staff: str, since: int) -> int:
        return sum(at >= since for at in self.store.closings.get(staff, ()))

    def bulk_action(self, bulk_id: str) -> BulkAction | None:
        return self.store.bulk_actions.get(bulk_id)

    def keep_bulk_action(self, action: BulkAction) -> None:
        if action.id in self.store.bulk_actions:
            raise AlreadyAnswered
        self.store.bulk_actions[action.id] = action

    def claim_mail(self, case_id: str, version: int, follower_id: str, now: int) -> bool:
        key = (case_id, version, follower_id)
        state, until = self.store.mails.get(key, ("free", 0))
        if state == "claimed" and until >= now:
            raise TransientFault
        if state != "sent":
            self.store.mails[key] = ("claimed", now + 60)
        return state != "sent"

    def mail_sent(self, case_id: str, version: int, follower_id: str) -> None:
        self.store.mails[case_id, version, follower_id] = ("sent", 0)

    def release_mail(self, case_id: str, version: int, follower_id: str) -> None:
        self.store.mails[case_id, version, follower_id] = ("claimed", 0)

    def commit(self, change: Change) -> None:
        for part in change.all_parts:
            self._refuse(part)
        for part in change.all_parts:
            self._write(part)

    def _refuse(self, change: Change) -> None:
        if change.idempotency and change.idempotency.key in self.store.idempotency:
            raise AlreadyAnswered
        known = self.store.cases.get(change.request.id)
        if (known.request.version if known else 0) != change.expected_version:
            raise Clash
        if known and known.request.stamp != change.request.stamp:
            raise Clash
        guard = change.nearby_guard
        if guard and self.store.nearby.get(f"{guard.group}#{guard.cell}", (0, {}))[0] != guard.version:
            raise Clash
        for photo_id in change.photo_claims:
            photo = self.store.photos.get(photo_id)
            if photo is None or not photo.is_free_for(change.request.id, change.request.updated_at):
                raise not_usable([photo_id])
        for hit in change.limits:
            if self.store.limits.get(hit.key, 0) >= hit.most:
                raise TooMany(60, hit.message)

    def _write(self, change: Change) -> None:
        case_id = change.request.id
        known = self.store.cases.get(case_id) or CaseFile(change.request)
        orders: dict[str, WorkOrder] = {order.id: order for order in (*known.work_orders, *change.work_orders)}
        followers = {follower.id: follower for follower in (*known.followers, *change.followers)}
        self.store.cases[case_id] = CaseFile(
            replace(change.request, stamp=uuid4().hex),
            (*known.events, *change.events),
            tuple(orders.values()),
            tuple(followers.values()),
        )
        for role, contact in change.contacts:
            self.store.contacts[case_id, role] = contact
        for cell, entry in change.nearby_add:
            version, entries = self.store.nearby.get(cell, (0, {}))
            self.store.nearby[cell] = (version + 1, {**entries, case_id: entry})
        if guard := change.nearby_guard:
            key = f"{guard.group}#{guard.cell}"
            version, entries = self.store.nearby.get(key, (0, {}))
            kept = {name: entry for name, entry in entries.items() if name not in change.nearby_forget}
            self.store.nearby[key] = (version, kept)
        for cell in change.nearby_remove:
            version, entries = self.store.nearby.get(cell, (0, {}))
            left = {name: entry for name, entry in entries.items() if name != case_id}
            self.store.nearby[cell] = (version + 1, left)
        if change.tile_left:
            self.store.tiles.setdefault(parent_key(change.tile_left.point), {})[case_id] = change.tile_left
        if change.tile:
            self.store.tiles.setdefault(parent_key(change.tile.point), {})[case_id] = change.tile
        if change.closing_hand:
            self.store.closings.setdefault(change.closing_hand, []).append(change.request.updated_at)
        if change.idempotency:
            self.store.idempotency[change.idempotency.key] = change.idempotency
        for photo_id in change.photo_claims:
            self.store.photos[photo_id] = replace(self.store.photos[photo_id], case_id=case_id, expires_at=None)
        for position in change.positions:
            self.store.positions[case_id, position.work_order_id, position.version] = position
        for hit in change.limits:
            self.store.limits[hit.key] = self.store.limits.get(hit.key, 0) + 1


def _passes(request: ServiceRequest, order: WorkOrder, only: OrderFilter) -> bool:
    return (
        only.service_code in ("", request.service_code)
        and only.crew in ("", order.crew)
        and only.assignee in ("", order.assignee)
        and (not only.area or only.area in _areas_of(request))
    )


def _areas_of(request: ServiceRequest) -> set[str]:
    return {f"{answer.layer}:{answer.feature_id}" for answer in request.overlay.answers}
