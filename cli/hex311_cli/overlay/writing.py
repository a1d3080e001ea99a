"""Write planned generations into the table: only items that changed, all or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from hex311.spatial.overlay_item import encode_nothing
from hex311_cli.overlay.build import Index, Progress
from hex311_cli.overlay.journal import BEAT_S, Journal, Note
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.stages import Plan, Stage
from hex311_cli.overlay.store import LayerStore, Manifest, Timeline, short_hash
from hex311_cli.overlay.tablewriter import OverlayTableWriter

ITEMS_PER_SECOND = 300
"""A cautious guess of how fast items are written; the lead before activation is reckoned with it."""

SAFETY_S = 2
"""A write that has not ended so long before its activation is taken back."""


class StillWriting(LayerError):
    """Another publication of layers is under way."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a generation changes against the one before it."""

    written: int = 0
    emptied: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """The new generations, and what the first of them changed."""

    generations: Sequence[Manifest]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be done to the items of one activation time."""

    active_from: int
    puts: Mapping[str, bytes]
    drops: Sequence[str] = ()


def hashes_of(index: Index) -> dict[str, str]:
    return {cell: short_hash(body) for cell, body in index.items.items()}


def changed_items(index: Index, before: Mapping[str, str], hashes: Mapping[str, str]) -> dict[str, bytes]:
    """The items that differ from those of the generation before, with a tombstone for each emptied cell."""
    changed = {cell: body for cell, body in index.items.items() if before.get(cell) != hashes[cell]}
    return changed | dict.fromkeys(sorted(set(before) - set(hashes)), encode_nothing())


def write(
    plan: Plan,
    indexes: Sequence[Index],
    store: LayerStore,
    journal: Journal,
    writer: OverlayTableWriter,
    progress: Progress,
    now: Callable[[], float],
    lead_s: int,
) -> Written:
    """Write the stages of a plan, and then the timeline that names them."""
    hashes = [hashes_of(index) for index in indexes]
    puts: list[dict[str, bytes]] = []
    before: Mapping[str, str] = plan.base.cells if plan.base else {}
    for index, own in zip(indexes, hashes, strict=True):
        puts.append(changed_items(index, before, own))
        before = own
    times = _times(plan, sum(map(len, puts)), int(now()), lead_s)
    generations = [
        Manifest(at, stage.extent, list(stage.layers), own, given=list(stage.given), removed=list(stage.removed))
        for at, stage, own in zip(times, plan.stages, hashes, strict=True)
    ]
    if plan.base and generations and not puts[0] and not plan.later and plan.stages[0].active_from is None:
        # The same items under other sources: what stands goes on standing, with the new names.
        generations[0] = _renamed(generations[0], plan.base.active_from)
    generations = [_dated(one) for one in generations]
    edits = _edits(plan, times, puts)
    with _guarded(plan, edits, store, journal, writer, progress, now) as note:
        kept = [one for one in plan.timeline.generations if one.active_from <= _first_time(plan, times)]
        kept = [
            one
            for one in kept
            if one is not plan.withdrawn and one.active_from not in {g.active_from for g in generations}
        ]
        if note is not None and not journal.is_mine(note):
            raise StillWriting("the overlay table", "this writer was taken for dead and undone", "Run it again.")
        completed = note.id if note else ""
        store.put_timeline(Timeline([*kept, *generations], plan.timeline.revision + 1, completed))
    return Written(generations, _counted(puts, hashes))


def _renamed(generation: Manifest, active_from: int) -> Manifest:
    return Manifest(
        active_from, generation.extent, generation.layers, generation.cells,
        given=generation.given, removed=generation.removed,
    )  # fmt: skip


def _dated(generation: Manifest) -> Manifest:
    """With the time noted since when the layers that it brings are what they are."""
    at = generation.active_from
    layers = [replace(one, since=at) if one.id in generation.given else one for one in generation.layers]
    return replace(generation, layers=layers)


def _counted(puts: Sequence[Mapping[str, bytes]], hashes: Sequence[Mapping[str, str]]) -> Changes:
    if not puts:
        return Changes()
    emptied = len(set(puts[0]) - set(hashes[0]))
    written = len(puts[0]) - emptied
    return Changes(written, emptied, len(hashes[0]) - written)


def _first_time(plan: Plan, times: Sequence[int]) -> int:
    return plan.withdrawn.active_from if plan.withdrawn else times[0]


def _times(plan: Plan, items: int, now: int, lead_s: int) -> list[int]:
    """The activation time of each stage; raises `LayerError` when a pending one is too near to be made anew."""
    writing = items // ITEMS_PER_SECOND
    times: list[int] = []
    for stage in plan.stages:
        if stage.active_from is not None:
            times.append(stage.active_from)
        elif plan.base is None:
            times.append(now)
        else:
            times.append(max(now + lead_s + writing, plan.base.active_from + 1))
    pending = [plan.withdrawn, *plan.later] if plan.withdrawn else list(plan.later)
    soonest = now + min(lead_s, 60) + writing
    if pending and (pending[0].active_from <= soonest or (not plan.withdrawn and pending[0].active_from <= times[0])):
        wait = max(1, pending[0].active_from - now + 1)
        raise StillWriting(
            "the overlay table",
            f"a generation takes effect in {wait} s, too soon to be made anew",
            "Try again after that, or choose a time after it (--activate-at).",
        )
    return times


def _edits(plan: Plan, times: Sequence[int], puts: Sequence[Mapping[str, bytes]]) -> list[Edit]:
    """Items to put, and items of pending generations that are no longer wanted."""
    old = _old_items(plan)
    edits = [Edit(at, wanted, sorted(old.pop(at, set()) - set(wanted))) for at, wanted in zip(times, puts, strict=True)]
    edits += [Edit(at, {}, sorted(cells)) for at, cells in old.items()]
    return [edit for edit in edits if edit.puts or edit.drops]


def _old_items(plan: Plan) -> dict[int, set[str]]:
    """The cells that pending generations have items of, by activation time."""
    found: dict[int, set[str]] = {}
    before: Mapping[str, str] = plan.base.cells if plan.base else {}
    for one in [*([plan.withdrawn] if plan.withdrawn else []), *plan.later]:
        both = set(before) | set(one.cells)
        found[one.active_from] = {cell for cell in both if before.get(cell) != one.cells.get(cell)}
        before = one.cells
    return found


@contextmanager
def _guarded(
    plan: Plan,
    edits: Sequence[Edit],
    store: LayerStore,
    journal: Journal,
    writer: OverlayTableWriter,
    progress: Progress,
    now: Callable[[], float],
) -> Iterator[Note | None]:
    """Note what will be written, write it, run the body; take everything back when anything of it fails."""
    _refuse_overtaken(store, plan)
    if not edits:
        yield None
        return
    replaced = {one.active_from for one in (*plan.later, plan.withdrawn) if one}
    touched = {edit.active_from: [*edit.puts, *edit.drops] for edit in edits}
    before = {at: writer.read(cells, at) for at, cells in touched.items() if at in replaced}
    note = journal.begin(touched, before, int(now()))
    if note is None:
        raise StillWriting("the overlay table", "other layers are being published", "Run the import again.")
    try:
        _refuse_overtaken(store, plan)
        first = min(edit.active_from for edit in edits)
        _write(edits, journal, writer, progress, now, first if plan.base else None)
        yield note
    except BaseException:
        if journal.is_mine(note):
            journal.undo(note, writer)
        raise
    journal.clear()


def _write(
    edits: Sequence[Edit],
    journal: Journal,
    writer: OverlayTableWriter,
    progress: Progress,
    now: Callable[[], float],
    deadline: int | None,
) -> None:
    """Put and drop items; `deadline` is the first activation, None when nothing stands that could be mixed up."""
    last, before = now(), 0
    total = sum(len(edit.puts) + len(edit.drops) for edit in edits)

    def done(count: int) -> None:
        nonlocal last
        progress("writing items", before + count, total)
        if deadline is not None and now() > deadline - SAFETY_S:
            raise LayerError(
                "the overlay table",
                "writing takes longer than the time before activation, so everything was taken back",
                "Run it again with a later time (--activate-at).",
            )
        if now() - last >= BEAT_S:
            last = now()
            journal.beat(int(last))

    progress("writing items", 0, total)
    for edit in edits:
        writer.put(edit.puts.items(), edit.active_from, done)
        before += len(edit.puts)
        writer.delete(edit.drops, edit.active_from, done)
        before += len(edit.drops)


def _refuse_overtaken(store: LayerStore, plan: Plan) -> None:
    """Another publication may have begun, or even ended, while this one was indexing."""
    if store.timeline().revision != plan.timeline.revision:
        raise StillWriting("the overlay table", "other layers were published meanwhile", "Run the import again.")


def stage_of(manifest: Manifest) -> Stage:
    """A generation as a stage, to index it again."""
    return Stage(manifest.active_from, manifest.extent, manifest.layers, manifest.given, manifest.removed)
