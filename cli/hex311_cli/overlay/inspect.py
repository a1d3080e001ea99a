"""Look a set of layers over before anything is activated: repairs, and what `quality.py` finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from hex311_cli.overlay.build import Progress
from hex311_cli.overlay.quality import Finding, findings
from hex311_cli.overlay.shapes import IntegerLayer, Repair, is_across_antimeridian, to_integers
from hex311_cli.overlay.sources import LayerError, LayerSource


@dataclass(frozen=True, slots=True)
class Inspection:
    """What would be repaired in the layers, and what is to be looked at."""

    repairs: Sequence[Repair]
    findings: Sequence[Finding]

    @property
    def serious(self) -> list[Finding]:
        return [one for one in self.findings if one.serious]


def inspect(
    layers: Sequence[LayerSource],
    bounds: LayerSource | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Inspection:
    """Inspect layers against the one that bounds the city, if it is known."""
    across = is_across_antimeridian([*layers, *([bounds] if bounds else [])])
    city = to_integers(bounds, across)[0] if bounds else None
    repairs: list[Repair] = []
    found: list[Finding] = []
    for done, layer in enumerate(layers):
        progress("inspecting layers", done, len(layers))
        ready, repaired = to_integers(layer, across)
        repairs += repaired
        found += findings(ready, _other(city, layer))
    progress("inspecting layers", len(layers), len(layers))
    return Inspection(repairs, found)


def refuse_serious(inspection: Inspection) -> None:
    """Raises `LayerError` with all serious findings."""
    if not inspection.serious:
        return
    first, *others = inspection.serious
    mend = "Mend the layer, or use --force if it is meant so."
    error = LayerError(f"layer {first.layer}", first.what, mend)
    more = [LayerError(f"layer {one.layer}", one.what, mend).problems[0] for one in others]
    raise LayerError.of([*error.problems, *more])


def _other(city: IntegerLayer | None, layer: LayerSource) -> IntegerLayer | None:
    return city if city is not None and city.id != layer.id else None
