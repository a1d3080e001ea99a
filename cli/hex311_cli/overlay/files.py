"""Bytes of a layer's file: plain, gzipped, or a member of a ZIP archive, none of them without measure."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from hex311_cli.overlay.sources import LayerError

MOST_BYTES = 1_500_000_000
"""Unpacked; a city's largest layers have a tenth of it."""


def read_bytes(path: Path) -> bytes:
    """A file, unpacked when it is gzipped; raises `LayerError`."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise LayerError(path.name, f"it cannot be read ({fault.strerror or fault})", "Check the path.") from fault
    return _ungzipped(raw, path.name) if raw.startswith(b"\x1f\x8b") else raw


def is_zip(raw: bytes) -> bool:
    return raw.startswith(b"PK")


class Archive:
    """A ZIP archive of one or several layers; raises `LayerError` for what cannot be unpacked."""

    def __init__(self, raw: bytes, where: str) -> None:
        self.where = where
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except zipfile.BadZipFile as fault:
            raise LayerError(where, "the ZIP archive is damaged or cut short", "Fetch it again.") from fault
        # What a Mac adds beside every file is no layer.
        self.names = [
            name for name in self._zip.namelist() if not name.endswith("/") and not name.startswith("__MACOSX/")
        ]

    def ending_in(self, suffixes: Sequence[str]) -> list[str]:
        """The members whose names end so, in any case of letters."""
        return [name for name in self.names if name.lower().endswith(tuple(suffixes))]

    def read(self, name: str) -> bytes:
        """One member, unpacked."""
        info = self._zip.getinfo(name)
        spot = f"{self.where}, {name}"
        if info.file_size > MOST_BYTES:
            raise LayerError(spot, f"it unpacks to {info.file_size:,} bytes", "Send a smaller extract.")
        try:
            raw = self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as fault:
            raise LayerError(spot, f"it cannot be unpacked ({fault})", "Make the archive again.") from fault
        except RuntimeError as fault:  # encrypted
            raise LayerError(spot, "it is encrypted", "Send it without a password.") from fault
        return _ungzipped(raw, spot) if raw.startswith(b"\x1f\x8b") else raw

    def beside(self, name: str, suffix: str) -> bytes | None:
        """The member of the same name with another ending (`.dbf` of a `.shp`), or None."""
        wanted = f"{name[: name.rindex('.')]}{suffix}".lower()
        return next((self.read(other) for other in self.names if other.lower() == wanted), None)


def _ungzipped(raw: bytes, where: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            plain = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise LayerError(where, "the gzip file is damaged or cut short", "Fetch it again.") from fault
    if len(plain) > MOST_BYTES:
        raise LayerError(where, f"it unpacks to more than {MOST_BYTES:,} bytes", "Send a smaller extract.")
    return plain
