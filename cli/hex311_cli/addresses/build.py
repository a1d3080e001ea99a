"""Build an address book: streets, numbers, corners, stretches and places, from its sources to a SQLite file."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from hex311.adapters.gazetteer import DEGREE, NUMBERS, tile_of
from hex311.domain.address import Street, split_street
from hex311.domain.geography import Point
from hex311_cli.addresses.sources import AddressRow, AddressSources
from hex311_cli.addresses.streets import Road, lines_by_road, meetings, number_pieces, pieces_of, road_of
from hex311_cli.addresses.write import create, index


@dataclass(frozen=True, slots=True)
class BookSize:
    """How much is in an address book."""

    streets: int
    addresses: int
    corners: int
    stretches: int
    places: int


def build_book(sources: AddressSources, path: Path) -> BookSize:
    """Write the address book to `path` (which must not exist) and say how much is in it."""
    db = sqlite3.connect(path)
    try:
        create(db)
        builder = _Builder(sources, db)
        size = builder.build()
        index(db)
        db.commit()
        db.execute("VACUUM")
    finally:
        db.close()
    return size


class _Builder:
    def __init__(self, sources: AddressSources, db: sqlite3.Connection) -> None:
        self._sources, self._db = sources, db
        self._rows: dict[str, list[AddressRow]] = defaultdict(list)
        for row in sources.addresses:
            self._rows[row.street].append(row)
        self._names: dict[str, int] = {}
        self._streets: list[Street] = []
        self._houses: dict[Road, list[tuple[Street, AddressRow]]] = defaultdict(list)
        self._streets_of: dict[Road, list[Street]] = defaultdict(list)

    def build(self) -> BookSize:
        roads = lines_by_road(self._sources.lines)
        self._add_streets(roads)
        addresses = self._write_addresses()
        corners = meetings(roads)
        self._write_corners(corners)
        stretches = self._write_stretches(roads, corners)
        self._write_names_and_streets()
        self._write_places()
        return BookSize(len(self._streets), addresses, len(corners), stretches, len(self._sources.places))

    def _add_streets(self, roads: dict[Road, list[Any]]) -> None:
        """Streets with numbers as the address file spells them, then those that only a range or the map knows."""
        given = {one.street: (one.low, one.high) for one in self._sources.ranges}
        for label in sorted(self._rows):
            rows = self._rows[label]
            numbers = [*(row.number for row in rows), *given.pop(label, ())]
            middle = sorted(rows, key=lambda row: row.number)[len(rows) // 2]
            place = Point(latitude=middle.latitude, longitude=middle.longitude)
            inside = self._sources.inside([row.longitude for row in rows], [row.latitude for row in rows])
            street = self._street(label, (min(numbers), max(numbers)), place, bool(np.any(inside)))
            self._houses[road_of(street.parts)] += [(street, row) for row in rows]
        for label, span in given.items():
            self._street(label, span, None, True)
        labels = {road_of(split_street(line.name)): line.name for line in self._sources.lines}
        for road, label in sorted(labels.items(), key=lambda item: item[1]):
            if road not in self._streets_of:
                spots = shapely.get_coordinates(shapely.line_interpolate_point(roads[road], 0.5, normalized=True))
                inside = self._sources.inside(spots[:, 0], spots[:, 1])
                longitude, latitude = spots[np.argmax(inside)]
                place = Point(latitude=float(latitude), longitude=float(longitude))
                self._street(label, (0, 0), place, bool(np.any(inside)))

    def _street(self, label: str, numbers: tuple[int, int], place: Point | None, inside: bool) -> Street:
        parts = split_street(label)
        name_id = self._names.setdefault(parts.key, len(self._names))
        street = Street(len(self._streets), name_id, label, parts, *numbers, place, inside)
        self._streets.append(street)
        self._streets_of[road_of(parts)].append(street)
        return street

    def _write_addresses(self) -> int:
        """The first of several rows with one number counts."""
        postcodes = {
            code: place for place, code in enumerate(sorted({row.postcode for row in self._sources.addresses}))
        }
        self._db.executemany("INSERT INTO postcode VALUES (?, ?)", [(place, code) for code, place in postcodes.items()])
        written: dict[int, tuple[Any, ...]] = {}
        for houses in self._houses.values():
            inside = self._sources.inside([row.longitude for _, row in houses], [row.latitude for _, row in houses])
            for (street, row), is_inside in zip(houses, np.asarray(inside).tolist(), strict=True):
                tile = tile_of(row.latitude, row.longitude)
                values = (*_units(row.latitude, row.longitude), int(is_inside), postcodes[row.postcode], tile, 1)
                written.setdefault(street.id * NUMBERS + row.number, values)
        known = len(written)
        for line in self._sources.lines:
            streets = self._streets_of[road_of(split_street(line.name))]
            if line.numbers and streets:
                for number, (longitude, latitude) in zip(
                    line.numbers, shapely.get_coordinates(line.line)[[0, -1]].tolist(), strict=True
                ):
                    values = (*_units(latitude, longitude), 1, None, None, 0)
                    written.setdefault(streets[0].id * NUMBERS + number, values)
        self._db.executemany(
            "INSERT INTO address VALUES (?, ?, ?, ?, ?, ?, ?)", [(key, *written[key]) for key in sorted(written)]
        )
        return known

    def _write_corners(self, corners: Sequence[Any]) -> None:
        """Each corner twice, once for each order of its names."""
        nearest = {road: _nearest_street(self._houses.get(road, [])) for road in self._streets_of}
        inside = self._sources.inside([one.place[0] for one in corners], [one.place[1] for one in corners])
        rows: list[tuple[Any, ...]] = []
        for corner, is_inside in zip(corners, np.asarray(inside).tolist(), strict=True):
            longitude, latitude = corner.place
            streets = [nearest[road](longitude, latitude) or self._streets_of[road][0] for road in corner.roads]
            for a, b in (streets, streets[::-1]):
                place = _units(latitude, longitude)
                rows.append((a.name_id, b.name_id, a.id, b.id, *place, int(is_inside), tile_of(latitude, longitude)))
        self._db.executemany(
            "INSERT INTO corner (name_a, name_b, street_a, street_b, lat, lon, inside, tile) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _write_stretches(self, roads: dict[Road, list[Any]], corners: Sequence[Any]) -> int:
        at: dict[Road, list[Any]] = defaultdict(list)
        for corner in corners:
            for road in corner.roads:
                at[road].append(corner)
        rows: list[tuple[Any, ...]] = []
        for road, lines in roads.items():
            pieces = pieces_of(road, lines, at[road])
            number_pieces(pieces, self._houses.get(road, []))
            for piece in pieces:
                ends = [self._label(end) for end in piece.ends]
                rows += [(street_id, low, high, *ends) for street_id, (low, high) in sorted(piece.numbers.items())]
        self._db.executemany("INSERT INTO stretch VALUES (?, ?, ?, ?, ?)", rows)
        return len(rows)

    def _label(self, roads: tuple[Road, ...]) -> str:
        """The crossing street as a sign would name it: without the direction when both directions exist."""
        names = []
        for road in roads[:1]:
            streets = self._streets_of[road]
            label = streets[0].label
            first, _, rest = label.partition(" ")
            names.append(rest if len(streets) > 1 and first.lower() == streets[0].parts.direction else label)
        return "".join(names)

    def _write_names_and_streets(self) -> None:
        self._db.executemany("INSERT INTO name VALUES (?, ?)", [(place, key) for key, place in self._names.items()])
        rows = []
        for one in self._streets:
            place = _units(one.point.latitude, one.point.longitude) if one.point else (None, None)
            parts = (one.parts.direction, one.parts.key, one.parts.type, one.parts.after)
            rows.append((one.id, one.name_id, one.label, *parts, one.low, one.high, *place, int(one.inside)))
        self._db.executemany("INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _write_places(self) -> None:
        places = self._sources.places
        inside = self._sources.inside([one.point.longitude for one in places], [one.point.latitude for one in places])
        self._db.executemany(
            "INSERT INTO place (name, category, address, lat, lon, inside) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.name, one.category, one.address, *_units(one.point.latitude, one.point.longitude), int(is_inside))
                for one, is_inside in zip(places, np.asarray(inside).tolist(), strict=True)
            ],
        )


def _units(latitude: float, longitude: float) -> tuple[int, int]:
    return round(latitude * DEGREE), round(longitude * DEGREE)


def _nearest_street(houses: Sequence[tuple[Street, AddressRow]]) -> Any:
    """A function from a position to the street whose house stands nearest; None when there are no houses."""
    if not houses:
        return lambda longitude, latitude: None
    tree = shapely.STRtree(shapely.points([(row.longitude, row.latitude) for _, row in houses]))
    return lambda longitude, latitude: houses[int(tree.nearest(shapely.Point(longitude, latitude)))][0]
