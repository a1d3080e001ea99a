"""What lies near: duplicates, hotspots, and the back-fill after a rule has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hex311.domain.city_events import CityEvent
from hex311.domain.duplicates import NearbyCell
from hex311.domain.hotspots import CellHistory, CityHistory, Hotspot


class NearbyIndex(Protocol):
    def read(self, group: str, cell: str) -> NearbyCell:
        """One strongly consistent read."""


@dataclass(frozen=True, slots=True)
class LiveHotspots:
    """All hotspots that are live; `version` counts the writes of this list."""

    version: int = 0
    hotspots: tuple[Hotspot, ...] = ()


@dataclass(frozen=True, slots=True)
class HotspotChange:
    """What one look at a cell writes, in one transaction: the cell (with one report more, of these kinds, which the
    city's counts share), the list of live hotspots, and the events that tell of it. Cell and list stand on the
    versions that were read."""

    cell: CellHistory | None = None
    kinds: tuple[str, ...] = ()
    since: int = 0
    live: LiveHotspots | None = None
    events: tuple[CityEvent, ...] = ()


class Hotspots(Protocol):
    """Counts around cells. All reads are strongly consistent."""

    def cell(self, cell: str) -> CellHistory: ...

    def city(self) -> CityHistory: ...

    def live(self) -> LiveHotspots: ...

    def commit(self, change: HotspotChange) -> None:
        """Write a change; `Clash` when somebody else wrote first, then nothing was written."""


@dataclass(frozen=True, slots=True)
class SweepPage:
    """Some cases, and where to go on (empty: these were the last)."""

    case_ids: tuple[str, ...]
    cursor: str


class CaseSweep(Protocol):
    def page(self, since: int, cursor: str) -> SweepPage:
        """The next cases that are open or merged, or were changed since then."""


class WidenJobs(Protocol):
    def go_on(self, radii: Mapping[str, float], cursor: str) -> None:
        """Let another invocation go on with a back-fill."""
