"""The memory twin of who is looking at what."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hex311.ports import Looker


@dataclass
class MemoryPresence:
    """The `PresenceBook` port."""

    lookers: dict[str, dict[str, Looker]] = field(default_factory=dict)

    def note(self, case_id: str, who: Looker, now: int) -> Sequence[Looker]:
        here = self.lookers.setdefault(case_id, {})
        here.pop(who.subject, None)
        if who.until:
            here[who.subject] = who
        return [one for one in here.values() if one.until > now]
