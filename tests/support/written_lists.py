"""Lists as they are while others write: indexes and replicas that lag behind, and writes between the calls."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.summary import Summary
from hex311.ports import RequestLists
from hex311.spatial.request_list import ListEntry, Stream, Window, entry_of, partitions_of, sort_key
from hex311.usecases.list_requests import Wanted
from tests.support.city import HOME, VERSION

NOW = 1_790_000_000
DAY = 86_400
CODES = ("pothole", "graffiti_removal", "tree_planting", "street_light_out")


class WrittenLists(RequestLists):
    """`now` is what stands in the table; the indexes hold `indexed`, and reads that are not fresh see `replica`."""

    def __init__(self, summaries: Sequence[Summary]) -> None:
        self.now = {one.id: one for one in summaries}
        self.indexed, self.replica = dict(self.now), dict(self.now)
        self.between: Callable[[], None] = lambda: None
        self.looked_at = self.read = self.calls = 0

    def settle(self) -> None:
        self.indexed, self.replica = dict(self.now), dict(self.now)

    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        self.calls += 1
        by_update = stream.index.is_by_update
        found = [
            (key, one)
            for one in self.indexed.values()
            if partitions_of(one)[stream.index.part] == stream.partition
            and window.low <= (key := sort_key(one, by_update=by_update)) <= window.high
            and key != window.before
        ]
        self.between()
        return [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)][:most]

    def entries(self, stream: Stream, window: Window, most: int) -> Sequence[ListEntry]:
        found = [entry_of(one, by_update=stream.index.is_by_update) for one in self.newest(stream, window, most)]
        self.looked_at += len(found)
        return found

    def these(self, case_ids: Sequence[str], *, private: bool = False, fresh: bool = True) -> Sequence[Summary]:
        assert len(case_ids) <= 100
        self.calls += 1
        self.read += len(case_ids)
        table = self.now if fresh else self.replica
        found = [table[one] for one in case_ids if one in table]
        self.between()
        return [one for one in found if private or not one.is_private]


def some_summary(dice: random.Random, number: int, at: int | None = None) -> Summary:
    """One of a city of 6 by 6 km, of the last hundred days unless a time is given."""
    created = at or NOW - dice.randrange(100 * DAY)
    is_closed = dice.random() < 0.6
    return Summary(
        id=f"{number:04d}-AAA",
        service_code=dice.choice(CODES),
        catalogue_version=VERSION,
        status=Status.DONE if is_closed else Status.SCHEDULED,
        created_at=created,
        updated_at=at or dice.randint(created, NOW),
        latitude=HOME.latitude + dice.uniform(-0.027, 0.027),
        longitude=HOME.longitude + dice.uniform(-0.036, 0.036),
        is_private=dice.random() < 0.1,
    )


def changed(dice: random.Random, one: Summary, at: int) -> Summary:
    """The same request after a change: of its status, its service, or of neither."""
    what = dice.random()
    status = Status.DONE if what < 0.3 else Status.SCHEDULED if what < 0.6 else one.status
    code = dice.choice(CODES) if what > 0.9 else one.service_code
    return replace(one, status=status, service_code=code, updated_at=at)


def belongs(wanted: Wanted, one: Summary) -> bool:
    """Whether a request is one of the list, told by itself alone and in other words than those of the use case."""
    at = one.updated_at if wanted.by_update else one.created_at
    point = Point(latitude=one.latitude, longitude=one.longitude)
    return all(
        (
            wanted.begin <= at <= wanted.end,
            wanted.private or not one.is_private,
            ("closed" if one.is_closed else "open") in wanted.states,
            not wanted.codes or one.service_code in wanted.codes,
            wanted.area is None or wanted.area.holds(point),
        )
    )
