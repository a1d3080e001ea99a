"""What a search needs of the city's address book, as a protocol."""

from collections.abc import Sequence
from typing import Protocol

from hex311.domain.address import Corner, KnownAddress, Landmark, Street, Stretch
from hex311.domain.address_place import Anchor
from hex311.domain.geography import Point


class Gazetteer(Protocol):
    """One published address book. Similarities run from 0 to 1; lists come best first."""

    def names(self, key: str, most: int = 8) -> Sequence[tuple[int, float]]:
        """(id of a street name, similarity) for a canonical key: equal, beginning so, or spelt alike."""

    def is_name(self, key: str) -> bool:
        """Whether a street is called exactly so."""

    def streets(self, name_id: int) -> Sequence[Street]: ...

    def street(self, street_id: int) -> Street: ...

    def address(self, street_id: int, number: int) -> KnownAddress | None: ...

    def numbers_starting(self, street_id: int, number: int, most: int) -> Sequence[KnownAddress]:
        """Known numbers whose digits begin with those of `number`, without itself."""

    def around(self, street_id: int, number: int) -> tuple[Sequence[Anchor], Sequence[Anchor]]:
        """Known numbers below and above, each from the nearest outwards."""

    def stretch(self, street_id: int, number: int) -> Stretch | None:
        """The piece of street between two corners that holds the number."""

    def corners(self, name_a: int, name_b: int) -> Sequence[Corner]: ...

    def places(self, words: Sequence[str], most: int) -> Sequence[tuple[Landmark, float]]: ...

    def nearest_address(self, point: Point) -> tuple[KnownAddress, float] | None:
        """The nearest known number and its distance in metres; None when there is none within 3 km."""

    def nearest_corner(self, point: Point) -> tuple[Corner, float] | None: ...
