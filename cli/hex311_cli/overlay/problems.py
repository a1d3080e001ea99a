"""Refusals of layers: where, what, and how to mend it. No geometry is imported here."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayerProblem:
    """Where something is wrong (file, feature), what it is, and how to mend it."""

    where: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}. {self.mend}"


class LayerError(Exception):
    """Layers that cannot be taken; `problems` has at least one entry."""

    def __init__(self, where: str, problem: str, mend: str, more: Sequence[LayerProblem] = ()) -> None:
        self.problems = (LayerProblem(where, problem, mend), *more)
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def of(cls, problems: Sequence[LayerProblem]) -> "LayerError":
        """One error for several problems."""
        first, *more = problems
        return cls(first.where, first.problem, first.mend, more)
