"""Build the overlay index: one item for each cell, holding all layers' answers, from the layers themselves."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import h3
import numpy as np
import shapely

from hex311.spatial.cells import UNITS_PER_DEGREE, WORLD_UNITS
from hex311.spatial.overlay_item import LayerInCell, encode_content, encode_split, encode_volatile, layer_key
from hex311_cli.overlay.build_hits import grids_of
from hex311_cli.overlay.grid import Cells, cells_met, finer_cells, outline_cells
from hex311_cli.overlay.layertable import LayerTable, layer_in_cells, layer_table
from hex311_cli.overlay.shapes import IntegerLayer, Repair, is_across_antimeridian, to_integers
from hex311_cli.overlay.sources import LayerError, LayerSource

LARGEST_BODY = 4_000
"""Bytes; with its keys such an item stays below the 4 KB that half a read unit pays for."""

HARD_LIMIT = 390_000
"""Bytes that the table can store at all, less the keys."""

FINEST_RESOLUTION = 15
PROCESSES = 2

_CELLS_AT_ONCE = 2_500
_CELLS_WORTH_A_PROCESS = 2_500

Progress = Callable[[str, int, int], None]
"""Told (step, done, total) as work goes on."""


@dataclass(frozen=True, slots=True)
class Index:
    """The items by key, what was repaired on the way, and the cells that were split for their size.

    Keys are cells, and `layer_key` of layers that have volatile attributes.
    """

    items: dict[str, bytes]
    repairs: list[Repair] = field(default_factory=list)
    split: list[str] = field(default_factory=list)


def build_index(
    layers: Sequence[LayerSource],
    extent: str | None = None,
    progress: Progress = lambda step, done, total: None,
    processes: int = PROCESSES,
    share: tuple[int, int] = (0, 1),
) -> Index:
    """Index all layers together.

    `extent` is the id of the layer that bounds the city; only cells that it meets are indexed. Without it all
    ground of all layers is. Layers answer in the order given. `share` (which, of how many) indexes a part of the
    cells; all shares together make the whole index. Raises `LayerError` for layers that cannot be indexed.
    """
    if not layers:
        return Index({})
    across = is_across_antimeridian(layers)
    integer_layers: list[IntegerLayer] = []
    repairs: list[Repair] = []
    for done, layer in enumerate(layers):
        progress("checking layers", done, len(layers))
        integer_layer, repaired = to_integers(layer, across)
        integer_layers.append(integer_layer)
        repairs += repaired
    progress("checking layers", len(layers), len(layers))
    cells = _share(_cells(integer_layers, extent, across), *share)
    index = Index({}, repairs)
    with _workers(integer_layers, processes if len(cells) > _CELLS_WORTH_A_PROCESS else 1) as work:
        crowded = _index_cells(cells, work, index, progress)
        while crowded:
            finer = finer_cells(crowded, across)
            index.split.extend(crowded)
            resolution = h3.get_resolution(crowded[0]) + 1
            index.items.update(dict.fromkeys(crowded, encode_split(resolution)))
            names = sorted({name for cells_of_one in finer.values() for name in cells_of_one})
            crowded = _index_cells(outline_cells(names, across), work, index, progress)
    if share[0] == 0:
        index.items.update(_layers_own_items(layers))
    return index


def _layers_own_items(layers: Sequence[LayerSource]) -> dict[str, bytes]:
    """One item for each layer with volatile attributes; raises `LayerError` when the table cannot hold it."""
    items: dict[str, bytes] = {}
    for layer in layers:
        if not layer.volatile:
            continue
        changing = {
            one.id: {name: one.attributes[name] for name in layer.volatile if name in one.attributes}
            for one in layer.features
        }
        items[layer_key(layer.id)] = body = encode_volatile(changing)
        if len(body) > HARD_LIMIT:
            mend = "Keep fewer attributes, or make them ordinary ones."
            raise LayerError(f"layer {layer.id}", f"its volatile attributes take {len(body):,} bytes", mend)
    return items


def _cells(layers: Sequence[IntegerLayer], extent: str | None, across: bool) -> Cells:
    if extent is None:
        return outline_cells(cells_met((shape for layer in layers for shape in layer.geometries), across), across)
    bounds = next((layer for layer in layers if layer.id == extent), None)
    if bounds is None:
        have = ", ".join(layer.id for layer in layers)
        raise LayerError(f"layer {extent}", "it bounds the city, but is not there", f"Name one of: {have}.")
    ground = shapely.union_all(np.array(bounds.geometries, dtype=object))
    return outline_cells(cells_met([ground], across), across).meeting(ground)


def _share(cells: Cells, which: int, of: int) -> Cells:
    """Every share is a run of neighbours in the order of names. Cells split for their size may stand in two shares,
    with the same content."""
    return cells if of == 1 else cells.take(np.array_split(np.argsort(np.array(cells.names)), of)[which])


Batch = list[tuple[str, bytes]]
Work = Callable[[Sequence[Cells]], Iterator[Batch]]


def _index_cells(cells: Cells, work: Work, index: Index, progress: Progress) -> list[str]:
    """Index cells of one resolution; returns those whose item is too large and must be split."""
    chosen = np.argsort(np.array(cells.names))
    batches = [cells.take(chosen[at : at + _CELLS_AT_ONCE]) for at in range(0, len(cells), _CELLS_AT_ONCE)]
    crowded: list[str] = []
    done = 0
    progress("indexing cells", 0, len(cells))
    for batch, items in zip(batches, work(batches), strict=True):
        for name, body in items:
            if len(body) <= LARGEST_BODY or _cannot_split(name, body):
                index.items[name] = body
            else:
                crowded.append(name)
        done += len(batch)
        progress("indexing cells", done, len(cells))
    return crowded


def _cannot_split(name: str, body: bytes) -> bool:
    if h3.get_resolution(name) < FINEST_RESOLUTION:
        return False
    if len(body) > HARD_LIMIT:
        latitude, longitude = h3.cell_to_latlng(name)
        raise LayerError(
            f"near latitude {latitude:.6f}, longitude {longitude:.6f}",
            f"the layers' answers take {len(body):,} bytes for half a metre of ground",
            "Remove doubled features or keep fewer attributes.",
        )
    return True


@contextmanager
def _workers(layers: Sequence[IntegerLayer], processes: int) -> Iterator[Work]:
    """A way to index batches of cells in order: here, or in several processes that each hold all layers."""
    if min(processes, os.cpu_count() or 1) < 2:
        tables = [layer_table(layer) for layer in layers]
        yield lambda batches: (_index_batch(tables, batch) for batch in batches)
        return
    with ProcessPoolExecutor(processes, initializer=_receive, initargs=(layers,)) as pool:
        yield lambda batches: pool.map(_index_batch_here, batches)


_TABLES: list[LayerTable] = []


def _receive(layers: Sequence[IntegerLayer]) -> None:
    _TABLES[:] = [layer_table(layer) for layer in layers]


def _index_batch_here(cells: Cells) -> Batch:
    return _index_batch(_TABLES, cells)


def _index_batch(tables: Sequence[LayerTable], cells: Cells) -> Batch:
    tree, grids = shapely.STRtree(cells.outlines), grids_of(cells)
    layers_of: list[list[LayerInCell]] = [[] for _ in cells.names]
    for table in tables:
        for cell, part in layer_in_cells(table, cells, tree, grids):
            layers_of[cell].append(part)
    batch: Batch = []
    for number, (name, (x, y), layers) in enumerate(zip(cells.names, cells.centres.tolist(), layers_of, strict=True)):
        if layers:
            # Centres across the antimeridian are stored as the same place west of it.
            base_x = x - WORLD_UNITS if x > 180 * UNITS_PER_DEGREE else x
            batch.append((name, encode_content(base_x, y, layers, grids.of(number))))
    return batch
