"""Each filter of `GET requests` and their combinations: the index that answers, and what is read for nothing."""

import random
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.list_store import DAY_S, NOW, Charge, ListStore
from hex311.domain.geography import Point
from hex311.domain.summary import Summary
from hex311.spatial.area import Area, tiles_of
from hex311.spatial.request_list import MOST_TILES, TILE_ZOOM, ListIndex, streams, tile_streams
from hex311.usecases.list_requests import Wanted, list_requests
from tests.support.city import rivermark

SAMPLES = 20
METRES = 111_195.0


@dataclass(frozen=True)
class Filter:
    """`across_m`: the side of a box, or the diameter of a circle; 0 for the whole city."""

    name: str
    wanted: dict[str, Any] = field(default_factory=dict)
    codes: int = 0
    across_m: float = 0
    is_circle: bool = False
    days: int = 90
    most: int = 1_000

    @property
    def kind(self) -> str:
        return "area" if self.across_m else "city"


@dataclass(frozen=True)
class Row:
    """Means over the samples; shares in percent of the requests that were read. `entries` of tiles were looked through
    to find those `found`."""

    filter: Filter
    indexes: str
    found: float
    calls: float
    units: float
    entries: float
    read: float
    discarded: float
    ahead: float


def _with(name: str, **more: Any) -> list[Filter]:
    """By services, by the last change, and by both."""
    changed = {"by_update": True}
    return [
        Filter(name, **more),
        Filter(f"{name} + service_code", codes=1, **more),
        Filter(f"{name} + updated_after", wanted=changed, days=7, **more),
        Filter(f"{name} + service_code + updated_after", wanted=changed, codes=1, days=7, **more),
    ]


FILTERS: list[Filter] = [
    Filter("none (90 days)"),
    Filter("none, page_size=100", most=100),
    Filter("start_date, end_date of a week", days=7),
    Filter("status=open", {"states": ("open",)}),
    Filter("status=closed", {"states": ("closed",)}),
    Filter("service_code of one", codes=1),
    Filter("service_code of five", codes=5),
    Filter("q (five services) + status=open", {"states": ("open",)}, codes=5),
    Filter("service_code + status + a week", {"states": ("open",)}, codes=1, days=7),
    Filter("updated_after of a week", {"by_update": True}, days=7),
    Filter("updated_after + status=open", {"by_update": True, "states": ("open",)}, days=7),
    Filter("updated_after + service_code", {"by_update": True}, codes=1, days=7),
    Filter("updated_after + service_code + status", {"by_update": True, "states": ("open",)}, codes=1, days=7),
    *_with("bbox of 300 m", across_m=300),
    *_with("bbox of 1 km", across_m=1_000),
    Filter("bbox of 1 km + status=open", {"states": ("open",)}, across_m=1_000),
    *_with("bbox of 2 km", across_m=2_000),
    Filter("bbox of 2 km, page_size=100", across_m=2_000, most=100),
    Filter("radius of 500 m", across_m=1_000, is_circle=True),
    *_with("radius of 1 km", across_m=2_000, is_circle=True),
    Filter("radius of 1 km + status=open", {"states": ("open",)}, across_m=2_000, is_circle=True),
    *_with("bbox of 4 km", across_m=4_000),
    *_with("bbox of 8 km", across_m=8_000),
    Filter("radius of 2 km", across_m=4_000, is_circle=True),
    Filter("radius of 5 km", across_m=10_000, is_circle=True),
    Filter("bbox of 4 km + 40 services", codes=40, across_m=4_000),
]


def measured(store: ListStore, ports: Any, one: Filter) -> Row:
    """The filter at places and for services that residents report at, as often as they do."""
    dice = random.Random(one.name)
    ids = list(store.items)
    found = discarded = 0
    indexes: set[str] = set()
    sum_of = Charge()
    samples = SAMPLES if one.codes or one.across_m else 1
    for _ in range(samples):
        wanted = _wanted(store, one, dice, ids)
        store.counted(), list(store.read())
        found += len(list_requests(ports, wanted, one.most).summaries)
        charge = store.counted()
        sum_of.calls, sum_of.units = sum_of.calls + charge.calls, sum_of.units + charge.units
        sum_of.entries, sum_of.requests = sum_of.entries + charge.entries, sum_of.requests + charge.requests
        discarded += sum(not _is_one(wanted, summary) for summary in store.read())
        indexes |= {str(name).removeprefix("listed_by_") for name in indexes_of(wanted)}
    return Row(
        one,
        ", ".join(sorted(indexes)),
        found / samples,
        sum_of.calls / samples,
        sum_of.units / samples,
        sum_of.entries / samples,
        sum_of.requests / samples,
        100 * discarded / max(sum_of.requests, 1),
        100 * (sum_of.requests - discarded - found) / max(sum_of.requests, 1),
    )


def indexes_of(wanted: Wanted) -> set[ListIndex]:
    area = wanted.area
    chosen = (
        tile_streams(tiles_of(area, TILE_ZOOM, MOST_TILES) or [], by_update=wanted.by_update)
        if area
        else streams(wanted.partitions, wanted.codes, by_update=wanted.by_update)
    )
    return {stream.index for stream in chosen}


def _is_one(wanted: Wanted, one: Summary) -> bool:
    """Whether a request fits the filter, told by itself alone."""
    at = one.updated_at if wanted.by_update else one.created_at
    point = Point(latitude=one.latitude, longitude=one.longitude)
    return (
        wanted.begin <= at <= wanted.end
        and not one.is_private
        and ("closed" if one.is_closed else "open") in wanted.states
        and (not wanted.codes or one.service_code in wanted.codes)
        and (wanted.area is None or wanted.area.holds(point))
    )


def _wanted(store: ListStore, one: Filter, dice: random.Random, ids: list[str]) -> Wanted:
    summary = store.summary(dice.choice(ids))
    codes: tuple[str, ...] = ()
    if one.codes == 1:
        codes = (summary.service_code,)
    elif one.codes:
        public = [code for code, service in rivermark()["services"].items() if service["privacy"] == "public"]
        codes = tuple(dice.sample(public, min(one.codes, len(public))))
    place = Point(latitude=summary.latitude, longitude=summary.longitude)
    area = _area(one, place) if one.across_m else None
    return Wanted(NOW - one.days * DAY_S, NOW, codes=codes, area=area, **one.wanted)


def _area(one: Filter, centre: Point) -> Area:
    north, east = one.across_m / 2 / METRES, one.across_m / 2 / 82_800
    box = (centre.latitude - north, centre.longitude - east, centre.latitude + north, centre.longitude + east)
    return Area(*box, centre, one.across_m / 2) if one.is_circle else Area(*box)


def table_of(rows: list[Row]) -> None:
    table = Table(title="filters of GET requests, 100,000 cases")
    names = ("calls", "for 100", "read units", "entries", "for one", "requests read", "discarded %", "ahead %")
    for name in ("filter", "listed_by_", "found", *names):
        table.add_column(name, justify="left" if name in ("filter", "listed_by_") else "right")
    for row in rows:
        each = (100 * row.calls / max(row.found, 1), row.entries / max(row.found, 1))
        figures = (row.found, row.calls, each[0], row.units, row.entries, each[1], row.read, row.discarded, row.ahead)
        table.add_row(row.filter.name, row.indexes, *(f"{value:.1f}" for value in figures))
    Console(width=180).print(table)
