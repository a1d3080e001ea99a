"""What is wrong with a city pack: file, line, problem, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """One thing to mend. `file` is relative to the pack's folder; `line` counts from 1 (0: whole file)."""

    file: str
    line: int
    problem: str
    mend: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.problem}" + (f" {self.mend}" if self.mend else "")


class PackErrors(Exception):
    """A city pack that cannot be published; `problems` lists everything that was found, in file order."""

    def __init__(self, problems: Iterable[PackProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
