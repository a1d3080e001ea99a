"""What a rule is: a name, the sentence it holds a server to, and a check that raises `Broken` when it does not hold."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from georeport_conformance.server import Server


class Level(StrEnum):
    """`MUST`: the specification says so. `SHOULD`: it is silent, and clients in the field depend on it."""

    MUST = "must"
    SHOULD = "should"


class Broken(Exception):
    """The server breaks the rule; the message says what was asked and what came."""


class NotTestable(Exception):
    """The rule cannot be tried on this server as it is (no requests yet, no list attribute); the message says why."""


Check = Callable[[Server], None]


@dataclass(frozen=True)
class Rule:
    """`section` is the part of GeoReport v2 it belongs to; `writes` marks checks that file service requests."""

    name: str
    section: str
    level: Level
    sentence: str
    check: Check
    writes: bool = False


RULES: list[Rule] = []


def rule(name: str, sentence: str, *, level: Level = Level.MUST, writes: bool = False) -> Callable[[Check], Check]:
    """Register a check under `<section>.<name>`; the section is the name of the module it stands in."""

    def registered(check: Check) -> Check:
        section = check.__module__.rpartition(".")[2]
        RULES.append(Rule(f"{section}.{name}", section, level, sentence, check, writes))
        return check

    return registered


def expect(holds: bool, told: str) -> None:
    """`Broken` unless it holds."""
    if not holds:
        raise Broken(told)
