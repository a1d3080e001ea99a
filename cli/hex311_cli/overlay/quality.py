"""What is wrong with a layer though it can be indexed: overlaps, gaps, slivers, doubles, and ground in the wrong place.

Nothing is changed here. Findings are told before anything is activated; those that would send crews to the wrong
place (`serious`) stop an import until an operator says otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from hex311.spatial.cells import UNITS_PER_DEGREE
from hex311_cli.overlay.shapes import METRES_PER_UNIT, IntegerLayer, square_metres

Floats = npt.NDArray[np.float64]

MOST_EACH = 20
"""Findings of one kind that are listed for a layer; the rest is counted."""

SLIVER_M = 3.0
"""Overlaps and gaps narrower than this come from drawing a border twice."""

LEAST_M2 = 1.0
"""Smaller ones come from rounding and are not told."""

_TILING = 0.98
"""A layer that covers this share of the city is taken to be meant to cover all of it."""

_SHIFT_LEAST_M = 2.0
_SHIFT_MOST_M = 400.0
_SHIFT_AGREES = 0.75


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: in which layer, what, which features, where (degrees), how much ground."""

    layer: str
    kind: str
    what: str
    features: tuple[str, ...] = ()
    latitude: float = 0.0
    longitude: float = 0.0
    area_m2: float = 0.0
    serious: bool = False


def findings(layer: IntegerLayer, bounds: IntegerLayer | None = None) -> list[Finding]:
    """What is to be looked at in a layer; `bounds` is the layer that bounds the city, if there is one."""
    geometries = np.array(layer.geometries, dtype=object)
    ids = [feature.id for feature in layer.features]
    found = [*_limited(layer.id, _doubles_and_overlaps(layer.id, ids, geometries))]
    ground = shapely.union_all(geometries)
    found += _limited(layer.id, _gaps(layer.id, ground))
    if bounds is not None and bounds.id != layer.id:
        city = shapely.union_all(np.array(bounds.geometries, dtype=object))
        found += _against_city(layer.id, ground, city, bounds.id)
    return found


def _doubles_and_overlaps(layer: str, ids: Sequence[str], geometries: npt.NDArray[np.object_]) -> Iterator[Finding]:
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    chosen = left < right
    left, right = left[chosen], right[chosen]
    common = shapely.intersection(geometries[left], geometries[right])
    areas = shapely.area(common)
    order = np.argsort(-areas)
    for at in order[areas[order] > 0]:
        first, second, shape = ids[left[at]], ids[right[at]], common[at]
        size = square_metres(areas[at], shape)
        if size < LEAST_M2:
            continue
        latitude, longitude = _spot(shape)
        if areas[at] == geometries[left[at]].area == geometries[right[at]].area:
            what = f"{first} and {second} are the same ground twice"
            yield Finding(layer, "double", what, (first, second), latitude, longitude, size, serious=True)
            continue
        kind = "sliver" if _width_m(shape) < SLIVER_M else "overlap"
        what = f"{first} and {second} overlap"
        yield Finding(layer, kind, what, (first, second), latitude, longitude, size)


def _gaps(layer: str, ground: BaseGeometry) -> Iterator[Finding]:
    """Holes in the ground of all features together that are too narrow to be meant."""
    parts = shapely.get_parts(ground)
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    for hole in sorted(holes, key=lambda one: -one.area):
        size = square_metres(hole.area, hole)
        if size >= LEAST_M2 and _width_m(hole) < SLIVER_M:
            latitude, longitude = _spot(hole)
            yield Finding(layer, "gap", "a sliver between features belongs to none", (), latitude, longitude, size)


