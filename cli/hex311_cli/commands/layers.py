"""`hex311 layers`: import map layers into a city's overlay, look them over, list, export and remove them."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from shapely.geometry import mapping

from hex311_cli.commands.layers_later import activate, cancel, diff, reroute
from hex311_cli.commands.layers_options import (
    At,
    Crs,
    Extent,
    Force,
    IdField,
    Keep,
    LayerId,
    NameField,
    Part,
    Paths,
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
from hex311_cli.overlay.build import build_index
from hex311_cli.overlay.compare import compare, read_rows
from hex311_cli.overlay.folders import layer_files
from hex311_cli.overlay.inspect import inspect, refuse_serious
from hex311_cli.overlay.measure import measure_look_ups
from hex311_cli.overlay.objects import packed
from hex311_cli.overlay.publish import publish_layers
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer
from hex311_cli.overlay.show import (
    progress_bars,
    show_agreements,
    show_draft,
    show_index,
    show_inspection,
    show_readings,
    show_report,
    show_timeline,
)
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.store import Draft

app = typer.Typer(help="Map layers: import, check, diff, activate, list, export, remove.", no_args_is_help=True)
app.command()(diff)
app.command()(activate)
app.command()(cancel)
app.command()(reroute)


@app.command("import")
def import_layers(
    paths: Paths,
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
    hold: Annotated[
        bool, typer.Option("--hold", help="Only keep them; hex311 layers activate publishes them.")
    ] = False,
    force: Force = False,
) -> None:
    """Import layers; those that are published already stay, or are replaced by what is imported."""
    wishes = wishes_of_options(
        layer_id, id_field, name_field, keep, boundary_rule, private, crs, part, volatile, prefer, prefer_by
    )
    with plain_errors(), progress_bars(err) as progress:
        city = connected(stack, progress)
        bounds = city.bounds(extent)
        readings = read_all(paths, wishes, progress, city.folder, bounds)
        show_readings(out, readings)
        layers = [reading.layer for reading in readings]
        bounds = next((layer for layer in layers if layer.id == (extent or "")), bounds)
        inspection = inspect(layers, bounds, progress)
        show_inspection(out, inspection)
        if not force:
            refuse_serious(inspection)
        if hold:
            entries = {layer.id: city.publisher.store.keep(layer) for layer in layers}
            draft = city.publisher.store.draft()
            given = {entry.id: entry for entry in draft.given} | entries
            removed = [one for one in draft.removed if one not in entries]
            city.publisher.store.put_draft(Draft(list(given.values()), removed, extent or draft.extent))
            out.print(f"{len(entries)} layers are kept. hex311 layers diff shows what they would change, and")
            out.print("hex311 layers activate publishes them.")
            return
        report = publish_layers(
            layers,
            city.outputs["OverlayTable"],
            city.outputs["CityBucket"],
            city.clients,
            extent=extent,
            active_from=int(activate_at.replace(tzinfo=UTC).timestamp()) if activate_at else None,
            progress=progress,
            lead_s=city.lead_s,
        )
    show_report(out, report, repairs=False)


@app.command("list")
def list_layers(stack: StackName = "hex311") -> None:
    """List the published layers, the generations that are pending, and layers kept for later."""
    with plain_errors():
        store = connected(stack).publisher.store
        timeline, draft = store.timeline(), store.draft()
    if not timeline.generations:
        out.print("No layers are published. hex311 layers import PATH... publishes some.")
    show_timeline(out, timeline, int(time.time()))
    show_draft(out, draft)


@app.command("remove")
def remove_layers(
    layer_ids: Annotated[list[str], typer.Argument(help="Ids of published layers.")],
    stack: StackName = "hex311",
    activate_at: At = None,
) -> None:
    """Remove layers from the overlay; the others stay."""
    with plain_errors(), progress_bars(err) as progress:
        city = connected(stack)
        report = publish_layers(
            [],
            city.outputs["OverlayTable"],
            city.outputs["CityBucket"],
            city.clients,
            remove=layer_ids,
            active_from=int(activate_at.replace(tzinfo=UTC).timestamp()) if activate_at else None,
            progress=progress,
            lead_s=city.lead_s,
        )
    show_report(out, report)


@app.command("export")
def export_layers(
    layer_ids: Annotated[list[str] | None, typer.Argument(help="Ids of layers (default: all).")] = None,
    stack: StackName = "hex311",
    to: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("layers"),
    at: Annotated[datetime | None, typer.Option(help="As they will stand at this time, UTC (default: now).")] = None,
) -> None:
    """Write published layers as GeoJSON, unrounded, as they were imported."""
    moment = int(at.replace(tzinfo=UTC).timestamp()) if at else int(time.time())
    with plain_errors():
        store = connected(stack).publisher.store
        standing = store.timeline().standing(moment)
        entries = {entry.id: entry for entry in standing.layers} if standing else {}
        for layer_id in layer_ids or list(entries):
            if layer_id not in entries:
                have = ", ".join(entries) or "none"
                raise LayerError(f"layer {layer_id}", "it is not published", f"Published layers: {have}.")
        to.mkdir(parents=True, exist_ok=True)
        for layer_id in layer_ids or list(entries):
            layer = store.layer(entries[layer_id])
            features = [
                {
                    "type": "Feature",
                    "id": one.id,
                    "properties": {"id": one.id, "name": one.name, **one.attributes},
                    "geometry": mapping(one.geometry),
                }
                for one in layer.features
            ]
            path = to / f"{layer_id}.geojson"
            path.write_bytes(packed({"type": "FeatureCollection", "name": layer_id, "features": features}))
            out.print(f"{path}: {len(features):,} features", markup=False)


@app.command()
def check(
    paths: Paths,
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
) -> None:
    """Read and index layers without publishing them: what is wrong, what would be repaired, how large it gets."""
    wishes = wishes_of_options(
        layer_id, id_field, name_field, keep, boundary_rule, private, crs, part, volatile, prefer, prefer_by
    )
    with plain_errors(), progress_bars(err) as progress:
        readings = read_all(paths, wishes, progress, Path(".hex311"), None)
        show_readings(out, readings)
        layers = [reading.layer for reading in readings]
        inspection = inspect(layers, next((layer for layer in layers if layer.id == extent), None), progress)
        started = time.monotonic()
        index = build_index(layers, extent, progress)
        seconds = time.monotonic() - started
    show_inspection(out, inspection)
    show_index(out, index, seconds, measure_look_ups(index.items))
    if inspection.serious:
        raise typer.Exit(1)


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
    with plain_errors(), progress_bars(err) as progress:
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
