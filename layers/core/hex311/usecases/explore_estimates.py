"""How the dates that residents were told came true, in public, and what the present ones rest on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hex311.domain.contribution import ALL, CITY, local_day
from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.domain.estimate import LEVELS, TypeModel
from hex311.domain.figures import Row, kept_by_day, kept_together
from hex311.domain.worked_days import NAMES
from hex311.ports import Ports
from hex311.usecases.count_insights import zone_of

#: How far back estimates are held against what happened.
CALIBRATION_DAYS = 180
BY_TYPE = "type"


def explore_estimates(ports: Ports, code: str, by: str = "") -> dict[str, Any]:
    """How the dates that residents were told at intake came true (schema `explore/estimates.json`).

    Of one type also what is told now: by closings or by service level, and how far the shares that are asked of the
    closings were moved to make the dates come true. By `type`: also each type of which dates fell due.
    """
    if by not in ("", BY_TYPE):
        raise BadInput([Problem("by", "It cannot be divided so.", f"Send {BY_TYPE}, or nothing.")])
    if by and code:
        raise BadInput([Problem("by", "This is one type already.", "Leave out service_code, or by.")])
    catalogue = ports.catalogue.current()
    if code and catalogue.service(code).privacy == "private":
        raise NotFound("Figures of this type are not told.")
    yesterday = date.fromisoformat(local_day(ports.now(), zone_of(catalogue))) - timedelta(days=1)
    first, last = (yesterday - timedelta(days=CALIBRATION_DAYS - 1)).isoformat(), yesterday.isoformat()
    types = None
    if by:
        shown = {one.code for one in catalogue.services.values() if one.privacy != "private"}
        rows: dict[str, list[Row]] = {}
        # one query a year for all types
        for row in ports.insights.rows(CITY, CITY, None, first, last):
            rows.setdefault(row[0].code, []).append(row)
        each = {one: _levels(rows[one], first, last) for one in sorted(shown & set(rows))}
        due = {one: levels for one, levels in each.items() if any(level["due"] for level in levels)}
        types = [{"service_code": one, "levels": levels} for one, levels in due.items()]
    learned = _learned(ports.insights.model(code)) if code else None
    levels = _levels(ports.insights.rows(CITY, CITY, code or ALL, first, last), first, last)
    return {
        "service_code": code or None,
        "from": first,
        "to": last,
        "levels": levels,
        "learned": learned,
        "types": types,
    }


def _levels(rows: Iterable[Row], first: str, last: str) -> list[dict[str, Any]]:
    by_day = kept_by_day(rows, first, last)
    told: list[dict[str, Any]] = []
    for level, days in zip(LEVELS, by_day, strict=True):
        found = kept_together(days.values())
        told.append(
            {
                "level": level,
                "due": found.due,
                "closed_before": found.before,
                "closed_on_the_day": found.on_the_day,
                "share": None if found.share is None else round(found.share, 4),
            }
        )
    return told


def _learned(model: TypeModel | None) -> dict[str, Any] | None:
    if model is None:
        return None
    p50, p80 = model.asked
    return {
        "on": model.made_on,
        "basis": "service_level" if model.is_thin else "closings",
        "closings": model.closings,
        "weekdays": [NAMES[weekday] for weekday in model.worked.weekdays],
        "asked_p50": round(p50, 4),
        "asked_p80": round(p80, 4),
    }
