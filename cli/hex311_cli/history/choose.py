"""A repeatable choice of usable rows from files of any size."""

from __future__ import annotations

import random
from collections.abc import Iterable

from hex311.usecases.import_case import LegacyCase
from hex311_cli.history.legacy_rows import LegacyReader
from hex311_cli.history.problems import Unusable
from hex311_cli.history.table import HistoryFile


def choose(sources: Iterable[tuple[HistoryFile, LegacyReader]], count: int, seed: int) -> list[LegacyCase]:
    """`count` usable rows, every one equally likely, the same for the same files and seed; ordered by number."""
    chance = random.Random(seed)
    chosen: list[LegacyCase] = []
    seen = 0
    for file, reader in sources:
        for row in file.rows():
            try:
                case = reader.read(row)
            except Unusable:
                continue
            seen += 1
            if len(chosen) < count:
                chosen.append(case)
            elif (place := chance.randrange(seen)) < count:
                chosen[place] = case
    return sorted(chosen, key=lambda case: case.number)
