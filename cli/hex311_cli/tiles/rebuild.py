"""Compare the live map with what the table says, and draw it anew.

Reports may come in meanwhile: what differs is looked at again before it is called wrong, so that a tile counts as
different only when it stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from hex311.domain.contribution import live_counters
from hex311.ports import Ports
from hex311.spatial import hex_tiles
from hex311.spatial.point_tiles import PointTiles
from hex311.spatial.tiles import Tile, subtree
from hex311.usecases.refresh_map import hex_tiles_of_city, parents_of_city, refresh_map
from hex311.usecases.render_tiles import LAYER, shown_now

#: How often a tile that differs is looked at again, and after how many seconds: its event may be on the way.
LOOKS, PAUSE_S = 5, 2.0


@dataclass(slots=True)
class Compared:
    """`different` are the paths whose stored tile is not what the table says."""

    tiles: int = 0
    points: int = 0
    different: list[str] = field(default_factory=list)


def rebuild(ports: Ports, wait: Callable[[float], None]) -> tuple[int, Compared]:
    """Draw everything from the table, then compare; returns how many tiles were stored."""
    done = refresh_map(ports)
    if done.faults:
        raise ExceptionGroup("tiles that could not be drawn", done.faults)
    return done.stored, compare(ports, wait)


def compare(ports: Ports, wait: Callable[[float], None]) -> Compared:
    """Every tile of the live map against the table, byte by byte before compression."""
    found = Compared()
    for path, points, differs in _tiles(ports):
        found.tiles += 1
        found.points += points
        for look in range(LOOKS):
            if not differs():
                break
            if look < LOOKS - 1:
                wait(PAUSE_S)
        else:
            found.different.append(path)
    return found


def _tiles(ports: Ports) -> Iterator[tuple[str, int, Callable[[], bool]]]:
    """Each tile's path, the cases on it (those of z12 alone, so that none counts twice), and the look at it."""
    for parent in parents_of_city(ports):
        picture = PointTiles(parent, shown_now(ports, parent))
        for tile in subtree(parent):
            drawn = picture.draw(tile)
            same = ports.tiles.read(tile.path(LAYER)) == drawn.body
            points = drawn.points if tile == parent else 0
            yield tile.path(LAYER), points, _same if same else partial(_differs, ports, parent, tile)
    for tile in hex_tiles_of_city(ports):
        yield tile.path(hex_tiles.LAYER), 0, partial(_hexes_differ, ports, tile)


def _same() -> bool:
    return False


def _differs(ports: Ports, parent: Tile, tile: Tile) -> bool:
    drawn = PointTiles(parent, shown_now(ports, parent)).draw(tile)
    return ports.tiles.read(tile.path(LAYER)) != drawn.body


def _hexes_differ(ports: Ports, tile: Tile) -> bool:
    counts = ports.insights.live(live_counters(f"{tile.z}/{tile.x}/{tile.y}"))
    return ports.tiles.read(tile.path(hex_tiles.LAYER)) != hex_tiles.draw_hexes(tile, counts)
