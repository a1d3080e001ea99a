"""How much of people's words a case can hold: it is one item of its table, and an item holds 400 KB."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

#: Beyond these no update is taken and no question asked. A report itself (64 KB in UTF-8), an answer and what comes
#: with a reopening still fit beside them, even where every sign takes the most room.
MOST_UPDATES_BYTES = 80_000
MOST_REPLIES_BYTES = 40_000


def stored_bytes(said: Iterable[Mapping[str, Any]]) -> int:
    """What they take up as they are stored: as JSON, in ASCII."""
    return len(json.dumps(list(said)))
