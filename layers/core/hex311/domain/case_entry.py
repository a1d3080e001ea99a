"""What lists of cases hold of a case: the facts that it is counted by, in some two hundred bytes.

The very facts of its contribution, written in the same transaction as the counters. So a list behind a figure holds
the cases that the figure counts, and nothing is read that is not counted.
"""

import json
from dataclasses import dataclass
from datetime import date

from hex311.domain.contribution import Contribution

#: The partition of cases that no department has yet.
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """Days are ISO dates of the city; `due` is epoch seconds, 0 for no promise or a clock that stands still.

    `on_time` is None while the case is open, and where nothing had been promised. `places` are (layer, area).
    """

    id: str
    code: str
    channel: str
    department: str
    opened: str
    closed: str = ""
    outcome: str = ""
    age: int = 0
    on_time: bool | None = None
    reopened: tuple[str, ...] = ()
    flagged: tuple[tuple[str, str], ...] = ()
    due: int = 0
    private: bool = False
    places: tuple[tuple[str, str], ...] = ()

    @property
    def opened_line(self) -> str:
        """Where it stands by its day of opening: apart from each other, what is open and what is closed."""
        return line("closed" if self.closed else "open", self.department)

    @property
    def opened_key(self) -> str:
        return f"{self.opened}#{self.id}"

    @property
    def closed_line(self) -> str:
        """Where it stands by its day of closing; empty while it is open."""
        return line("ended", self.department) if self.closed else ""

    @property
    def closed_key(self) -> str:
        return f"{self.closed}#{self.id}"

    def is_late(self, now: int) -> bool:
        """Open, and the promise is over."""
        return not self.closed and 0 < self.due < now

    def kept(self, now: int) -> bool | None:
        """Whether its promise was kept: False also while it is open and late, None where nobody knows yet."""
        return False if self.is_late(now) else self.on_time

    def age_on(self, today: str) -> int:
        """Whole days from opening to closing, or to today."""
        if self.closed:
            return self.age
        return max(0, (date.fromisoformat(today) - date.fromisoformat(self.opened)).days)


def line(kind: str, department: str) -> str:
    """A partition of the lists: `open` or `closed` by the day of opening, `ended` by the day of closing."""
    return f"{kind}#{department or NOBODY}"


def entry_of(case_id: str, one: Contribution) -> CaseEntry:
    return CaseEntry(
        id=case_id,
        code=one.code,
        channel=one.channel,
        department=one.department,
        opened=one.opened,
        closed=one.closed,
        outcome=one.outcome,
        age=one.age,
        on_time=one.on_time,
        reopened=one.reopened,
        flagged=one.flagged,
        due=one.due,
        private=one.private,
        places=one.places,
    )


def packed(entry: CaseEntry) -> str:
    """All but the id, which is the key of the item."""
    facts = [getattr(entry, name) for name in CaseEntry.__slots__ if name != "id"]
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False)


def unpacked(case_id: str, text: str) -> CaseEntry:
    names = [name for name in CaseEntry.__slots__ if name != "id"]
    known = dict(zip(names, json.loads(text), strict=False))
    pairs = {name: tuple((a, b) for a, b in known.get(name, ())) for name in ("flagged", "places")}
    return CaseEntry(**{**known, **pairs, "id": case_id, "reopened": tuple(known.get("reopened", ()))})
