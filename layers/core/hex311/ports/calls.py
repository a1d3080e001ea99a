"""What is kept of calls that filed nothing: counts."""

from collections.abc import Sequence
from typing import Protocol

from hex311.domain.information_call import CountedCalls, InformationCall


class InformationCalls(Protocol):
    """Counts of calls by topic, language and day. Nothing of a caller is kept."""

    def count(self, call: InformationCall, key: str, at: int) -> bool:
        """Count once for a key, at a moment in epoch seconds; False when the key was counted already."""

    def between(self, first: str, last: str) -> Sequence[CountedCalls]:
        """From one ISO day to another, both included; one query for each year touched."""
