"""Address books in memory: those that a test has put there."""

from dataclasses import dataclass, field

from hex311.domain.address_book import Gazetteer
from hex311.domain.errors import NotFound


@dataclass
class MemoryAddressBooks:
    """The `AddressBooks` port."""

    books: dict[str, Gazetteer] = field(default_factory=dict)

    def book(self, key: str) -> Gazetteer:
        try:
            return self.books[key]
        except KeyError:
            raise NotFound(key) from None
