"""The street of a place in words, reckoned from where it lies."""

from hex311.domain.address_search import known_address
from hex311.domain.geography import Point
from hex311.ports import Ports
from hex311.usecases.address_views import block_label
from hex311.usecases.find_address import address_book

#: A known address further off says nothing about the street of a place.
STREET_REACH_M = 150.0


def street_of(ports: Ports, point: Point) -> str | None:
    """The block that the place is on, such as "600 block of W Main Street"; None where no address is near."""
    book = address_book(ports, ports.catalogue.current())
    nearest = book.nearest_address(point) if book else None
    if book is None or nearest is None or nearest[1] > STREET_REACH_M:
        return None
    return block_label(known_address(book, *nearest))
