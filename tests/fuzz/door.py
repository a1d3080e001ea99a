"""Our own fuzzers: of the Open311 door here, of the pages without scripts in `basic.py`.

Call number n of a seed is made of these two alone, so each can be made again:
`python -m tests.fuzz --door open311 --seed 1 --call 1234`.
"""

import io
import time
from dataclasses import replace
from random import Random
from typing import Any
from urllib.parse import unquote_plus

from hex311.adapters.memory.ports import MemoryPorts
from tests.fuzz.door_calls import drawn
from tests.fuzz.door_rules import accepted, broken_rules, stored, wrongly_stored
from tests.fuzz.gate import Sent, passed
from tests.fuzz.leaks import leaks_in
from tests.fuzz.tally import Tally
from tests.fuzz.town import Town, open_doors
from tests.support.gateway import Answer

#: CPU seconds that no call may take, however it was bent; the usual one takes some milliseconds.
MOST_CPU_S = 5.0
MOST_SHOWN = 600


class Door:
    """One run. `town` is as it was founded."""

    name = "open311"

    def __init__(self, town: Town, tally: Tally, log: io.StringIO) -> None:
        self.founded, self.town, self.tally, self.log = town, town.reset(), tally, log

    def run(self, requests: int, seed: int, first: int = 0) -> None:
        with open_doors(lambda: self.town.city):
            for number in range(first, first + requests):
                self.one(seed, number)

    def one(self, seed: int, number: int) -> None:
        kind, sent = self.drawn(Random(f"{seed}:{number}"))
        before = stored(self.town.city)
        self.log.seek(0)
        self.log.truncate()
        began = time.process_time()
        answer = passed(sent)
        took = time.process_time() - began
        after = stored(self.town.city)
        self.tally.count(kind.strip(), answer.status)
        rules = self.broken(sent, answer, before, after) + self._keys_shown(sent, answer)
        if took > MOST_CPU_S:
            rules.append(f"took {took:.1f} s of CPU")
        for rule in rules:
            place = "" if isinstance(self.town.city, MemoryPorts) else " --tables"
            call = f"--door {self.name} --seed {seed} --call {number}{place}  {shown(sent)}"
            self.tally.violate(rule, kind.strip(), call)
        if answer.status == 200 and sent.method == "POST" and not rules:
            self.read_back(kind.strip(), sent, answer)
        if before != after or (answer.status == 200 and sent.method == "POST"):
            self.town = self.founded.reset()

    def drawn(self, dice: Random) -> tuple[str, Sent]:
        """(kind of call, call)."""
        return drawn(dice, self.founded)

    def broken(self, sent: Sent, answer: Answer, before: tuple[Any, ...], after: tuple[Any, ...]) -> list[str]:
        """The rules of this door that the answer breaks."""
        rules = broken_rules(sent, answer) + wrongly_stored(sent, answer, before, after)
        rules += leaks_in(answer.text, self.log.getvalue(), answer.text)
        return rules + self._private_shown(sent, answer)

    def _private_shown(self, sent: Sent, answer: Answer) -> list[str]:
        """The number of a private case is told only to who may read it, and kept by nobody in between."""
        number, told = self.town.cases["private"].number, shown(sent, most=10_000_000)
        if number not in answer.text or (number in told and answer.status != 200):
            return []
        if self.town.known["key_all"] not in told:
            return ["a private case in an answer to a stranger"]
        is_kept = "etag" in answer.headers or "private" not in answer.headers.get("cache-control", "")
        return ["a private case in an answer that may be kept"] if is_kept and sent.method == "GET" else []

    def _ask_again(self, kind: str, sent: Sent, answer: Answer) -> None:
        """Whoever has the answer already is told so and gets no second one."""
        known = passed(replace(sent, headers={**sent.headers, "If-None-Match": answer.headers["etag"]}))
        self.tally.count(kind, known.status)
        if (known.status, known.text) != (304, ""):
            self.tally.violate("an answer that is known was sent again", kind, shown(sent))

    def read_back(self, kind: str, sent: Sent, answer: Answer) -> None:
        """What was taken can be read by staff and, where it is public, by everybody."""
        number = accepted(sent, answer)
        path = f"/api/v1/staff/requests/{number}"
        staff = passed(Sent("GET", path, {}, {"Authorization": "Bearer admin"}))
        public = passed(Sent("GET", f"/open311/v2/requests/{number}.xml", {"extensions": ["true"]}))
        self.tally.count(f"{kind}, read back", staff.status)
        if staff.status != 200 or public.status not in (200, 404):
            self.tally.violate("what was taken cannot be read", kind, shown(sent))

    def _keys_shown(self, sent: Sent, answer: Answer) -> list[str]:
        """A caller may read again what it wrote into the wrong field; nobody else may, and no log."""
        keys = [key for name, key in self.town.known.items() if name.startswith("key_")]
        told = shown(sent, most=10_000_000)
        told += unquote_plus(told).replace("\0", "").replace("\\x00", "")  # what was typed is shown again, cleaned
        found = ["a key in the log"] if any(key in self.log.getvalue() for key in keys) else []
        return found + ["a key in the answer"] * any(key in answer.text and key not in told for key in keys)


def shown(sent: Sent, most: int = MOST_SHOWN) -> str:
    """The call in one line."""
    return f"{sent.method} {sent.path} {dict(sent.query)} {dict(sent.headers)} {sent.body!r}"[:most]
