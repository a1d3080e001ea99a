"""A run of all fuzzers, and one call of it again."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from hex311.http.api import logger
from tests.fuzz.basic import BasicDoor
from tests.fuzz.described import Described
from tests.fuzz.door import Door
from tests.fuzz.tables import town_on_tables
from tests.fuzz.tally import Tally
from tests.fuzz.town import Town, found

#: Kinds of calls that are refused as long as all is well.
EXCUSED = {"open311 document": "a report is a form; XML and JSON are refused"}


@contextmanager
def kept_log() -> Iterator[io.StringIO]:
    """What the functions write to their log in the meantime."""
    written = io.StringIO()
    before = logger.registered_handler.setStream(written)  # type: ignore[attr-defined]
    yield written
    logger.registered_handler.setStream(before)  # type: ignore[attr-defined]


def fuzz(requests: int, seed: int, town: Town | None = None, on_tables: int = 0) -> Tally:
    """At least so many requests: half of them from the description, a third at the Open311 door, the others at the
    pages without scripts; of all of them `on_tables` at the city whose cases lie in DynamoDB's interpreter, which is
    slow and has the real adapters."""
    tally, town = Tally(dict(EXCUSED)), town or found()
    with kept_log() as log:
        if on_tables:
            with town_on_tables() as slow:
                _all(slow, tally, log, on_tables, seed)
        _all(town, tally, log, requests - tally.total, seed)
    return tally


def _all(town: Town, tally: Tally, log: io.StringIO, requests: int, seed: int) -> None:
    wanted = tally.total + requests
    Described(town, tally, log).run(requests // 2, seed)
    Door(town, tally, log).run(requests // 3, seed)
    BasicDoor(town, tally, log).run(max(0, wanted - tally.total), seed)


DOORS = {kind.name: kind for kind in (Door, BasicDoor)}


def again(door: str, seed: int, call: int, on_tables: bool) -> Tally:
    """One call of our own fuzzers, by the numbers that a violation tells."""
    tally = Tally(dict(EXCUSED))
    with kept_log() as log, town_on_tables() if on_tables else nullcontext(found()) as town:
        DOORS[door](town, tally, log).run(1, seed, call)
    return tally
