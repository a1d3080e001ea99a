"""The memory twin of the counts around cells."""

from dataclasses import dataclass, field, replace

from hex311.domain.city_events import CityEvent
from hex311.domain.hotspots import CellHistory, CityHistory
from hex311.ports import Clash, HotspotChange, LiveHotspots


@dataclass
class MemoryHotspots:
    """The `Hotspots` port. `events` is the outbox."""

    cells: dict[str, CellHistory] = field(default_factory=dict)
    counts: CityHistory = field(default_factory=CityHistory)
    listed: LiveHotspots = field(default_factory=LiveHotspots)
    events: list[CityEvent] = field(default_factory=list)

    def cell(self, cell: str) -> CellHistory:
        return self.cells.get(cell, CellHistory(cell))

    def city(self) -> CityHistory:
        return self.counts

    def live(self) -> LiveHotspots:
        return self.listed

    def commit(self, change: HotspotChange) -> None:
        if change.cell and change.cell.version != self.cell(change.cell.cell).version:
            raise Clash
        if change.live and change.live.version != self.listed.version:
            raise Clash
        if change.cell:
            is_new = not change.cell.version
            self.cells[change.cell.cell] = replace(change.cell, version=change.cell.version + 1)
            reports = dict(self.counts.reports)
            for kind in change.kinds:
                reports[kind] = reports.get(kind, 0) + 1
            since = change.since if self.counts.since is None else self.counts.since
            self.counts = CityHistory(since, self.counts.cells + is_new, reports)
        if change.live:
            self.listed = replace(change.live, version=change.live.version + 1)
        self.events += change.events
