"""What one case adds to the city's figures, and into which counters.

A contribution is a pure function of the stored case. The counters are sums of contributions and of nothing else, so
they can be proved by a recount; a case that changes is counted by the difference between what it adds now and what
it added when it was last counted. Days are local days of the city.

A counter is named by the day of the month, a letter and a detail:
    07o_web    opened, by channel            07c_done   closed, by outcome
    07t 07l    closed on time, late          07r        reopened
    07a_12     closed at the age of 12 days  07x_12     merged into another at the age of 12 days
    07p 07pb 07pt   estimates whose first P50 date is this day: all, closed before it, closed on it; q for P80
    07k 07b    opened on this day, and the promise was kept or broken by now (departments and the city only)
    07f_quick_closure   flagged on this day (departments and the city only)
A hexagon of the map has one counter for each group of types: how many of its cases are open now.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hex311.domain.events import Event, EventName
from hex311.domain.lifecycle import Status
from hex311.domain.request import ServiceRequest

CITY, DEPARTMENT = "city", "department"
#: All types together; private ones are kept apart, so that no difference of two public numbers can show them.
ALL, ALL_PRIVATE = "*", "*private"
MOST_REOPENINGS = MOST_FLAGS = 10
#: Counters of what is there now, not of what happened on a day.
OPEN, NOW = "open", "live-"
#: Counter items that one transaction may change; it holds at most 100, and remembers the case besides.
MOST_ITEMS = 90
#: Raised when entries hold more than before (`case_entry`): 1, the areas of all layers.
ENTRY_FORM = 1


class CounterKey(NamedTuple):
    """One item of counters: a layer's area, a type, and a month (`2026-11`), for the whole city a day."""

    layer: str
    area: str
    code: str
    period: str

    @property
    def order(self) -> str:
        """By which the counters of a layer are sorted wherever they are kept."""
        return f"{escaped(self.area)}#{self.code}#"


def live_counters(tile: str) -> str:
    """The layer whose areas are the hexagons in a tile (`<z>/<x>/<y>`)."""
    return f"hex:{tile}"


def escaped(area: str) -> str:
    """An area as a part of a key: no area's name can look like another's key."""
    return area.replace("%", "%25").replace("#", "%23")


def unescaped(area: str) -> str:
    return area.replace("%23", "#").replace("%25", "%")


@dataclass(frozen=True, slots=True)
class Contribution:
    """Facts of a case that are counted. `scopes` are (layer, area); days are ISO dates; `age` is in days.

    `p50` and `p80` are the dates that were first promised to the resident. `on_time` is None where nothing had been
    promised. `hexes` are the hexagons of the map that count it while it is open (`<z>/<x>/<y>/<cell>`: a tile and a
    cell in it), under its `group` of types; none for private cases. Everything is plain, so that it can be stored as
    it is.

    What lists of cases need besides: `department` in charge (empty while there is none), `due` (epoch seconds) when
    the promise to the resident is over, 0 for none and while its clock stands still; `flagged` says on which days
    which flag was raised; `form` is that of the entry which is written beside it (`case_entry`): a contribution of an
    earlier form is counted anew, so that its entry becomes one of today's.
    """

    code: str
    private: bool
    channel: str
    opened: str
    scopes: tuple[tuple[str, str], ...] = ()
    closed: str = ""
    outcome: str = ""
    age: int = 0
    on_time: bool | None = None
    reopened: tuple[str, ...] = ()
    p50: str = ""
    p80: str = ""
    group: str = ""
    hexes: tuple[str, ...] = ()
    department: str = ""
    due: int = 0
    flagged: tuple[tuple[str, str], ...] = ()
    form: int = 0

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> "Contribution":
        """From `document`, also from one that was stored before a field came to be."""
        known = {name: document[name] for name in cls.__slots__ if name in document}
        pairs = {name: tuple((a, b) for a, b in known.get(name, ())) for name in ("scopes", "flagged")}
        lists = {name: tuple(known.get(name, ())) for name in ("reopened", "hexes")}
        return cls(**{**known, **pairs, **lists})


def local_day(seconds: int, zone: ZoneInfo) -> str:
    """The city's day of a moment, `2026-11-22`."""
    return datetime.fromtimestamp(seconds, tz=UTC).astimezone(zone).date().isoformat()


def days_between(first: str, last: str) -> int:
    """Local midnights between two days; never negative."""
    return max(0, datetime.fromisoformat(last).toordinal() - datetime.fromisoformat(first).toordinal())


