"""Addresses along the streets: even numbers on one side, odd on the other, a hundred to a block."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.blocks import Blocks, people_at
from tools.rivermark.frame import Floats, Integers, Plan, chance, to_map, to_metres
from tools.rivermark.streets import Street, radial_roads

_HOUSE_OFFSET_M = 14.0
_ROAD_STEP_M = 90.0


@dataclass(frozen=True, slots=True)
class Address:
    """One address; `longitude`, `latitude` in whole microdegrees."""

    number: int
    street: str
    postcode: str
    longitude: int
    latitude: int


@dataclass(frozen=True, slots=True)
class _Frontage:
    """A straight piece of street with houses on both sides; numbers run from `base`, ends in metres."""

    street: str
    base: int
    rising: bool
    start: Floats
    end: Floats


def addresses(
    blocks: Blocks, streets: list[Street], empty: BaseGeometry, postal: Integers, codes: list[str]
) -> list[Address]:
    """All addresses in the city, outside `empty` (parks and water, microdegrees), in order of street and number."""
    rng = chance("addresses")
    numbers, names, points = [], [], []
    for front in [*_grid_frontages(streets), *_road_frontages(blocks.plan)]:
        houses, places = _houses(front, blocks.plan, rng)
        numbers += houses
        names += [front.street] * len(houses)
        points.append(places)
    spots = to_map(np.concatenate(points))
    tree = shapely.STRtree(blocks.shapes)
    which, block = tree.query(shapely.points(spots), predicate="intersects")
    home = np.full(len(spots), -1)
    home[which[::-1]] = block[::-1]
    shapely.prepare(empty)
    good = (home >= 0) & blocks.in_city[np.maximum(home, 0)] & ~shapely.intersects_xy(empty, spots)
    found = [
        Address(numbers[n], names[n], codes[postal[home[n]]], int(spots[n, 0]), int(spots[n, 1]))
        for n in np.flatnonzero(good).tolist()
    ]
    found.sort(key=lambda a: (a.street, a.number, a.longitude, a.latitude))
    seen: set[tuple[int, str]] = set()
    unique = []
    for address in found:
        if (address.number, address.street) not in seen:
            seen.add((address.number, address.street))
            unique.append(address)
    return unique


def _grid_frontages(streets: list[Street]) -> Iterator[_Frontage]:
    for street in streets:
        if street.runs == "east" and street.column in (-1, 0):
            continue  # a bridge
        start, end = to_metres(shapely.get_coordinates(street.line))[[0, -1]]
        step = street.row if street.runs == "north" else street.column
        words = ("N", "S") if street.runs == "north" else ("E", "W")
        away = step >= 0
        base = 100 * (step if away else -step - 1)
        name = f"{words[0] if away else words[1]} {street.name}"
        yield _Frontage(name, max(base, 0), away, start, end)


def _road_frontages(plan: Plan) -> Iterator[_Frontage]:
    for name, line in radial_roads(plan).items():
        road = shapely.LineString(to_metres(shapely.get_coordinates(line)))
        for number in range(int(road.length / _ROAD_STEP_M)):
            start, end = (road.interpolate(k * _ROAD_STEP_M) for k in (number, number + 1))
            yield _Frontage(name, 100 * (number + 1), True, np.array(start.coords[0]), np.array(end.coords[0]))


def _houses(front: _Frontage, plan: Plan, rng: np.random.RandomState) -> tuple[list[int], Floats]:
    """Numbers and places of the houses on both sides: the denser people live, the closer they stand."""
    length = float(np.hypot(*(front.end - front.start)))
    dense = float(people_at(((front.start + front.end) / 2)[None], plan)[0])
    step = np.clip(30 / np.sqrt(dense), 44.0, 190.0)
    across = np.array([front.start[1] - front.end[1], front.end[0] - front.start[0]]) / max(length, 1.0)
    numbers: list[int] = []
    points: list[Floats] = []
    for side in (0, 1):
        count = int(max(0.0, length - 30.0) / step + rng.uniform())
        for house in range(min(count, 49)):
            t = (15 + (house + 0.5 + rng.uniform(-0.25, 0.25)) * (length - 30) / count) / length
            along = t if front.rising else 1 - t
            number = front.base + 2 * min(49, int(along * 48) + 1) - side
            offset = (_HOUSE_OFFSET_M + rng.uniform(-2, 5)) * (1 if side else -1)
            numbers.append(max(number, 1))
            points.append(front.start + t * (front.end - front.start) + offset * across)
    return numbers, np.array(points).reshape(-1, 2)
