"""Map layers of a city pack: are they what the publication can take, and do they lie where the city is?"""

from collections.abc import Mapping
from pathlib import Path

import shapely

from hex311_cli.overlay.borders import UnfitRule
from hex311_cli.overlay.pack_layers import layer_of_pack
from hex311_cli.overlay.sources import LayerError
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, LayerFacts
from hex311_cli.pack.source import closest


def read_layer(layer: Entry, folder: Path, city: Mapping[str, float]) -> tuple[LayerFacts | None, list[PackProblem]]:
    """Reads one layer exactly as its publication will, and checks that it lies where the city is.

    Returns None as facts when the layer cannot be read.
    """
    at_server = "url" in layer.data
    name = str(layer.data["url"]) if at_server else f"layers/{layer.data['file']}"
    path = folder / name
    shown = name if at_server else path.name
    if not at_server and not path.exists():
        near = closest(path.name, {p.name for p in path.parent.glob("*")}) if path.parent.is_dir() else "Add it."
        return None, [layer.problem(("file",), f"There is no file {name}.", near)]
    try:
        reading = layer_of_pack(layer.data, folder)
    except UnfitRule as unfit:
        return None, [layer.problem(("boundary_rule",), f"{one.problem}.", one.mend) for one in unfit.problems]
    except LayerError as refusal:
        return None, [
            PackProblem(name, 0, f"{_without(problem.where, shown)}{problem.problem}.", problem.mend)
            for problem in refusal.problems
        ]
    features = reading.layer.features
    kept = {
        key: {f.attributes[key] for f in features if key in f.attributes} for key in layer.data.get("attributes", ())
    }
    shapes = [feature.geometry for feature in features]
    west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
    facts = LayerFacts(
        ids=frozenset(feature.id for feature in features),
        attributes={key: frozenset(values) for key, values in kept.items()},
        features=len(features),
        vertices=int(shapely.get_num_coordinates(shapes).sum()),
        bbox=(west, south, east, north),
    )
    problems = [
        layer.problem(("attributes", index), f"No feature of {name} has a value for '{key}'.", "Mend the name.")
        for index, key in enumerate(layer.data.get("attributes", ()))
        if not kept[key]
    ]
    apart = east < city["west"] or west > city["east"] or north < city["south"] or south > city["north"]
    if apart:
        text = f"It lies at {south:.3f} to {north:.3f} north, {west:.3f} to {east:.3f} east, outside the city's bbox."
        problems.append(PackProblem(name, 0, text, "Check that it is WGS84, and the bbox in city.yaml."))
    return facts, problems


def _without(where: str, file: str) -> str:
    """The place within the file, such as "feature 3 (id 12): "; nothing when the whole file is meant."""
    inside = where.removeprefix(file).lstrip(", ")
    return f"{inside}: " if inside else ""