def contribution_of(
    request: ServiceRequest,
    events: Iterable[Event],
    zone: ZoneInfo,
    layers: Sequence[str],
    on_time: bool | None,
    group: str = "",
    hexes: Sequence[str] = (),
) -> Contribution:
    """What the case adds now. `layers` are the map layers that are counted; `on_time` says whether its promise was
    kept, None where nothing had been promised; `hexes` are those of its public place, for its `group` of types."""
    opened = local_day(request.created_at, zone)
    counted = set(layers)
    scopes = {(answer.layer, answer.feature_id) for answer in request.overlay.answers if answer.layer in counted}
    if request.department:
        scopes.add((DEPARTMENT, request.department))
    told = tuple(events)
    reopened = [local_day(one.occurred_at, zone) for one in told if one.name is EventName.REQUEST_REOPENED]
    flagged = [
        (local_day(one.occurred_at, zone), str(one.data["flag"]))
        for one in told
        if one.name is EventName.CLOSURE_FLAGGED
    ]
    found = Contribution(
        code=request.service_code,
        private=request.is_private,
        channel=request.channel,
        opened=opened,
        scopes=tuple(sorted(scopes)),
        reopened=tuple(reopened[-MOST_REOPENINGS:]),
        p50=local_day(request.first_p50_at, zone) if request.first_p50_at else "",
        p80=local_day(request.first_p80_at, zone) if request.first_p80_at else "",
        group=group,
        hexes=() if request.is_private else tuple(hexes),
        department=request.department,
        due=request.expected_at or 0,
        flagged=tuple(flagged[-MOST_FLAGS:]),
        form=ENTRY_FORM,
    )
    if request.closed_at is None or not request.is_closed:
        return found
    closed = local_day(request.closed_at, zone)
    return replace(
        found,
        closed=closed,
        outcome=str(request.status),
        age=days_between(opened, closed),
        on_time=None if request.status is Status.DUPLICATE else on_time,
    )


def delta(before: Contribution | None, after: Contribution | None) -> dict[CounterKey, dict[str, int]]:
    """What has to be added to which counters when a case that was counted as `before` counts as `after`."""
    found: dict[CounterKey, Counter[str]] = {}
    for contribution, sign in ((before, -1), (after, 1)):
        if contribution is not None:
            for key, name in _counts(contribution):
                found.setdefault(key, Counter())[name] += sign
    changed = {key: {name: n for name, n in counts.items() if n} for key, counts in found.items()}
    return {key: counts for key, counts in changed.items() if counts}


def steps(before: Contribution | None, after: Contribution) -> Iterator[Contribution]:
    """The states to count one after the other, each in one transaction; nearly always one step.

    A case in very many areas at once takes more: its areas are then taken out, and put in again, some at a time.
    """
    if len(delta(before, after)) <= MOST_ITEMS:
        yield after
        return
    if before is not None:
        some = _areas_at_once(before)
        for kept in range((len(before.scopes) - 1) // some * some, 0, -some):
            yield replace(before, scopes=before.scopes[:kept])
        yield replace(before, scopes=())
    yield replace(after, scopes=())
    some = _areas_at_once(after)
    for taken in range(some, len(after.scopes), some):
        yield replace(after, scopes=after.scopes[:taken])
    yield after


def _areas_at_once(one: Contribution) -> int:
    """So many areas have at most `MOST_ITEMS` counter items: one for each month in which something happened."""
    return max(1, MOST_ITEMS // max(1, len({day[:7] for day, _ in _facts(one)})))


def _counts(one: Contribution) -> Iterator[tuple[CounterKey, str]]:
    for day, name in _facts(one):
        for layer, area in one.scopes:
            yield CounterKey(layer, area, one.code, day[:7]), f"{day[8:]}{name}"
    for day, name in _fates(one):
        for layer, area in one.scopes:
            # in every area it would be an item more for each that is closed in another month
            if layer == DEPARTMENT:
                yield CounterKey(layer, area, one.code, day[:7]), f"{day[8:]}{name}"
    for day, name in (*_facts(one), *_fates(one), *_kept_promises(one)):
        for code in (one.code, ALL_PRIVATE if one.private else ALL):
            yield CounterKey(CITY, CITY, code, day), f"{day[8:]}{name}"
    for place in () if one.closed else one.hexes:
        tile, _, cell = place.rpartition("/")
        yield CounterKey(live_counters(tile), cell, OPEN, NOW), one.group


def _facts(one: Contribution) -> Iterator[tuple[str, str]]:
    yield one.opened, f"o_{one.channel}"
    for day in one.reopened:
        yield day, "r"
    if not one.closed:
        return
    yield one.closed, f"c_{one.outcome}"
    if one.outcome == Status.DUPLICATE:
        yield one.closed, f"x_{one.age}"
        return
    yield one.closed, f"a_{one.age}"
    if one.on_time is not None:
        yield one.closed, "t" if one.on_time else "l"


def _fates(one: Contribution) -> Iterator[tuple[str, str]]:
    """Whether the promise was kept, told on the day of opening, and the flags."""
    for day, flag in one.flagged:
        yield day, f"f_{flag}"
    if one.closed and one.on_time is not None:
        yield one.opened, "k" if one.on_time else "b"


def _kept_promises(one: Contribution) -> Iterator[tuple[str, str]]:
    """Whether the first estimate came true, told on the day it named. A merged case proves nothing."""
    if one.outcome == Status.DUPLICATE:
        return
    for letter, day in (("p", one.p50), ("q", one.p80)):
        if day:
            yield day, letter
            if one.closed and one.closed <= day:
                yield day, f"{letter}{'t' if one.closed == day else 'b'}"
