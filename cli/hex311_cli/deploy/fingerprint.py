"""One short text that changes when any of a set of files changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", ".pytest_cache", ".mypy_cache"})


def files_under(places: Iterable[Path]) -> list[Path]:
    """All files in the given files and folders, sorted, without caches."""
    found: set[Path] = set()
    for place in places:
        inside = place.rglob("*") if place.is_dir() else [place]
        found.update(
            file
            for file in inside
            if file.is_file() and file.suffix != ".pyc" and not _SKIPPED_FOLDERS & set(file.parts)
        )
    return sorted(found)


def fingerprint(places: Iterable[Path], root: Path) -> str:
    """SHA-256 over relative paths and contents."""
    digest = hashlib.sha256()
    for file in files_under(places):
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
