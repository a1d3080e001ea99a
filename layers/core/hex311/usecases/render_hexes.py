"""Tiles of hexagons follow the counters of the city's figures; no case is read for them."""

from collections.abc import Iterable

from hex311.domain.contribution import Contribution, live_counters
from hex311.domain.errors import TransientFault
from hex311.ports import Ports
from hex311.spatial.hex_tiles import LAYER, draw_hexes
from hex311.spatial.tiles import Tile

ATTEMPTS = 8


def hex_tiles_of(counted: Iterable[Contribution]) -> set[Tile]:
    """The tiles in which these cases are counted, or were before they were closed."""
    found = set()
    for one in counted:
        for place in one.hexes:
            zoom, column, row, _ = place.split("/")
            found.add(Tile(int(zoom), int(column), int(row)))
    return found


def render_hexes(ports: Ports, tiles: Iterable[Tile], *, also_empty: bool = False) -> int:
    """Draw tiles anew from their counters, one query each; returns how many were stored. A tile that never was and
    has nothing to show is stored only where `also_empty` asks for it."""
    return sum(_render(ports, tile, also_empty=also_empty) for tile in sorted(set(tiles)))


def _render(ports: Ports, tile: Tile, *, also_empty: bool) -> bool:
    path = tile.path(LAYER)
    for attempt in range(ATTEMPTS):
        before = ports.tiles.stamp(path)
        counts = ports.insights.live(live_counters(f"{tile.z}/{tile.x}/{tile.y}"))
        if not (counts or before.etag or also_empty):
            return False
        stored = ports.tiles.store(path, draw_hexes(tile, counts), before)
        if stored is not False:
            return bool(stored)
        ports.pause(attempt)
    raise TransientFault(f"Other builders kept writing {path}.")
