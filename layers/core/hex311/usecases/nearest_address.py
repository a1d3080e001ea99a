"""A resident sets a pin: which address, which block, which corner is that?"""

from hex311.domain.address_search import known_address, known_corner
from hex311.domain.address_town import neighbours_at
from hex311.domain.geography import Point
from hex311.ports import Ports
from hex311.usecases.find_address import AddressAnswer, address_book


def nearest_address(ports: Ports, point: Point) -> AddressAnswer:
    """The address book read backwards: the nearest known address, then the nearest corner, each within 3 km.

    Outside the city it says whose the place may be.
    """
    catalogue = ports.catalogue.current()
    if not ports.overlays.overlay(point).covers(catalogue.city["boundary_layer"]):
        return AddressAnswer("outside_city", outside=neighbours_at(catalogue.city, point))
    book = address_book(ports, catalogue)
    if book is None:
        return AddressAnswer("not_found")
    address, corner = book.nearest_address(point), book.nearest_corner(point)
    matches = (
        *((known_address(book, *address),) if address else ()),
        *((known_corner(book, *corner),) if corner else ()),
    )
    return AddressAnswer("valid" if matches else "not_found", matches)
