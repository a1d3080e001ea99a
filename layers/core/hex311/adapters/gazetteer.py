"""The city's address book: a SQLite file made when the city is published, read here.

Names, streets and places are few and are held in memory; numbers, corners and stretches are read by key. The file uses
nothing newer than SQLite 3.7 knows, which is what Lambda's Python 3.11 brings: no FTS5, no WITHOUT ROWID, no R*Tree.
Its tables are written by `hex311_cli.addresses.write` and described in docs/addresses.md.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from math import floor
from pathlib import Path

from hex311.adapters.gazetteer_names import NameIndex
from hex311.domain.address import Corner, KnownAddress, Landmark, Street, StreetParts, Stretch
from hex311.domain.address_place import Anchor, metres_per_degree
from hex311.domain.address_words import PLACE_WORDS, words_of
from hex311.domain.geography import Point, distance_m

FORMAT = 1
"""Part of the artefact's name: raised whenever the tables change."""

NUMBERS = 1 << 20
"""Rows of addresses are numbered street * NUMBERS + number, so a street's numbers lie side by side in order."""

DEGREE = 10_000_000
TILES_PER_DEGREE = 250
COLUMNS = 360 * TILES_PER_DEGREE
WEST, EAST = -COLUMNS // 2, COLUMNS // 2 - 1
RADII_M = (150.0, 600.0, 3_000.0)
ANCHORS = 16


def tile_of(latitude: float, longitude: float) -> int:
    """The number of the map tile (1/250 degree square) that holds a position."""
    column = floor(longitude * TILES_PER_DEGREE)
    return _tile(floor(latitude * TILES_PER_DEGREE), column if column <= EAST else WEST)


def _tile(row: int, column: int) -> int:
    """Tiles of one row are numbered side by side from west to east."""
    return row * COLUMNS + column


def _point(latitude: int, longitude: int) -> Point:
    return Point(latitude=latitude / DEGREE, longitude=longitude / DEGREE)


