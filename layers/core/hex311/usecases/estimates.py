"""Honest estimates: learned every night from the city's own closings, told at intake, kept current on open cases."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from heapq import merge
from itertools import groupby

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import CITY, local_day
from hex311.domain.errors import TransientFault
from hex311.domain.estimate import Estimate, TypeModel, is_news, learn, observed
from hex311.domain.events import EventName
from hex311.domain.figures import KeptByDay, Row, daily_counts, kept_by_day
from hex311.domain.geography import Overlay
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.survival import DailyCounts, Observed
from hex311.domain.worked_days import WorkedDays
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, written
from hex311.usecases.count_insights import next_look, zone_of

#: How far back closings are learned from.
WINDOW_DAYS = 800
#: The item that says when all types were learned last.
LAST_RUN = "*"


@dataclass(slots=True)
class Night:
    """What a run did. `is_complete` is False when it stopped for want of time; the next run goes on."""

    learned: int = 0
    reviewed: int = 0
    moved: int = 0
    is_complete: bool = True


def estimate_of(ports: Ports, catalogue: Catalogue, code: str, overlay: Overlay, opened_at: int) -> Estimate | None:
    """The estimate for a case of this type and place; None when the history is too thin, or cannot be read now.

    At most one read, remembered for minutes. A report is never turned away because its estimate is not at hand: the
    service level is told instead.
    """
    try:
        model = ports.insights.model(code)
    except TransientFault:
        return None
    if model is None:
        return None
    return model.estimate(_area(model, overlay), opened_at, ports.now(), zone_of(catalogue))


def _area(model: TypeModel, overlay: Overlay) -> str:
    answer = overlay.first(model.layer) if model.layer else None
    return answer.feature_id if answer else ""


def with_first_estimate(request: ServiceRequest, estimate: Estimate | None, now: int) -> ServiceRequest:
    """A new request with the estimate that is told at intake; it stays on record, to see whether it comes true."""
    if estimate is None:
        return request
    told = replace(request, p50_at=estimate.p50_at, p80_at=estimate.p80_at, estimated_at=now)
    return replace(told, first_p50_at=estimate.p50_at, first_p80_at=estimate.p80_at)


def make_estimates(ports: Ports, has_time: Callable[[], bool]) -> Night:
    """Learn all types, once a local day, then look at the estimates of open cases that are due for it.

    Safe to repeat and to cut off anywhere.
    """
    catalogue, night = ports.catalogue.current(), Night()
    today = local_day(ports.now(), zone_of(catalogue))
    last = ports.insights.model(LAST_RUN)
    if last is None or last.made_on != today:
        night.learned = learn_all(ports, today)
    for code in sorted(catalogue.services):
        model = ports.insights.model(code)
        if model is None or model.is_thin:
            continue  # there is nothing to tell; when there is, these cases are still on the list
        for case_id in ports.insights.to_review(code, today):
            if not has_time():
                night.is_complete = False
                return night
            night.reviewed += 1
            night.moved += review_estimate(ports, case_id)
    return night


def learn_all(ports: Ports, today: str) -> int:
    """A model of every type, from the counters; returns how many types.

    Nothing but the counters goes in, so a night that is repeated finds the same.
    """
    catalogue = ports.catalogue.current()
    layer = str(catalogue.city.get("estimates", {}).get("layer", ""))
    calendar = WorkedDays.of_calendar(catalogue.city["calendar"])
    day = date.fromisoformat(today)
    first, number = (day - timedelta(days=WINDOW_DAYS)).isoformat(), day.toordinal()
    types: dict[str, _Type] = {}
    for code in sorted(catalogue.services):
        rows = list(ports.insights.rows(CITY, CITY, code, first, today))
        counts = daily_counts(rows)
        worked = calendar.with_busy_days(counts, number)
        types[code] = _Type(worked, observed(counts, worked, number), kept_by_day(rows))
    for (area, code), some in _by_area_and_type(ports, layer, first, today) if layer else ():
        if known := types.get(code):
            known.areas[area] = observed(daily_counts(some), known.worked, number)
    for code, known in types.items():
        ports.insights.keep_model(learn(code, today, known.whole, layer, known.areas, known.worked, known.kept))
    ports.insights.keep_model(learn(LAST_RUN, today, observed(DailyCounts(), calendar, number)))
    return len(types)


@dataclass(slots=True)
class _Type:
    worked: WorkedDays
    whole: Observed
    kept: tuple[KeptByDay, KeptByDay]
    areas: dict[str, Observed] = field(default_factory=dict)


def _by_area_and_type(
    ports: Ports, layer: str, first: str, last: str
) -> Iterator[tuple[tuple[str, str], Iterable[Row]]]:
    """The layer's counters, one area and type after the other; never more than one of them in memory."""
    years = [ports.insights.layer_rows(layer, str(year)) for year in range(int(first[:4]), int(last[:4]) + 1)]
    for _, group in groupby(merge(*years, key=lambda row: row[0].order), key=lambda row: row[0].order):
        rows = list(group)
        yield (rows[0][0].area, rows[0][0].code), rows


def review_estimate(ports: Ports, case_id: str) -> bool:
    """Look at the estimate of an open case again; whether it has moved so far that it was told.

    What has not moved is put off, or every call of the day would look at it anew.
    """
    moved, look_on = False, ""

    def decide(case: CaseFile) -> Change | None:
        nonlocal moved, look_on
        request, now = case.request, ports.now()
        zone = zone_of(ports.catalogue.current())
        moved, look_on = False, next_look(request, local_day(now, zone), zone)
        if request.is_closed:
            return None
        catalogue = ports.catalogue.at(request.catalogue_version)
        found = estimate_of(ports, catalogue, request.service_code, request.overlay, request.created_at)
        told = Estimate(request.p50_at, request.p80_at) if request.p50_at and request.p80_at else None
        if found is None or not is_news(told, found, now):
            return None
        moved = True
        told_now = replace(request, p50_at=found.p50_at, p80_at=found.p80_at, estimated_at=now)
        dates = {"p50_at": found.p50_at, "p80_at": found.p80_at}
        draft = Draft(told_now).record(EventName.ESTIMATE_CHANGED, now, dates)
        return written(ports, case, draft)

    change_case(ports, case_id, decide)
    if not moved and (counted := ports.insights.counted(case_id)) and counted.review_on:
        ports.insights.look_again(case_id, counted, max(counted.review_on, look_on))
    return moved
