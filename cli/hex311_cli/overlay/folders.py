"""All files of a layer's folder, each read as a layers.yaml beside it says, or with guessed fields."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
import yaml

from hex311_cli.overlay.build import Progress
from hex311_cli.overlay.formats import SUFFIXES
from hex311_cli.overlay.place import Place
from hex311_cli.overlay.read import Reading, Wishes, read_layer, wishes_of
from hex311_cli.overlay.sources import LayerError, LayerSource


def layer_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named that may hold a layer."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(p for p in path.iterdir() if p.name.lower().removesuffix(".gz").endswith(SUFFIXES))
        if not inside:
            raise LayerError(str(path), "there is no file of a layer in this folder", "Name files, or another folder.")
        files += inside
    return files


def read_layers(paths: Sequence[Path], wishes: Wishes, progress: Progress, near: Place | None = None) -> list[Reading]:
    """Read all files; problems of several files are reported together. Files in degrees tell where the city is."""
    files = layer_files(paths)
    readings: list[Reading] = []
    refusals: list[LayerError] = []
    for done, path in enumerate(files):
        progress("reading layers", done, len(files))
        try:
            readings.append(read_layer(path, registered(path) if wishes == Wishes() else wishes, near))
            near = near or middle_of(readings[-1].layer)
        except LayerError as refusal:
            refusals.append(refusal)
    progress("reading layers", len(files), len(files))
    if refusals:
        raise LayerError.of([problem for refusal in refusals for problem in refusal.problems])
    return readings


def registered(path: Path) -> Wishes | None:
    """What a layers.yaml beside the file, or in the city pack it lies in, says about it."""
    for registry in (path.parent / "layers.yaml", path.parent.parent / "layers.yaml"):
        if registry.is_file():
            entries = (yaml.safe_load(registry.read_text("utf-8")) or {}).get("layers") or []
            entry = next((one for one in entries if one.get("file") == path.name), None)
            return wishes_of(entry) if entry else None
    return None


def middle_of(layer: LayerSource) -> Place:
    """About where a layer lies."""
    west, south, east, north = shapely.total_bounds(np.array([one.geometry for one in layer.features], dtype=object))
    return float(west + east) / 2, float(south + north) / 2
