"""Answers of the address book as documents for the outside (schema `addresses/found`)."""

from typing import Any

from hex311.domain.address import Match
from hex311.domain.address_town import Town
from hex311.usecases.find_address import AddressAnswer

A_BLOCK = 100


def addresses_view(answer: AddressAnswer) -> dict[str, Any]:
    """The answer to a search, or to a pin."""
    return {
        "verdict": answer.verdict,
        "matches": [_match(match) for match in answer.matches],
        "outside": [_town(town) for town in answer.outside],
    }


def _match(match: Match) -> dict[str, Any]:
    """One match. `lat` and `long` are null when the street is known but not where it lies."""
    return {
        "kind": match.kind,
        "verdict": match.verdict,
        "label": match.label,
        "lat": round(match.point.latitude, 6) if match.point else None,
        "long": round(match.point.longitude, 6) if match.point else None,
        "inside_city": match.inside,
        "street": match.street or None,
        "number": match.number,
        "unit": match.unit or None,
        "postcode": match.postcode or None,
        "category": match.category or None,
        "block": _block(match),
        "distance_m": round(match.distance_m) if match.distance_m is not None else None,
    }


def _block(match: Match) -> dict[str, Any] | None:
    """The hundred that the number belongs to, and the streets at both ends of its stretch, where known."""
    if match.number is None:
        return None
    ends = match.stretch.ends if match.stretch else ()
    return {
        "label": block_label(match),
        "between": [end for end in ends if end],
    }


def block_label(match: Match) -> str | None:
    """The hundred that the number belongs to, in words; None for what has no number."""
    if match.number is None:
        return None
    return f"{match.number - match.number % A_BLOCK} block of {match.street}"


def _town(town: Town) -> dict[str, Any]:
    return {"name": town.name, "phone": town.phone or None, "url": town.url or None}
