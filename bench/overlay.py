"""`make bench-overlay`: the overlay against GEOS for truth, and against PostGIS and STRtree for cost.

PostGIS runs from Debian's packages on a Unix socket of this machine; it is installed when it is not here, and gone
at the end. Ratios are taken in one run; absolute times say more about the machine. HEX311_POINTS sets how many
points are compared with GEOS on each set of layers. Real AWS is not asked: read units follow from item sizes.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from bench.overlay_exact import compare_with_geos, reports
from bench.overlay_layers import (
    CHICAGO,
    CHICAGO_EXTENT,
    RIVERMARK_EXTENT,
    ROOT,
    chicago,
    densified,
    multiplied,
    rivermark,
    vertices,
)
from bench.overlay_peers import Cost, fetch_from, load_postgis, our_cost, postgis_cost, strtree_cost
from bench.postgis import postgis
from bench.report import report
from hex311.domain.geography import Point
from hex311.spatial.overlay_reader import read_overlay
from hex311_cli.overlay.build import Index, build_index
from hex311_cli.overlay.measure import KEYS_BYTES
from hex311_cli.overlay.sources import LayerSource

DENSE = 1_600_000
POINTS = int(os.environ.get("HEX311_POINTS", "500000"))
LOOK_UPS = 3_000
SIZES = ((5, None), (35, None), (63, None), (35, DENSE), (35, 3_000_000))
"""Layers and vertices of the table that shows what a look-up does not depend on."""

NOTES = {
    "points": "points compared with GEOS covers() and contains(), over all sets of layers",
    "wrong": "points where any answer differed (must be 0)",
    "reads": "table reads of one look-up of 35 layers with 1.6 million vertices, a warm function",
    "rcu": "read units of it, by the published rule",
    "cpu_vs_postgis_subdivide": "a look-up there takes so many times our processor time (at least 3)",
    "cpu_vs_postgis_gist": "the same, without ST_Subdivide (at least 15)",
    "cpu_vs_strtree": "the same, shapely STRtree with predicate (at least 9)",
    "look_up_us": "our processor time, stored bytes to answers, microseconds",
    "import_vs_postgis": "35 layers, 1.6 million vertices: our time over PostGIS's load + subdivide (at most 4)",
    "import_seconds": "ours, two processes, the layers in memory to all items made",
    "import_memory_mb": "largest resident size of one process of the import",
    "max_item_bytes": "largest item, body and keys",
    "cold_import_ms": "importing the reader after h3 (at most 15), bytecode at hand",
    "cold_import_uncompiled_ms": "the same from source only, as where a package was shipped without bytecode",
    "h3_import_ms": "importing h3 itself in a fresh Python",
    "h3_version_ms": "the part of it that looks up h3's own version",
}

console = Console()


def main() -> None:
    figures: dict[str, float] = {"points": 0, "wrong": 0}
    plain = rivermark()
    dense = densified(plain, DENSE)
    with postgis() as address:
        before = load_postgis(address, dense)
        started = time.perf_counter()
        index = build_index(dense, RIVERMARK_EXTENT)
        seconds = time.perf_counter() - started
        memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        theirs = statistics.mean([before, load_postgis(address, dense)])
        costs = _costs(address, dense, index.items)
    _show_costs(costs, seconds, theirs)
    _show_sizes(plain, {DENSE: (dense, index)})
    figures |= _truth(plain, dense, index)
    reads, units = _reads(index.items, reports(dense, RIVERMARK_EXTENT, LOOK_UPS))
    ours = costs["hex311"].microseconds
    figures |= {
        "reads": round(reads, 2),
        "rcu": round(units, 2),
        "cpu_vs_postgis_subdivide": round(costs["PostGIS, ST_Subdivide(256)"].microseconds / ours, 2),
        "cpu_vs_postgis_gist": round(costs["PostGIS, GiST"].microseconds / ours, 1),
        "cpu_vs_strtree": round(costs["STRtree, predicate"].microseconds / ours, 1),
        "look_up_us": round(ours, 1),
        "import_vs_postgis": round(seconds / theirs, 2),
        "import_seconds": round(seconds, 1),
        "import_memory_mb": round(memory / 1024),
        "max_item_bytes": max(map(len, index.items.values())) + KEYS_BYTES,
        **_cold_import(),
    }
    report("overlay", figures, NOTES)


def _costs(address: str, layers: Sequence[LayerSource], items: Mapping[str, bytes]) -> dict[str, Cost]:
    """Ours first and last, the better of the two: the machine may be busier at one end of the run."""
    points = reports(layers, RIVERMARK_EXTENT, LOOK_UPS)
    costs = {
        "hex311": our_cost(items, points),
        "PostGIS, ST_Subdivide(256)": postgis_cost(address, "divided", points),
        "PostGIS, GiST": postgis_cost(address, "plain", points),
        "STRtree, predicate": strtree_cost(layers, points),
    }
    costs["hex311"] = min(costs["hex311"], our_cost(items, points), key=lambda cost: cost.microseconds)
    return costs


def _truth(plain: Sequence[LayerSource], dense: Sequence[LayerSource], index: Index) -> dict[str, float]:
    sets = [
        ("rivermark", plain, build_index(plain, RIVERMARK_EXTENT), RIVERMARK_EXTENT),
        ("rivermark, dense", dense, index, RIVERMARK_EXTENT),
    ]
    if CHICAGO.is_dir():
        real = chicago()
        sets.append(("Chicago", real, build_index(real, CHICAGO_EXTENT), CHICAGO_EXTENT))
    else:
        console.print(f"Chicago's layers ({CHICAGO.relative_to(ROOT.parent)}) are not here: left out.")
    table = Table("layers", "vertices", "points", "wrong", "seconds", title="Against GEOS covers() and contains()")
    points = wrong = 0
    for name, layers, built, extent in sets:
        started = time.perf_counter()
        found = compare_with_geos(layers, built.items, extent, POINTS)
        points, wrong = points + found.points, wrong + found.wrong
        seconds = time.perf_counter() - started
        table.add_row(
            name,
            f"{vertices(layers):,}",
            f"{found.points:,}",
            f"{found.wrong} {found.examples or ''}",
            f"{seconds:.0f}",
        )
    console.print(table)
    return {"points": points, "wrong": wrong}


def _reads(items: Mapping[str, bytes], points: Sequence[Point]) -> tuple[float, float]:
    """Mean reads and read units of a look-up."""
    reads = units = 0.0

    def count(body: bytes) -> None:
        nonlocal reads, units
        reads += 1
        units += 0.5 * -(-(len(body) + KEYS_BYTES) // 4096)

    fetch = fetch_from(items, count)
    for point in points:
        read_overlay(point, fetch)
    return reads / len(points), units / len(points)


def _show_costs(costs: Mapping[str, Cost], seconds: float, theirs: float) -> None:
    table = Table("one look-up, 35 layers, 1.6 million vertices", "processor us", "answers", "times ours", title="Cost")
    ours = costs["hex311"].microseconds
    for name, cost in costs.items():
        table.add_row(name, f"{cost.microseconds:.1f}", f"{cost.answers:.1f}", f"{cost.microseconds / ours:.1f}")
    console.print(table)
    console.print(f"Import: {seconds:.1f} s; PostGIS load + subdivide: {theirs:.1f} s.")


def _show_sizes(plain: Sequence[LayerSource], made: Mapping[int, tuple[Sequence[LayerSource], Index]]) -> None:
    """What a look-up does not depend on: the number of layers and of vertices."""
    table = Table("layers", "vertices", "cells split", "reads", "read units", "largest item", "us", "answers")
    for count, wanted in SIZES:
        if wanted in made:
            layers, index = made[wanted]
        else:
            layers = multiplied(plain, count)
            layers = densified(layers, wanted) if wanted else layers
            index = build_index(layers, RIVERMARK_EXTENT)
        points = reports(layers, RIVERMARK_EXTENT, LOOK_UPS)
        reads, units = _reads(index.items, points)
        cost = our_cost(index.items, points)
        largest = max(map(len, index.items.values())) + KEYS_BYTES
        table.add_row(
            str(len(layers)), f"{vertices(layers):,}", f"{len(index.split) / len(index.items):.2%}", f"{reads:.3f}",
            f"{units:.3f}", f"{largest:,}", f"{cost.microseconds:.0f}", f"{cost.answers:.1f}",
        )  # fmt: skip
    console.print(table)


def _cold_import() -> dict[str, float]:
    """Milliseconds in fresh interpreters, the best of fifteen."""
    reader = "import hex311.spatial.overlay_reader"
    with tempfile.TemporaryDirectory() as compiled:
        return {
            "cold_import_ms": _best_of_fresh("import h3", reader, {"PYTHONPYCACHEPREFIX": compiled}),
            "cold_import_uncompiled_ms": _best_of_fresh("import h3", reader, {"PYTHONDONTWRITEBYTECODE": "1"}),
            "h3_import_ms": _best_of_fresh("import time", "import h3", {}),
            "h3_version_ms": _best_of_fresh(
                "import time", "import importlib.metadata; importlib.metadata.version('h3')", {}
            ),
        }


def _best_of_fresh(first: str, timed: str, settings: Mapping[str, str]) -> float:
    script = f"import time; {first}; a = time.perf_counter(); {timed}; print((time.perf_counter() - a) * 1000)"
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**inherited, "PYTHONPATH": str(ROOT / "layers" / "core"), **settings}
    command = [sys.executable, "-c", script]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True, env=environment) for _ in range(15)]
    return round(min(float(run.stdout) for run in runs), 1)


if __name__ == "__main__":
    main()
