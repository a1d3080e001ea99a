"""What the commands of `hex311 layers` have in common: options, reading from files and servers, the stack, errors."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.overlay.arcgis import ArcGisLayer, is_service, read_service
from hex311_cli.overlay.build import Progress
from hex311_cli.overlay.folders import middle_of, read_layers
from hex311_cli.overlay.publish import LEAD_S, SOON_S, Clients, Publisher
from hex311_cli.overlay.read import Reading, Wishes
from hex311_cli.overlay.sources import BoundaryRule, LayerError, LayerSource
from hex311_cli.overlay.tablewriter import TableBusy
from hex311_cli.overlay.webclient import any_server
from hex311_cli.target import Target, connect

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Paths = Annotated[
    list[str],
    typer.Argument(
        help="Files (GeoJSON, shapefile, TopoJSON, KML; .zip, .gz), folders of them, or addresses of ArcGIS layers."
    ),
]
StackName = Annotated[str, typer.Option("--stack", help="The city's stack.")]
IdField = Annotated[str | None, typer.Option(help="Property that is the features' id (default: guessed).")]
NameField = Annotated[str | None, typer.Option(help="Property that is the features' name (default: guessed).")]
LayerId = Annotated[str | None, typer.Option(help="Id of the layer (default: from the file's name).")]
Keep = Annotated[list[str], typer.Option(help="Property to keep as an attribute; may be repeated.")]
Volatile = Annotated[list[str], typer.Option(help="Of the kept ones, one that changes often; may be repeated.")]
Extent = Annotated[str | None, typer.Option(help="Layer that bounds the city; only its ground is indexed.")]
Rule = Annotated[str, typer.Option(help="On a border: all features answer, or the one with the lowest_id.")]
Prefer = Annotated[
    list[str], typer.Option(help="On a border this feature answers, before those named after it; may be repeated.")
]
PreferBy = Annotated[str | None, typer.Option(help="--prefer names values of this kept attribute, not ids.")]
Private = Annotated[bool, typer.Option("--private", help="Residents do not see the answers.")]
Crs = Annotated[str | None, typer.Option(help="Reference system of the coordinates, as in EPSG:3435.")]
Part = Annotated[str | None, typer.Option(help="Which layer of a file that holds several.")]
At = Annotated[datetime | None, typer.Option(help="When it takes effect, UTC (default: once all is written).")]
Force = Annotated[bool, typer.Option("--force", help="Publish in spite of serious findings.")]


@dataclass(frozen=True)
class City:
    """A stack's overlay as the commands use it."""

    target: Target
    clients: Clients
    publisher: Publisher
    lead_s: int
    folder: Path = Path(".hex311")

    @property
    def outputs(self) -> Mapping[str, str]:
        return self.target.outputs

    def bounds(self, extent: str | None) -> LayerSource | None:
        """The published layer that bounds the city."""
        generations = self.publisher.store.timeline().generations
        wanted = extent or (generations[-1].extent if generations else None)
        entries = {entry.id: entry for entry in generations[-1].layers} if generations else {}
        return self.publisher.store.layer(entries[wanted]) if wanted in entries else None


def connected(stack: str, progress: Progress = lambda step, done, total: None) -> City:
    """The stack's overlay; raises `DeployProblem` when there is no such stack."""
    target = connect(stack)
    clients = Clients(boto3.client("dynamodb"), boto3.client("s3"))
    lead_s = SOON_S if target.is_local else LEAD_S
    publisher = Publisher(
        target.outputs["OverlayTable"], target.outputs["CityBucket"], clients, progress=progress, lead_s=lead_s
    )
    return City(target, clients, publisher, lead_s)


def wishes_of_options(
    layer_id: str | None,
    id_field: str | None,
    name_field: str | None,
    keep: Sequence[str],
    boundary_rule: str,
    private: bool,
    crs: str | None,
    part: str | None,
    volatile: Sequence[str] = (),
    prefer: Sequence[str] = (),
    prefer_by: str | None = None,
) -> Wishes:
    """The options of a command as wishes; raises `typer.BadParameter`."""
    rule: BoundaryRule
    if prefer and boundary_rule == "all":
        rule = {"prefer": list(prefer), "by": prefer_by} if prefer_by else {"prefer": list(prefer)}
    elif prefer or prefer_by:
        raise typer.BadParameter("--prefer goes without --boundary-rule, and --prefer-by only with --prefer")
    elif boundary_rule == "all":
        rule = "all"
    elif boundary_rule == "lowest_id":
        rule = "lowest_id"
    else:
        raise typer.BadParameter(f"--boundary-rule is all or lowest_id, not {boundary_rule}")
    return Wishes(layer_id, None, id_field, name_field, tuple(keep), rule, not private, crs, part, tuple(volatile))


def read_all(
    paths: Sequence[str], wishes: Wishes, progress: Progress, folder: Path, bounds: LayerSource | None
) -> list[Reading]:
    """Read files, folders and servers. Pages of a server that breaks off stay in `folder` for the next time."""
    near = middle_of(bounds) if bounds else None
    files = [Path(path) for path in paths if not is_service(path)]
    readings = read_layers(files, wishes, progress, near) if files else []
    with any_server() as ask:
        for url in (path for path in paths if is_service(path)):
            readings.append(read_service(ArcGisLayer(url, folder / "arcgis", progress, ask), wishes, near))
    return readings


@contextmanager
def plain_errors() -> Iterator[None]:
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
