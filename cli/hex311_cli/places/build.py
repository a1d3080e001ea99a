"""Packs the places of a category into leaves: one item for each H3 cell, of the size that fits.

Everything begins in one leaf. A leaf that is too full is divided among the cells of the next finer resolution, and so
on, so leaves are small where places are dense and large where there are few. Each leaf also takes what touches its
cover, the box around its cell made wider by `HALO`, so that searches near its edge need no neighbour (see
`hex311.domain.place`). Covers only decide how many reads a search takes; the search is exact with any.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import hypot
from typing import NamedTuple

import h3

from hex311.domain.place import Category, CategoryKind, Leaf, Place
from hex311.domain.place_item import leaf_of
from hex311.domain.place_shape import TURN, UNITS_PER_DEGREE, Box, Shape, Vertex, position, touch

MOST_PLACES = 384
"""In one leaf, copies included: at most some 5 KB of points with a name."""

MOST_VERTICES = 4_000
HALO = 0.15
"""How much wider than the cell a cover is, on each side, in parts of the cell's width."""

PIECE_M = 400.0
FINEST = 15
METRES_PER_UNIT = 0.0111195
WORLD = Box(-90 * UNITS_PER_DEGREE, -TURN // 2, 90 * UNITS_PER_DEGREE, TURN // 2)


class _Anchored(NamedTuple):
    """A place, the finest H3 cell of its middle, and the box around it."""

    cell: str
    place: Place
    box: Box


def build_category(code: str, kind: CategoryKind, places: Iterable[Place]) -> tuple[Category, dict[Leaf, bytes]]:
    """The directory of a category, and the body of each of its leaves. The same places give the same leaves."""
    listed = list(places)
    pieces = [_anchored(piece) for place in listed for piece in cut(place)]
    pieces.sort(key=lambda one: (one.cell, one.place.id, one.place.shape.parts))
    bodies = dict(_divide(code, "", 0, WORLD, pieces, [])) if pieces else {}
    return Category(code, kind, len({place.id for place in listed}), tuple(sorted(bodies))), bodies


def cut(place: Place) -> Iterator[Place]:
    """A long line in pieces of the same id, cut at vertices; other shapes as they are."""
    if place.shape.kind != "line":
        yield place
        return
    pieces = [piece for part in place.shape.parts for piece in _cut_line(part)]
    if len(pieces) == 1:
        yield place
        return
    for piece in pieces:
        yield replace(place, shape=Shape("line", (piece,)))


def _cut_line(line: Sequence[Vertex]) -> Iterator[tuple[Vertex, ...]]:
    start, length = 0, 0.0
    for at in range(1, len(line)):
        length += hypot(line[at][0] - line[at - 1][0], line[at][1] - line[at - 1][1]) * METRES_PER_UNIT
        if length >= PIECE_M and at + 1 < len(line):
            yield tuple(line[start : at + 1])
            start, length = at, 0.0
    yield tuple(line[start:])


def _divide(
    code: str, cell: str, resolution: int, cover: Box, home: Sequence[_Anchored], others: Sequence[_Anchored]
) -> Iterator[tuple[Leaf, bytes]]:
    """The leaves of one cell (the empty one is the whole earth): `home` lies in it, `others` only touch its cover."""
    key, finer = f"{code}#{cell or 'all'}", resolution + 1 if cell else 0
    if _fits([*home, *others]):
        yield leaf_of(key, _places(home), _places(others), cover)
        return
    if finer > FINEST:
        yield from _crowded(key, home)
        return
    children: dict[str, list[_Anchored]] = {}
    for one in home:
        children.setdefault(str(h3.cell_to_parent(one.cell, finer)), []).append(one)
    for child, inside in children.items():
        wider = _common(_cover_of(child), cover)
        mine = set(map(id, inside))
        near = [one for one in (*home, *others) if id(one) not in mine and touch(one.box, wider)] if wider else []
        yield from _divide(code, child, finer, wider or EMPTY, inside, near)


#: The cover of a leaf that vouches for nothing: a single position in the Southern Ocean.
EMPTY = Box(-600_000_000, 0, -600_000_000, 0)


def _crowded(key: str, home: Sequence[_Anchored]) -> Iterator[tuple[Leaf, bytes]]:
    """More places in one square metre than a leaf holds: several leaves, none of which vouches for a cover."""
    part: list[_Anchored] = []
    number = 0
    for one in home:
        if part and not _fits([*part, one]):
            yield leaf_of(f"{key}#{number}", _places(part), (), EMPTY)
            part, number = [], number + 1
        part.append(one)
    yield leaf_of(f"{key}#{number}", _places(part), (), EMPTY)


def _cover_of(cell: str) -> Box:
    """The box around a cell, wider by the halo."""
    corners = [
        (round(longitude * UNITS_PER_DEGREE), round(latitude * UNITS_PER_DEGREE))
        for latitude, longitude in h3.cell_to_boundary(cell)
    ]
    first = corners[0][0]
    xs = [first + (x - first + TURN // 2) % TURN - TURN // 2 for x, _ in corners]
    ys = [y for _, y in corners]
    wide, high = round((max(xs) - min(xs)) * HALO), round((max(ys) - min(ys)) * HALO)
    return Box(max(min(ys) - high, WORLD.south), min(xs) - wide, min(max(ys) + high, WORLD.north), max(xs) + wide)


def _common(a: Box, b: Box) -> Box | None:
    """What two boxes have in common; None when that is nothing."""
    if b.east - b.west >= TURN:
        west, east = a.west, a.east
    else:
        shift = round((a.west - b.west + TURN / 2) // TURN) * TURN
        west, east = max(a.west, b.west + shift), min(a.east, b.east + shift)
    south, north = max(a.south, b.south), min(a.north, b.north)
    return Box(south, west, north, east) if south <= north and west <= east else None


def _places(pieces: Iterable[_Anchored]) -> list[Place]:
    return [one.place for one in pieces]


def _fits(pieces: Sequence[_Anchored]) -> bool:
    if len(pieces) > MOST_PLACES:
        return False
    return sum(len(part) for one in pieces for part in one.place.shape.parts) <= MOST_VERTICES or len(pieces) == 1


def _anchored(place: Place) -> _Anchored:
    box = place.shape.box
    middle = position((box.west + box.east) / 2, (box.south + box.north) / 2)
    return _Anchored(str(h3.latlng_to_cell(middle.latitude, middle.longitude, FINEST)), place, box)
