"""A map layer as its owner gives it: features with WGS84 polygons, an id, a name and kept attributes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NotRequired, TypedDict

from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.problems import LayerError, LayerProblem

__all__ = ["BoundaryRule", "FeatureSource", "LayerError", "LayerProblem", "LayerSource", "Preference", "id_order"]


class Preference(TypedDict):
    """On a border the first of `prefer` answers that is there; features that it does not name come after these,
    lowest id first. `prefer` lists ids of features or, with `by`, values of that attribute."""

    prefer: Sequence[str]
    by: NotRequired[str]


BoundaryRule = Literal["all", "lowest_id"] | Preference
"""On a border all features that share it answer, or only the lowest id, or only the one that is preferred."""


@dataclass(frozen=True, slots=True)
class FeatureSource:
    """One area of a layer; `geometry` is a shapely polygon or multipolygon in degrees (x = longitude)."""

    id: str
    name: str
    geometry: BaseGeometry
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayerSource:
    """A layer to publish.

    `public`: whether residents may see its answers. `name` is by language. `volatile` attributes change more often
    than the geometry (a name, a phone number); they are kept in one item of the layer, not in those of its cells.
    """

    id: str
    name: Mapping[str, str]
    features: Sequence[FeatureSource]
    boundary_rule: BoundaryRule = "all"
    public: bool = True
    volatile: Sequence[str] = ()


def id_order(feature_id: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which ids are ordered as people count: 2 before 10, A2 before A10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", feature_id)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
