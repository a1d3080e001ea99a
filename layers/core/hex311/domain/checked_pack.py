"""A city pack that somebody sent, as the check left it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PackFault:
    """One thing to mend: in which file and line (0: the file as a whole), what is wrong, how to put it right."""

    file: str
    line: int
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """With faults there are no documents. `notes` are worth knowing and stop nothing."""

    faults: tuple[PackFault, ...] = ()
    notes: tuple[PackFault, ...] = ()
    documents: Mapping[str, Any] | None = None
    content_hash: str = ""
