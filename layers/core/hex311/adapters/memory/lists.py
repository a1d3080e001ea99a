"""The memory twin of the public list indexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hex311.adapters.memory.cases import MemoryStore
from hex311.domain.summary import Summary, summary_of
from hex311.ports import RequestLists
from hex311.spatial.request_list import ListEntry, Stream, Window, entry_of, partitions_of, sort_key


@dataclass
class MemoryRequestLists(RequestLists):
    """The `RequestLists` port, told anew from the cases at each call."""

    store: MemoryStore

    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        return [one for _, one in self._newest(stream, window)][:most]

    def entries(self, stream: Stream, window: Window, most: int) -> Sequence[ListEntry]:
        by_update = stream.index.is_by_update
        return [entry_of(one, by_update=by_update) for _, one in self._newest(stream, window)][:most]

    def these(self, case_ids: Sequence[str], *, private: bool = False, fresh: bool = True) -> Sequence[Summary]:
        wanted = set(case_ids)
        return [one for one in self._all() if one.id in wanted and (private or not one.is_private)]

    def _newest(self, stream: Stream, window: Window) -> list[tuple[str, Summary]]:
        found = []
        for one in self._all():
            key = sort_key(one, by_update=stream.index.is_by_update)
            is_there = partitions_of(one)[stream.index.part] == stream.partition
            if is_there and window.low <= key <= window.high and key != window.before:
                found.append((key, one))
        return sorted(found, key=lambda pair: pair[0], reverse=True)

    def _all(self) -> Iterator[Summary]:
        return (summary_of(case.request) for case in self.store.cases.values())
