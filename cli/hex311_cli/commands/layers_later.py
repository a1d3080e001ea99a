"""`hex311 layers diff`, `activate`, `cancel` and `reroute`: from layers that were kept to layers in force."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from hex311.usecases.reroute_case import reroute_case
from hex311.usecases.reroute_open_cases import ask_case, sweep
from hex311_cli.commands.layers_options import (
    At,
    City,
    Crs,
    Extent,
    IdField,
    Keep,
    LayerId,
    NameField,
    Part,
    Prefer,
    PreferBy,
    Private,
    Rule,
    StackName,
    Volatile,
    connected,
    err,
    out,
    plain_errors,
    read_all,
    wishes_of_options,
)
from hex311_cli.overlay.impact import impact, open_cases
from hex311_cli.overlay.inspect import inspect
from hex311_cli.overlay.show import progress_bars, show_impact, show_inspection, show_report, show_rerouting
from hex311_cli.overlay.sources import LayerError, LayerSource
from hex311_cli.overlay.stages import Order


def diff(
    paths: Annotated[list[str] | None, typer.Argument(help="Layers (default: those kept by import --hold).")] = None,
    stack: StackName = "hex311",
    id_field: IdField = None,
    name_field: NameField = None,
    layer_id: LayerId = None,
    keep: Keep = [],  # noqa: B006 - Typer copies it
    volatile: Volatile = [],  # noqa: B006
    boundary_rule: Rule = "all",
    prefer: Prefer = [],  # noqa: B006
    prefer_by: PreferBy = None,
    extent: Extent = None,
    private: Private = False,
    crs: Crs = None,
    part: Part = None,
    activate_at: At = None,
    remove: Annotated[list[str], typer.Option(help="Layer to remove; may be repeated.")] = [],  # noqa: B006
) -> None:
    """A dry run: which cells would change, and which open cases would change hands. Nothing is activated."""
    wishes = wishes_of_options(
        layer_id, id_field, name_field, keep, boundary_rule, private, crs, part, volatile, prefer, prefer_by
    )
    with plain_errors(), progress_bars(err) as progress:
        city = connected(stack, progress)
        bounds = city.bounds(extent)
        given: dict[str, LayerSource] = {}
        if paths:
            readings = read_all(paths, wishes, progress, city.folder, bounds)
            given = {reading.layer.id: reading.layer for reading in readings}
            show_inspection(out, inspect(list(given.values()), bounds, progress))
            entries = [city.publisher.store.keep(layer) for layer in given.values()]
            order = Order(entries, remove, extent, _seconds(activate_at))
        else:
            order = _draft_order(city, activate_at, remove)
        planned = city.publisher.plan(order)
        indexes = [city.publisher.index(stage, given) for stage in planned.stages[:1]]
        cases = open_cases(city.clients.dynamodb, city.outputs["CasesTable"])
        found = impact(
            planned, indexes, city.target.ports(), cases, lambda count: progress("asking open cases", count, count)
        )
    show_impact(out, found)


def activate(stack: StackName = "hex311", activate_at: At = None) -> None:
    """Publish the layers that import --hold kept, at once or at a date (a redistricting)."""
    with plain_errors(), progress_bars(err) as progress:
        city = connected(stack, progress)
        planned = city.publisher.plan(_draft_order(city, activate_at, []))
        report = city.publisher.unchanged(planned)
        if report is None:
            report = city.publisher.write(planned, [city.publisher.index(stage) for stage in planned.stages])
        city.publisher.store.clear_draft()
    show_report(out, report)


def cancel(
    generation: Annotated[datetime, typer.Argument(help="The pending generation's time, UTC, as list shows it.")],
    stack: StackName = "hex311",
) -> None:
    """Take a pending generation back; those after it are made anew without its changes."""
    with plain_errors(), progress_bars(err) as progress:
        city = connected(stack, progress)
        planned = city.publisher.plan(Order(withdraw=int(generation.replace(tzinfo=UTC).timestamp())))
        city.publisher.write(planned, [city.publisher.index(stage) for stage in planned.stages])
    out.print("[green]The generation is taken back.[/green]")


def reroute(
    stack: StackName = "hex311",
    case: Annotated[list[str], typer.Option(help="Number of a case; may be repeated (default: all open).")] = [],  # noqa: B006
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell which cases would change.")] = False,
) -> None:
    """Give open cases the answers that the layers give now; work not yet begun goes to whom it belongs to now."""
    with plain_errors(), progress_bars(err) as progress:
        city = connected(stack)
        ports = city.target.ports()
        numbers = case or [number for page in sweep(ports) for number in page.case_ids]
        changed, open_ones = [], 0
        for done, number in enumerate(numbers, start=1):
            asked = ask_case(ports, number)
            open_ones += asked is not None
            if asked and asked.rerouted:
                changed.append(asked.rerouted if dry_run else reroute_case(ports, number) or asked.rerouted)
            progress("asking open cases", done, len(numbers))
    show_rerouting(out, changed, open_ones, dry_run)


def _draft_order(city: City, at: datetime | None, remove: list[str]) -> Order:
    draft = city.publisher.store.draft()
    if not (draft.given or draft.removed or remove):
        raise LayerError("the layers kept for later", "there are none", "hex311 layers import PATH --hold keeps some.")
    return Order(draft.given, [*draft.removed, *remove], draft.extent, _seconds(at))


def _seconds(at: datetime | None) -> int | None:
    return int(at.replace(tzinfo=UTC).timestamp()) if at else None
