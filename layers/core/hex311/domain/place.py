"""Places: facilities that people go to, and assets that the city looks after; and the search for the nearest.

The places of a category lie in *leaves*, one packed item for each H3 cell of a fitting size. Every place is *at home*
in one leaf, and every leaf also holds copies of what lies around it: all places that touch its *cover*, a box somewhat
larger than the cell. So one read nearly always settles a search: if the last of the wanted places is nearer than the
edge of the cover, nothing outside can be nearer.

Otherwise the ring grows: leaves are read in order of the box around what is at home in them, until the next box is
further away than what has been found. That is exact whatever the shape of cells, at pentagons, poles and the
antimeridian, because only boxes are compared, never cells.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal, NamedTuple

from hex311.domain.geography import Point, distance_m
from hex311.domain.place_shape import Box, Shape, box_distance_m, holds, margin_m, nearest_position

CategoryKind = Literal["facility", "asset"]


@dataclass(frozen=True, slots=True)
class Place:
    """A facility or an asset. `id` is unique in its category. A long line may be stored in pieces of the same id.

    `details`: what is known of it, as text: a facility's address, phone, url, hours; an asset's attributes.
    """

    id: str
    name: str
    shape: Shape
    details: Mapping[str, str] = field(default_factory=dict)


class Leaf(NamedTuple):
    """Where some places of a category are stored. What lies under (`key`, `version`) never changes.

    `box` holds all that is at home here; all places that touch `cover` are in the leaf, at home or not.
    """

    key: str
    version: str
    size: int
    box: Box
    cover: Box


@dataclass(frozen=True, slots=True)
class Category:
    """The directory of a category. `size`: places in it."""

    code: str
    kind: CategoryKind
    size: int
    leaves: tuple[Leaf, ...]


class Found(NamedTuple):
    """A place, its position that is nearest to where one asked, and how far that is in metres."""

    category: str
    place: Place
    at: Point
    distance_m: float


Fetch = Callable[[Leaf], Iterable[Place]]


def nearest(
    categories: Sequence[Category], point: Point, limit: int, fetch: Fetch, within_m: float = inf
) -> tuple[Found, ...]:
    """The `limit` places nearest to the point and at most `within_m` away, exactly, in order of distance.

    Ties go by category and id. `fetch` is called for as few leaves as the boxes allow, one after the other.
    """
    best: tuple[Found, ...] = ()
    for category in categories:
        reach = min(within_m, best[-1].distance_m) if len(best) == limit else within_m
        found = _nearest_of(category, point, limit, fetch, reach)
        best = tuple(sorted((*best, *found), key=_order)[:limit])
    return best


def _nearest_of(category: Category, point: Point, limit: int, fetch: Fetch, within_m: float) -> tuple[Found, ...]:
    best: dict[str, Found] = {}
    reach, seen_m = within_m, 0.0
    covers: list[Box] = []
    for bound, leaf in _in_turn(category.leaves, point):
        if bound > reach or reach < seen_m:
            break
        if any(holds(cover, leaf.box) for cover in covers):
            continue
        for place in fetch(leaf):
            at = nearest_position(place.shape, point)
            away = distance_m(point, at)
            known = best.get(place.id)
            if away <= reach and (known is None or away < known.distance_m):
                best[place.id] = Found(category.code, place, at, away)
        covers.append(leaf.cover)
        seen_m = max(seen_m, margin_m(leaf.cover, point))
        if len(best) >= limit:
            kept = sorted(best.values(), key=_order)[:limit]
            best = {found.place.id: found for found in kept}
            reach = min(within_m, kept[-1].distance_m)
    return tuple(sorted(best.values(), key=_order)[:limit])


def first_leaf(category: Category, point: Point) -> Leaf | None:
    """The leaf that a search at the point reads first; None when the category is empty."""
    return next((leaf for _, leaf in _in_turn(category.leaves, point)), None)


def _in_turn(leaves: Sequence[Leaf], point: Point) -> Iterator[tuple[float, Leaf]]:
    """(least distance of what is at home there, leaf): first the one that sees furthest around, then nearest first."""
    widest = max(leaves, key=lambda leaf: margin_m(leaf.cover, point), default=None)
    if widest is None:
        return
    if margin_m(widest.cover, point) > 0:
        yield 0.0, widest
    yield from sorted((box_distance_m(leaf.box, point), leaf) for leaf in leaves)


def asset_id(category: str, place_id: str) -> str:
    """How a report names the asset it is about."""
    return f"{category}:{place_id}"


def _order(found: Found) -> tuple[float, str, str]:
    return found.distance_m, found.category, found.place.id
