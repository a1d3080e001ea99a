"""Taking a history over: several rows at once, in bounded memory, with an account of what became of each."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue

from hex311.domain.errors import BadInput, CityError, OutsideCity
from hex311.domain.geography import Point
from hex311.domain.request import ServiceRequest
from hex311.ports import Ports
from hex311.spatial.tiles import POINT_ZOOMS, tile_of
from hex311.usecases.change_case import tile_entry
from hex311.usecases.count_insights import count_insights
from hex311.usecases.import_case import Imported, import_case
from hex311.usecases.render_tiles import render_tiles
from hex311_cli.history.legacy_rows import LegacyReader
from hex311_cli.history.problems import Unusable
from hex311_cli.history.table import HistoryFile, Row

#: Rows under way for each worker, so that none waits for another.
_AHEAD = 8
OUTSIDE = "outside the city"


@dataclass(slots=True)
class Account:
    """What became of the rows. `skipped` counts by reason, `details` by (reason, what the row said)."""

    rows: int = 0
    opened: int = 0
    closed: int = 0
    there: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    details: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken over."""

    row: Row
    reason: str
    detail: str


Source = Sequence[tuple[HistoryFile, LegacyReader]]


def take_over(
    sources: Source,
    workers: Sequence[Ports],
    on_row: Callable[[int], None] = lambda rows: None,
    on_reject: Callable[[Reject], None] = lambda reject: None,
) -> Account:
    """Import all rows with one thread for each of `workers` (ports are not shared between threads).

    Rows that cannot be taken over are counted and handed to `on_reject`, in the order of the files. Faults of
    another kind (no connection, no rights) end it; running it again goes on where it stopped.
    """
    account, maps = Account(), _Maps(workers[0])
    for row, outcome in _in_order(_tasks(sources), workers):
        account.rows += 1
        if isinstance(outcome, Unusable):
            account.skipped[outcome.reason] += 1
            account.details[outcome.reason, outcome.detail] += 1
            on_reject(Reject(row, outcome.reason, outcome.detail))
        elif not outcome.is_new:
            account.there += 1
        else:
            account.closed += outcome.request.is_closed
            account.opened += not outcome.request.is_closed
            maps.note(outcome.request)
        on_row(account.rows)
    maps.draw()
    return account


Task = tuple[Row, LegacyReader]


def _tasks(sources: Source) -> Iterator[Task]:
    for file, reader in sources:
        for row in file.rows():
            yield row, reader


def _in_order(tasks: Iterable[Task], workers: Sequence[Ports]) -> Iterator[tuple[Row, Imported | Unusable]]:
    """Each row with what became of it, in order, while the next ones are under way."""
    free: SimpleQueue[Ports] = SimpleQueue()
    for ports in workers:
        free.put(ports)

    def work(task: Task) -> Imported | Unusable:
        ports = free.get()
        try:
            return _one(ports, *task)
        finally:
            free.put(ports)

    under_way: deque[tuple[Row, Future[Imported | Unusable]]] = deque()
    with ThreadPoolExecutor(len(workers)) as pool:
        try:
            for task in tasks:
                under_way.append((task[0], pool.submit(work, task)))
                if len(under_way) >= _AHEAD * len(workers):
                    row, future = under_way.popleft()
                    yield row, future.result()
            while under_way:
                row, future = under_way.popleft()
                yield row, future.result()
        finally:
            for _, future in under_way:
                future.cancel()


def _one(ports: Ports, row: Row, reader: LegacyReader) -> Imported | Unusable:
    try:
        case = reader.read(row)
        imported = import_case(ports, case)
        if imported.request.is_closed:
            # Its events are history and are not relayed, so nothing else would count it. Once more changes nothing.
            count_insights(ports, imported.request.id)
        return imported
    except Unusable as unusable:
        return unusable
    except OutsideCity:
        return Unusable(OUTSIDE, f"{case.point.latitude}, {case.point.longitude}")
    except BadInput as error:
        if not error.problems:
            return Unusable(error.message)
        return Unusable(f"{error.problems[0].field}: {error.problems[0].problem}", error.problems[0].mend)
    except CityError as error:
        return Unusable(error.message)


class _Maps:
    """Draws the map once at the end where cases were taken over closed that still show.

    Their events are not relayed, so nothing else would; open ones are drawn as their events arrive.
    """

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._one_of_each: dict[tuple[int, int], str] = {}

    def note(self, request: ServiceRequest) -> None:
        entry = tile_entry(self._ports, request) if request.is_closed else None
        if entry and (entry.expires_at is None or entry.expires_at > self._ports.now()):
            self._one_of_each.setdefault(_finest(request.public_point), request.id)

    def draw(self) -> None:
        for fault in render_tiles(self._ports, self._one_of_each.values()).failed.values():
            raise fault


def _finest(point: Point) -> tuple[int, int]:
    return tile_of(point, max(POINT_ZOOMS))
