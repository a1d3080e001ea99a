"""Any file of a layer as raw features in degrees: what it is, is told by its content, not by its name alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hex311_cli.overlay.esri import find_esri
from hex311_cli.overlay.files import Archive, is_zip, read_bytes
from hex311_cli.overlay.geojson import find_geojson, parse_json
from hex311_cli.overlay.kml import find_kml
from hex311_cli.overlay.place import Place, placed
from hex311_cli.overlay.raw import Found, RawLayer
from hex311_cli.overlay.shapefiles import find_shapefile, find_zipped_shapefile
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.topojson import find_topojson

SUFFIXES = (".geojson", ".json", ".ndjson", ".geojsonl", ".topojson", ".kml", ".kmz", ".shp", ".zip")
"""Of files that may hold a layer; `.gz` may follow."""


def read_raw(path: Path, *, part: str | None = None, crs: str | None = None, near: Place | None = None) -> RawLayer:
    """Read one file; raises `LayerError` naming the file, the feature, the reason and the mend.

    `part` names one of several layers in the file, `crs` the reference system (see `placed`), `near` the city.
    """
    return placed(find(path, part), crs, near)


def find(path: Path, part: str | None = None) -> Found:
    """The features of a file in its own coordinates."""
    if path.suffix.lower() in (".dbf", ".shx", ".prj"):
        raise LayerError(path.name, "it is a part of a shapefile", "Name the .shp; the others are found beside it.")
    if path.suffix.lower() == ".shp":
        return find_shapefile(path)
    raw = read_bytes(path)
    return _in_archive(Archive(raw, path.name), part) if is_zip(raw) else _by_content(raw, path.name, part)


def _by_content(raw: bytes, where: str, part: str | None) -> Found:
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return find_kml(raw, where, part)
    if raw.startswith(b"\x00\x00\x27\x0a"):
        raise LayerError(where, "it is a shapefile without its other parts", "Zip .shp, .shx, .dbf and .prj together.")
    document = parse_json(raw, where)
    if isinstance(document, Mapping):
        if document.get("type") == "Topology":
            return find_topojson(document, where, part)
        if _is_esri(document):
            return find_esri(document, where).checked()
    return find_geojson(document, where)


def _is_esri(document: Mapping[str, Any]) -> bool:
    return "type" not in document and isinstance(document.get("features"), list) and "error" not in document


def _in_archive(archive: Archive, part: str | None) -> Found:
    names = archive.ending_in([suffix for one in SUFFIXES for suffix in (one, f"{one}.gz")])
    if part is not None:
        named = [name for name in names if part in (name, Path(name).name, Path(name).stem)]
        # A KMZ's only document may have folders, one of which was meant.
        kml = [name for name in names if name.lower().endswith(".kml")]
        if not named and len(names) == len(kml) == 1:
            return find_kml(archive.read(kml[0]), f"{archive.where}, {kml[0]}", part)
        if not named:
            have = ", ".join(names) or "none"
            raise LayerError(archive.where, f"there is no layer {part} in it", f"There are: {have}.")
        names = named
    if not names:
        raise LayerError(archive.where, "there is no layer in this ZIP archive", "Zip .shp, .shx, .dbf and .prj.")
    if len(names) > 1:
        have = ", ".join(names)
        raise LayerError(archive.where, f"it holds {len(names)} layers: {have}", "Name one with --part.")
    (name,) = names
    if name.lower().endswith(".shp"):
        return find_zipped_shapefile(archive, name)
    raw = archive.read(name)
    if is_zip(raw):
        raise LayerError(f"{archive.where}, {name}", "it is a ZIP archive in another", "Unpack the outer one.")
    return _by_content(raw, f"{archive.where}, {name}", None)
