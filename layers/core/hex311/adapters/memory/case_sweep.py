"""The memory twin of the sweep over the cases, in small pages."""

from dataclasses import dataclass

from hex311.adapters.memory.cases import MemoryStore
from hex311.domain.lifecycle import Status
from hex311.ports import SweepPage


@dataclass
class MemoryCaseSweep:
    """The `CaseSweep` port; the cursor is the last id."""

    store: MemoryStore
    size: int = 3

    def page(self, since: int, cursor: str) -> SweepPage:
        requests = [case.request for case in self.store.cases.values()]
        wanted = sorted(
            one.id for one in requests if not one.is_closed or one.status is Status.DUPLICATE or one.updated_at >= since
        )
        left = [case_id for case_id in wanted if case_id > cursor]
        return SweepPage(tuple(left[: self.size]), left[self.size - 1] if len(left) > self.size else "")
