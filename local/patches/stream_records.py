"""What a stream holds survives a restart.

ministack 1.5.33: saves how far each mapping has read, but not the stream; after a restart the stream is empty
while the mapping waits at its old position, so the next events (as many as had been read before) reach nobody.
AWS: stream records stay for 24 hours.
"""

from __future__ import annotations

import copy
from typing import Any

import ministack.services.dynamodb as dynamodb

_get_state = dynamodb.get_state
_restore = dynamodb._restore_state

#: Key in the saved state -> the emulator's store.
STORES = {"hex311_stream_records": "_stream_records", "hex311_stream_trimmed": "_stream_trimmed"}


def _state_with_streams() -> dict[str, Any]:
    """The emulator's own state, and the records with the count of those trimmed before them."""
    state: dict[str, Any] = _get_state()
    return state | {key: copy.deepcopy(getattr(dynamodb, store)) for key, store in STORES.items()}


def _restore_with_streams(data: dict[str, Any] | None) -> None:
    """Put both back; a state saved without streams restores as before."""
    _restore(data)
    for key, store in STORES.items():
        if data and key in data:
            getattr(dynamodb, store).update(data[key])


def apply() -> None:
    """Wrap saving and restoring (both are looked up in the module when they are called)."""
    dynamodb.get_state = _state_with_streams
    dynamodb._restore_state = _restore_with_streams
