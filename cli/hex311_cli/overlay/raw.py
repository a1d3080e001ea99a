"""What a reader finds in a file, before and after it is placed on the globe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.sources import LayerError, LayerProblem

MOST_PROBLEMS = 20
EXPORT_AGAIN = "Export the layer again as GeoJSON (WGS84, longitude first)."


@dataclass(frozen=True, slots=True)
class RawFeature:
    """A feature as it was read; `where` names it in messages. `geometry` is a polygon or multipolygon."""

    where: str
    id: str | int | float | None
    properties: Mapping[str, Any]
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class RawLayer:
    """The features of a layer that have ground, in degrees, and notes on what was left out or converted."""

    features: list[RawFeature]
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """The features of a layer in the file's own coordinates, and the reference system the file states, if any.

    `stated` is what pyproj understands: an authority's code (`EPSG:3435`), a URN, or well-known text.
    """

    where: str
    features: list[RawFeature] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[LayerProblem] = field(default_factory=list)
    stated: str | None = None
    title: str | None = None

    def refuse(self, spot: str, problem: str, mend: str) -> bool:
        """Add a problem; whether there are so many now that reading on makes no sense."""
        self.problems.append(LayerProblem(spot, problem, mend))
        return len(self.problems) >= MOST_PROBLEMS

    def checked(self) -> "Found":
        """Itself; raises `LayerError` when it has problems, or no feature at all."""
        if self.problems:
            raise LayerError.of(self.problems)
        if not self.features:
            raise LayerError(self.where, "there is no feature with an area in it", EXPORT_AGAIN)
        return self
