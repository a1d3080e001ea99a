"""The city in figures: any area, type and period, beside the whole city; read from counters, never from cases.

Small numbers of types that are blurred or private could give a person away. Of a blurred type an area's figures are
told by whole months only, and a month with fewer than `FEW` cases is left out of the sums (`hidden_months` counts
them), so that no difference of two answers tells more. Private types are told for the whole city only, in the same
way, and stand in no total.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import ALL, CITY
from hex311.domain.errors import NotFound
from hex311.domain.figures import Figures, Row, by_month, by_type, together
from hex311.ports import Ports
from hex311.usecases.explore_course import MONTH, age_bands, course, course_of_months
from hex311.usecases.explore_question import Question, public_layers, question_from

FEW = 5
#: Days for which types of the whole city are told apart: an item is read for each type and day of the years touched.
MOST_TYPE_DAYS = 366


def explore(ports: Ports, query: Mapping[str, str], language: str) -> dict[str, Any]:
    """Figures of an area beside the city's (schema `explore/figures.json`)."""
    catalogue = ports.catalogue.current()
    asked = question_from(ports, catalogue, query, public_layers(catalogue))
    if asked.layer and asked.code and catalogue.service(asked.code).privacy == "private":
        raise NotFound("Figures of this type are told for the whole city only.")
    city = _city(ports, catalogue, asked)
    area = _area(ports, catalogue, asked) if asked.layer else None
    layer = catalogue.documents["layers"].get(asked.layer, {})
    return {
        "layer": asked.layer or None,
        "layer_name": catalogue.text(layer["name"], language) if layer else None,
        "area": asked.area or None,
        "service_code": asked.code or None,
        "group": asked.group or None,
        "from": asked.first,
        "to": asked.last,
        "step": (MONTH if (area or city).protected else asked.step) if asked.step else None,
        "figures": _told_view(area or city, asked),
        "city": _told_view(city, asked),
        "by_type": _by_type(ports, catalogue, asked, area),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told: the counters, or of a protected type whole `months` without those of a few cases (`hidden`)."""

    rows: Sequence[Row] = ()
    months: Mapping[str, Figures] = field(default_factory=dict)
    hidden: Sequence[str] = ()
    protected: bool = False


def _codes(catalogue: Catalogue, asked: Question, but: Collection[str]) -> list[str]:
    """Types of the asked group (or all) that are not of these kinds of privacy."""
    found = catalogue.services.items()
    of_group = [(code, one) for code, one in found if asked.group in ("", one.document["group"])]
    return [code for code, one in of_group if one.privacy not in but]


def _city(ports: Ports, catalogue: Catalogue, asked: Question) -> Told:
    codes = _codes(catalogue, asked, {"private"}) if asked.group else [asked.code or ALL]
    rows = [row for code in codes for row in ports.insights.rows(CITY, CITY, code, asked.first, asked.last)]
    if asked.code and catalogue.service(asked.code).privacy == "private":
        return _protected(rows, asked)
    return Told(rows, by_month(rows, asked.first, asked.last))


def _area(ports: Ports, catalogue: Catalogue, asked: Question) -> Told:
    rows = list(ports.insights.rows(asked.layer, asked.area, asked.code or None, asked.first, asked.last))
    if asked.code:
        if catalogue.service(asked.code).privacy != "public":
            return _protected(rows, asked)
        return Told(rows, by_month(rows, asked.first, asked.last))
    # Only what may be told type by type is in the sum, or the difference would tell the rest.
    public = set(_codes(catalogue, asked, {"private", "blurred"}))
    shown = [row for row in rows if row[0].code in public]
    return Told(shown, by_month(shown, asked.first, asked.last))


def _by_type(ports: Ports, catalogue: Catalogue, asked: Question, area: Told | None) -> list[dict[str, Any]] | None:
    """Figures of each public type, the most reported first, each beside the whole city's where that is not too much to
    read; None when one type was asked for, or when the whole city is too much."""
    if asked.code:
        return None
    codes = set(_codes(catalogue, asked, {"private", "blurred"}))
    city: dict[str, Figures] | None = None
    if asked.days <= MOST_TYPE_DAYS:
        # One query a year for all types: fewer questions than types, and only their days come into the sums.
        rows = (row for row in ports.insights.rows(CITY, CITY, None, asked.first, asked.last) if row[0].code in codes)
        city = by_type(rows, asked.first, asked.last)
    elif area is None:
        return None
    found = by_type(area.rows, asked.first, asked.last) if area else (city or {})
    ordered = sorted(found.items(), key=lambda one: (-sum(one[1].opened.values()), one[0]))
    return [
        {"service_code": code, **sums(one), "city": sums(city.get(code, Figures())) if city is not None else None}
        for code, one in ordered
    ]


def _protected(rows: list[Row], asked: Question) -> Told:
    """Whole months only (those that begin in the period and are over within it), none of them with a few cases."""
    first = asked.first if asked.first.endswith("-01") else _next_month(asked.first)
    end = _next_month(asked.last)
    last_day = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    stop = end if last_day == asked.last else f"{asked.last[:7]}-01"
    last = (date.fromisoformat(stop) - timedelta(days=1)).isoformat()
    months = by_month(rows, first, last) if first <= last else {}
    shown = {month: kept for month, found in months.items() if (kept := _hidden_if_few(found)) is not None}
    return Told(months=shown, hidden=[month for month in months if month not in shown], protected=True)


def _hidden_if_few(found: Figures) -> Figures | None:
    """Without what only a few share; None when nothing is left."""
    opened, closed = sum(found.opened.values()), sum(found.closed.values())
    kept = Figures()
    if opened >= FEW:
        kept.opened.update({"all": opened})
    if closed >= FEW:
        kept.closed.update({"all": closed})
        kept.ages = found.ages if sum(found.ages.values()) >= FEW else kept.ages
        if found.on_time + found.late >= FEW:
            kept.on_time, kept.late = found.on_time, found.late
    return kept if opened >= FEW or closed >= FEW else None


def _next_month(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}-01"


def _told_view(told: Told, asked: Question) -> dict[str, Any]:
    view = figures_view(told.months, len(told.hidden))
    # How long single cases took says more of them than sums do: of protected types there are no bands.
    ages = [] if told.protected else age_bands(together(told.months.values()))
    if not asked.step:
        return {**view, "ages": ages, "course": []}
    if told.protected:
        return {**view, "ages": ages, "course": course_of_months(told.months, told.hidden, asked.first, asked.last)}
    return {**view, "ages": ages, "course": course(told.rows, asked.first, asked.last, asked.step)}


def figures_view(months: Mapping[str, Figures], hidden: int = 0) -> dict[str, Any]:
    """Sums and the months they are made of."""
    total = together(months.values())
    series = [{"month": month, **_sums_by_kind(found)} for month, found in months.items()]
    return {**_sums_by_kind(total), "hidden_months": hidden, "months": series}


def _sums_by_kind(found: Figures) -> dict[str, Any]:
    return {
        **sums(found),
        "by_source": {name: number for name, number in sorted(found.opened.items()) if number},
        "by_outcome": {name: number for name, number in sorted(found.closed.items()) if number},
    }


def sums(found: Figures) -> dict[str, Any]:
    """Figures as numbers, without their parts."""
    promised = found.on_time + found.late
    return {
        "opened": sum(found.opened.values()),
        "closed": sum(found.closed.values()),
        "on_time": found.on_time,
        "late": found.late,
        "on_time_share": round(found.on_time / promised, 4) if promised else None,
        "reopened": found.reopened,
        "median_age_days": found.age_at(0.5),
        "p90_age_days": found.age_at(0.9),
    }
