"""The public map follows each change: the tiles that cases touch are built anew from the table, never patched.

All cases of a batch are drawn together, by their z12 tile: one query of the table for each of those, and each tile
once, however many cases and events touch it. Tiles whose content stays the same are not written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from hex311.domain.errors import TransientFault
from hex311.domain.events import PUBLIC
from hex311.domain.geography import Point
from hex311.domain.map_entry import MapFeature
from hex311.ports import Ports
from hex311.spatial.point_tiles import PointTiles
from hex311.spatial.tiles import PARENT_ZOOM, POINT_ZOOMS, Tile, tile_at

LAYER = "requests"
ATTEMPTS = 8
_NAMES = frozenset(str(name) for name in PUBLIC)


@dataclass(slots=True)
class Rendered:
    """`stored` tiles were written, `left_out` closed cases did not fit into theirs, `failed` cases are to be tried
    again, each with what went wrong."""

    stored: int = 0
    left_out: int = 0
    failed: dict[str, Exception] = field(default_factory=dict)


def render_tiles(ports: Ports, case_ids: Iterable[str]) -> Rendered:
    """Rebuild the tiles around some cases. Repeating it changes nothing; a tile that cannot be drawn stops no other."""
    done = Rendered()
    dirty: dict[Tile, set[Tile]] = defaultdict(set)
    behind: dict[Tile, set[str]] = defaultdict(set)
    for case_id in dict.fromkeys(case_ids):
        try:
            tiles = tiles_of(ports, case_id)
        except Exception as error:
            done.failed[case_id] = error
            continue
        for tile in tiles:
            parent = tile.above(PARENT_ZOOM)
            dirty[parent].add(tile)
            behind[parent].add(case_id)
    for parent, tiles_below in dirty.items():
        try:
            drawn = draw(ports, parent, tiles_below)
        except Exception as error:
            done.failed.update(dict.fromkeys(behind[parent], error))
            continue
        done.stored += drawn.stored
        done.left_out += drawn.left_out
    return done


def tiles_of(ports: Ports, case_id: str) -> tuple[Tile, ...]:
    """The tiles that show a case or showed it before it was moved; none for those that no map ever showed."""
    case = ports.cases.case_file(case_id)
    if case is None:
        return ()
    request = case.request
    places = [] if request.is_private else [request.public_point]
    places += [Point(*one["shown"]) for one in request.earlier if one["shown"]]
    return tuple(dict.fromkeys(tile_at(place, zoom) for place in places for zoom in POINT_ZOOMS))


def draw(ports: Ports, parent: Tile, tiles: Collection[Tile]) -> Rendered:
    """Draw some tiles below a z12 tile from one query of the table.

    What stands there is looked at before the table is read. When somebody else stores a tile in between, that one is
    drawn again from fresh facts; `TransientFault` when that happens too often.
    """
    done, left = Rendered(), set(tiles)
    for attempt in range(ATTEMPTS):
        before = {tile: ports.tiles.stamp(tile.path(LAYER)) for tile in sorted(left)}
        picture = PointTiles(parent, shown_now(ports, parent))
        for tile, stamp in before.items():
            drawn = picture.draw(tile)
            stored = ports.tiles.store(tile.path(LAYER), drawn.body, stamp)
            if stored is False:
                continue
            left.discard(tile)
            done.stored += bool(stored)
            done.left_out += drawn.left_out
        if not left:
            return done
        ports.pause(attempt)
    raise TransientFault(f"Other builders kept writing tiles below {parent.x}/{parent.y}.")


def shown_now(ports: Ports, parent: Tile) -> list[MapFeature]:
    """What a z12 tile shows at this moment: a case that has been closed for long enough is gone."""
    now = ports.now()
    features = ports.cases.map_features(f"{parent.x}/{parent.y}")
    return [one for one in features if one.expires_at is None or one.expires_at > now]


def changes_the_map(event_name: str) -> bool:
    """Whether an event can change what the map shows."""
    return event_name in _NAMES
