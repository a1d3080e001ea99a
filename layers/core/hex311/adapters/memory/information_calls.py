"""The memory twin of the counts of calls."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hex311.domain.information_call import CountedCalls, InformationCall


@dataclass
class MemoryInformationCalls:
    """The `InformationCalls` port."""

    counts: Counter[InformationCall] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)

    def count(self, call: InformationCall, key: str, at: int) -> bool:
        if key in self.keys:
            return False
        self.keys.add(key)
        self.counts[call] += 1
        return True

    def between(self, first: str, last: str) -> Sequence[CountedCalls]:
        return [CountedCalls(call, n) for call, n in self.counts.items() if first <= call.day <= last]
