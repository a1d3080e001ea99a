"""A resident types an address: what do they mean, where is it, and is it ours?"""

from dataclasses import dataclass, replace

from hex311.domain.address import Match, Verdict
from hex311.domain.address_book import Gazetteer
from hex311.domain.address_search import Found, search
from hex311.domain.address_town import Town, neighbours_at, towns_of
from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import BadInput, Problem
from hex311.domain.geography import Point
from hex311.ports import Ports

MOST_TEXT = 200
ESTIMATED: tuple[Verdict, ...] = ("no_such_number", "no_such_block")


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """What was found; `outside`: whose it may be, when it is not ours."""

    verdict: Verdict
    matches: tuple[Match, ...] = ()
    outside: tuple[Town, ...] = ()


def find_address(ports: Ports, text: str, limit: int, near: Point | None = None) -> AddressAnswer:
    """Search the city's address book. A text longer than 200 characters is no address (`BadInput`).

    Without an address book nothing is found: an address is never needed to report.
    """
    if len(text) > MOST_TEXT:
        problem = f"This is longer than {MOST_TEXT} characters."
        raise BadInput([Problem("q", problem, "Send one address, corner or name of a place.")])
    catalogue = ports.catalogue.current()
    book = address_book(ports, catalogue)
    if book is None:
        return AddressAnswer("not_found")
    found = search(book, text, limit, near, towns_of(catalogue.city))
    return _with_neighbours(catalogue, _checked(ports, catalogue, found))


def address_book(ports: Ports, catalogue: Catalogue) -> Gazetteer | None:
    """The address book of a published version; None when it has none."""
    entry = catalogue.documents.get("addresses")
    return ports.addresses.book(entry["key"]) if entry else None


def _checked(ports: Ports, catalogue: Catalogue, found: Found) -> Found:
    """A place that was reckoned, not known, may lie across the city's limits: the map layer decides."""
    best = found.matches[0] if found.matches else None
    if best is None or best.point is None or found.verdict not in ESTIMATED:
        return found
    if ports.overlays.overlay(best.point).covers(catalogue.city["boundary_layer"]):
        return found
    return replace(found, verdict="outside_city", matches=(replace(best, inside=False), *found.matches[1:]))


def _with_neighbours(catalogue: Catalogue, found: Found) -> AddressAnswer:
    outside: tuple[Town, ...] = ()
    if found.verdict == "outside_city":
        best = found.matches[0].point if found.matches else None
        outside = (found.town,) if found.town else neighbours_at(catalogue.city, best)
    return AddressAnswer(found.verdict, found.matches, outside)
