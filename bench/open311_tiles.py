"""`python -m bench.open311_tiles`: how large the tiles of areas should be, in a city as it is and in one ten times as
dense. A small tile is one call more; a large one has more entries to look through."""

from contextlib import ExitStack
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from bench import open311_filters
from bench.list_store import CITY_M, ListStore, summaries
from bench.open311 import ports_of
from bench.open311_filters import Filter, measured
from hex311.spatial import request_list
from hex311.usecases import list_requests

COUNT, ZOOMS, DENSE = 100_000, (13, 14, 15, 16), 10
FILTERS = [
    Filter("bbox of 300 m", across_m=300),
    Filter("bbox of 1 km", across_m=1_000),
    Filter("bbox of 4 km", across_m=4_000),
    Filter("bbox of 4 km + service_code", codes=1, across_m=4_000),
]


def main() -> None:
    table = Table(title=f"tiles of areas, {COUNT:,} cases")
    for name in ("filter", "density", "zoom", "found", "calls", "read units", "entries"):
        table.add_column(name, justify="left" if name == "filter" else "right")
    for density in (1, DENSE):
        cases = list(summaries(COUNT, CITY_M / density**0.5))
        for zoom in ZOOMS:
            with ExitStack() as stack:
                for module in (request_list, list_requests, open311_filters):
                    stack.enter_context(patch.object(module, "TILE_ZOOM", zoom))
                    stack.enter_context(patch.object(module, "MOST_TILES", 1_000))
                store = ListStore()
                for one in cases:
                    store.put(one)
                store.sort()
                stack.enter_context(store.answering())
                for one in FILTERS:
                    row = measured(store, ports_of(), one)
                    figures = (f"{value:.0f}" for value in (row.found, row.calls, row.units, row.entries))
                    table.add_row(one.name, str(density), str(zoom), *figures)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
