"""Read shapefiles, loose or zipped, by pyshp: .shp and .dbf, with .prj for the reference system, .cpg for letters."""

import io
import struct
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shapefile

from hex311_cli.overlay.areas import NotAnArea, area
from hex311_cli.overlay.files import Archive, read_bytes
from hex311_cli.overlay.raw import Found, RawFeature
from hex311_cli.overlay.sources import LayerError

_AREAS = (shapefile.POLYGON, shapefile.POLYGONZ, shapefile.POLYGONM)
_EXPORT = "Export the shapefile again, with all its parts (.shp, .shx, .dbf, .prj)."

Beside = Callable[[str], bytes | None]
"""The bytes of the part with this ending (`.dbf`), or None."""


def find_shapefile(path: Path) -> Found:
    """A loose .shp, with what lies beside it."""

    def beside(suffix: str) -> bytes | None:
        wanted = path.with_suffix(suffix).name.lower()
        part = next((other for other in path.parent.iterdir() if other.name.lower() == wanted), None)
        return read_bytes(part) if part else None

    return _find(read_bytes(path), beside, path.name)


def find_zipped_shapefile(archive: Archive, name: str) -> Found:
    """The shapefile of this name in an archive."""
    return _find(archive.read(name), lambda suffix: archive.beside(name, suffix), f"{archive.where}, {name}")


def _find(shp: bytes, beside: Beside, where: str) -> Found:
    dbf = beside(".dbf")
    if dbf is None:
        raise LayerError(where, "its .dbf with the names is missing", _EXPORT)
    shx = beside(".shx")
    prj = beside(".prj")
    found = Found(where, stated=prj.decode("utf-8", "replace").strip() or None if prj else None)
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            shapefile.Reader(
                shp=io.BytesIO(shp),
                dbf=io.BytesIO(dbf),
                shx=io.BytesIO(shx) if shx else None,
                encoding=_encoding(beside(".cpg"), dbf),
                encodingErrors="replace",
            ) as reader,
        ):
            # pyshp warns of a length that is not as the header says; it stops the reading later, if it matters.
            _read(reader, found)
    except (shapefile.ShapefileException, struct.error, ValueError, IndexError, KeyError, EOFError, OSError) as fault:
        raise LayerError(where, f"it is damaged or cut short ({fault or type(fault).__name__})", _EXPORT) from fault
    return found.checked()


def _read(reader: Any, found: Found) -> None:
    if reader.shapeType not in (*_AREAS, shapefile.NULL):
        kind = str(reader.shapeTypeName).lower()
        raise LayerError(found.where, f"its shapes are of the kind {kind}, not polygon", "A layer is made of areas.")
    for number, entry in enumerate(reader.iterShapeRecords(), start=1):
        spot = f"{found.where}, feature {number}"
        if entry.shape.shapeType not in _AREAS or not entry.shape.points:
            found.notes.append(f"{spot}: it has no geometry and was left out.")
            continue
        try:
            geometry = area(_plain(entry.shape.__geo_interface__))
        except NotAnArea as refusal:
            if found.refuse(spot, refusal.problem, refusal.mend):
                break
            continue
        found.features.append(RawFeature(spot, None, entry.record.as_dict(date_strings=True), geometry))


def _plain(value: Any) -> Any:
    """pyshp's tuples as the lists that GeoJSON has."""
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _encoding(cpg: bytes | None, dbf: bytes) -> str:
    """What the .cpg says; without one UTF-8 where all bytes are, else Windows' western letters."""
    named = (cpg or b"").decode("ascii", "ignore").strip().lower().replace("ansi ", "cp")
    for name in (named, f"cp{named}"):
        try:
            "".encode(name)
        except LookupError:
            continue
        return name
    try:
        dbf[32:].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
