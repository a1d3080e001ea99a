"""Every hour the whole live map is drawn anew from the table, and what differs is stored.

That is how closed cases leave a tile that nobody touches, how a tile heals that was lost, and how every place of the
city gets a tile, so that a map never asks for one that is not there.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hex311.domain.errors import TransientFault
from hex311.domain.lifecycle import CLOSED, OPEN, Status
from hex311.ports import Ports, TileStore
from hex311.spatial import hex_tiles, point_tiles
from hex311.spatial.tiles import PARENT_ZOOM, POINT_ZOOMS, Tile, subtree, tiles_within
from hex311.usecases.render_hexes import render_hexes
from hex311.usecases.render_tiles import LAYER, draw

DESCRIPTION = "tiles/requests.json"
HISTORY = "tiles/history.json"
#: Blurred places may lie a little outside the city: half of a coarse cell, in degrees.
MARGIN = 0.01
#: A map asks so often whether something changed, and once more so long after it did.
PULSE_S, AGAIN_S = 2, 3
HOUR_S = 3_600
#: From which zoom of the map hexagons are shown; from the next one's, and from z12 on, others are.
_SHOW_FROM = {8: 0, 10: 10}


@dataclass(slots=True)
class Refreshed:
    """What a round did: z12 tiles looked at, tiles stored, closed cases that did not fit, faults, and how many z12
    tiles are left for want of time."""

    parents: int = 0
    stored: int = 0
    left_out: int = 0
    unfinished: int = 0
    faults: list[Exception] = field(default_factory=list)


def refresh_map(ports: Ports, time_left: Callable[[], bool] = lambda: True) -> Refreshed:
    """Draw all live tiles; store those that differ. Safe beside other builders, and repeating it changes nothing."""
    done = Refreshed()
    done.stored += describe_map(ports.tiles, ports.catalogue.current().city)
    done.stored += render_hexes(ports, hex_tiles_of_city(ports), also_empty=True)
    parents = parents_of_city(ports)
    # Each round begins elsewhere, so that no tile is always the one that time was too short for.
    first = ports.now() // HOUR_S % len(parents)
    for number, parent in enumerate([*parents[first:], *parents[:first]]):
        if not time_left():
            done.unfinished = len(parents) - number
            break
        try:
            drawn = draw(ports, parent, subtree(parent))
        except TransientFault as fault:
            done.faults.append(fault)
            continue
        done.parents += 1
        done.stored += drawn.stored
        done.left_out += drawn.left_out
    return done


def parents_of_city(ports: Ports) -> list[Tile]:
    """The z12 tiles of the city, and all others that have been drawn."""
    return sorted({*_within(ports, PARENT_ZOOM), *_drawn(ports, f"tiles/{LAYER}/{PARENT_ZOOM}/")})


def hex_tiles_of_city(ports: Ports) -> list[Tile]:
    """The tiles of hexagons of the city, and all others that have been drawn."""
    wanted = {tile for zoom in hex_tiles.RESOLUTIONS for tile in _within(ports, zoom)}
    return sorted(wanted | set(_drawn(ports, f"tiles/{hex_tiles.LAYER}/")))


def describe_map(tiles: TileStore, city: Mapping[str, Any]) -> bool:
    """Store what a map needs to know of a city (`/tiles/requests.json`), unless it is there."""
    body = json.dumps(map_description(city), separators=(",", ":")).encode()
    if tiles.read(DESCRIPTION) == body:
        return False
    tiles.publish(DESCRIPTION, body, "application/json", for_ever=False)
    return True


def map_description(city: Mapping[str, Any]) -> dict[str, Any]:
    """The document of `schemas/tiles/requests.json`."""
    box = city["bbox"]
    zooms = sorted(hex_tiles.RESOLUTIONS)
    return {
        "format": 1,
        "requests": {
            "tiles": f"/tiles/{LAYER}/{{z}}/{{x}}/{{y}}.mvt",
            "min_zoom": min(POINT_ZOOMS),
            "max_zoom": max(POINT_ZOOMS),
            "source_layer": point_tiles.LAYER,
        },
        "hexes": [
            {
                "tiles": f"/tiles/{hex_tiles.LAYER}/{{z}}/{{x}}/{{y}}.mvt",
                "zoom": zoom,
                "show_from": _SHOW_FROM[zoom],
                "show_to": next((_SHOW_FROM[other] for other in zooms if other > zoom), min(POINT_ZOOMS)),
                "source_layer": hex_tiles.LAYER,
            }
            for zoom in zooms
        ],
        "bounds": [box["west"], box["south"], box["east"], box["north"]],
        "pulse": {"points": PARENT_ZOOM, "seconds": PULSE_S, "again_after": AGAIN_S},
        "open": [str(status) for status in Status if status in OPEN],
        "closed": [str(status) for status in Status if status in CLOSED],
        "closed_visible_days": city["closed_visible_days"],
        "history": f"/{HISTORY}",
    }


def _within(ports: Ports, zoom: int) -> list[Tile]:
    box = ports.catalogue.current().city["bbox"]
    return tiles_within(box["south"] - MARGIN, box["west"] - MARGIN, box["north"] + MARGIN, box["east"] + MARGIN, zoom)


def _drawn(ports: Ports, prefix: str) -> Iterable[Tile]:
    for path in ports.tiles.paths(prefix):
        zoom, column, row = path.removesuffix(".mvt").split("/")[2:]
        yield Tile(int(zoom), int(column), int(row))
