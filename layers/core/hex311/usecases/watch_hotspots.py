"""Count each report around its cells; tell once when there are far more than usual, and when that is over."""

from dataclasses import dataclass, replace

import h3

from hex311.domain.city_events import CityEvent, CityEventName
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.domain.hotspots import (
    ALL_KINDS,
    REACH_M,
    RESOLUTION,
    WINDOW_S,
    CellHistory,
    CityHistory,
    Hotspot,
    Usual,
    expected,
    has_cooled,
    is_hot,
)
from hex311.ports import Clash, HotspotChange, LiveHotspots, Ports
from hex311.spatial.cover import cell_of, circle_cover
from hex311.usecases.change_case import load

ATTEMPTS = 8
HOUR_S = 3_600
#: A circle of `REACH_M` touches so many cells, in the mean.
CELLS_OF_A_REPORT = 2.0


@dataclass(frozen=True, slots=True)
class Report:
    """What is counted of a report; `kind` is its duplicate group, or its type where it has none."""

    case_id: str
    point: Point
    kind: str
    created_at: int


def watch_hotspots(ports: Ports, case_id: str) -> tuple[Hotspot, ...]:
    """Count a report in its cells, once, in whatever order reports are heard of; returns the hotspots it raised.

    Private reports are never counted. Of blurred ones the coarse cell is what everybody may know anyway.
    """
    request = load(ports, case_id).request
    if request.is_private:
        return ()
    kind = request.duplicate_group or request.service_code
    return count_report(ports, Report(request.id, request.point, kind, request.created_at))


def count_report(ports: Ports, report: Report) -> tuple[Hotspot, ...]:
    """Each cell in a transaction of its own: a crash between two is made good when the report is heard of again."""
    home = cell_of(report.point, RESOLUTION)
    cells = [home, *sorted(circle_cover(report.point, REACH_M, RESOLUTION) - {home})]
    return tuple(spot for cell in cells for spot in _counted(ports, report, cell))


def clear_hotspots(ports: Ports) -> int:
    """End the hotspots whose counts are usual again; returns how many. Run by the clock: silence sends no event."""
    return sum(_cleared(ports, spot) for spot in ports.hotspots.live().hotspots)


def known_city(ports: Ports) -> CityHistory:
    """What has been counted, on what the city pack says is usual (`hotspots` of city.yaml)."""
    city, told = ports.hotspots.city(), ports.catalogue.current().city.get("hotspots")
    if not told:
        return city
    cells = told["area_km2"] / h3.average_hexagon_area(RESOLUTION, unit="km^2")
    return replace(city, usual=Usual(told["reports_a_day"] * CELLS_OF_A_REPORT, cells))


def _counted(ports: Ports, report: Report, cell: str) -> tuple[Hotspot, ...]:
    for attempt in range(ATTEMPTS):
        now = ports.now()
        after = ports.hotspots.cell(cell).with_report(report.case_id, report.created_at, report.kind, now)
        if after is None:
            return ()
        raised = _raised(ports, after, report.kind, now)
        change = HotspotChange(
            cell=after,
            kinds=(ALL_KINDS, report.kind),
            since=report.created_at,
            live=raised[0] if raised else None,
            events=tuple(_detected(spot, now) for spot in raised[1]) if raised else (),
        )
        try:
            ports.hotspots.commit(change)
        except Clash:
            ports.pause(attempt)
            continue
        return raised[1] if raised else ()
    raise TransientFault


def _raised(ports: Ports, history: CellHistory, kind: str, now: int) -> tuple[LiveHotspots, tuple[Hotspot, ...]] | None:
    """The live ones with those that this report makes, if it makes any. Of one cluster only the first is told, be it
    seen from a neighbouring cell or as reports of all kinds."""
    city = known_city(ports)
    hot = [one for one in (kind, ALL_KINDS) if is_hot(history, city, one, now)]
    if not hot:
        return None
    live = ports.hotspots.live()
    around = set(h3.grid_disk(history.cell, 1))
    near = [spot for spot in live.hotspots if spot.cell in around]
    new: list[Hotspot] = []
    for one in hot:
        if any(spot.cell == history.cell and spot.kind == one for spot in near):
            continue
        spot = _spot(history, city, one, now)
        if not spot.is_told_by([*near, *new]):
            new.append(spot)
    return (replace(live, hotspots=(*live.hotspots, *new)), tuple(new)) if new else None


def _spot(history: CellHistory, city: CityHistory, kind: str, now: int) -> Hotspot:
    usual = round(expected(history, city, kind, now), 2)
    return Hotspot(history.cell, kind, now, history.window(now, kind), usual)


def _cleared(ports: Ports, spot: Hotspot) -> bool:
    for attempt in range(ATTEMPTS):
        now, live = ports.now(), ports.hotspots.live()
        history = ports.hotspots.cell(spot.cell)
        if spot not in live.hotspots or not has_cooled(history, known_city(ports), spot.kind, now):
            return False
        left = replace(live, hotspots=tuple(one for one in live.hotspots if one != spot))
        data = {"hotspot": spot.id, "cell": spot.cell, "kind": spot.kind, "since": spot.since}
        event = CityEvent(f"hotspot-{spot.id}", 2, CityEventName.HOTSPOT_CLEARED, now, data)
        try:
            ports.hotspots.commit(HotspotChange(live=left, events=(event,)))
        except Clash:
            ports.pause(attempt)
            continue
        return True
    raise TransientFault


def _detected(spot: Hotspot, now: int) -> CityEvent:
    data = {
        "hotspot": spot.id,
        "cell": spot.cell,
        "kind": spot.kind,
        "hours": WINDOW_S // HOUR_S,
        "count": len(spot.cases),
        "expected": spot.expected,
        "cases": list(spot.cases),
    }
    return CityEvent(f"hotspot-{spot.id}", 1, CityEventName.HOTSPOT_DETECTED, now, data)
