"""Publish layers: index them together with those that stand, and write what changed as one new generation.

Nothing is half-activated. All items of a generation carry the same activation time, which lies ahead while they are
written; readers take the newest item that is active. A write that is cut off is undone: at once where the program
still runs, otherwise by the watchman in the stack or by the next publication (see `journal.py`).
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hex311_cli.overlay.build import PROCESSES, Index, Progress, build_index
from hex311_cli.overlay.journal import DEAD_AFTER_S, Journal
from hex311_cli.overlay.shapes import Repair
from hex311_cli.overlay.sources import LayerError, LayerSource
from hex311_cli.overlay.stages import Order, Plan, Stage, plan
from hex311_cli.overlay.store import LayerEntry, LayerStore, Manifest
from hex311_cli.overlay.tablewriter import OverlayTableWriter
from hex311_cli.overlay.writing import StillWriting, Written, write

__all__ = ["LEAD_S", "SOON_S", "Clients", "Publisher", "Report", "StillWriting", "publish_layers"]

LEAD_S = 150
"""Time before activation beside that for writing: readers look a minute ahead, and a writer that died is found
after half a minute by a watchman who comes once a minute."""

SOON_S = 5
"""The lead where nobody minds if readers differ for a minute: tests, and a city on one's own machine."""


@dataclass(frozen=True, slots=True)
class Clients:
    """boto3 clients of the city's stack."""

    dynamodb: Any
    s3: Any


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication did. `generation` is the activation time (epoch seconds) of what was published."""

    generation: int
    layers: int
    features: int
    cells: int
    written: int = 0
    emptied: int = 0
    unchanged: int = 0
    split: int = 0
    repairs: Sequence[Repair] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def changed(self) -> bool:
        return bool(self.written or self.emptied)


class Publisher:
    """Plans, indexes and writes generations; the command line does all in one go, the job in three functions."""

    def __init__(
        self,
        table_name: str,
        city_bucket: str,
        clients: Clients,
        *,
        progress: Progress = lambda step, done, total: None,
        now: Callable[[], float] = time.time,
        lead_s: int = LEAD_S,
        processes: int = PROCESSES,
    ) -> None:
        self.store = LayerStore(clients.s3, city_bucket)
        self.journal = Journal(clients.s3, city_bucket)
        self.writer = OverlayTableWriter(clients.dynamodb, table_name)
        self.progress, self.now, self.lead_s, self.processes = progress, now, lead_s, processes

    def plan(self, order: Order) -> Plan:
        """Which generations an order makes. Raises `LayerError` and `StillWriting`."""
        self.undo_cut_off_write()
        return plan(order, self.store.timeline().needed(int(self.now())), int(self.now()), self.lead_s)

    def index(self, stage: Stage, given: Mapping[str, LayerSource] = {}, share: tuple[int, int] = (0, 1)) -> Index:
        """The items of a stage, or a share of them; `given` are layers at hand, the others come from the bucket."""
        layers = [given[entry.id] if entry.id in stage.given and entry.id in given else self.store.layer(entry)
                  for entry in stage.layers]  # fmt: skip
        return build_index(layers, stage.extent, self.progress, self.processes, share)

    def write(self, planned: Plan, indexes: Sequence[Index]) -> Report:
        """Write what the stages change; the report is about the first of them."""
        written = write(planned, indexes, self.store, self.journal, self.writer, self.progress, self.now, self.lead_s)
        return _report(planned, indexes, written)

    def unchanged(self, planned: Plan) -> Report | None:
        """The report of an order that changes nothing, else None."""
        if planned.withdrawn or planned.base is None or not planned.stages[0].same_as(planned.base):
            return None
        base = planned.base
        cells = len(base.cells)
        return Report(base.active_from, len(base.layers), _features(base.layers), cells, unchanged=cells)

    def undo_cut_off_write(self) -> None:
        """Take back what a dead writer left; raises `StillWriting` when the writer may be alive."""
        note = self.journal.note()
        if note is None:
            return
        silent = self.journal.silent_s(int(self.now()))
        if silent < DEAD_AFTER_S:
            raise StillWriting(
                "the overlay table",
                f"another publication of layers is being written (heard of {silent} s ago)",
                f"Wait for it to end; if it was killed, try again in {DEAD_AFTER_S - silent} s.",
            )
        total = sum(len(cells) for cells in note.touched.values())
        self.journal.undo(note, self.writer, lambda count: self.progress("undoing a cut-off write", count, total))


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
    lead_s: int = LEAD_S,
) -> Report:
    """Publish layers into the overlay table.

    Layers that stand already stay, unless they are given anew, named in `remove`, or `keep_others` is False.
    `extent` is the id of the layer that bounds the city (None: as published before). `active_from` (epoch seconds)
    must lie after the generation that stands; None chooses now for the first, else soon enough for the write to end
    before it. Generations that are pending for later are made anew upon this one. Only items whose bytes changed are
    written; cells that lost all content get a tombstone. Raises `LayerError`, and `StillWriting` when another
    publication is under way.
    """
    publisher = Publisher(table_name, city_bucket, clients, progress=progress, now=now, lead_s=lead_s)
    _refuse_doubles(layers)
    publisher.undo_cut_off_write()
    entries = [publisher.store.keep(layer) for layer in layers]
    planned = publisher.plan(Order(entries, remove, extent, active_from, keep_others))
    if report := publisher.unchanged(planned):
        return report
    given = {layer.id: layer for layer in layers}
    # A later generation may have the layer in another version of its own, so only the first stage takes these.
    first, *others = planned.stages
    indexes = [publisher.index(first, given), *(publisher.index(stage) for stage in others)]
    return publisher.write(planned, indexes)


def _refuse_doubles(layers: Sequence[LayerSource]) -> None:
    ids = [layer.id for layer in layers]
    for one in ids:
        if ids.count(one) > 1:
            raise LayerError(f"layer {one}", "it is there twice", "Give each layer an id of its own.")


def _report(planned: Plan, indexes: Sequence[Index], written: Written) -> Report:
    first: Manifest | None = written.generations[0] if written.generations else planned.base
    layers = first.layers if first else ()
    notes = _notes(planned)
    changes = written.changes
    return Report(
        first.active_from if first else 0,
        len(layers),
        _features(layers),
        len(first.cells) if first else 0,
        written=changes.written,
        emptied=changes.emptied,
        unchanged=changes.unchanged,
        split=len(indexes[0].split) if indexes else 0,
        repairs=indexes[0].repairs if indexes else (),
        notes=notes,
    )


def _features(layers: Sequence[LayerEntry]) -> int:
    return sum(entry.features for entry in layers)


def _notes(planned: Plan) -> list[str]:
    notes: list[str] = []
    if planned.later:
        notes.append(f"{len(planned.later)} pending generations were made anew upon this one.")
    if planned.stages and planned.stages[0].extent is None and len(planned.stages[0].layers) > 1:
        notes.append("No layer bounds the city: all ground of all layers is indexed.")
    return notes
