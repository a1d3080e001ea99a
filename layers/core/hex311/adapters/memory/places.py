"""Places in a dictionary, with the same meaning as the table. Each category has one leaf."""

from collections.abc import Iterable, Mapping, Sequence

from hex311.domain.place import Category, CategoryKind, Leaf, Place
from hex311.domain.place_item import leaf_of, unpack_places
from hex311.domain.place_shape import TURN, UNITS_PER_DEGREE, Box

_WORLD = Box(-90 * UNITS_PER_DEGREE, -TURN // 2, 90 * UNITS_PER_DEGREE, TURN // 2)


class MemoryPlaces:
    """The `Places` port; `put` takes the place of a publication."""

    def __init__(self) -> None:
        self._categories: dict[str, Category] = {}
        self._bodies: dict[Leaf, bytes] = {}

    def put(self, code: str, kind: CategoryKind, places: Iterable[Place]) -> None:
        """Publish a category with at least one place."""
        listed = list(places)
        leaf, body = leaf_of(f"{code}#all", listed, (), _WORLD)
        self.put_built(Category(code, kind, len(listed), (leaf,)), {leaf: body})

    def put_built(self, category: Category, bodies: Mapping[Leaf, bytes]) -> None:
        """Publish a category as the command line packs it."""
        self._categories[category.code] = category
        self._bodies.update(bodies)

    def categories(self) -> Mapping[str, CategoryKind]:
        return {code: category.kind for code, category in self._categories.items()}

    def directories(self, codes: Sequence[str]) -> tuple[Category, ...]:
        return tuple(self._categories[code] for code in dict.fromkeys(codes) if code in self._categories)

    def leaves(self, leaves: Sequence[Leaf]) -> Mapping[Leaf, tuple[Place, ...]]:
        return {leaf: unpack_places(self._bodies[leaf]) for leaf in leaves}
