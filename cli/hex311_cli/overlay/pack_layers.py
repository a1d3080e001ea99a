"""The layers of a city pack: files beside its layers.yaml, and layers of servers that it names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hex311_cli.overlay.arcgis import ArcGisLayer, read_service
from hex311_cli.overlay.read import Reading, read_layer, wishes_of
from hex311_cli.overlay.webclient import any_server

PAGES = Path(".hex311") / "arcgis"
"""Where pages of a server stay until its layer is whole."""


def layers_of_pack(entries: Sequence[Mapping[str, Any]], folder: Path) -> list[Reading]:
    """Read the layers of a city pack: the entries of its layers.yaml, and the pack's folder; raises `LayerError`."""
    return [layer_of_pack(entry, folder) for entry in entries]


def layer_of_pack(entry: Mapping[str, Any], folder: Path) -> Reading:
    """Read one layer of a city pack as it stands now; that of a server may differ from one time to the next."""
    if "url" not in entry:
        return read_layer(folder / "layers" / entry["file"], wishes_of(entry))
    with any_server() as ask:
        return read_service(ArcGisLayer(entry["url"], PAGES, lambda step, done, total: None, ask), wishes_of(entry))
