"""The memory twin of the saved views."""

from dataclasses import dataclass, field, replace

from hex311.domain.saved_view import Shelf
from hex311.ports import Clash, Views


@dataclass
class MemoryViews(Views):
    shelves: dict[str, Shelf] = field(default_factory=dict)

    def read(self, owner: str) -> Shelf:
        return self.shelves.get(owner, Shelf(owner))

    def keep(self, shelf: Shelf) -> None:
        if self.read(shelf.owner).version != shelf.version:
            raise Clash
        self.shelves[shelf.owner] = replace(shelf, version=shelf.version + 1)
