"""Change a text only where it is exactly what the patch was written against."""

from __future__ import annotations


def replaced_once(text: str, old: str, new: str) -> str:
    """`text` with its only occurrence of `old` replaced; RuntimeError when there is none, or more."""
    if text.count(old) != 1:
        raise RuntimeError(f"the emulator's source changed: expected once, found {text.count(old)} times: {old!r}")
    return text.replace(old, new)
