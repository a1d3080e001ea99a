"""Writing files that come out the same every time: fixed order, six decimals, no time stamps."""

import gzip
import json
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.addresses import Address
from tools.rivermark.assets import Asset
from tools.rivermark.frame import MICRO
from tools.rivermark.layers import Layer
from tools.rivermark.places import Place


def _position(x: float, y: float) -> list[float]:
    return [round(x / MICRO, 6), round(y / MICRO, 6)]


def _line(line: BaseGeometry) -> list[list[float]]:
    return [_position(x, y) for x, y in shapely.get_coordinates(line).tolist()]


def _polygon(polygon: shapely.Polygon) -> list[list[list[float]]]:
    return [_line(ring) for ring in (polygon.exterior, *polygon.interiors)]


def geometry(shape: BaseGeometry) -> dict[str, Any]:
    """GeoJSON of areas, with outer rings counter-clockwise (RFC 7946), or of lines."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        parts = shapely.get_parts(shapely.orient_polygons(shapely.normalize(shape), exterior_cw=False))
        polygons = [_polygon(part) for part in parts]
        if len(polygons) == 1:
            return {"type": "Polygon", "coordinates": polygons[0]}
        return {"type": "MultiPolygon", "coordinates": polygons}
    lines = [_line(part) for part in shapely.get_parts(shape)]
    return {"type": "MultiLineString", "coordinates": lines}


def _collection(features: list[tuple[dict[str, Any], dict[str, Any]]]) -> bytes:
    document = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": kept, "geometry": shape} for kept, shape in features],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def write_layer(path: Path, layer: Layer) -> None:
    _packed(
        path,
        _collection([({"id": f.id, "name": f.name, **f.attributes}, geometry(f.shape)) for f in layer]),
    )


def write_shapes(path: Path, shapes: list[tuple[dict[str, str], BaseGeometry]]) -> None:
    _packed(path, _collection([(dict(kept), geometry(shape)) for kept, shape in shapes]))


def write_addresses(path: Path, addresses: list[Address]) -> None:
    rows = ["number,street,postcode,latitude,longitude"]
    rows += [
        f"{a.number},{a.street},{a.postcode},{a.latitude / MICRO:.6f},{a.longitude / MICRO:.6f}" for a in addresses
    ]
    _packed(path, ("\n".join(rows) + "\n").encode())


def write_places(path: Path, places: list[Place]) -> None:
    features = []
    for place in places:
        kept = {"id": place.id, "name": place.name, "category": place.category}
        kept["address"] = f"{place.at.number} {place.at.street}"
        kept |= {key: value for key, value in (("phone", place.phone), ("hours", place.hours)) if value}
        point = {"type": "Point", "coordinates": _position(place.at.longitude, place.at.latitude)}
        features.append((kept, point))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_collection(features).replace(b'{"type":"Feature",', b'\n{"type":"Feature",') + b"\n")


def write_assets(path: Path, assets: list[Asset]) -> None:
    """Assets of one category; a name is written where there is one."""
    features = [
        ({"id": one.id, **({"name": one.name} if one.name else {}), **one.attributes}, _simple(one.shape))
        for one in assets
    ]
    _packed(path, _collection(features))


def _simple(shape: BaseGeometry) -> dict[str, Any]:
    """A single point or line."""
    if shape.geom_type == "Point":
        return {"type": "Point", "coordinates": _line(shape)[0]}
    return {"type": "LineString", "coordinates": _line(shape)}


def write_stories(path: Path, stories: list[dict[str, Any]]) -> None:
    lines = [json.dumps(story, ensure_ascii=False, separators=(",", ":")) for story in stories]
    _packed(path, ("\n".join(lines) + "\n").encode())
