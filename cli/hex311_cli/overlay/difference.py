"""What a new version of a layer changes: areas that are new, gone, redrawn or told in other words, with their outlines.

It is for people: outlines are simplified until a page can show them all, the figures are of the true ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hex311.spatial.cells import UNITS_PER_DEGREE
from hex311_cli.overlay.shapes import IntegerLayer, is_across_antimeridian, square_metres, to_integers
from hex311_cli.overlay.sources import FeatureSource, LayerSource, id_order

Kind = Literal["added", "gone", "redrawn", "reworded"]
KINDS: tuple[Kind, ...] = ("added", "gone", "redrawn", "reworded")

LEAST_M2 = 1.0
"""Ground that moves by less comes from rounding."""

MOST_AREAS = 1_000
MOST_POSITIONS = 60_000
"""Of all outlines together: some 1.2 MB, a fifth of what a function may answer."""

_FINEST, _COARSEST = 50, 100_000
"""Units of 1e-7 degree: half a metre to a kilometre."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One area. `moved` is the ground that it gains or loses; `words` are (field, before, after), "" for none."""

    id: str
    name: str
    kind: Kind
    before: BaseGeometry | None = None
    after: BaseGeometry | None = None
    moved: BaseGeometry | None = None
    words: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, and the areas that stay as they are. `before` counts the areas of now, None for a new layer."""

    layer: str
    before: int | None
    after: int
    changes: Sequence[Change] = ()
    same: Sequence[BaseGeometry] = field(default_factory=tuple)

    @property
    def counts(self) -> dict[str, int]:
        told = {kind: sum(one.kind == kind for one in self.changes) for kind in KINDS}
        return {**told, "same": len(self.same)}


def difference(before: LayerSource | None, after: LayerSource) -> Difference:
    """What `after` changes of `before`, by the ids of their areas; without one before all of it is new."""
    across = is_across_antimeridian([after, *([before] if before else [])])
    new, old = _by_id(to_integers(after, across)[0]), _by_id(to_integers(before, across)[0]) if before else {}
    changes: list[Change] = []
    same: list[BaseGeometry] = []
    for area_id in sorted({*new, *old}, key=id_order):
        change = _change(area_id, old.get(area_id), new.get(area_id))
        if change is None:
            same.append(new[area_id][1])
        else:
            changes.append(change)
    changes.sort(key=lambda one: KINDS.index(one.kind))
    return Difference(after.id, len(old) if before else None, len(new), changes, same)


def difference_view(found: Difference) -> dict[str, Any]:
    """As the staff API tells it: outlines as coordinates of MultiPolygons (longitude first), sizes in square metres."""
    shown = found.changes[:MOST_AREAS]
    tolerance = _tolerance([*(shape for one in shown for shape in _shapes(one)), *found.same])
    same = [_outline(shape, tolerance) for shape in found.same]
    return {
        "layer": found.layer,
        "before": found.before,
        "after": found.after,
        "counts": found.counts,
        "areas": [_change_view(one, tolerance) for one in shown],
        "more": len(found.changes) - len(shown),
        "same": [outline for outline in same if outline],
    }


def _by_id(layer: IntegerLayer) -> dict[str, tuple[FeatureSource, BaseGeometry]]:
    return {one.id: (one, shape) for one, shape in zip(layer.features, layer.geometries, strict=True)}


def _change(
    area_id: str, old: tuple[FeatureSource, BaseGeometry] | None, new: tuple[FeatureSource, BaseGeometry] | None
) -> Change | None:
    if new is None or old is None:
        one, shape = new or old  # type: ignore[misc]
        kind: Kind = "added" if old is None else "gone"
        return Change(area_id, one.name, kind, shape if new is None else None, shape if old is None else None)
    moved = _moved(old[1], new[1])
    words = tuple(_words(old[0], new[0]))
    if moved is None and not words:
        return None
    return Change(area_id, new[0].name, "redrawn" if moved else "reworded", old[1], new[1], moved, words)


def _moved(old: BaseGeometry, new: BaseGeometry) -> BaseGeometry | None:
    if shapely.equals_exact(old, new, normalize=True):
        return None
    moved = shapely.symmetric_difference(old, new)
    return moved if square_metres(moved.area, moved) >= LEAST_M2 else None


def _words(old: FeatureSource, new: FeatureSource) -> Iterator[tuple[str, str, str]]:
    if old.name != new.name:
        yield "name", old.name, new.name
    for name in dict.fromkeys((*old.attributes, *new.attributes)):
        before, after = old.attributes.get(name, ""), new.attributes.get(name, "")
        if before != after:
            yield name, before, after


def _shapes(change: Change) -> list[BaseGeometry]:
    return [shape for shape in (change.before, change.after, change.moved) if shape is not None]


def _tolerance(shapes: Sequence[BaseGeometry]) -> int:
    """How much the outlines are simplified so that all of them fit, in units."""
    tolerance = _FINEST
    all_shapes = np.array(shapes, dtype=object)
    while tolerance < _COARSEST:
        if int(shapely.get_num_coordinates(shapely.simplify(all_shapes, tolerance)).sum()) <= MOST_POSITIONS:
            break
        tolerance *= 2
    return tolerance


def _change_view(change: Change, tolerance: int) -> dict[str, Any]:
    where = shapely.total_bounds(np.array([change.moved] if change.moved else _shapes(change), dtype=object))
    return {
        "id": change.id,
        "name": change.name,
        "kind": change.kind,
        "bounds": [round(float(one) / UNITS_PER_DEGREE, _DIGITS) for one in where],
        "square_metres": {
            part: round(square_metres(shape.area, shape))
            for part in ("before", "after", "moved")
            if (shape := getattr(change, part)) is not None
        },
        "words": [{"field": name, "before": old, "after": new} for name, old, new in change.words],
        "outlines": _outlines(change, tolerance),
    }


def _outlines(change: Change, tolerance: int) -> Mapping[str, Any]:
    """Those that a map has to draw: an area that is only told in other words has one outline."""
    wanted = ("after",) if change.kind == "reworded" else ("before", "after", "moved")
    return {part: _outline(shape, tolerance) for part in wanted if (shape := getattr(change, part)) is not None}


def _outline(shape: BaseGeometry, tolerance: int) -> list[Any]:
    """Coordinates of a MultiPolygon; what is thinner than the tolerance is not drawn."""
    parts = [part for part in shapely.get_parts(shapely.simplify(shape, tolerance)) if part.geom_type == "Polygon"]
    return [
        [_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts if not part.is_empty and part.area
    ]


def _ring(ring: BaseGeometry) -> list[list[float]]:
    rounded: list[list[float]] = np.round(shapely.get_coordinates(ring) / UNITS_PER_DEGREE, _DIGITS).tolist()
    return rounded
