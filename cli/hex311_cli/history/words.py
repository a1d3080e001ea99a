"""Comparing names that people wrote: case, punctuation and spaces do not matter."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """`Pot-Hole in  STREET ` and `pot hole in street` are the same name."""
    return _BREAKS.sub(" ", text.casefold()).strip()
