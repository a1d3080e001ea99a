"""Calls that asked something and filed nothing. Nothing of the caller is kept, only that somebody asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hex311.domain.contribution import local_day
from hex311.domain.errors import BadInput, Problem
from hex311.domain.information_call import OTHER, InformationCall, figures_of
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports
from hex311.usecases.count_insights import zone_of
from hex311.usecases.read_knowledge import read_knowledge
from hex311.usecases.submission_limits import staff_limit

CALLS_PER_HOUR = 200
USUAL_DAYS = 30
MOST_DAYS = 366


def count_information_call(ports: Ports, staff: Staff, topic: str, language: str, key: str) -> InformationCall:
    """Count a call of a topic (the slug of a help article, or `other`), today, once for its key.

    Raises `Forbidden`, `BadInput` for a topic or a language that the city does not have, `TooMany`.
    """
    check(staff, Action.COUNT_INFORMATION_CALL, (), private=False)
    catalogue = ports.catalogue.current()
    if topic != OTHER and topic not in ports.catalogue.articles(catalogue.version, catalogue.default_language):
        raise BadInput([Problem("topic", "There is no such help article.", f"Send a slug of one, or {OTHER}.")])
    spoken = language or catalogue.default_language
    if spoken not in catalogue.languages:
        mend = f"Send one of: {', '.join(catalogue.languages)}."
        raise BadInput([Problem("language", "The city does not speak this.", mend)])
    ports.limits.count(staff_limit(ports, "call", staff.subject, CALLS_PER_HOUR))
    call = InformationCall(topic, spoken, local_day(ports.now(), zone_of(catalogue)))
    ports.information_calls.count(call, f"information-{staff.subject}-{key}", ports.now())
    return call


def information_calls(ports: Ports, staff: Staff, query: Mapping[str, str], language: str) -> dict[str, Any]:
    """Schema `answers/information_calls.json`: how many asked what, from one day to another (30 days unless asked)."""
    check(staff, Action.LIST_INFORMATION_CALLS, (), private=False)
    first, last = _period(ports, query)
    found = figures_of(ports.information_calls.between(first, last))
    titles = {article["slug"]: article["title"] for article in read_knowledge(ports, language)["articles"]}
    return {
        "from": first,
        "to": last,
        "total": found.total,
        "by_topic": [{"topic": code, "title": titles.get(code), "count": n} for code, n in found.by_topic],
        "by_language": [{"language": code, "count": n} for code, n in found.by_language],
        "by_day": [{"day": day, "count": n} for day, n in found.by_day],
    }


def _period(ports: Ports, query: Mapping[str, str]) -> tuple[str, str]:
    today = local_day(ports.now(), zone_of(ports.catalogue.current()))
    last = _day(query, "to") or date.fromisoformat(today)
    first = _day(query, "from") or last - timedelta(days=USUAL_DAYS - 1)
    if not 0 <= (last - first).days < MOST_DAYS:
        mend = f"Send from and to, at most {MOST_DAYS} days."
        raise BadInput([Problem("from", "This is not a period that can be told.", mend)])
    return first.isoformat(), last.isoformat()


def _day(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "")
    if not text:
        return None
    try:
        if len(text) != len("2026-11-22"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput([Problem(name, "This is not a day.", "Send one like 2026-11-22.")]) from None
