"""Closed cases of the past on the map: one PMTiles file for each month of filing, drawn anew when the month changed.

A file's name carries a hash of what is in it, so it is never written again and may be kept for ever; `history.json`
names the file of each month. Months that changed are found by the index of last changes, from where the last round
began; a round that died, or runs twice, leaves the same.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.summary import Summary
from hex311.ports import Ports
from hex311.spatial import hex_tiles, point_tiles
from hex311.spatial.pmtiles import archive, packed
from hex311.spatial.point_tiles import PointTiles, feature_of
from hex311.spatial.request_list import STATES, ListIndex, Stream, Window, sort_key
from hex311.spatial.tiles import PARENT_ZOOM, Tile, subtree, tile_at

POINTER = "tiles/history.json"
HEX_ZOOMS = (8, 9, 10, 11)
ATTEMPTS = 8
PAGE = 1_000
#: Indexes follow their table within moments; a round looks so far behind the begin of the last.
LAG_S = 900
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Archived:
    """`months` were looked at, `stored` files were written."""

    months: tuple[str, ...]
    stored: int


def archive_history(ports: Ports, *, everything: bool = False) -> Archived:
    """Bring the history up to date: months with cases that changed since the last round, or with `everything` all."""
    began = ports.now()
    since = 0 if everything else max(0, _pointer(ports).get("until", 0) - LAG_S)
    months = sorted(changed_months(ports, since, began))
    drawn = {month: draw_month(ports, month) for month in months}
    stored = 0
    for attempt in range(ATTEMPTS):
        before = ports.tiles.stamp(POINTER)
        pointer = _pointer(ports)
        files = {one["month"]: one for one in pointer.get("months", ())}
        for month, found in drawn.items():
            files.pop(month, None)
            if found is not None:
                body, cases = found
                path = f"tiles/history/{month}-{hashlib.sha256(body).hexdigest()[:16]}.pmtiles"
                if not ports.tiles.stamp(path).etag:
                    ports.tiles.publish(path, body, "application/vnd.pmtiles", for_ever=True)
                    stored += 1
                files[month] = {"month": month, "url": f"/{path}", "cases": cases, "bytes": len(body)}
        newest_first = [files[month] for month in sorted(files, reverse=True)]
        document = {"format": _FORMAT, "until": max(began, pointer.get("until", 0)), "months": newest_first}
        body = json.dumps(document, separators=(",", ":")).encode()
        if ports.tiles.store(POINTER, body, before, "application/json") is not False:
            return Archived(tuple(months), stored)
        ports.pause(attempt)
    raise TransientFault(f"Others kept writing {POINTER}.")


def changed_months(ports: Ports, since: int, until: int) -> set[str]:
    """Months of filing of all public cases that changed in a time; also of those that were opened again."""
    found = (_all(ports, Stream(ListIndex.BY_UPDATE, state), since, until) for state in STATES)
    return {_month(one.created_at) for stream in found for one in stream}


def draw_month(ports: Ports, month: str) -> tuple[bytes, int] | None:
    """The archive of the closed cases that were filed in a month (UTC), and how many; None when there are none."""
    begin, end = _bounds(month)
    cases = [
        one
        for one in _all(ports, Stream(ListIndex.BY_TIME, "closed"), begin, end - 1)
        if one.is_closed and not one.is_private
    ]
    if not cases:
        return None
    points = [Point(latitude=one.latitude, longitude=one.longitude) for one in cases]
    groups = list(_groups(ports, cases))
    tiles: dict[Tile, bytes] = {}
    for zoom in HEX_ZOOMS:
        counts = hex_tiles.count_cells(zip(points, groups, strict=True), zoom)
        tiles |= {tile: packed(hex_tiles.draw_hexes(tile, cells, "closed")) for tile, cells in counts.items()}
    below: dict[Tile, list[MapFeature]] = defaultdict(list)
    for one, point in zip(cases, points, strict=True):
        entry = TileEntry(one.id, point, one.service_code, str(one.status), one.created_at)
        below[tile_at(point, PARENT_ZOOM)].append(feature_of(entry))
    for parent, features in below.items():
        picture = PointTiles(parent, sorted(features))
        drawn = {tile: picture.draw(tile) for tile in subtree(parent)}
        tiles |= {tile: packed(one.body) for tile, one in drawn.items() if one.points}
    west, east = min(point.longitude for point in points), max(point.longitude for point in points)
    south, north = min(point.latitude for point in points), max(point.latitude for point in points)
    layers = [{"id": name, "fields": {}} for name in (point_tiles.LAYER, hex_tiles.LAYER)]
    return archive(tiles, (west, south, east, north), {"vector_layers": layers, "month": month}), len(cases)


def _groups(ports: Ports, cases: Sequence[Summary]) -> Iterator[str]:
    """The group of types of each case, as the city was when it was filed."""
    known: dict[tuple[str, str], str] = {}
    for one in cases:
        key = (one.catalogue_version, one.service_code)
        if key not in known:
            known[key] = str(ports.catalogue.at(one.catalogue_version).service(one.service_code).document["group"])
        yield known[key]


def _all(ports: Ports, stream: Stream, begin: int, end: int) -> Iterable[Summary]:
    """A stream's summaries of a time, page by page."""
    before = ""
    while True:
        page = ports.request_lists.newest(stream, Window(begin, end, before), PAGE)
        yield from page
        if len(page) < PAGE:
            return
        before = sort_key(page[-1], by_update=stream.index.is_by_update)


def _pointer(ports: Ports) -> dict[str, Any]:
    body = ports.tiles.read(POINTER)
    return dict(json.loads(body)) if body else {}


def _month(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m")


def _bounds(month: str) -> tuple[int, int]:
    year, number = (int(part) for part in month.split("-"))
    following = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return int(datetime(year, number, 1, tzinfo=UTC).timestamp()), int(following.timestamp())
