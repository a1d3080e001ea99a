"""Publish layers: index them together with those that stand, and write what changed as one new generation.

Nothing is half-activated. All items of a generation carry the same activation time, which lies ahead while they
are written; readers take the newest item that is active. A write that is cut off is undone: at once where
the program still runs, otherwise by the next publication, which finds the note of it in the city bucket.
"""

import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from hex311.spatial.overlay_item import encode_nothing
from hex311_cli.overlay.build import Progress, build_index
from hex311_cli.overlay.shapes import Repair
from hex311_cli.overlay.sources import LayerError, LayerSource
from hex311_cli.overlay.store import FORMAT, LayerEntry, LayerStore, Manifest, Pending, normalised, short_hash
from hex311_cli.overlay.tablewriter import OverlayTableWriter

ITEMS_PER_SECOND = 1_000
"""A cautious guess of how fast items are written; the lead before activation is reckoned with it."""

LEAD_S = 5
BEAT_S = 5
DEAD_AFTER_S = 30
"""A writer that has not said it is alive for so long is taken to have died."""


class StillWriting(LayerError):
    """Another publication of layers is under way."""


@dataclass(frozen=True, slots=True)
class Clients:
    """boto3 clients of the city's stack."""

    dynamodb: Any
    s3: Any


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication did. `generation` is the activation time (epoch seconds) of what stands now."""

    generation: int
    layers: int
    features: int
    cells: int
    written: int = 0
    emptied: int = 0
    unchanged: int = 0
    split: int = 0
    late_s: int = 0
    repairs: Sequence[Repair] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def changed(self) -> bool:
        return bool(self.written or self.emptied)


def publish_layers(
    layers: Sequence[LayerSource],
    table_name: str,
    city_bucket: str,
    clients: Clients,
    *,
    extent: str | None = None,
    active_from: int | None = None,
    keep_others: bool = True,
    remove: Collection[str] = (),
    progress: Progress = lambda step, done, total: None,
    now: Callable[[], float] = time.time,
) -> Report:
    """Publish layers into the overlay table.

    Layers that stand already stay, unless they are given anew, named in `remove`, or `keep_others` is False.
    `extent` is the id of the layer that bounds the city (None: as published before). `active_from` (epoch
    seconds) must lie after the generation that stands; None chooses now for the first, else soon enough for
    the write to end before it. Only items whose bytes changed are written; cells that lost all content get a
    tombstone. Raises `LayerError`, and `StillWriting` when another publication is under way.
    """
    store = LayerStore(clients.s3, city_bucket)
    writer = OverlayTableWriter(clients.dynamodb, table_name)
    _undo_cut_off_write(store, writer, progress, now)
    manifest = store.manifest()
    merged = _merged(layers, store, manifest, keep_others, remove)
    chosen_extent = extent or (manifest.extent if manifest else None)
    if chosen_extent not in {None, *(layer.id for layer in merged)} and extent is None:
        chosen_extent = None
    sources = {layer.id: normalised(layer) for layer in merged}
    entries = [_entry(layer, sources[layer.id]) for layer in merged]
    if manifest and (manifest.format, manifest.extent, list(manifest.layers)) == (FORMAT, chosen_extent, entries):
        cells = len(manifest.cells)
        return Report(manifest.active_from, len(merged), _features(merged), cells, unchanged=cells)

    index = build_index(merged, chosen_extent, progress)
    hashes = {cell: short_hash(body) for cell, body in index.items.items()}
    before = manifest.cells if manifest else {}
    changed = {cell: body for cell, body in index.items.items() if before.get(cell) != hashes[cell]}
    emptied = sorted(set(before) - set(hashes))
    generation = _activation(manifest, active_from, len(changed) + len(emptied), int(now()))
    if changed or emptied:
        tombstones = dict.fromkeys(emptied, encode_nothing())
        _refuse_overtaken(store, manifest)
        with _undone_on_failure(store, writer, Pending(generation, [*changed, *emptied]), now):
            _write(store, writer, {**changed, **tombstones}, generation, progress, now)
    else:
        generation = manifest.active_from if manifest else generation
    for layer in merged:
        store.put_layer(layer.id, sources[layer.id])
    store.put_manifest(Manifest(generation, chosen_extent, entries, hashes))
    store.clear_pending()
    for gone in {entry.id for entry in manifest.layers} - set(sources) if manifest else set():
        store.delete_layer(gone)
    late = max(0, int(now()) - generation) if manifest and (changed or emptied) else 0
    return Report(
        generation,
        len(merged),
        _features(merged),
        len(hashes),
        written=len(changed),
        emptied=len(emptied),
        unchanged=len(hashes) - len(changed),
        split=len(index.split),
        late_s=late,
        repairs=index.repairs,
        notes=_notes(merged, chosen_extent, late),
    )


def _merged(
    layers: Sequence[LayerSource],
    store: LayerStore,
    manifest: Manifest | None,
    keep_others: bool,
    remove: Collection[str],
) -> list[LayerSource]:
    """Published layers in their order, those given anew in their old place, new ones after them."""
    given = {layer.id: layer for layer in layers}
    if len(given) != len(layers):
        doubled = next(layer.id for layer in layers if [one.id for one in layers].count(layer.id) > 1)
        raise LayerError(f"layer {doubled}", "it is there twice", "Give each layer an id of its own.")
    standing = [entry.id for entry in manifest.layers] if manifest and keep_others else []
    for layer_id in remove:
        if layer_id not in standing:
            have = ", ".join(standing) or "none"
            raise LayerError(f"layer {layer_id}", "it is not published", f"Published layers: {have}.")
    order = [layer_id for layer_id in standing if layer_id not in remove]
    order += [layer_id for layer_id in given if layer_id not in order]
    return [given.get(layer_id) or store.layer(layer_id) for layer_id in order]


def _entry(layer: LayerSource, source: bytes) -> LayerEntry:
    digest = hashlib.sha256(source).hexdigest()
    return LayerEntry(layer.id, dict(layer.name), len(layer.features), layer.boundary_rule, layer.public, digest)


def _features(layers: Sequence[LayerSource]) -> int:
    return sum(len(layer.features) for layer in layers)


def _activation(manifest: Manifest | None, wanted: int | None, items: int, now: int) -> int:
    if manifest is None:
        return now if wanted is None else wanted
    if wanted is None:
        return max(now + LEAD_S + items // ITEMS_PER_SECOND, manifest.active_from + 1)
    if wanted <= manifest.active_from:
        raise LayerError(
            "the activation time",
            f"{wanted} does not lie after the generation that stands ({manifest.active_from})",
            "Choose a later time.",
        )
    return wanted


def _write(
    store: LayerStore,
    writer: OverlayTableWriter,
    items: dict[str, bytes],
    generation: int,
    progress: Progress,
    now: Callable[[], float],
) -> None:
    last = now()

    def done(count: int) -> None:
        nonlocal last
        progress("writing items", count, len(items))
        if now() - last >= BEAT_S:
            last = now()
            store.beat(int(last))

    progress("writing items", 0, len(items))
    writer.put(items.items(), generation, done)


@contextmanager
def _undone_on_failure(
    store: LayerStore, writer: OverlayTableWriter, pending: Pending, now: Callable[[], float]
) -> Iterator[None]:
    """Note what will be written; take it back when the write fails or is interrupted."""
    store.put_pending(pending, int(now()))
    try:
        yield
    except BaseException:
        writer.delete(pending.cells, pending.active_from, lambda count: None)
        store.clear_pending()
        raise


def _refuse_overtaken(store: LayerStore, manifest: Manifest | None) -> None:
    """Another publication may have begun, or even ended, while this one was indexing."""
    standing = store.manifest()
    moved = (standing and standing.active_from) != (manifest and manifest.active_from)
    if moved or store.pending() is not None:
        raise StillWriting("the overlay table", "other layers were published meanwhile", "Run the import again.")


def _undo_cut_off_write(
    store: LayerStore, writer: OverlayTableWriter, progress: Progress, now: Callable[[], float]
) -> None:
    pending = store.pending()
    if pending is None:
        return
    silent = int(now()) - store.last_beat()
    if silent < DEAD_AFTER_S:
        raise StillWriting(
            "the overlay table",
            f"another publication of layers is being written (heard of {silent} s ago)",
            f"Wait for it to end; if it was killed, try again in {DEAD_AFTER_S - silent} s.",
        )
    total = len(pending.cells)
    writer.delete(pending.cells, pending.active_from, lambda count: progress("undoing a cut-off write", count, total))
    store.clear_pending()


def _notes(layers: Sequence[LayerSource], extent: str | None, late: int) -> list[str]:
    notes: list[str] = []
    if late:
        notes.append(
            f"Writing took {late} s longer than the time to activation: for that long, some places "
            "still had the earlier answers."
        )
    if extent is None and len(layers) > 1:
        notes.append("No layer bounds the city: all ground of all layers is indexed.")
    return notes
