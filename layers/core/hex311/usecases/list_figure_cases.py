"""The cases behind a figure: the same facts that are counted, read from the indexes of what each case was counted as.

Several streams (a department's open and closed cases, or those of all departments) are read as one, in the order of
their days. A filter that no index knows is applied to what is read; after `MOST_READ` cases a page ends early, and
the next goes on behind them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import Any

from hex311.domain.case_entry import CaseEntry, line
from hex311.domain.errors import BadInput, Problem
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, allows
from hex311.domain.summary import Summary
from hex311.ports import Ports
from hex311.ports.insights import Listing
from hex311.usecases.figures_question import Scope, scope_of

OPEN, OPENED, CLOSED, REOPENED, FLAGGED, CHECKS = KINDS = (
    "open",
    "opened",
    "closed",
    "reopened",
    "flagged",
    "owner_checks",
)
ALWAYS = ("0000-00-00", "9999-99-99")
#: Cases that a page looks through at most, some 1 MB; and that one query brings at least and at most.
MOST_READ, LEAST_PIECE, MOST_PIECE = 4_000, 20, 1_000
MOST_CHECKS = 100
MOST_DAYS_OLD = 99_999
_WORDS = ("source", "outcome", "flag")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list asks for besides its cases and days; None and empty: all."""

    of: str
    source: str = ""
    outcome: str = ""
    flag: str = ""
    on_time: bool | None = None
    age_from: int = 0
    age_to: int | None = None

    def holds(self, entry: CaseEntry, scope: Scope, now: int) -> bool:
        if self.on_time is not None and entry.kept(now) is not self.on_time:
            return False
        if self.source and entry.channel != self.source:
            return False
        if self.outcome and entry.outcome != self.outcome:
            return False
        age = entry.age_on(scope.today)
        if age < self.age_from or (self.age_to is not None and age > self.age_to):
            return False
        # a merged case has no age of its own: it is not among those that took so long
        if self.of == CLOSED and self.by_age and entry.outcome == "duplicate":
            return False
        return self.of not in (REOPENED, FLAGGED) or self.times(entry, scope) > 0

    @property
    def by_age(self) -> bool:
        return self.age_from > 0 or self.age_to is not None

    def times(self, entry: CaseEntry, scope: Scope) -> int:
        """How often a case is counted: each reopening and each flag of the period is one."""
        if self.of == REOPENED:
            return sum(scope.first <= day <= scope.last for day in entry.reopened)
        if self.of == FLAGGED:
            raised = [flag for day, flag in entry.flagged if scope.first <= day <= scope.last]
            return sum(self.flag in ("", flag) for flag in raised)
        return 1


def list_figure_cases(
    ports: Ports, staff: Staff, query: Mapping[str, str], most: int, cursor: str | None
) -> dict[str, Any]:
    """A page of cases (schema `answers/figure_cases.json`); `Forbidden`, `NotFound`, `BadInput` as of the figures."""
    scope, asked = scope_of(ports, staff, query, for_list=True), narrowed(query)
    if asked.of == CHECKS:
        return {"requests": _owner_checks(ports, staff, scope), "next": None}
    if cursor and (len(cursor) > 60 or not cursor.isascii() or "#" not in cursor):
        raise BadInput([Problem("cursor", "This is not a cursor of this list.", "Use `next` of the last page.")])
    found: list[CaseEntry] = []
    now, last, looked_at, more = ports.now(), "", 0, False
    listings = listings_of(ports, scope, asked.of)
    for key, entry in _merged(ports, listings, cursor or "", most):
        if len(found) == most or looked_at == MOST_READ:
            more = True
            break
        last, looked_at = key, looked_at + 1
        if scope.holds(entry) and asked.holds(entry, scope, now):
            found.append(entry)
    rows = _rows(ports, scope, asked, found)
    return {"requests": rows, "next": last if more else None}


