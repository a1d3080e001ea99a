"""Our own fuzzers of the pages without scripts."""

from random import Random
from typing import Any

from tests.fuzz.basic_calls import drawn_basic
from tests.fuzz.basic_rules import broken_page_rules, is_insider, secrets_shown, wrongly_kept
from tests.fuzz.door import Door
from tests.fuzz.gate import Sent
from tests.fuzz.leaks import leaks_in
from tests.support.gateway import Answer


class BasicDoor(Door):
    """One run at `/basic/`."""

    name = "basic"

    def drawn(self, dice: Random) -> tuple[str, Sent]:
        return drawn_basic(dice, self.founded)

    def broken(self, sent: Sent, answer: Answer, before: tuple[Any, ...], after: tuple[Any, ...]) -> list[str]:
        rules = broken_page_rules(sent, answer) + wrongly_kept(sent, answer, before, after)
        public = "" if is_insider(sent, self.founded) else answer.text
        rules += leaks_in(public, self.log.getvalue(), answer.text)
        return rules + secrets_shown(sent, answer, self.founded)

    def read_back(self, kind: str, sent: Sent, answer: Answer) -> None:
        """A page is read by people; what was filed is looked at with the store."""
