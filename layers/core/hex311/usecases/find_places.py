"""Where is the nearest library? Which street light is this? The nearest facilities and assets around a point."""

import re
from collections.abc import Iterable, Sequence

from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.domain.geography import Point
from hex311.domain.place import Category, CategoryKind, Fetch, Found, Leaf, Place, first_leaf, nearest
from hex311.ports import Ports

MOST_PLACES = 50
MOST_ASSET_DISTANCE_M = 2_000
#: A report may be so far from the asset that it names: a pin beside a long sewer, or across the street from a light.
ASSET_REACH_M = 300.0
MOST_ASSETS = 5_000
#: What else is sent is no category, and may be longer than any key of a table.
_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
_CALLED = {"facility": "GET /api/v1/places/near", "asset": "GET /api/v1/assets/near"}


def find_places(ports: Ports, category: str, point: Point, limit: int) -> tuple[Found, ...]:
    """The nearest facilities of a category, exactly, in order of distance, however far they are.

    `BadInput` without a category, `NotFound` for one that is not there; both say which there are.
    """
    if not category:
        known = ", ".join(_known(ports, "facility")) or "none yet"
        raise BadInput([Problem("category", "This is missing.", f"Send one of: {known}.")])
    directory = _directory(ports, category, "facility")
    return nearest([directory], point, limit, fetching(ports, [directory], point))


def find_assets(ports: Ports, category: str, point: Point, limit: int, within_m: float) -> tuple[Found, ...]:
    """The assets beneath and beside a point, at most `within_m` metres away, in order of distance.

    Of one category, or of all when none is named. `NotFound` for a category that is not there.
    """
    if category:
        directories: Sequence[Category] = [_directory(ports, category, "asset")]
    else:
        directories = ports.places.directories(_known(ports, "asset"))
    return nearest(directories, point, limit, fetching(ports, directories, point), within_m)


def check_asset(ports: Ports, asset_id: str, point: Point) -> None:
    """`BadInput` unless the city has this asset, at most `ASSET_REACH_M` from the point."""
    category, _, name = asset_id.partition(":")
    found = [one for one in ports.places.directories([category]) if one.kind == "asset" and _CODE.fullmatch(category)]
    fetch = fetching(ports, found, point)
    if not any(one.place.id == name for one in nearest(found, point, MOST_ASSETS, fetch, ASSET_REACH_M)):
        problem = f"There is no such thing within {ASSET_REACH_M:.0f} m of this place."
        mend = "Choose one from GET /api/v1/assets/near, or leave asset_id out."
        raise BadInput([Problem("asset_id", problem, mend)])


def nearest_of_each(ports: Ports, categories: Sequence[str], point: Point) -> tuple[Found, ...]:
    """The nearest place of each category, in the order of the categories; those without places are left out."""
    directories = ports.places.directories(categories)
    fetch = fetching(ports, directories, point)
    return tuple(found for one in directories for found in nearest([one], point, 1, fetch))


def fetching(ports: Ports, categories: Sequence[Category], point: Point) -> Fetch:
    """Reads leaves once each; those that the searches will surely want, all in one call beforehand."""
    wanted = [leaf for category in categories if (leaf := first_leaf(category, point))]
    held = dict(ports.places.leaves(wanted))

    def fetch(leaf: Leaf) -> Iterable[Place]:
        if leaf not in held:
            held.update(ports.places.leaves([leaf]))
        return held[leaf]

    return fetch


def _directory(ports: Ports, code: str, kind: CategoryKind) -> Category:
    found = ports.places.directories([code]) if _CODE.fullmatch(code) else ()
    if found and found[0].kind == kind:
        return found[0]
    if found:
        raise NotFound(f"'{found[0].code}' is not looked up here, but under {_CALLED[found[0].kind]}.")
    known = ", ".join(_known(ports, kind)) or "none yet"
    raise NotFound(f"There is no such category. Known categories: {known}.")


def _known(ports: Ports, kind: CategoryKind) -> list[str]:
    return sorted(code for code, its_kind in ports.places.categories().items() if its_kind == kind)
