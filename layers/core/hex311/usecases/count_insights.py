"""Something happened to a case: count what it adds to the city's figures now, instead of what it added before.

Reads the case as it is, never the event, so repeated and reordered messages change nothing. What was counted stands
in the same transaction as the counters, so a crash leaves either all of a step or nothing of it.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import Contribution, contribution_of, local_day, steps
from hex311.domain.errors import TransientFault
from hex311.domain.events import EventName
from hex311.domain.request import ServiceRequest
from hex311.domain.sla_clock import ClockState
from hex311.ports import CaseFile, Clash, Ports
from hex311.ports.insights import Counted
from hex311.spatial.hex_tiles import hexes_of
from hex311.usecases.change_case import load
from hex311.usecases.keep_clocks import case_clock

ATTEMPTS = 8
#: An estimate is looked at again after so many days, and when its P50 date has passed.
REVIEW_DAYS = 7
#: News that changes nothing that is counted.
NOT_COUNTED = frozenset(
    {
        EventName.FOLLOW_REQUESTED,
        EventName.FOLLOWER_CONFIRMED,
        EventName.FOLLOWER_LEFT,
        EventName.CONTENT_RELEASED,
        EventName.CONTACT_READ,
        EventName.REQUEST_JOINED,
        EventName.TWINS_LINKED,
        EventName.WORKFLOW_FAILED,
    }
)


def count_insights(ports: Ports, case_id: str) -> Counted:
    """Bring the counters up to date with the case; returns what it now counts as.

    Raises `NotFound`, or `TransientFault` when others keep counting the same case.
    """
    for attempt in range(ATTEMPTS):
        before = ports.insights.counted(case_id)
        # Read after `before`: whoever counts in between makes our write clash, whatever we have read.
        case = load(ports, case_id)
        wanted = counted_as(ports, case)
        if before is not None and (before.contribution, before.review_on) == (wanted.contribution, wanted.review_on):
            return wanted
        try:
            for part in steps(before.contribution if before else None, wanted.contribution):
                before = ports.insights.count(case_id, before, Counted(wanted.version, part, wanted.review_on))
        except Clash:
            ports.pause(attempt)
            continue
        return wanted
    raise TransientFault


def counted_as(ports: Ports, case: CaseFile) -> Counted:
    """What the case counts as now."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    clock = case_clock(catalogue, case.events, case.request, ports.now())
    on_time = None if clock.promised_s is None else clock.state is ClockState.ON_TIME
    found = contribution_of(
        case.request,
        case.events,
        zone_of(catalogue),
        counted_layers(catalogue),
        on_time,
        str(catalogue.service(case.request.service_code).document["group"]),
        [f"{tile.z}/{tile.x}/{tile.y}/{cell}" for tile, cell in hexes_of(case.request.public_point)],
    )
    return Counted(case.request.version, found, _review_on(case.request, found, zone_of(catalogue)))


def zone_of(catalogue: Catalogue) -> ZoneInfo:
    return ZoneInfo(catalogue.city["timezone"])


def counted_layers(catalogue: Catalogue) -> list[str]:
    """All layers but those that the pack leaves out (`explore: false`) and the city's own boundary."""
    boundary = catalogue.city["boundary_layer"]
    layers = catalogue.documents["layers"]
    return [layer for layer in sorted(layers) if layers[layer].get("explore", True) and layer != boundary]


def looked_at_layers(catalogue: Catalogue) -> list[str]:
    """The layers by which staff look at open cases: all public ones that are counted, in the order of the pack, in
    which people of the city think of them."""
    counted, layers = set(counted_layers(catalogue)), catalogue.documents["layers"]
    return [layer for layer, one in layers.items() if layer in counted and one.get("public")]


def _review_on(request: ServiceRequest, found: Contribution, zone: ZoneInfo) -> str:
    if request.is_closed:
        return ""
    if request.p50_at is None or request.estimated_at is None:
        return _after(found.opened, 1)
    return min(_after(local_day(request.p50_at, zone), 1), _after(local_day(request.estimated_at, zone), REVIEW_DAYS))


def next_look(request: ServiceRequest, today: str, zone: ZoneInfo) -> str:
    """When to look at an estimate again that was looked at `today` and had not moved: in a week, or when the next of
    its dates has passed."""
    past = (_after(local_day(date, zone), 1) for date in (request.p50_at, request.p80_at) if date is not None)
    return min([_after(today, REVIEW_DAYS), *(day for day in past if day > today)])


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
