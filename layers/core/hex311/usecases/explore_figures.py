"""The city in figures: any area, type and period, beside the whole city; read from counters, never from cases.

Small numbers of types that are blurred or private could give a person away. Of a blurred type an area's figures are
told by whole months only, and a month with fewer than `FEW` cases is left out of the sums (`hidden_months` counts
them), so that no difference of two answers tells more. Private types are told for the whole city only, in the same
way, and stand in no total.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import ALL, CITY, local_day
from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.domain.figures import Figures, Row, by_month, together
from hex311.ports import Ports
from hex311.usecases.count_insights import counted_layers, zone_of

FEW = 5
#: The longest period, both days included: three calendar years are touched at most, one query each.
MOST_DAYS = 731
USUAL_DAYS = 90
MOST_AREA = 120


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, checked. Empty `layer` and `area`: the whole city; empty `code`: all public types."""

    layer: str
    area: str
    code: str
    first: str
    last: str


def question_from(ports: Ports, catalogue: Catalogue, query: Mapping[str, str], layers: list[str]) -> Question:
    """Check a query (`layer`, `area`, `service_code`, `from`, `to`); `BadInput` or `NotFound` when it cannot be."""
    layer, area, code = query.get("layer", ""), query.get("area", ""), query.get("service_code", "")
    problems = []
    if bool(layer) is not bool(area):
        missing = "area" if layer else "layer"
        problems.append(Problem(missing, "This is missing.", "Send both layer and area, or neither."))
    if layer and layer not in layers:
        problems.append(Problem("layer", "No figures are kept for this layer.", f"Send one of: {', '.join(layers)}."))
    if len(area) > MOST_AREA:
        problems.append(Problem("area", f"This is longer than {MOST_AREA}.", "Send the id of a feature of the layer."))
    today = local_day(ports.now(), zone_of(catalogue))
    last = _day(query, "to", today, problems)
    first = _day(query, "from", (date.fromisoformat(last) - timedelta(days=USUAL_DAYS - 1)).isoformat(), problems)
    if not problems and not first <= last:
        problems.append(Problem("to", "The period ends before it begins.", "Send from before to."))
    if not problems and (date.fromisoformat(last) - date.fromisoformat(first)).days >= MOST_DAYS:
        problems.append(Problem("from", f"The period is longer than {MOST_DAYS} days.", "Ask for a shorter one."))
    if problems:
        raise BadInput(problems)
    if code:
        catalogue.service(code)
    return Question(layer, area, code, first, last)


def _day(query: Mapping[str, str], name: str, usual: str, problems: list[Problem]) -> str:
    text = query.get(name) or usual
    try:
        if len(text) != len("2026-11-22") or not text.isascii():
            raise ValueError
        day = date.fromisoformat(text)
        if not 1970 <= day.year <= 2200:
            raise ValueError
    except ValueError:
        problems.append(Problem(name, "This is not a day.", "Send a day such as 2026-11-22."))
        return usual
    return text


def explore(ports: Ports, query: Mapping[str, str], language: str) -> dict[str, Any]:
    """Figures of an area beside the city's (schema `explore/figures.json`)."""
    catalogue = ports.catalogue.current()
    layers = [name for name in counted_layers(catalogue) if catalogue.documents["layers"][name].get("public")]
    asked = question_from(ports, catalogue, query, layers)
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
        "from": asked.first,
        "to": asked.last,
        "figures": figures_view(*(area or city)),
        "city": figures_view(*city),
    }


Told = tuple[dict[str, Figures], int]


def _city(ports: Ports, catalogue: Catalogue, asked: Question) -> Told:
    protected = bool(asked.code) and catalogue.service(asked.code).privacy == "private"
    rows = list(ports.insights.rows(CITY, CITY, asked.code or ALL, asked.first, asked.last))
    return _protected(rows, asked) if protected else (by_month(rows, asked.first, asked.last), 0)


def _area(ports: Ports, catalogue: Catalogue, asked: Question) -> Told:
    rows = list(ports.insights.rows(asked.layer, asked.area, asked.code or None, asked.first, asked.last))
    if asked.code:
        if catalogue.service(asked.code).privacy != "public":
            return _protected(rows, asked)
        return by_month(rows, asked.first, asked.last), 0
    # Only what may be told type by type is in the sum, or the difference would tell the rest.
    public = {code for code, service in catalogue.services.items() if service.privacy == "public"}
    return by_month([row for row in rows if row[0].code in public], asked.first, asked.last), 0


def _protected(rows: list[Row], asked: Question) -> Told:
    """Whole months only (those that begin in the period and are over within it), none of them with a few cases."""
    first = asked.first if asked.first.endswith("-01") else _next_month(asked.first)
    end = _next_month(asked.last)
    last_day = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    stop = end if last_day == asked.last else f"{asked.last[:7]}-01"
    last = (date.fromisoformat(stop) - timedelta(days=1)).isoformat()
    months = by_month(rows, first, last) if first <= last else {}
    shown = {month: kept for month, found in months.items() if (kept := _hidden_if_few(found)) is not None}
    return shown, len(months) - len(shown)


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


def figures_view(months: Mapping[str, Figures], hidden: int = 0) -> dict[str, Any]:
    """Sums and the months they are made of."""
    total = together(months.values())
    series = [{"month": month, **_sums(found)} for month, found in months.items()]
    return {**_sums(total), "hidden_months": hidden, "months": series}


def _sums(found: Figures) -> dict[str, Any]:
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
        "by_source": {name: number for name, number in sorted(found.opened.items()) if number},
        "by_outcome": {name: number for name, number in sorted(found.closed.items()) if number},
    }
