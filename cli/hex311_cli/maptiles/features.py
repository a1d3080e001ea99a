"""What is drawn: layers of features with shapes in degrees, and at which zooms each is worth its bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shapely.geometry.base import BaseGeometry

Kind = Literal["polygon", "line", "point"]


@dataclass(frozen=True, slots=True)
class MapFeature:
    """One thing on the map; `geometry` is in degrees (x = longitude), `from_zoom` the first zoom that shows it."""

    geometry: BaseGeometry
    properties: Mapping[str, str] = field(default_factory=dict)
    from_zoom: int = 0


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A source layer of the tiles; parts of features that are not of its kind are left out.

    `smallest_px`: areas that would be smaller than a square of this side on the screen are left out, except at the
    last zoom.
    """

    name: str
    kind: Kind
    features: Sequence[MapFeature]
    smallest_px: float = 1.0
