"""What `hex311 layers` shows: progress, repairs, and what became of the layers."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from hex311.usecases.reroute_case import Rerouting
from hex311_cli.overlay.borders import in_words
from hex311_cli.overlay.build import Index
from hex311_cli.overlay.build import Progress as Told
from hex311_cli.overlay.compare import Agreement
from hex311_cli.overlay.impact import Impact
from hex311_cli.overlay.inspect import Inspection
from hex311_cli.overlay.measure import LOOK_UPS, LookUp
from hex311_cli.overlay.publish import Report
from hex311_cli.overlay.read import Reading
from hex311_cli.overlay.shapes import Repair
from hex311_cli.overlay.store import Draft, Manifest, Timeline

SHOWN_REPAIRS = 100
SHOWN_CASES = 50


@contextmanager
def progress_bars(console: Console) -> Iterator[Told]:
    """A bar for each step of the work."""
    what, count = TextColumn("{task.description}"), MofNCompleteColumn()
    with Progress(
        SpinnerColumn(), what, BarColumn(), count, TimeElapsedColumn(), console=console, transient=True
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def told(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield told


def show_readings(out: Console, readings: Sequence[Reading]) -> None:
    """Which layers were read, and how their ids and names were chosen."""
    table = Table("layer", "features", "id from", "name from", box=None)
    for reading in readings:
        layer = reading.layer
        table.add_row(layer.id, f"{len(layer.features):,}", reading.id_field, reading.name_field)
    out.print(table)
    for reading in readings:
        for note in reading.notes:
            out.print(note, style="yellow", markup=False)


def show_repairs(out: Console, repairs: Sequence[Repair]) -> None:
    """What was changed in the geometry, one line for each feature."""
    for repair in repairs[:SHOWN_REPAIRS]:
        text = f"{repair.layer}, feature {repair.feature}: {repair.what} (area {repair.area_change_m2:+.1f} m2)"
        out.print(text, style="yellow", markup=False)
    if len(repairs) > SHOWN_REPAIRS:
        out.print(f"... and {len(repairs) - SHOWN_REPAIRS} more repairs", style="yellow")


def show_inspection(out: Console, inspection: Inspection) -> None:
    """Repairs, and what is to be looked at; the serious in red."""
    show_repairs(out, inspection.repairs)
    for one in inspection.findings:
        size = f", {one.area_m2:,.0f} m2" if one.area_m2 else ""
        where = f" (near {one.latitude:.5f}, {one.longitude:.5f}{size})" if one.latitude or one.longitude else ""
        style = "red" if one.serious else "yellow"
        out.print(f"{one.layer}, {one.kind}: {one.what}{where}", style=style, markup=False)


def show_impact(out: Console, found: Impact) -> None:
    """What would change: cells, and the open cases whose answers or hands would."""
    out.print(
        f"{len(found.changed):,} of {found.cells:,} cells would change, {len(found.emptied):,} would become empty. "
        f"{found.open_cases:,} open cases: {len(found.reroutings):,} would get other answers, "
        f"{len(found.handed_over):,} of them change hands."
    )
    if found.outside:
        out.print(f"{found.outside:,} open cases lie outside the city then; they keep their answers.", style="yellow")
    _show_cases(out, found.reroutings)
    out.print("Nothing was activated.", style="dim")


def show_rerouting(out: Console, changed: Sequence[Rerouting], asked: int, dry_run: bool) -> None:
    """Which open cases got other answers, or would get them."""
    _show_cases(out, changed)
    out.print(f"{asked:,} open cases asked, {len(changed):,} {'would change' if dry_run else 'changed'}.")


def _show_cases(out: Console, found: Sequence[Rerouting]) -> None:
    for one in found[:SHOWN_CASES]:
        layers = "; ".join(
            f"{change.layer} {', '.join(change.before) or 'none'} > {', '.join(change.after) or 'none'}"
            for change in one.layers
        )
        out.print(f"  {one.case_id}: {layers or 'names or attributes'}", markup=False)
        for handover in one.handovers:
            before = _hands(handover.department_before, handover.crew_before)
            now = _hands(handover.department, handover.crew)
            out.print(f"    {handover.work_order_id}: {before} > {now}", style="yellow", markup=False)
    if len(found) > SHOWN_CASES:
        out.print(f"  ... and {len(found) - SHOWN_CASES:,} more cases")


def _hands(department: str, crew: str) -> str:
    return f"{department} ({crew})" if crew else department


def show_timeline(out: Console, timeline: Timeline, now: int) -> None:
    """The layers in force, and what will follow."""
    standing = timeline.standing(now)
    if standing:
        show_manifest(out, standing)
    for one in timeline.after(now):
        changes = [*one.given, *(f"without {layer}" for layer in one.removed)]
        out.print(f"Pending, {active(one.active_from)}: {', '.join(changes) or 'no other layers'}", style="yellow")


def show_draft(out: Console, draft: Draft) -> None:
    """Layers kept for later."""
    if draft.given or draft.removed:
        kept = [*(entry.id for entry in draft.given), *(f"without {layer}" for layer in draft.removed)]
        out.print(f"Kept for later (hex311 layers activate): {', '.join(kept)}", style="yellow")


def show_report(out: Console, report: Report, *, repairs: bool = True) -> None:
    """What a publication did, and when it takes effect."""
    if repairs:
        show_repairs(out, report.repairs)
    for note in report.notes:
        out.print(note, style="yellow", markup=False)
    out.print(
        f"{report.layers} layers, {report.features:,} features, {report.cells:,} cells: "
        f"{report.written:,} items written, {report.emptied:,} emptied, {report.unchanged:,} unchanged, "
        f"{report.split} split."
    )
    out.print(f"[green]The overlay is {active(report.generation)}.[/green]")


def show_manifest(out: Console, manifest: Manifest) -> None:
    """The published layers, how many cells they take, and since when they are active."""
    table = Table("layer", "name", "features", "on a border", "public", box=None)
    for layer in manifest.layers:
        name = next(iter(layer.name.values()), "")
        table.add_row(
            layer.id, name, f"{layer.features:,}", in_words(layer.boundary_rule), "yes" if layer.public else "no"
        )
    out.print(table)
    bounded = f", bounded by {manifest.extent}" if manifest.extent else ""
    out.print(f"{len(manifest.cells):,} cells{bounded}; the overlay is {active(manifest.active_from)}.")


def show_index(out: Console, index: Index, seconds: float, look_up: LookUp) -> None:
    """How long indexing took, how large the items are, and what a look-up costs."""
    sizes = sorted(map(len, index.items.values()))
    out.print(f"{len(sizes):,} items made in {seconds:.1f} s; {len(index.split)} cells split for their size.")
    out.print(
        f"Bytes an item: mean {sum(sizes) / len(sizes):,.0f}, 99 of 100 below {sizes[len(sizes) * 99 // 100]:,}, "
        f"largest {sizes[-1]:,}; {sum(sizes) / 1e6:,.1f} MB together."
    )
    out.print(
        f"A look-up: {look_up.read_units:.2f} read units, {look_up.microseconds:.0f} microseconds of processor, "
        f"{look_up.answers:.1f} answers (means over {LOOK_UPS:,} cells picked at random)."
    )


def show_agreements(out: Console, agreements: Sequence[Agreement]) -> None:
    """How often each layer agrees with the city's column, and some rows where it does not."""
    table = Table("layer", "city's column", "rows", "equal", "share", box=None)
    for one in agreements:
        table.add_row(one.layer, one.column, f"{one.rows:,}", f"{one.equal:,}", f"{one.share:.1%}")
    out.print(table)
    for one in agreements:
        for difference in one.differences:
            out.print(f"  {one.layer}, {difference}", style="dim", markup=False)


def active(generation: int) -> str:
    """When a generation (epoch seconds) takes effect, in words."""
    moment = datetime.fromtimestamp(generation, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"active since {moment}" if generation <= time.time() else f"active from {moment} on"
