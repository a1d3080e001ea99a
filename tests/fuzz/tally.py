"""What was asked and what came back: counts by operation and class of status, and every violation."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

CLASSES = (2, 3, 4, 5)
MOST_TOLD = 40


@dataclass(frozen=True)
class Violation:
    """`rule` that was broken, in which operation, by which call (enough to send it again)."""

    rule: str
    operation: str
    call: str


@dataclass
class Tally:
    """Counts of one run. `excused` operations may stay without success; each with its reason."""

    excused: dict[str, str] = field(default_factory=dict)
    counts: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    violations: list[Violation] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(counts.total() for counts in self.counts.values())

    @property
    def failures(self) -> int:
        """Answers of 5xx."""
        return sum(counts[5] for counts in self.counts.values())

    def count(self, operation: str, status: int) -> None:
        self.counts[operation][status // 100] += 1

    def violate(self, rule: str, operation: str, call: str) -> None:
        self.violations.append(Violation(rule, operation, call))

    def never_succeeded(self) -> list[str]:
        """Operations that were asked and never answered 2xx or 3xx, without an excuse."""
        done = (name for name, counts in self.counts.items() if counts[2] or counts[3])
        return sorted(self.counts.keys() - set(done) - self.excused.keys())

    def lines(self) -> list[str]:
        """The table of the run and what went wrong."""
        head = f"{'operation':<34}" + "".join(f"{f'{one}xx':>8}" for one in CLASSES)
        rows = [
            f"{name:<34}" + "".join(f"{counts[one]:>8}" for one in CLASSES)
            for name, counts in sorted(self.counts.items())
        ]
        told = [f"  {one.operation}: {one.rule}\n    {one.call}" for one in self.violations[:MOST_TOLD]]
        sums = f"{self.total} requests, {self.failures} answers of 5xx, {len(self.violations)} contract violations"
        return [head, *rows, *told, *(f"  never 2xx or 3xx: {name}" for name in self.never_succeeded()), sums]

    @property
    def is_clean(self) -> bool:
        return not (self.failures or self.violations or self.never_succeeded())
