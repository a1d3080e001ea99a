"""The parameters of `GET requests`: what is asked for, or every problem with it at once."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hex311.domain.errors import BadInput, Problem
from hex311.domain.geography import Point, distance_m
from hex311.spatial.area import Area, tiles_of
from hex311.spatial.request_list import MOST_TILES, STATES, TILE_ZOOM
from hex311.usecases.list_requests import Wanted

DAYS = 90
MOST = 1_000
MOST_IDS = 500
MOST_DEEP = 10_000
_KEY = re.compile(r"\d{10}#[A-Z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list as it was asked for. `ids` override everything else; pages count from 1."""

    ids: tuple[str, ...]
    wanted: Wanted
    page: int
    page_size: int
    extended: bool
    words: str


class Reader:
    """Reads parameters one by one and keeps the problems; an empty parameter is none."""

    def __init__(self, query: Mapping[str, str]) -> None:
        self._query = query
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        return (self._query.get(name) or "").strip()

    def refuse(self, name: str, problem: str, mend: str) -> None:
        self.problems.append(Problem(name, problem, mend))

    def words(self, name: str) -> tuple[str, ...]:
        """A list separated by commas, spaces forgiven, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self.text(name).split(",") if part.strip()))

    def moment(self, name: str) -> int | None:
        """Epoch seconds of an ISO 8601 date or time; without a zone it is UTC."""
        text = self.text(name)
        if not text:
            return None
        try:
            # in a query, the + of an offset arrives as a space
            told = datetime.fromisoformat(re.sub(r" (\d\d:?\d\d)$", r"+\1", text))
            return math.floor((told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError):
            self.refuse(name, f"'{text[:40]}' is not a date and time.", "Send ISO 8601, such as 2026-05-01T00:00:00Z.")
            return None

    def number(self, name: str, low: float, high: float) -> float | None:
        text = self.text(name)
        if not text:
            return None
        try:
            value = float(text) if text.isascii() else math.nan
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            self.refuse(name, "This is not possible.", f"Send a number from {low:g} to {high:g}.")
            return None
        return value


def read_list_query(query: Mapping[str, str], now: int) -> ListQuery:
    """`BadInput` with one problem for each parameter that makes no sense."""
    reader = Reader(query)
    ids = reader.words("service_request_id")
    if ids:
        if len(ids) > MOST_IDS:
            raise BadInput([Problem("service_request_id", f"More than {MOST_IDS} ids.", "Ask for them in parts.")])
        return ListQuery(ids, Wanted(0, 0), 1, MOST, _is_extended(reader), "")
    states = _states(reader)
    by_update, begin, end = _window(reader, now)
    area = _area(reader)
    page, size = _page(reader)
    before = reader.text("after_key")
    if before and not _KEY.fullmatch(before):
        reader.refuse("after_key", "This is not a key of ours.", "Take it unchanged from the Link header.")
    if reader.problems:
        raise BadInput(reader.problems)
    wanted = Wanted(begin, end, states, reader.words("service_code"), area=area, by_update=by_update, before=before)
    return ListQuery((), wanted, page, size, _is_extended(reader), reader.text("q").lower())


def _is_extended(reader: Reader) -> bool:
    return reader.text("extensions").lower() in ("true", "1", "v1")


def _states(reader: Reader) -> tuple[str, ...]:
    told = tuple(word.lower() for word in reader.words("status"))
    if odd := set(told) - set(STATES):
        reader.refuse("status", f"'{sorted(odd)[0][:40]}' is not a status here.", "Send open, closed or open,closed.")
    return told or STATES


def _window(reader: Reader, now: int) -> tuple[bool, int, int]:
    """(by the last change?, begin, end): 90 days at most, never clipped in silence."""
    by_update = bool(reader.text("updated_after") or reader.text("updated_before"))
    names = ("updated_after", "updated_before") if by_update else ("start_date", "end_date")
    if by_update and (reader.text("start_date") or reader.text("end_date")):
        reader.refuse("start_date", "Dates of filing and of change cannot be mixed.", "Send one of the two pairs.")
    begin, end = reader.moment(names[0]), reader.moment(names[1])
    span = int(timedelta(days=DAYS).total_seconds())
    if begin is not None and end is not None:
        if begin > end:
            reader.refuse(names[0], f"This is after {names[1]}.", "Send the earlier time first.")
        elif end - begin > span:
            reader.refuse(names[0], f"This is more than {DAYS} days before {names[1]}.", "Ask in parts.")
    elif begin is not None:
        end = begin + span
    else:
        end = now if end is None else end
        begin = end - span
    return by_update, max(0, begin), max(0, end)


def _area(reader: Reader) -> Area | None:
    """`bbox=west,south,east,north`, or `lat`, `long` and `radius` in metres."""
    if reader.text("bbox"):
        return _box(reader)
    latitude, longitude = reader.number("lat", -85, 85), reader.number("long", -180, 180)
    radius = reader.number("radius", 1, 5_000)
    if latitude is None and longitude is None and radius is None:
        return None
    if latitude is None or longitude is None or radius is None:
        reader.refuse("radius", "A circle needs lat, long and radius.", "Send all three; the radius is in metres.")
        return None
    centre = Point(latitude=latitude, longitude=longitude)
    north = radius / 111_000
    east = radius / max(1.0, distance_m(centre, Point(latitude=latitude, longitude=_turned(longitude + 0.01)))) / 100
    box = (latitude - north, longitude - east, latitude + north, longitude + east)
    return _bounded(reader, Area(*box, centre, radius))


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _box(reader: Reader) -> Area | None:
    parts = reader.text("bbox").split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
        good = -180 <= west <= east <= 180 and -85 <= south <= north <= 85
    except ValueError:
        good = False
    if not good:
        reader.refuse("bbox", "This is not a box.", "Send west,south,east,north in degrees.")
        return None
    return _bounded(reader, Area(south, west, north, east))


def _bounded(reader: Reader, area: Area) -> Area | None:
    if tiles_of(area, TILE_ZOOM, MOST_TILES) is None:
        reader.refuse("radius" if area.centre else "bbox", "This area is too large.", "Ask for a smaller one.")
        return None
    return area


def _page(reader: Reader) -> tuple[int, int]:
    page, size = reader.number("page", 0, MOST_DEEP), reader.number("page_size", 1, MOST)
    number, length = max(1, int(page or 1)), int(size or MOST)
    if number > 1 and number * length > MOST_DEEP:
        reader.refuse("page", f"Pages end after {MOST_DEEP} requests.", "Follow the Link header, or narrow the dates.")
    return number, length