class SqliteGazetteer:
    """The `Gazetteer` port over one artefact."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(str(path), check_same_thread=False)
        self._db.execute("PRAGMA query_only = 1")
        self._names = NameIndex([row[0] for row in self._db.execute("SELECT key FROM name ORDER BY id")])
        self._streets: list[Street] = []
        self._by_name: dict[int, list[Street]] = defaultdict(list)
        for row in self._db.execute(
            "SELECT id, name_id, label, direction, key, type, after, low, high, lat, lon, inside "
            "FROM street ORDER BY id"
        ):
            point = _point(row[9], row[10]) if row[9] is not None else None
            street = Street(row[0], row[1], row[2], StreetParts(*row[3:7]), row[7], row[8], point, bool(row[11]))
            self._streets.append(street)
            self._by_name[street.name_id].append(street)
        self._load_places()

    def _load_places(self) -> None:
        self._places: list[Landmark] = []
        self._places_of: dict[str, set[int]] = defaultdict(set)
        self._place_words: list[int] = []
        for name, category, address, lat, lon, inside in self._db.execute(
            "SELECT name, category, address, lat, lon, inside FROM place ORDER BY id"
        ):
            own = {PLACE_WORDS.get(word, word) for word in words_of(name)}
            for word in own | set(words_of(category)):
                self._places_of[word].add(len(self._places))
            self._place_words.append(len(own))
            self._places.append(Landmark(name, category, address, _point(lat, lon), bool(inside)))
        self._vocabulary = sorted(self._places_of)
        self._words = NameIndex(self._vocabulary)

    def close(self) -> None:
        self._db.close()

    def names(self, key: str, most: int = 8) -> Sequence[tuple[int, float]]:
        """(name id, similarity from 0 to 1), best first."""
        return self._names.find(key, most)

    def is_name(self, key: str) -> bool:
        return self._names.exact(key) is not None

    def streets(self, name_id: int) -> Sequence[Street]:
        return self._by_name.get(name_id, ())

    def all_streets(self) -> Sequence[Street]:
        return self._streets

    def street(self, street_id: int) -> Street:
        return self._streets[street_id]

    def address(self, street_id: int, number: int) -> KnownAddress | None:
        found = self._addresses("id = ? AND known", (street_id * NUMBERS + number,), "")
        return found[0] if found else None

    def numbers_starting(self, street_id: int, number: int, most: int) -> Sequence[KnownAddress]:
        """Known numbers whose digits begin with those of `number`, without itself."""
        found: list[KnownAddress] = []
        low, high = number * 10, number * 10 + 10
        while len(found) < most and low < NUMBERS:
            base = street_id * NUMBERS
            span = (base + low, base + min(high, NUMBERS))
            found += self._addresses("id >= ? AND id < ? AND known", span, f"ORDER BY id LIMIT {most - len(found)}")
            low, high = low * 10, high * 10
        return found

    def around(self, street_id: int, number: int) -> tuple[Sequence[Anchor], Sequence[Anchor]]:
        """Known numbers below and above, each from the nearest outwards."""
        base = street_id * NUMBERS
        sides = (("id < ? AND id >= ?", base, "DESC"), ("id > ? AND id < ?", base + NUMBERS, "ASC"))
        lists: list[list[Anchor]] = []
        for where, end, order in sides:
            rows = self._db.execute(
                f"SELECT id, lat, lon FROM address WHERE {where} ORDER BY id {order} LIMIT {ANCHORS}",  # noqa: S608
                (base + number, end),
            )
            lists.append([(row - base, _point(lat, lon)) for row, lat, lon in rows])
        return lists[0], lists[1]

    def stretch(self, street_id: int, number: int) -> Stretch | None:
        """The piece of street between two corners that holds the number."""
        row = self._db.execute(
            "SELECT low, high, end_a, end_b FROM stretch WHERE street_id = ? AND low <= ? AND high >= ? "
            "ORDER BY high - low LIMIT 1",
            (street_id, number, number),
        ).fetchone()
        return Stretch(street_id, row[0], row[1], (row[2], row[3])) if row else None

    def corners(self, name_a: int, name_b: int) -> Sequence[Corner]:
        """Where streets of these two names meet; the first street of each is of `name_a`."""
        rows = self._db.execute(
            "SELECT street_a, street_b, lat, lon, inside FROM corner WHERE name_a = ? AND name_b = ? ORDER BY id",
            (name_a, name_b),
        )
        return [Corner((name_a, name_b), (a, b), _point(lat, lon), bool(inside)) for a, b, lat, lon, inside in rows]

    def places(self, words: Sequence[str], most: int) -> Sequence[tuple[Landmark, float]]:
        """(place, similarity from 0 to 1) of places that hold nearly all of the words, best first."""
        hits: dict[int, float] = defaultdict(float)
        for word in words:
            best: dict[int, float] = {}
            for place, likeness in self._words.find(PLACE_WORDS.get(word, word), 12):
                for one in self._places_of[self._vocabulary[place]]:
                    best[one] = max(best.get(one, 0.0), likeness)
            for one, likeness in best.items():
                hits[one] += likeness
        scored = []
        for one, total in hits.items():
            fullness = min(1.0, len(words) / max(1, self._place_words[one]))
            scored.append((self._places[one], total / len(words) * (0.92 + 0.08 * fullness)))
        scored.sort(key=lambda pair: (-pair[1], pair[0].name))
        return scored[:most]

    def nearest_address(self, point: Point) -> tuple[KnownAddress, float] | None:
        """The nearest known number within 3 km and its distance in metres."""
        found = self._nearest("address", "id, lat, lon", point)
        if found is None:
            return None
        (row, _, _), distance = found
        street_id, number = divmod(row, NUMBERS)
        address = self.address(street_id, number)
        return (address, distance) if address else None

    def nearest_corner(self, point: Point) -> tuple[Corner, float] | None:
        """The nearest corner within 3 km and its distance in metres."""
        found = self._nearest("corner", "id, lat, lon, name_a, name_b, street_a, street_b, inside", point)
        if found is None:
            return None
        (_, lat, lon, name_a, name_b, street_a, street_b, inside), distance = found
        return Corner((name_a, name_b), (street_a, street_b), _point(lat, lon), bool(inside)), distance

    def _nearest(self, table: str, columns: str, point: Point) -> tuple[tuple[int, ...], float] | None:
        """The row nearest to the point. The box looked at holds the whole circle, and grows until it is sure."""
        for radius in RADII_M:
            best: tuple[float, tuple[int, ...]] | None = None
            for start, end in _tile_rows(point, radius):
                rows = self._db.execute(
                    f"SELECT {columns} FROM {table} WHERE tile >= ? AND tile <= ?",  # noqa: S608
                    (start, end),
                )
                for row in rows:
                    distance = distance_m(point, _point(row[1], row[2]))
                    if best is None or (distance, row) < best:
                        best = (distance, row)
            if best and best[0] <= radius:
                return best[1], best[0]
        return None

    def _addresses(self, where: str, values: tuple[int, ...], tail: str) -> list[KnownAddress]:
        columns = "id, lat, lon, inside, (SELECT text FROM postcode WHERE postcode.id = postcode_id)"
        rows = self._db.execute(f"SELECT {columns} FROM address WHERE {where} {tail}", values)  # noqa: S608
        return [
            KnownAddress(row // NUMBERS, row % NUMBERS, _point(lat, lon), postcode or "", bool(inside))
            for row, lat, lon, inside, postcode in rows
        ]


def _tile_rows(point: Point, radius_m: float) -> list[tuple[int, int]]:
    """(first, last) tile of each row of tiles that a circle touches; rows across the antimeridian come in two."""
    per_lat, per_lon = metres_per_degree(min(89.9, abs(point.latitude) + radius_m / 111_195))
    reach_lat, reach_lon = radius_m / per_lat * 1.01, min(180.0, radius_m / per_lon * 1.01)
    first, last = (floor((point.longitude + side * reach_lon) * TILES_PER_DEGREE) for side in (-1, 1))
    spans = [(max(first, WEST), min(last, EAST))]
    if first < WEST:
        spans.append((first + COLUMNS, EAST))
    if last > EAST:
        spans.append((WEST, last - COLUMNS))
    south, north = (floor((point.latitude + side * reach_lat) * TILES_PER_DEGREE) for side in (-1, 1))
    return [(_tile(row, start), _tile(row, end)) for row in range(south, north + 1) for start, end in spans]
