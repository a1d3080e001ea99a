"""Likely duplicates as documents for the outside (schema `requests/duplicates`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from hex311.ports import Ports
from hex311.usecases.change_case import DAY_S
from hex311.usecases.find_duplicates import Found, Likely
from hex311.usecases.street_of import street_of
from hex311.usecases.views import public_view

_SHOWN = (
    "service_request_id",
    "service_name",
    "status",
    "status_text",
    "lat",
    "long",
    "address",
    "requested_at",
    "followers",
    "joined",
    "estimate",
)


def duplicates_view(ports: Ports, found: Found, language: str) -> dict[str, Any]:
    """The cards, nearest first: what is open, and what was closed a short while ago."""
    return {
        "duplicates": [duplicate_view(ports, one, language) for one in found.open],
        "closed_before": [closed_before_view(ports, one, language) for one in found.closed],
    }


def duplicate_view(ports: Ports, likely: Likely, language: str) -> dict[str, Any]:
    """A card good enough to judge: what, how far, in which street, since when, how it stands, how many, and a photo.

    The street is reckoned from the place, which is public; what the reporter typed stands in `address` once released.
    """
    view = public_view(ports, likely.case, language, is_reporter=False)
    is_exact = view["location_is_exact"]
    return {
        **{name: view[name] for name in _SHOWN},
        "street": street_of(ports, likely.case.request.public_point) if is_exact else None,
        "distance_m": likely.match.distance_m if is_exact else None,
        "description": view.get("description"),
        "photo": _photo(view["photos"]),
    }


def _photo(photos: Sequence[Mapping[str, str]]) -> dict[str, str] | None:
    """The first photo that everybody may see."""
    return {name: photos[0][name] for name in ("url", "thumbnail_url")} if photos else None


def closed_before_view(ports: Ports, likely: Likely, language: str) -> dict[str, Any]:
    """The card of a case that was closed lately: also when, and how it ended."""
    request = likely.case.request
    days = (ports.now() - (request.closed_at or ports.now())) // DAY_S
    view = public_view(ports, likely.case, language, is_reporter=False)
    ended = {"closed_at": view["closed_at"], "closed_days_ago": days, "outcome_text": view["outcome_text"]}
    return {**duplicate_view(ports, likely, language), **ended}
