"""Streets on the map: where they meet, and which house numbers lie between two corners.

A line on the map is called "Main Street"; the address file may know it as "W Main Street" and "E Main Street". Both
are the same road here: the lines and streets of one name and kind belong together, whatever their direction.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from hex311.domain.address import Street, StreetParts, split_street
from hex311_cli.addresses.sources import AddressRow, StreetLine

Road = tuple[str, str]
"""(key, kind) of a street's name."""

SAME_PLACE = 0.00005
"""Degrees; corners nearer to each other than this are one (some 5 m)."""

FAR_FROM_LINE = 0.0015
"""Degrees; a house further from its street's line than this says nothing about the numbers along it."""


def road_of(parts: StreetParts) -> Road:
    return parts.key, parts.type


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two roads meet at (longitude, latitude)."""

    roads: tuple[Road, Road]
    place: tuple[float, float]


@dataclass(slots=True)
class Piece:
    """A road between two neighbouring corners. `numbers`: lowest and highest by street id."""

    line: Any
    ends: tuple[tuple[Road, ...], tuple[Road, ...]]
    numbers: dict[int, tuple[int, int]] = field(default_factory=dict)


def lines_by_road(lines: Sequence[StreetLine]) -> dict[Road, list[Any]]:
    """The lines of each road."""
    roads: dict[Road, list[Any]] = defaultdict(list)
    for line in lines:
        roads[road_of(split_street(line.name))].append(line.line)
    return dict(roads)


def meetings(roads: Mapping[Road, Sequence[Any]]) -> list[Meeting]:
    """All corners, each once for a pair of roads, from south to north."""
    names = [road for road, lines in roads.items() for _ in lines]
    shapes = np.array([line for lines in roads.values() for line in lines], dtype=object)
    if not len(shapes):
        return []
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    found: dict[tuple[Road, Road], list[tuple[float, float]]] = defaultdict(list)
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if names[a] < names[b]:
            crossing = shapely.get_coordinates(shapely.intersection(shapes[a], shapes[b]))
            found[names[a], names[b]] += [(float(x), float(y)) for x, y in crossing]
    corners = [Meeting(pair, place) for pair, places in found.items() for place in _apart(places)]
    return sorted(corners, key=lambda one: (one.place[1], one.place[0], one.roads))


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for x, y in sorted(places):
        if all(abs(x - a) > SAME_PLACE or abs(y - b) > SAME_PLACE for a, b in kept):
            kept.append((x, y))
    return kept


def pieces_of(road: Road, lines: Sequence[Any], corners: Sequence[Meeting]) -> list[Piece]:
    """A road cut at its corners."""
    crossing: dict[tuple[float, float], list[Road]] = defaultdict(list)
    for corner in corners:
        crossing[corner.place].append(corner.roads[0] if corner.roads[1] == road else corner.roads[1])
    places = list(crossing)
    points = shapely.points(places) if places else np.array([])
    pieces: list[Piece] = []
    whole = shapely.line_merge(shapely.multilinestrings(list(lines)))
    for line in shapely.get_parts(whole):
        on = np.flatnonzero(shapely.dwithin(line, points, SAME_PLACE)) if places else []
        cuts = sorted((float(shapely.line_locate_point(line, points[n])), tuple(crossing[places[n]])) for n in on)
        ends = [(0.0, ()), *cuts, (float(line.length), ())]
        for (start, at_start), (end, at_end) in pairwise(ends):
            if end - start > SAME_PLACE:
                pieces.append(Piece(_part(line, start, end), (at_start, at_end)))
    return pieces


def _part(line: Any, start: float, end: float) -> Any:
    """The line from one distance along it to another."""
    coordinates = shapely.get_coordinates(line)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(coordinates, axis=0).T))])
    middle = coordinates[(along > start) & (along < end)]
    first, last = (shapely.get_coordinates(shapely.line_interpolate_point(line, d)) for d in (start, end))
    return shapely.linestrings(np.concatenate([first, middle, last]))


def number_pieces(pieces: Sequence[Piece], houses: Sequence[tuple[Street, AddressRow]]) -> None:
    """Give each piece the lowest and highest number of the houses that stand along it."""
    if not pieces or not houses:
        return
    tree = shapely.STRtree([piece.line for piece in pieces])
    spots = shapely.points([(row.longitude, row.latitude) for _, row in houses])
    who, which = tree.query_nearest(spots, max_distance=FAR_FROM_LINE, all_matches=False)
    for house, piece in zip(who.tolist(), which.tolist(), strict=True):
        street, row = houses[house]
        numbers = pieces[piece].numbers
        low, high = numbers.get(street.id, (row.number, row.number))
        numbers[street.id] = (min(low, row.number), max(high, row.number))
