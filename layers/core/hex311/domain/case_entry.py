"""What lists of cases hold of a case: the facts that it is counted by, in some four hundred bytes.

The very facts of its contribution, written in the same transaction as the counters. So a list behind a figure holds
the cases that the figure counts, and nothing is read that is not counted.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from hex311.domain.contribution import DEPARTMENT, Contribution, escaped, unescaped

#: The partition of cases that no department has yet.
NOBODY = "-"
#: Letters that a layer's code is told by.
SHORT = 4


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """Days are ISO dates of the city; `due` is epoch seconds, 0 for no promise or a clock that stands still.

    `on_time` is None while the case is open, and where nothing had been promised. `places` are the areas of all counted
    layers that it lies in: (`short` of the layer, area).
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

    def lies_in(self, layer: str, area: str) -> bool:
        """Whether it lies in this area of the layer."""
        return (short(layer), area) in self.places

    def areas_of(self, layer: str) -> list[str]:
        """The areas of the layer that it lies in: none, one, or several."""
        wanted = short(layer)
        return [area for of, area in self.places if of == wanted]

    def age_on(self, today: str) -> int:
        """Whole days from opening to closing, or to today."""
        if self.closed:
            return self.age
        return max(0, (date.fromisoformat(today) - date.fromisoformat(self.opened)).days)


def line(kind: str, department: str) -> str:
    """A partition of the lists: `open` or `closed` by the day of opening, `ended` by the day of closing."""
    return f"{kind}#{department or NOBODY}"


@cache
def short(layer: str) -> str:
    """A layer's code in four letters, because every entry holds some thirty. `hex311 city check` sees to it that no two
    layers of a pack have the same."""
    return urlsafe_b64encode(sha256(layer.encode()).digest()[:3]).decode()


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
        places=tuple((short(layer), area) for layer, area in one.scopes if layer != DEPARTMENT),
    )


def packed(entry: CaseEntry) -> str:
    """All but the id, which is the key of the item."""
    facts = {name: getattr(entry, name) for name in CaseEntry.__slots__ if name != "id"}
    facts["places"] = "#".join(f"{of}{escaped(area)}" for of, area in entry.places)
    return json.dumps(list(facts.values()), separators=(",", ":"), ensure_ascii=False)


def unpacked(case_id: str, text: str) -> CaseEntry:
    """From `packed`, also from one that was written before a fact came to be, or with its areas by name."""
    names = [name for name in CaseEntry.__slots__ if name != "id"]
    known = dict(zip(names, json.loads(text), strict=False))
    facts = {
        "flagged": tuple((day, flag) for day, flag in known.get("flagged", ())),
        "places": tuple(_places(known.get("places", ""))),
        "reopened": tuple(known.get("reopened", ())),
    }
    return CaseEntry(**{**known, **facts, "id": case_id})


def _places(stored: str | list[list[str]]) -> Iterable[tuple[str, str]]:
    if not isinstance(stored, str):
        return ((short(layer), area) for layer, area in stored)
    return ((one[:SHORT], unescaped(one[SHORT:])) for one in stored.split("#") if one)