def _against_city(layer: str, ground: BaseGeometry, city: BaseGeometry, city_id: str) -> Iterator[Finding]:
    latitude, longitude = _spot(ground)
    if not ground.intersects(city):
        swapped = shapely.transform(ground, lambda xy: xy[:, ::-1])
        hint = ": latitude and longitude are the wrong way round" if swapped.intersects(city) else ""
        what = f"no feature of it lies in {city_id}{hint}"
        yield Finding(layer, "elsewhere", what, (), latitude, longitude, 0.0, serious=True)
        return
    shift = datum_shift(ground, city)
    if shift is not None:
        east, north = shift
        what = (
            f"its outline lies {abs(east):.0f} m {'east' if east > 0 else 'west'} and {abs(north):.0f} m "
            f"{'north' if north > 0 else 'south'} of {city_id}: its coordinates may be of another datum (NAD27, say)"
        )
        yield Finding(layer, "shift", what, (), latitude, longitude, 0.0, serious=True)
        return
    missing = shapely.difference(city, ground)
    if 1 - missing.area / city.area < _TILING:
        return
    parts = sorted(shapely.get_parts(missing), key=lambda one: -one.area)
    for part in parts[:MOST_EACH]:
        size = square_metres(part.area, part)
        if size >= 100 * LEAST_M2:
            latitude, longitude = _spot(part)
            what = f"a piece of {city_id} belongs to none of its features"
            yield Finding(layer, "gap", what, (), latitude, longitude, size)


def datum_shift(ground: BaseGeometry, city: BaseGeometry) -> tuple[float, float] | None:
    """How far (metres east, north) the outline of `ground` lies from that of `city`, when it is the same outline
    moved as a whole; None when it is in its place, or is another outline.

    At points along the city's outline the distance to the layer's, square to the border, is measured; a shift of the
    whole explains these distances (least squares), other differences do not.
    """
    outline, other = _longest(city), _longest(ground)
    squeeze = float(np.cos(np.radians(city.centroid.y / UNITS_PER_DEGREE)))
    places = np.linspace(0, 1, 600, endpoint=False)
    step = outline.length / 60_000
    at = shapely.line_interpolate_point(outline, places, normalized=True)
    before = shapely.get_coordinates(shapely.line_interpolate_point(outline, places * outline.length - step))
    after = shapely.get_coordinates(shapely.line_interpolate_point(outline, places * outline.length + step))
    metres = np.array([METRES_PER_UNIT * squeeze, METRES_PER_UNIT])
    along = (after - before) * metres
    normal = np.stack([along[:, 1], -along[:, 0]], axis=-1)
    length = np.linalg.norm(normal, axis=-1)
    nearest = shapely.get_coordinates(shapely.line_interpolate_point(other, shapely.line_locate_point(other, at)))
    offset = (nearest - shapely.get_coordinates(at)) * metres
    away = np.linalg.norm(offset, axis=-1)
    usable = (length > 0) & (away < _SHIFT_MOST_M)
    if usable.sum() < len(places) / 2:
        return None
    normal = normal[usable] / length[usable, None]
    distance = (offset[usable] * normal).sum(axis=-1)
    shift, *_ = np.linalg.lstsq(normal, distance, rcond=None)
    if np.linalg.norm(shift) < _SHIFT_LEAST_M:
        return None
    # Most of the outline must have moved so; the rest may be corners, or parts drawn anew.
    agrees = np.abs(distance - normal @ shift) < max(1.0, 0.2 * float(np.linalg.norm(shift)))
    if agrees.mean() < _SHIFT_AGREES:
        return None
    return float(shift[0]), float(shift[1])


def _longest(geometry: BaseGeometry) -> BaseGeometry:
    rings = [part.exterior for part in shapely.get_parts(geometry)]
    return max(rings, key=lambda ring: ring.length)


def _width_m(shape: BaseGeometry) -> float:
    """About how wide a long thin shape is."""
    return 2 * shape.area / shape.length * METRES_PER_UNIT if shape.length else 0.0


def _spot(shape: BaseGeometry) -> tuple[float, float]:
    """Latitude and longitude of some place in the shape."""
    point = shape.representative_point()
    return point.y / UNITS_PER_DEGREE, point.x / UNITS_PER_DEGREE


def _limited(layer: str, found: Iterator[Finding]) -> Iterator[Finding]:
    """The first of each kind, and how many more there are."""
    counts: dict[str, int] = {}
    for finding in found:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
        if counts[finding.kind] <= MOST_EACH:
            yield finding
    for kind, count in counts.items():
        if count > MOST_EACH:
            yield Finding(layer, kind, f"{count - MOST_EACH} more of this kind ({kind})")
