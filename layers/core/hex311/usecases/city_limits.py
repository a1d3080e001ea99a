"""Where the city ends, as a place and as a government; whoever is turned away is told whose it is."""

from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.errors import NotForCity, OutsideCity
from hex311.domain.geography import Overlay


def check_inside_city(catalogue: Catalogue, overlay: Overlay, language: str) -> None:
    """`OutsideCity`, naming who to call, unless the boundary layer covers the point."""
    city = catalogue.city
    if overlay.covers(city["boundary_layer"]):
        return
    contacts = [f"{neighbour['name']}: {neighbour['phone']}" for neighbour in city.get("neighbours", ())]
    raise OutsideCity(catalogue.text(city["name"], language), contacts)


def check_for_city(catalogue: Catalogue, service: Service, language: str) -> None:
    """`NotForCity`, naming whose it is, for types that the pack sends elsewhere."""
    redirect = service.redirect
    if redirect is None:
        return
    owner = catalogue.department(redirect["department"])
    message = catalogue.text(redirect["message"], language)
    raise NotForCity(message, catalogue.text(owner["name"], language), owner.get("phone"))
