"""Running the rules against one server."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from georeport_conformance import checks
from georeport_conformance.rule import RULES, Broken, Level, NotTestable, Rule
from georeport_conformance.server import Server

assert checks.__all__  # importing them registers the rules


class Verdict(StrEnum):
    HOLDS = "holds"
    BROKEN = "broken"
    NOT_TESTED = "not tested"


@dataclass(frozen=True)
class Result:
    """What came of a rule; `told` says why it is broken or was not tested."""

    rule: Rule
    verdict: Verdict
    told: str = ""

    @property
    def fails(self) -> bool:
        return self.verdict is Verdict.BROKEN and self.rule.level is Level.MUST


def run(server: Server, *, write: bool = False, rules: Iterable[Rule] = RULES) -> Iterator[Result]:
    """Each rule with its verdict. Rules that file requests are left untested without `write`."""
    for one in rules:
        if one.writes and not (write and server.key):
            yield Result(one, Verdict.NOT_TESTED, "it files a request: --write and --key are needed")
            continue
        yield _tried(one, server)


def _tried(one: Rule, server: Server) -> Result:
    try:
        one.check(server)
    except Broken as error:
        return Result(one, Verdict.BROKEN, str(error))
    except NotTestable as error:
        return Result(one, Verdict.NOT_TESTED, str(error))
    except OSError as error:
        return Result(one, Verdict.BROKEN, f"the server did not answer: {error}")
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        # A document so odd that a check cannot even read it is the server's fault, not the suite's end.
        return Result(one, Verdict.BROKEN, f"an answer has another shape than expected: {error!r}")
    return Result(one, Verdict.HOLDS)
