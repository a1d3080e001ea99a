"""`hex311 layers`: import map layers into a city's overlay, list and remove them, check them beforehand."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.overlay.build import build_index
from hex311_cli.overlay.compare import compare, read_rows
from hex311_cli.overlay.measure import measure_look_ups
from hex311_cli.overlay.publish import Clients, publish_layers
from hex311_cli.overlay.read import Wishes, layer_files, layer_id_of, read_layer, read_layers
from hex311_cli.overlay.show import (
    progress_bars,
    show_agreements,
    show_index,
    show_manifest,
    show_readings,
    show_repairs,
    show_report,
)
from hex311_cli.overlay.sources import BoundaryRule, LayerError
from hex311_cli.overlay.store import LayerStore
from hex311_cli.overlay.tablewriter import TableBusy
from hex311_cli.target import connect

app = typer.Typer(help="Map layers: import, list, remove, check, compare.", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Paths = Annotated[list[Path], typer.Argument(help="GeoJSON files (.gz too), or folders of them.")]
StackName = Annotated[str, typer.Option("--stack", help="The city's stack.")]
IdField = Annotated[str | None, typer.Option(help="Property that is the features' id (default: guessed).")]
NameField = Annotated[str | None, typer.Option(help="Property that is the features' name (default: guessed).")]
LayerId = Annotated[str | None, typer.Option(help="Id of the layer (default: from the file's name).")]
Keep = Annotated[list[str], typer.Option(help="Property to keep as an attribute; may be repeated.")]
Extent = Annotated[str | None, typer.Option(help="Layer that bounds the city; only its ground is indexed.")]
Rule = Annotated[str, typer.Option(help="On a border: all features answer, or the one with the lowest_id.")]


@app.command("import")
def import_layers(
    paths: Paths,
    stack: StackName = "hex311",
    id_field: IdField = None,
    name_field: NameField = None,
    layer_id: LayerId = None,
    keep: Keep = [],  # noqa: B006 - Typer copies it
    boundary_rule: Rule = "all",
    extent: Extent = None,
    private: Annotated[bool, typer.Option("--private", help="Residents do not see the answers.")] = False,
    activate_at: Annotated[
        datetime | None, typer.Option(help="When the layers take effect, UTC (default: once all is written).")
    ] = None,
) -> None:
    """Import layers; those that are published already stay, or are replaced by what is imported."""
    wishes = Wishes(layer_id, None, id_field, name_field, tuple(keep), _rule(boundary_rule), not private)
    with _plain_errors(), progress_bars(err) as progress:
        readings = read_layers(paths, wishes, progress)
        show_readings(out, readings)
        clients, outputs = _connected(stack)
        report = publish_layers(
            [reading.layer for reading in readings],
            outputs["OverlayTable"],
            outputs["CityBucket"],
            clients,
            extent=extent,
            active_from=int(activate_at.replace(tzinfo=UTC).timestamp()) if activate_at else None,
            progress=progress,
        )
    show_report(out, report)


@app.command("list")
def list_layers(stack: StackName = "hex311") -> None:
    """List the published layers."""
    with _plain_errors():
        clients, outputs = _connected(stack)
        manifest = LayerStore(clients.s3, outputs["CityBucket"]).manifest()
    if manifest is None:
        out.print("No layers are published. hex311 layers import PATH... publishes some.")
        return
    show_manifest(out, manifest)


@app.command("remove")
def remove_layers(
    layer_ids: Annotated[list[str], typer.Argument(help="Ids of published layers.")], stack: StackName = "hex311"
) -> None:
    """Remove layers from the overlay; the others stay."""
    with _plain_errors(), progress_bars(err) as progress:
        clients, outputs = _connected(stack)
        report = publish_layers(
            [], outputs["OverlayTable"], outputs["CityBucket"], clients, remove=layer_ids, progress=progress
        )
    show_report(out, report)


@app.command()
def check(
    paths: Paths,
    id_field: IdField = None,
    name_field: NameField = None,
    layer_id: LayerId = None,
    keep: Keep = [],  # noqa: B006 - Typer copies it
    extent: Extent = None,
) -> None:
    """Read and index layers without publishing them: what is wrong, what would be repaired, how large it gets."""
    wishes = Wishes(layer_id, None, id_field, name_field, tuple(keep))
    with _plain_errors(), progress_bars(err) as progress:
        readings = read_layers(paths, wishes, progress)
        show_readings(out, readings)
        started = time.monotonic()
        index = build_index([reading.layer for reading in readings], extent, progress)
        seconds = time.monotonic() - started
    show_repairs(out, index.repairs)
    show_index(out, index, seconds, measure_look_ups(index.items))


@app.command("compare")
def compare_layers(
    layers: Annotated[Path, typer.Argument(help="Folder of the layers.")],
    requests: Annotated[list[Path], typer.Argument(help="CSV files of the city's requests, with positions.")],
    column: Annotated[
        list[str], typer.Option(help="LAYER:ID_FIELD=COLUMN[/COLUMN], as in wards:WARD=ward; repeat for each layer.")
    ],
) -> None:
    """Compare the overlay's answers with the districts in the city's own columns."""
    chosen = [_column(text) for text in column]
    with _plain_errors(), progress_bars(err) as progress:
        files = {layer_id_of(path): path for path in layer_files([layers])}
        for layer_id, _, _ in chosen:
            if layer_id not in files:
                raise LayerError(str(layers), f"there is no layer {layer_id}", f"There are: {', '.join(files)}.")
        readings = [read_layer(files[layer], Wishes(layer, id_field=id_field)) for layer, id_field, _ in chosen]
        index = build_index([reading.layer for reading in readings], None, progress)
        agreements = compare(index.items, list(read_rows(requests)), {layer: names for layer, _, names in chosen})
    show_agreements(out, agreements)


def _column(text: str) -> tuple[str, str, list[str]]:
    layer, _, rest = text.partition(":")
    id_field, _, columns = rest.partition("=")
    if not (layer and id_field and columns):
        raise typer.BadParameter(f"{text} is not of the form LAYER:ID_FIELD=COLUMN, as in wards:WARD=ward")
    return layer, id_field, [name.strip().lower() for name in columns.split("/")]


def _rule(text: str) -> BoundaryRule:
    if text == "all":
        return "all"
    if text == "lowest_id":
        return "lowest_id"
    raise typer.BadParameter(f"--boundary-rule is all or lowest_id, not {text}")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Every expected failure as plain sentences and exit code 1."""
    try:
        yield
    except LayerError as refusal:
        for problem in refusal.problems:
            err.print(f"{problem.where}: {problem.problem}.", style="red", markup=False)
            err.print(f"    {problem.mend}", style="dim", markup=False)
        raise typer.Exit(1) from None
    except (DeployProblem, TableBusy, ClientError, BotoCoreError) as fault:
        err.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from None


def _connected(stack: str) -> tuple[Clients, Mapping[str, str]]:
    """Clients for the stack's cloud, and the stack's outputs."""
    outputs = connect(stack).outputs
    return Clients(boto3.client("dynamodb"), boto3.client("s3")), outputs
