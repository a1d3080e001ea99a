"""Layers to measure the overlay with: the demo city's, as dense as wanted, as many as wanted; Chicago's own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
import yaml
from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.pack_layers import layers_of_pack
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer
from hex311_cli.overlay.sources import LayerSource

ROOT = Path(__file__).resolve().parents[1]
RIVERMARK = ROOT / "cities" / "rivermark"
CHICAGO = ROOT.parent / "shared" / "data" / "chicago" / "layers"
RIVERMARK_EXTENT, CHICAGO_EXTENT = "city_limits", "city_limits"

METRES_PER_DEGREE = 111_320.0
WANDER_M = 0.4
"""How far new vertices stray from the straight edge: a digitised street is never straight."""

Floats = npt.NDArray[np.float64]


def rivermark() -> list[LayerSource]:
    """The demo city's 35 layers."""
    entries = yaml.safe_load((RIVERMARK / "layers.yaml").read_text("utf-8"))["layers"]
    return [reading.layer for reading in layers_of_pack(entries, RIVERMARK)]


def chicago() -> list[LayerSource]:
    """Chicago's own layers; none where this machine does not have them."""
    found: list[LayerSource] = []
    for path in sorted(CHICAGO.glob("*.geojson.gz")):
        layer_id = layer_id_of(path)
        rule = "lowest_id" if layer_id.startswith("wards") else "all"
        id_field = {"pedestrian_streets": "NAME", "wards_2003": "WARD"}.get(layer_id)
        found.append(read_layer(path, Wishes(layer_id, id_field=id_field, boundary_rule=rule)).layer)
    return found


def vertices(layers: Sequence[LayerSource]) -> int:
    """How many positions the layers' rings have together."""
    return sum(int(shapely.get_num_coordinates(feature.geometry)) for layer in layers for feature in layer.features)


def densified(layers: Sequence[LayerSource], wanted: int) -> list[LayerSource]:
    """The same layers with about so many vertices, neighbours still sharing their borders vertex by vertex."""
    spacing = _total_length(layers) / wanted
    while True:
        dense = [_each_geometry(layer, partial(_densified, spacing=spacing)) for layer in layers]
        have = vertices(dense)
        if have >= wanted * 0.97:
            return dense
        spacing *= have / wanted * 0.98


def multiplied(layers: Sequence[LayerSource], wanted: int) -> list[LayerSource]:
    """The first `wanted` layers; when there are fewer, copies of them a little to the north-east follow."""
    found = list(layers[:wanted])
    copy = 1
    while len(found) < wanted:
        copy += 1
        for layer in layers[: wanted - len(found)]:
            moved = _each_geometry(layer, partial(_moved, by=0.0004 * (copy - 1)))
            found.append(replace(moved, id=f"{layer.id}_{copy}"))
    return found


def _each_geometry(layer: LayerSource, change: Callable[[BaseGeometry], BaseGeometry]) -> LayerSource:
    return replace(layer, features=[replace(one, geometry=change(one.geometry)) for one in layer.features])


def _moved(geometry: BaseGeometry, by: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda positions: positions + by)


def _total_length(layers: Sequence[LayerSource]) -> float:
    return sum(float(shapely.length(feature.geometry)) for layer in layers for feature in layer.features)


def _densified(geometry: BaseGeometry, spacing: float) -> BaseGeometry:
    return shapely.multipolygons(
        [
            shapely.Polygon(_ring(polygon.exterior, spacing), [_ring(hole, spacing) for hole in polygon.interiors])
            for polygon in shapely.get_parts(geometry)
        ]
    )


def _ring(ring: BaseGeometry, spacing: float) -> Floats:
    """New vertices on every edge, placed by its ends alone, whichever way it is walked."""
    corners = shapely.get_coordinates(ring)
    start, end = corners[:-1], corners[1:]
    backwards = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    low, high = np.where(backwards[:, None], end, start), np.where(backwards[:, None], start, end)
    along = high - low
    length = np.hypot(along[:, 0], along[:, 1])
    pieces = np.maximum(1, np.rint(length / spacing)).astype(np.int64)
    edge = np.repeat(np.arange(len(pieces)), pieces)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    place = np.where(backwards[edge], pieces[edge] - step, step) / pieces[edge]
    stray = np.sin(1e4 * (low[edge, 0] + 2 * low[edge, 1]) + 37.0 * place * pieces[edge])
    stray *= np.minimum(WANDER_M / METRES_PER_DEGREE, 0.1 * spacing)
    across = np.stack([-along[:, 1], along[:, 0]], axis=-1) / np.maximum(length, 1e-12)[:, None]
    inner = (place > 0) & (place < 1)
    made = low[edge] + place[:, None] * along[edge] + (stray * inner)[:, None] * across[edge]
    exact = np.where(step[:, None] == 0, start[edge], made)
    return np.vstack([exact, exact[:1]])
