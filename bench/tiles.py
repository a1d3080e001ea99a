"""`make bench-tiles`: the live map against ST_AsMVT and mapbox-vector-tile, and how fast a change is on it.

Needs PostGIS to compare with. HEX311_BENCH_POINTS names the full builds (10000,100000,500000); `python -m bench.tiles
builds`, `changes`, `latency` or `viewer` runs a part, and the other figures stay. The latency is taken at the front
door of a city on a local cloud of its own (HEX311_TEST_RUNNING=1: of the one that runs).
"""

import os
import statistics
import sys

import psycopg

from bench.postgis import postgis
from bench.report import add_figures
from bench.tile_builds import assert_alike, assert_same, library, ours, postgis_tiles
from bench.tile_changes import puts_per_change, seconds_to_the_map
from bench.tile_data import by_parent, cases
from bench.workflow import PRICES
from hex311.spatial.tiles import PARENT_ZOOM
from hex311.usecases.refresh_map import PULSE_S
from tests.support.cloud import city_on_a_cloud

SIZES = [int(size) for size in os.environ.get("HEX311_BENCH_POINTS", "10000,100000,500000").split(",")]
COMPARED_AT = 100_000
#: mapbox-vector-tile takes minutes for more.
MOST_FOR_LIBRARY = 100_000
CHANGES = int(os.environ.get("HEX311_BENCH_CASES", "40"))
#: Tiles that are decoded and compared at each size.
LOOKED_AT = 150
#: A desktop's view in CSS pixels, and the side of a tile as MapLibre shows it at its own zoom.
VIEW, TILE_PIXELS = (1280, 800), 512

NOTES = {
    "cpu_vs_st_asmvt": "ST_AsMVT's processor time over ours, 100,000 cases, all tiles z12-14 (at least 10)",
    "cpu_vs_mapbox_vector_tile": "mapbox-vector-tile's processor time over ours, the same tiles",
    "full_build_100k_s": "all tiles of 100,000 cases, drawn and compressed, one core",
    "change_to_tile_p95_s": "from the answer to a report until its tile shows it, through the front door (under 2)",
    "change_to_tile_p50_s": "the same, median",
    "point_puts_per_change": "tiles of points stored for an isolated change (at most 3)",
    "hex_puts_per_change": "tiles of hexagons stored for an isolated change (at most 4)",
    "most_point_puts_of_one_change": "the most of one isolated change",
    "most_hex_puts_of_one_change": "the most of one isolated change",
    "point_puts_per_change_in_a_storm": "in batches of 100 changes",
    "hex_puts_per_change_in_a_storm": "in batches of 100 changes",
}


def main() -> None:
    parts = sys.argv[1:] or ["builds", "changes", "latency"]
    if "viewer" in parts:
        show_viewer()
    if "builds" in parts:
        add_figures("tiles", builds(), NOTES)
    if "changes" in parts:
        # on moto, so before the local cloud's endpoint is set for this process
        add_figures("tiles", puts_per_change(), NOTES)
    if "latency" in parts:
        add_figures("tiles", latency(), NOTES)


def show_viewer() -> None:
    """What somebody who looks at the map all the time asks for: the z12 tiles in view, again and again."""
    for zoom in (12, 13, 14, 16):
        in_view = 1.0
        for pixels in VIEW:
            in_view *= pixels / (TILE_PIXELS * 2 ** (zoom - PARENT_ZOOM)) + 1  # the mean over all places of the view
        asked = in_view * 3_600 / PULSE_S
        usd = asked * PRICES["prices"]["cloudfront_request"]
        print(f"| {zoom} | {in_view:.1f} | {asked:,.0f} | {usd:.4f} |")


def builds() -> dict[str, float]:
    """Full builds of each size by each of the three."""
    figures: dict[str, float] = {}
    with postgis() as address, psycopg.connect(address, autocommit=True, prepare_threshold=0) as connection:
        for size in SIZES:
            entries = cases(size)
            stored = by_parent(entries)
            mine, packed = ours(stored), ours(stored, compressed=True)
            looked_at = sorted(mine.tiles)[:: max(1, len(mine.tiles) // LOOKED_AT)]
            theirs = postgis_tiles(connection, entries, sorted(mine.tiles))
            assert_alike(mine.tiles, theirs.tiles, looked_at)
            name = f"{size // 1000}k"
            figures |= {
                f"ours_{name}_cpu_s": round(mine.cpu_s, 4),
                f"st_asmvt_{name}_cpu_s": round(theirs.cpu_s, 3),
                f"full_build_{name}_s": round(packed.wall_s, 3),
                f"tiles_{name}": float(len(mine.tiles)),
            }
            line = f"{size:,} cases, {len(mine.tiles)} tiles: ours {mine.cpu_s:.3f} s ({packed.cpu_s:.3f} compressed), "
            line += f"ST_AsMVT {theirs.cpu_s:.3f} s"
            if size <= MOST_FOR_LIBRARY:
                encoded = library(entries)
                assert_same(mine.tiles, encoded.tiles, looked_at)
                figures[f"mapbox_vector_tile_{name}_cpu_s"] = round(encoded.cpu_s, 3)
                line += f", mapbox-vector-tile {encoded.cpu_s:.3f} s"
                if size == COMPARED_AT:
                    figures["cpu_vs_mapbox_vector_tile"] = round(encoded.cpu_s / mine.cpu_s, 1)
            if size == COMPARED_AT:
                figures["cpu_vs_st_asmvt"] = round(theirs.cpu_s / mine.cpu_s, 1)
            print(f"{line}; {len(looked_at)} tiles decoded and compared", flush=True)
    return figures


def latency() -> dict[str, float]:
    """Isolated changes, seen at the front door."""
    with city_on_a_cloud() as city:
        seconds = sorted(seconds_to_the_map(city.door, CHANGES))
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    return {"change_to_tile_p95_s": round(p95, 2), "change_to_tile_p50_s": round(statistics.median(seconds), 2)}


if __name__ == "__main__":
    main()
