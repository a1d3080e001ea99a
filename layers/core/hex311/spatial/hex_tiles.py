"""Tiles of hexagons: how many open cases lie in each H3 cell, where points would be too many to see.

Tiles of z8 show cells of resolution 7, tiles of z10 cells of resolution 8; a map shows them one zoom further too. A
cell stands in every tile that it touches, so a tile is drawn from the counters that are kept for it and no others.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import h3

from hex311.domain.geography import Point
from hex311.spatial import mvt
from hex311.spatial.tiles import Tile, mercator

LAYER = "hexes"
#: Zoom of the tile -> resolution of the cells in it.
RESOLUTIONS = {8: 7, 10: 8}

Counts = Mapping[str, int]


def hexes_of(point: Point) -> tuple[tuple[Tile, str], ...]:
    """The cells that hold a point, each with a tile that it touches; the coarser ones first."""
    found = []
    for zoom, resolution in RESOLUTIONS.items():
        cell = str(h3.latlng_to_cell(point.latitude, point.longitude, resolution))
        found += [(tile, cell) for tile in touched(cell, zoom)]
    return tuple(found)


def touched(cell: str, zoom: int) -> list[Tile]:
    """The tiles of a zoom that a cell (or the box around it) touches."""
    corners = _corners(cell, zoom)
    columns = range(int(min(x for x, _ in corners)), int(max(x for x, _ in corners)) + 1)
    rows = range(int(min(y for _, y in corners)), int(max(y for _, y in corners)) + 1)
    return [Tile(zoom, x % 2**zoom, y) for x in columns for y in rows]


def draw_hexes(tile: Tile, counts: Mapping[str, Counts], total: str = "open") -> bytes:
    """One tile, not compressed. `counts` are the numbers of each cell by group of types; cells with none are left
    out. `total` is what the attribute with their sum is called."""
    groups = sorted({group for by_group in counts.values() for group in by_group})
    keys = ["cell", total, *(f"g_{group}" for group in groups)]
    values: dict[str | int, int] = {}
    features = b""
    for cell in sorted(counts):
        by_group = {group: number for group, number in counts[cell].items() if number > 0}
        if not by_group:
            continue
        known: dict[int, str | int] = {
            0: cell,
            1: sum(by_group.values()),
            **{2 + groups.index(group): n for group, n in by_group.items()},
        }
        tags = [part for key, value in known.items() for part in (key, values.setdefault(value, len(values)))]
        features += mvt.feature(tags, mvt.POLYGON, _ring(cell, tile))
    return mvt.layer(LAYER, features, mvt.dictionary(keys, values))


def count_cells(points: Iterable[tuple[Point, str]], zoom: int) -> dict[Tile, dict[str, dict[str, int]]]:
    """How many of some points with their groups lie in each cell, by the tiles of a zoom."""
    found: dict[Tile, dict[str, dict[str, int]]] = {}
    resolution = RESOLUTIONS[zoom - zoom % 2]
    tiles: dict[str, list[Tile]] = {}
    for point, group in points:
        cell = str(h3.latlng_to_cell(point.latitude, point.longitude, resolution))
        if cell not in tiles:
            tiles[cell] = touched(cell, zoom)
        for tile in tiles[cell]:
            by_group = found.setdefault(tile, {}).setdefault(cell, {})
            by_group[group] = by_group.get(group, 0) + 1
    return found


def _corners(cell: str, zoom: int) -> list[tuple[float, float]]:
    """The corners of a cell in tiles of a zoom; where the cell lies across the antimeridian, x goes on beyond it."""
    corners = [
        mercator(Point(latitude=latitude, longitude=longitude)) for latitude, longitude in h3.cell_to_boundary(cell)
    ]
    across = max(x for x, _ in corners) - min(x for x, _ in corners) > 0.5
    return [((x + 1 if across and x < 0.5 else x) * 2**zoom, y * 2**zoom) for x, y in corners]


def _ring(cell: str, tile: Tile) -> list[int]:
    """The commands of a closed ring, clockwise as it is seen."""
    corners = _corners(cell, tile.z)
    shift = 2**tile.z if tile.x + 2**tile.z - 1 <= min(x for x, _ in corners) else 0
    pixels = [(round((x - shift - tile.x) * mvt.EXTENT), round((y - tile.y) * mvt.EXTENT)) for x, y in corners]
    around = zip(pixels, pixels[1:] + pixels[:1], strict=True)
    if sum(a[0] * b[1] - b[0] * a[1] for a, b in around) < 0:
        pixels.reverse()
    commands = [9, mvt.zigzag(pixels[0][0]), mvt.zigzag(pixels[0][1]), (len(pixels) - 1) << 3 | 2]
    for before, after in pairwise(pixels):
        commands += [mvt.zigzag(after[0] - before[0]), mvt.zigzag(after[1] - before[1])]
    return [*commands, 15]
