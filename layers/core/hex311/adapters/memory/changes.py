"""The memory twin of the change feed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hex311.domain.public_change import Mark, PublicChange
from hex311.ports import Clash, Standing


@dataclass
class MemoryChanges:
    """The `Changes` port."""

    changes: list[PublicChange] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)

    def standing(self, case_id: str) -> Standing:
        return Standing(case_id, self.end(), self.told.get(case_id, 0))

    def end(self) -> Mark:
        return self.changes[-1].mark if self.changes else Mark(0, 0)

    def append(self, seen: Standing, changes: Sequence[PublicChange]) -> None:
        if self.standing(seen.case_id) != seen:
            raise Clash
        self.changes += changes
        self.told[seen.case_id] = changes[-1].version

    def after(self, start: Mark, until: int | None, most: int) -> tuple[PublicChange, ...]:
        found = [one for one in self.changes if one.mark > start and (until is None or one.mark.at <= until)]
        return tuple(found[:most])

    def before(self, mark: Mark) -> Mark | None:
        return max((one.mark for one in self.changes if one.mark < mark), default=None)
