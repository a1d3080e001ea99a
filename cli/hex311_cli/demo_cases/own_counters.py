"""The counters of a city in memory, only those from which estimates are learned: all others would take their time."""

from __future__ import annotations

from collections.abc import Collection

from hex311.adapters.memory.insights import MemoryInsights
from hex311.ports.insights import Counted


class OwnCounters(MemoryInsights):
    """The `Insights` port with the counters of some `layers`. It hands nothing on: the running city counts anew."""

    def __init__(self, layers: Collection[str]) -> None:
        super().__init__()
        self._layers = frozenset(layers)

    def count(self, case_id: str, before: Counted | None, after: Counted) -> Counted:
        counted = super().count(case_id, before, after)
        self.counters = {key: counts for key, counts in self.counters.items() if key.layer in self._layers}
        return counted