def narrowed(query: Mapping[str, str]) -> Narrowed:
    """`BadInput` for a kind of list there is not, and for filters that mean nothing."""
    problems = []
    of = query.get("of") or OPEN
    if of not in KINDS:
        problems.append(Problem("of", "There is no such list.", f"Send one of: {', '.join(KINDS)}."))
    on_time = {"": None, "yes": True, "no": False}.get(query.get("on_time", ""), ...)
    if on_time is ...:
        problems.append(Problem("on_time", "This is not possible.", "Send yes or no."))
    ages: dict[str, int | None] = {}
    for name in ("age_from", "age_to"):
        text = query.get(name, "")
        if text and not (len(text) <= 5 and text.isascii() and text.isdigit()):
            problems.append(Problem(name, "This is not possible.", f"Send days, from 0 to {MOST_DAYS_OLD}."))
        else:
            ages[name] = int(text) if text else None
    if problems:
        raise BadInput(problems)
    words = {name: query.get(name, "") for name in _WORDS}
    return Narrowed(
        of=of,
        on_time=on_time if isinstance(on_time, bool) else None,
        age_from=ages["age_from"] or 0,
        age_to=ages["age_to"],
        **words,
    )


def listings_of(ports: Ports, scope: Scope, of: str) -> list[Listing]:
    """The streams that hold all such cases of the scope (and others, where no index tells them apart)."""
    city = ports.catalogue.current().documents["departments"]
    departments = [scope.department] if scope.department else [*city, ""]
    found = []
    for department in departments:
        if of == OPEN:
            found.append(Listing(line("open", department), *ALWAYS, newest_first=False))
        elif of == OPENED:
            found += [Listing(line(kind, department), scope.first, scope.last) for kind in ("open", "closed")]
        elif of == CLOSED:
            found.append(Listing(line("ended", department), scope.first, scope.last))
        else:
            # what came back or was flagged in the period is open now, or was closed in it or later
            found.append(Listing(line("open", department), *ALWAYS))
            found.append(Listing(line("ended", department), scope.first, ALWAYS[1]))
    return found


def all_of(ports: Ports, listings: list[Listing]) -> Iterator[CaseEntry]:
    """Every case of these streams, one stream after the other."""
    for listing in listings:
        yield from (entry for _, entry in _stream(ports, listing, "", MOST_PIECE))


def _merged(ports: Ports, listings: list[Listing], after: str, most: int) -> Iterator[tuple[str, CaseEntry]]:
    piece = max(LEAST_PIECE, 2 * most // len(listings))
    streams = [_stream(ports, listing, after, piece) for listing in listings]
    return merge(*streams, key=itemgetter(0), reverse=listings[0].newest_first)


def _stream(ports: Ports, listing: Listing, after: str, piece: int) -> Iterator[tuple[str, CaseEntry]]:
    while True:
        found = ports.insights.entries(listing, piece, after)
        yield from ((listing.key(entry), entry) for entry in found)
        if len(found) < piece:
            return
        after, piece = listing.key(found[-1]), min(MOST_PIECE, 2 * piece)


def _rows(ports: Ports, scope: Scope, asked: Narrowed, entries: list[CaseEntry]) -> list[dict[str, Any]]:
    read = ports.request_lists.these([one.id for one in entries], private=scope.private)
    stored = {summary.id: summary for summary in read}
    now = ports.now()
    return [
        {
            **_told(stored[entry.id]),
            "age_days": entry.age_on(scope.today),
            "late": entry.is_late(now),
            "on_time": entry.on_time,
            "times": asked.times(entry, scope),
            "flags": sorted({flag for _, flag in entry.flagged}),
        }
        for entry in entries
        if entry.id in stored
    ]


def _told(summary: Summary) -> dict[str, Any]:
    return {
        "service_request_id": summary.id,
        "service_code": summary.service_code,
        "status": str(summary.status),
        "department": summary.department or None,
        "source": summary.channel,
        "created_at": iso(summary.created_at),
        "expected_at": iso(summary.expected_at),
        "closed_at": iso(summary.closed_at),
    }


def _owner_checks(ports: Ports, staff: Staff, scope: Scope) -> list[dict[str, Any]]:
    """Passed-on cases whose owner is to be asked by now, the longest overdue first."""
    departments = [scope.department] if scope.department else list(ports.catalogue.current().documents["departments"])
    found = [
        case_id
        for department in departments
        if allows(staff, Action.READ_FIGURES, [department], private=False)
        for case_id in ports.cases.attention("checks", department, ports.now(), MOST_CHECKS)
    ]
    stored = {one.id: one for one in ports.request_lists.these(found, private=scope.private)}
    return [
        {**_told(stored[case_id]), "age_days": None, "late": False, "on_time": None, "times": 1, "flags": []}
        for case_id in dict.fromkeys(found)
        if case_id in stored
    ]
