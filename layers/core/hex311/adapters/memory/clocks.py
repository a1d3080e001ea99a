"""The memory twin of the indexes by the time of clocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from hex311.adapters.memory.cases import MemoryStore
from hex311.domain.errors import BadInput, Problem
from hex311.domain.work_order import OVER, WorkOrder
from hex311.ports import Page, Watched


@dataclass
class MemoryClocks:
    """The `Clocks` port."""

    store: MemoryStore

    def watched(self, until: int, limit: int, after: Watched | None) -> Sequence[Watched]:
        found = sorted(
            (order.watch_at, order.case_id, order.id)
            for order in self._orders()
            if order.watch_at is not None and order.watch_at <= until
        )
        last = (after.at, after.case_id, after.work_order_id) if after else (-1, "", "")
        return [Watched(*key) for key in found if key > last][:limit]

    def late(self, department: str, now: int, limit: int, cursor: str | None) -> Page:
        found = {
            f"{order.due_at:010d}#{order.case_id}#{order.id}": order
            for order in self._orders()
            if order.department == department
            and order.status not in OVER
            and order.due_at is not None
            and order.due_at < now
        }
        if cursor and cursor[:10].isdigit() is False:
            raise BadInput([Problem("cursor", "This is not a cursor of this list.", "Use `next` of the last page.")])
        names = [name for name in sorted(found) if name > (cursor or "")]
        more = names[limit - 1] if len(names) > limit else None
        return Page(tuple(found[name] for name in names[:limit]), more)

    def _orders(self) -> list[WorkOrder]:
        return [order for case in self.store.cases.values() for order in case.work_orders]
