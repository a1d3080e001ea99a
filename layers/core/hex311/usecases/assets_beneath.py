"""Which assets lie under a place, for processes that ask: a sewer beneath a hole in the street is somebody's work."""

from collections.abc import Iterator
from typing import Any

from hex311.domain.catalogue import Catalogue, Document, Service
from hex311.domain.geography import Point
from hex311.domain.place import asset_id, nearest
from hex311.ports import Ports
from hex311.usecases.find_places import fetching

#: So near counts as beneath, in metres: half a street, for pins are set beside the hole.
BENEATH_M = 15.0
MOST_ASSETS = 10


def assets_beneath(ports: Ports, catalogue: Catalogue, service: Service, point: Point) -> tuple[str, ...]:
    """The assets (`<category>:<id>`) under a point, of those categories that the type's process asks about."""
    categories = sorted(set(_asked(catalogue.process(service.process))))
    if not categories:
        return ()
    directories = ports.places.directories(categories)
    found = nearest(directories, point, MOST_ASSETS, fetching(ports, directories, point), BENEATH_M)
    return tuple(asset_id(one.category, one.place.id) for one in found)


def _asked(document: Document | list[Any]) -> Iterator[str]:
    """The categories in all tests `{"beneath": category}` within."""
    if isinstance(document, list):
        for item in document:
            yield from _asked(item)
    elif isinstance(document, dict):
        if isinstance(document.get("beneath"), str):
            yield document["beneath"]
        for value in document.values():
            yield from _asked(value)
