"""What residents read of an estimate: the dates, what they rest on, and when they moved."""

from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import local_day
from hex311.domain.moments import iso
from hex311.domain.request import ServiceRequest
from hex311.ports import Ports


def date_of(catalogue: Catalogue, seconds: int) -> str:
    """The city's date of a moment, `2026-11-22`."""
    return local_day(seconds, ZoneInfo(catalogue.city["timezone"]))


def estimate_view(ports: Ports, catalogue: Catalogue, request: ServiceRequest, language: str) -> dict[str, Any] | None:
    """When it should be done; nothing is promised of what is over.

    A date that has passed is not told any more: until the next look at the case only the service level stands.
    """
    if request.is_closed:
        return None
    if request.p50_at is None or request.p80_at is None or request.p80_at < ports.now():
        return _by_service_level(catalogue, request, language)
    moved = request.estimated_at if (request.p50_at, request.p80_at) != _first(request) else None
    return _by_closings(catalogue, request, (request.p50_at, request.p80_at), moved, language)


def first_estimate_view(catalogue: Catalogue, request: ServiceRequest, language: str) -> dict[str, Any] | None:
    """The estimate as it was told at intake: a retry that comes late must not look different."""
    first = _first(request)
    if first is None:
        return _by_service_level(catalogue, request, language)
    return _by_closings(catalogue, request, first, None, language)


def _first(request: ServiceRequest) -> tuple[int, int] | None:
    if request.first_p50_at is None or request.first_p80_at is None:
        return None
    return request.first_p50_at, request.first_p80_at


def _by_closings(
    catalogue: Catalogue, request: ServiceRequest, dates: tuple[int, int], moved: int | None, language: str
) -> dict[str, Any]:
    p50, p80 = (date_of(catalogue, date) for date in dates)
    return {
        "expected_at": iso(dates[1]),
        "basis": "closings",
        "text": catalogue.message("estimate.closings", language, p50=p50, p80=p80),
        "p50_on": p50,
        "p80_on": p80,
        "moved_at": iso(moved),
        "promised_at": iso(request.expected_at),
    }


def _by_service_level(catalogue: Catalogue, request: ServiceRequest, language: str) -> dict[str, Any] | None:
    """The history of the type is too thin to learn from, and the text says so."""
    if request.expected_at is None:
        return None
    return {
        "expected_at": iso(request.expected_at),
        "basis": "service_level",
        "text": catalogue.message("estimate.service_level", language, date=date_of(catalogue, request.expected_at)),
        "p50_on": None,
        "p80_on": None,
        "moved_at": None,
        "promised_at": iso(request.expected_at),
    }
