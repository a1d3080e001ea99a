"""The memory twin of the counters."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hex311.domain.case_entry import CaseEntry, entry_of, packed, unpacked
from hex311.domain.contribution import NOW, Contribution, CounterKey, delta
from hex311.domain.estimate import TypeModel
from hex311.ports import Clash
from hex311.ports.insights import Counted, Listing


@dataclass
class MemoryInsights:
    """The `Insights` port. Documents go through JSON, as they do in the table."""

    counters: dict[CounterKey, Counter[str]] = field(default_factory=dict)
    cases: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)

    def counted(self, case_id: str) -> Counted | None:
        if case_id not in self.cases:
            return None
        version, document, review_on = self.cases[case_id]
        return Counted(version, Contribution.of_document(json.loads(document)), review_on)

    def count(self, case_id: str, before: Counted | None, after: Counted) -> Counted:
        if self.counted(case_id) != before:
            raise Clash
        changes = delta(before.contribution if before else None, after.contribution)
        for key, counts in changes.items():
            kept = self.counters.setdefault(key, Counter())
            for name, number in counts.items():
                kept[name] += number
        self.cases[case_id] = (after.version, json.dumps(after.contribution.document()), after.review_on)
        return after

    def look_again(self, case_id: str, known: Counted, on: str) -> None:
        if self.counted(case_id) == known:
            version, document, _ = self.cases[case_id]
            self.cases[case_id] = (version, document, on)

    def rows(
        self, layer: str, area: str, code: str | None, first: str, last: str
    ) -> Iterable[tuple[CounterKey, Mapping[str, int]]]:
        for key, counts in self._sorted():
            is_asked = key[:2] == (layer, area) and code in (None, key.code)
            if is_asked and first[:7] <= key.period[:7] <= last[:7]:
                yield key, dict(counts)

    def _sorted(self) -> list[tuple[CounterKey, Counter[str]]]:
        return sorted(self.counters.items(), key=lambda row: (row[0].order, row[0].period))

    def layer_rows(self, layer: str, year: str) -> Iterable[tuple[CounterKey, Mapping[str, int]]]:
        for key, counts in self._sorted():
            if key.layer == layer and key.period[:4] == year:
                yield key, dict(counts)

    def live(self, layer: str) -> Mapping[str, Mapping[str, int]]:
        rows = self.layer_rows(layer, NOW[:4])
        found = {key.area: {name: n for name, n in counts.items() if n > 0} for key, counts in rows}
        return {area: counts for area, counts in found.items() if counts}

    def to_review(self, code: str, day: str) -> Iterable[str]:
        due = [
            (review_on, case_id)
            for case_id, (_, document, review_on) in self.cases.items()
            if review_on and review_on <= day and json.loads(document)["code"] == code
        ]
        return [case_id for _, case_id in sorted(due)]

    def entries(self, listing: Listing, most: int, after: str = "") -> Sequence[CaseEntry]:
        found = []
        for case_id, (_, document, _) in self.cases.items():
            stored = packed(entry_of(case_id, Contribution.of_document(json.loads(document))))
            entry = unpacked(case_id, stored)
            line, day = (entry.closed_line, entry.closed) if listing.by_closing else (entry.opened_line, entry.opened)
            if line == listing.line and listing.first <= day <= listing.last:
                found.append(entry)
        found.sort(key=listing.key, reverse=listing.newest_first)
        behind = [
            one
            for one in found
            if not after or (listing.key(one) < after if listing.newest_first else listing.key(one) > after)
        ]
        return behind[:most]

    def model(self, code: str) -> TypeModel | None:
        return TypeModel.of_document(json.loads(self.models[code])) if code in self.models else None

    def keep_model(self, learned: TypeModel) -> None:
        self.models[learned.code] = json.dumps(learned.document())
