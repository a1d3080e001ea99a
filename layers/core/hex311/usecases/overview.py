"""The supervisor's home in figures: what is open now, what happened in a period, and how that was the period before.

What happened comes from counters. What is open now comes from the index of open cases, each of which is read (some
three hundred bytes), so ages and delays are exact. Every number has its list (`list_figure_cases`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import ALL, ALL_PRIVATE, CITY, DEPARTMENT
from hex311.domain.errors import BadInput, Problem
from hex311.domain.figures import Figures, Row, age_within, by_month, together
from hex311.domain.policy import Staff
from hex311.ports import Ports
from hex311.usecases.count_insights import looked_at_layers
from hex311.usecases.explore_course import BANDS, DAY, WEEK, course
from hex311.usecases.explore_figures import figures_view
from hex311.usecases.figures_question import Scope, scope_of
from hex311.usecases.list_figure_cases import OPEN, all_of, listings_of

#: Above so many days the course is told by weeks.
MOST_DAY_STEPS = 27


@dataclass(slots=True)
class Backlog:
    """Open cases, counted; `late` of them."""

    open: int = 0
    late: int = 0
    ages: Counter[int] = field(default_factory=Counter)
    late_ages: Counter[int] = field(default_factory=Counter)
    #: By what, then by which: (open, late).
    parts: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    #: Late ones by their day of opening.
    late_opened: Counter[str] = field(default_factory=Counter)


def overview(ports: Ports, staff: Staff, query: Mapping[str, str]) -> dict[str, Any]:
    """Schema `answers/overview.json`. `Forbidden`, `NotFound` and `BadInput` as `scope_of` says."""
    scope = scope_of(ports, staff, query)
    catalogue = ports.catalogue.current()
    layers = looked_at_layers(catalogue)
    layer = query.get("by") or next(iter(layers), "")
    if layer and layer not in layers:
        raise BadInput([Problem("by", "Cases are not told by this layer.", f"Send one of: {', '.join(layers)}.")])
    now = backlog(ports, scope, layer)
    before_first, before_last = scope.before
    rows = list(_rows(ports, catalogue, scope, before_first, max(scope.last, scope.today)))
    today = _sum(rows, scope.today, scope.today)
    step = DAY if scope.days <= MOST_DAY_STEPS else WEEK
    return {
        "department": scope.department or None,
        "layer": scope.layer or None,
        "area": scope.area or None,
        "service_codes": sorted(scope.codes) if scope.codes is not None and not scope.group else None,
        "group": scope.group or None,
        "from": scope.first,
        "to": scope.last,
        "today": scope.today,
        "now": _now_view(now, layer),
        "opened_today": sum(today.opened.values()),
        "closed_today": sum(today.closed.values()),
        "period": _period_view(rows, scope, scope.first, scope.last, now),
        "before": {"from": before_first, "to": before_last} | _period_view(rows, scope, before_first, before_last, now),
        "step": step,
        "course": course(rows, scope.first, scope.last, step),
        "layers": layers,
    }


def backlog(ports: Ports, scope: Scope, layer: str) -> Backlog:
    """What is open now, from the index of open cases."""
    found, now = Backlog(), ports.now()
    for entry in all_of(ports, listings_of(ports, scope, OPEN)):
        if not scope.holds(entry):
            continue
        late, age = entry.is_late(now), entry.age_on(scope.today)
        found.open += 1
        found.late += late
        found.ages[age] += 1
        found.late_ages[age] += late
        found.late_opened[entry.opened] += late
        areas = entry.areas_of(layer)
        by = {"type": [entry.code], "source": [entry.channel], "area": areas, "department": [entry.department]}
        for what, which in by.items():
            for one in which:
                part = found.parts.setdefault(what, {}).setdefault(one, [0, 0])
                part[0] += 1
                part[1] += late
    return found


def _now_view(found: Backlog, layer: str) -> dict[str, Any]:
    ends = [*(after - 1 for after in BANDS[1:]), None]
    return {
        "open": found.open,
        "late": found.late,
        "median_age_days": age_within(found.ages, 0.5),
        "p90_age_days": age_within(found.ages, 0.9),
        "ages": [
            {
                "from_days": begin,
                "to_days": end,
                "open": _between(found.ages, begin, end),
                "late": _between(found.late_ages, begin, end),
            }
            for begin, end in zip(BANDS, ends, strict=True)
        ],
        "by_layer": layer or None,
        **{f"by_{what}": _parts(found, what) for what in ("type", "source", "area", "department")},
    }


def _between(ages: Counter[int], begin: int, end: int | None) -> int:
    return sum(n for age, n in ages.items() if age >= begin and (end is None or age <= end))


def _parts(found: Backlog, what: str) -> list[dict[str, Any]]:
    """The most open first."""
    parts = sorted(found.parts.get(what, {}).items(), key=lambda one: (-one[1][0], one[0]))
    return [{"of": name, "open": open_, "late": late} for name, (open_, late) in parts]


def _period_view(rows: list[Row], scope: Scope, first: str, last: str, now: Backlog) -> dict[str, Any]:
    found = _sum(rows, first, last)
    view = figures_view({"": found})
    closed, reopened = view["closed"], view["reopened"]
    told = {name: value for name, value in view.items() if name not in ("months", "hidden_months")}
    told["reopened_share"] = _share(reopened, closed + reopened)
    if scope.layer:
        return {**told, "cohort": None, "flagged": None}
    broken = found.broken + sum(n for day, n in now.late_opened.items() if first <= day <= last)
    return {
        **told,
        "cohort": {"kept": found.kept, "broken": broken, "share": _share(found.kept, found.kept + broken)},
        "flagged": {flag: n for flag, n in sorted(found.flagged.items()) if n},
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _sum(rows: list[Row], first: str, last: str) -> Figures:
    return together(by_month(rows, first, last).values())


def _rows(ports: Ports, catalogue: Catalogue, scope: Scope, first: str, last: str) -> Iterable[Row]:
    """The counters of these cases."""
    if scope.department or scope.layer:
        place = (DEPARTMENT, scope.department) if scope.department else (scope.layer, scope.area)
        one = next(iter(scope.codes)) if scope.codes and len(scope.codes) == 1 else None
        for row in ports.insights.rows(*place, one, first, last):
            if (scope.codes is None or row[0].code in scope.codes) and (scope.private or not _private(catalogue, row)):
                yield row
        return
    codes = [ALL, *([ALL_PRIVATE] if scope.private else [])]
    if scope.codes is not None:
        named = {code: catalogue.services.get(code) for code in scope.codes}
        codes = sorted(code for code, one in named.items() if scope.private or (one and one.privacy != "private"))
    for code in codes:
        yield from ports.insights.rows(CITY, CITY, code, first, last)


def _private(catalogue: Catalogue, row: Row) -> bool:
    """Also of a type that the present pack does not know: nobody can say that it may be shown."""
    service = catalogue.services.get(row[0].code)
    return service is None or service.privacy == "private"
