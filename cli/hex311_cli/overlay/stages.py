"""What a publication means for the timeline: one new generation, and those pending after it made anew.

A generation is known by what it changes. When something is published before it, its changes are made again upon the
new state, so that a correction of today is not undone by the redistricting of next month.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.store import FORMAT, LayerEntry, Manifest, Timeline


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: layers to publish or replace, layers to remove, when, and within which bounds.

    `active_from` None means as soon as it is written. `withdraw` takes a pending generation back instead.
    """

    given: Sequence[LayerEntry] = ()
    removed: Collection[str] = ()
    extent: str | None = None
    active_from: int | None = None
    keep_others: bool = True
    withdraw: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A generation to index: its layers and bounds. `active_from` None is not chosen yet."""

    active_from: int | None
    extent: str | None
    layers: Sequence[LayerEntry]
    given: Sequence[str] = ()
    removed: Sequence[str] = ()

    def same_as(self, manifest: Manifest) -> bool:
        """Whether it would give the same items."""
        ours = [(entry.id, entry.sha256) for entry in self.layers]
        theirs = [(entry.id, entry.sha256) for entry in manifest.layers]
        return (manifest.format, manifest.extent, theirs) == (FORMAT, self.extent, ours)


@dataclass(frozen=True, slots=True)
class Plan:
    """Stages to index, oldest first, the generation they build upon, and the later ones as they were."""

    stages: Sequence[Stage]
    base: Manifest | None
    later: Sequence[Manifest]
    timeline: Timeline
    withdrawn: Manifest | None = None
    notes: Sequence[str] = field(default_factory=tuple)


def plan(order: Order, timeline: Timeline, now: int, lead_s: int) -> Plan:
    """Which generations are to be made; raises `LayerError` for what cannot be wanted."""
    if order.withdraw is not None:
        return _withdrawal(order.withdraw, timeline, now)
    moment = now + lead_s if order.active_from is None else order.active_from
    standing = timeline.standing(now)
    if order.active_from is not None and timeline.generations:
        _check_time(order.active_from, timeline, standing)
    base = timeline.standing(moment)
    later = timeline.after(moment)
    first = _stage(order, base)
    return Plan([first, *_again(first, later)], base, later, timeline)


def _check_time(wanted: int, timeline: Timeline, standing: Manifest | None) -> None:
    taken = {one.active_from for one in timeline.generations}
    if wanted in taken or (standing and wanted <= standing.active_from):
        raise LayerError(
            "the activation time",
            f"{wanted} does not lie after the generation that stands, or another one takes effect at that second",
            "Choose a later time.",
        )


def _withdrawal(at: int, timeline: Timeline, now: int) -> Plan:
    gone = next((one for one in timeline.generations if one.active_from == at and at > now), None)
    if gone is None:
        have = ", ".join(str(one.active_from) for one in timeline.after(now)) or "none"
        raise LayerError("the activation time", f"no generation is pending for {at}", f"Pending: {have}.")
    base, later = timeline.standing(at - 1), timeline.after(at)
    stages: list[Stage] = []
    before = base.layers if base else ()
    extent = base.extent if base else None
    for one in later:
        stages.append(_replayed(one, before, extent))
        before, extent = stages[-1].layers, stages[-1].extent
    return Plan(stages, base, later, timeline, withdrawn=gone)


def _stage(order: Order, base: Manifest | None) -> Stage:
    given = {entry.id: entry for entry in order.given}
    if len(given) != len(order.given):
        ids = [entry.id for entry in order.given]
        doubled = next(one for one in ids if ids.count(one) > 1)
        raise LayerError(f"layer {doubled}", "it is there twice", "Give each layer an id of its own.")
    standing = {entry.id: entry for entry in base.layers} if base and order.keep_others else {}
    for layer_id in order.removed:
        if layer_id not in standing:
            have = ", ".join(standing) or "none"
            raise LayerError(f"layer {layer_id}", "it is not published", f"Published layers: {have}.")
    removed = set(order.removed) if order.keep_others else {entry.id for entry in base.layers} if base else set()
    layers = merged(list(standing.values()), given, removed)
    extent = order.extent or (base.extent if base else None)
    if order.extent is None and extent not in {entry.id for entry in layers}:
        extent = None
    return Stage(order.active_from, extent, layers, list(given), sorted(removed - set(given)))


def merged(
    standing: Sequence[LayerEntry], given: Mapping[str, LayerEntry], removed: Collection[str]
) -> list[LayerEntry]:
    """Layers in their order, those given anew in their old place, new ones after them."""
    kept = [given.get(entry.id, entry) for entry in standing if entry.id not in removed or entry.id in given]
    return kept + [entry for layer_id, entry in given.items() if layer_id not in {one.id for one in kept}]


def _again(first: Stage, later: Sequence[Manifest]) -> list[Stage]:
    stages = [first]
    for one in later:
        stages.append(_replayed(one, stages[-1].layers, stages[-1].extent))
    return stages[1:]


def _replayed(one: Manifest, before: Sequence[LayerEntry], extent: str | None) -> Stage:
    """The changes of a pending generation upon another state before it."""
    own = {entry.id: entry for entry in one.layers if entry.id in one.given}
    layers = merged(before, own, one.removed)
    bounds = one.extent if one.extent in {entry.id for entry in layers} else extent
    return Stage(one.active_from, bounds, layers, one.given, one.removed)
