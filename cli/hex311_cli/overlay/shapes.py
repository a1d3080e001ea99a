"""From degrees to valid integer polygons: rounding to 1e-7 degree, repairs, one geometry for each id.

Rounding moves a vertex by at most half a unit (about 0.6 cm). Rings that cross, or come to cross by the
rounding, are repaired; every repair is reported with the change of area, so that a person can judge it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hex311.spatial.cells import UNITS_PER_DEGREE, WORLD_UNITS
from hex311_cli.overlay.borders import answers_alone, order_of
from hex311_cli.overlay.grid import Floats
from hex311_cli.overlay.sources import FeatureSource, LayerError, LayerSource

METRES_PER_UNIT = 111_320 / UNITS_PER_DEGREE
_NEAR_ANTIMERIDIAN = 179.0


@dataclass(frozen=True, slots=True)
class Repair:
    """What was changed in a feature before it could be indexed; `area_change_m2` is after minus before."""

    layer: str
    feature: str
    what: str
    area_change_m2: float = 0.0


@dataclass(frozen=True, slots=True)
class IntegerLayer:
    """A layer ready for indexing, features in the order in which they are preferred (lowest id first, as a rule).

    `first_only` says that on a border only the first of those that share it answers.

    `geometries` are valid shapely polygons or multipolygons whose coordinates are whole numbers of
    1e-7 degree, with x beyond 180 degrees where the city lies across the antimeridian.
    """

    id: str
    first_only: bool
    features: tuple[FeatureSource, ...]
    geometries: tuple[BaseGeometry, ...]
    volatile: tuple[str, ...] = ()


def is_across_antimeridian(layers: Sequence[LayerSource]) -> bool:
    """Whether longitudes are to be counted from 0 to 360: some layer comes near the antimeridian."""
    geometries = [feature.geometry for layer in layers for feature in layer.features]
    west, _, east, _ = shapely.total_bounds(np.array(geometries, dtype=object))
    return bool(west < -_NEAR_ANTIMERIDIAN or east > _NEAR_ANTIMERIDIAN)


def to_integers(layer: LayerSource, across_antimeridian: bool = False) -> tuple[IntegerLayer, list[Repair]]:
    """Round, repair and join the features of a layer; raises `LayerError` when nothing is left of it."""
    repairs: list[Repair] = []
    pieces: dict[str, list[tuple[FeatureSource, BaseGeometry]]] = {}
    for feature in layer.features:
        rounded = _rounded(feature.geometry, across_antimeridian)
        if rounded.bounds and rounded.bounds[2] - rounded.bounds[0] > WORLD_UNITS / 2:
            raise LayerError(
                f"layer {layer.id}, feature {feature.id}",
                "it is wider than half the globe",
                "Split it at the antimeridian (180 degrees).",
            )
        geometry = _repaired(layer.id, feature, rounded, repairs)
        if geometry is not None:
            pieces.setdefault(feature.id, []).append((feature, geometry))
    if not pieces:
        raise LayerError(f"layer {layer.id}", "no feature of it covers any ground", "Send areas (polygons).")
    features: list[FeatureSource] = []
    geometries: list[BaseGeometry] = []
    order = order_of(layer.boundary_rule)
    for feature_id in sorted(pieces, key=lambda one: order(pieces[one][0][0])):
        features.append(pieces[feature_id][0][0])
        geometries.append(_joined(layer.id, feature_id, [shape for _, shape in pieces[feature_id]], repairs))
    alone = answers_alone(layer.boundary_rule)
    return IntegerLayer(layer.id, alone, tuple(features), tuple(geometries), tuple(layer.volatile)), repairs


def square_metres(square_units: float, geometry: BaseGeometry) -> float:
    """Square units as square metres at the latitude of the geometry, good enough for a report."""
    if geometry.is_empty:
        return 0.0
    latitude = (geometry.bounds[1] + geometry.bounds[3]) / 2 / UNITS_PER_DEGREE
    return float(square_units) * METRES_PER_UNIT**2 * cos(radians(latitude))


def _rounded(geometry: BaseGeometry, across_antimeridian: bool) -> BaseGeometry:
    def to_units(degrees: Floats) -> Floats:
        units: Floats = np.rint(degrees * UNITS_PER_DEGREE)
        if across_antimeridian:
            units[:, 0] = np.where(units[:, 0] < 0, units[:, 0] + WORLD_UNITS, units[:, 0])
        return units

    return shapely.transform(shapely.force_2d(geometry), to_units)


def _repaired(layer: str, feature: FeatureSource, geometry: BaseGeometry, repairs: list[Repair]) -> BaseGeometry | None:
    if geometry.is_valid and not geometry.is_empty:
        return geometry
    reason = str(shapely.is_valid_reason(geometry)).partition("[")[0].strip()
    mended = _snapped(shapely.make_valid(geometry, method="structure", keep_collapsed=False))
    if mended.is_empty:
        repairs.append(
            Repair(layer, feature.id, "left out: it covers no ground", square_metres(-geometry.area, geometry))
        )
        return None
    change = square_metres(mended.area - geometry.area, mended)
    repairs.append(Repair(layer, feature.id, f"repaired: {reason}", change))
    return mended


def _joined(layer: str, feature_id: str, geometries: Sequence[BaseGeometry], repairs: list[Repair]) -> BaseGeometry:
    if len(geometries) == 1:
        return geometries[0]
    joined = shapely.multipolygons(shapely.get_parts(np.array(geometries, dtype=object)))
    if not joined.is_valid:
        joined = _snapped(shapely.union_all(np.array(geometries, dtype=object)))
    change = square_metres(joined.area - sum(geometry.area for geometry in geometries), joined)
    repairs.append(Repair(layer, feature_id, f"joined: {len(geometries)} features had this id", change))
    return joined


def _snapped(geometry: BaseGeometry) -> BaseGeometry:
    """Polygons only, on whole units, valid."""
    snapped = shapely.set_precision(geometry, 1.0)
    parts = [part for part in shapely.get_parts(snapped) if part.geom_type == "Polygon"]
    whole = shapely.MultiPolygon(parts)
    return whole if whole.is_valid else shapely.union_all(np.array(parts, dtype=object), grid_size=1.0)
