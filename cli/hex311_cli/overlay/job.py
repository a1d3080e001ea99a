"""Importing a layer as a job in the city's stack: the same steps as on the command line, one function for each.

imports/<import id>/ holds request.json (what was asked for, with the name of the file), upload (the file, as it was
sent), share-*.json.gz (items of a share of the cells, while the job runs), and report.json, which the staff API reads.
"""

import base64
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import boto3

from hex311.ports import Ports
from hex311.settings import Settings
from hex311_cli.overlay.arcgis import ArcGisLayer, read_service
from hex311_cli.overlay.build import Index
from hex311_cli.overlay.files import MOST_BYTES
from hex311_cli.overlay.impact import Impact, impact, open_cases
from hex311_cli.overlay.inspect import Inspection, inspect
from hex311_cli.overlay.objects import Folder
from hex311_cli.overlay.publish import LEAD_S, SOON_S, Clients, Publisher, Report
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer
from hex311_cli.overlay.sources import LayerError, LayerSource
from hex311_cli.overlay.stages import Order, Plan, Stage
from hex311_cli.overlay.store import LayerEntry
from hex311_cli.overlay.webask import PublicServers

FOLDER = "imports/"
CELLS_IN_A_SHARE = 6_000
"""About this many cells one function indexes; it also has to hold all layers."""

MOST_SHARES = 40
SHOWN = 200
"""Findings, repairs and cases in a report; the rest is counted."""

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the job works: names of the stack's resources. `is_local` means that nobody minds haste."""

    overlay_table: str
    cases_table: str
    city_bucket: str
    is_local: bool = False


class ImportJob:
    """The steps of the state machine `import_layers`, each safe to repeat."""

    def __init__(self, place: Place, clients: Clients, import_id: str, now: Callable[[], float] = time.time) -> None:
        self._place, self._clients, self._id = place, clients, import_id
        self._folder = Folder(clients.s3, place.city_bucket, f"{FOLDER}{import_id}/")
        lead_s = SOON_S if place.is_local else LEAD_S
        # Functions have no shared memory for a pool of processes.
        self._publisher = Publisher(
            place.overlay_table, place.city_bucket, clients, now=now, lead_s=lead_s, processes=1
        )

    def check(self, event: Event) -> dict[str, Any]:
        """Read the upload, look it over, and say which shares are to be indexed."""
        request = self._folder.get("request.json") or {}
        self._report({"status": "running"})
        bounds = self._bounds(request.get("extent"))
        layer, notes = self._read(request, bounds)
        inspection = inspect([layer], bounds)
        entry = self._publisher.store.keep(layer)
        told = _inspection_view(inspection) | {"layer": layer.id, "features": len(layer.features), "notes": notes}
        if inspection.serious and not event.get("force"):
            problems = [
                {"where": f"layer {one.layer}", "problem": one.what, "mend": "Mend the layer, or send force."}
                for one in inspection.serious
            ]
            self._report({"status": "refused", "problems": problems, **told})
            return {"next": "refused", "shares": []}
        planned = self._publisher.plan(self._order(entry, request, event))
        if not event.get("dry_run") and (report := self._publisher.unchanged(planned)):
            self._report({"status": "published", "published": _report_view(report), **told})
            return {"next": "settled", "shares": []}
        # A dry run asks only what the new generation changes, not what it means for those after it.
        stages = planned.stages[:1] if event.get("dry_run") else planned.stages
        views = [_stage_view(one) for one in stages]
        self._folder.put("plan.json", {"entry": asdict(entry), "stages": views, "told": told})
        of = _shares(planned)
        return {
            "next": "index",
            "shares": [
                {"import_id": self._id, "stage": stage, "share": share, "of": of}
                for stage in range(len(stages))
                for share in range(of)
            ],
        }

    def index(self, event: Event) -> None:
        """Index one share of the cells of one stage, and keep its items."""
        plan = self._plan()
        stage = _stage(plan["stages"][event["stage"]])
        index = self._publisher.index(stage, share=(event["share"], event["of"]))
        items = {cell: base64.b64encode(body).decode() for cell, body in index.items.items()}
        name = f"share-{event['stage']}-{event['share']}.json.gz"
        self._folder.put(name, {"items": items, "split": index.split})

    def finish(self, event: Event, ports: Ports) -> str:
        """Put the shares together and publish them, or tell what publishing them would change."""
        plan = self._plan()
        told: dict[str, Any] = plan["told"]
        request = self._folder.get("request.json") or {}
        planned = self._publisher.plan(self._order(LayerEntry(**plan["entry"]), request, event))
        built = [_stage(one) for one in plan["stages"]]
        if [_stage_view(one) for one in planned.stages[: len(built)]] != [_stage_view(one) for one in built]:
            raise LayerError("the overlay table", "other layers were published meanwhile", "Start the import again.")
        indexes = [self._merged(number) for number in range(len(built))]
        if event.get("dry_run"):
            cases = open_cases(self._clients.dynamodb, self._place.cases_table)
            self._report({"status": "checked", "impact": impact_view(impact(planned, indexes, ports, cases)), **told})
        else:
            report = self._publisher.write(planned, indexes)
            self._report({"status": "published", "published": _report_view(report), **told})
        self._folder.delete(*self._folder.names("share-"))
        return "checked" if event.get("dry_run") else "published"

    def refuse(self, refusal: LayerError) -> None:
        """Note why the layers cannot be taken."""
        problems = [{"where": one.where, "problem": one.problem, "mend": one.mend} for one in refusal.problems[:SHOWN]]
        self._report({"status": "refused", "problems": problems})

    def fail(self, error: str) -> None:
        """Note that the job broke off; nothing was published."""
        mend = "Start the import again; the alarm has told the administrators."
        problem = f"it broke off ({error}); nothing was published"
        self._report({"status": "failed", "problems": [{"where": "the import", "problem": problem, "mend": mend}]})

    def _read(self, request: Mapping[str, Any], bounds: LayerSource | None) -> tuple[LayerSource, list[str]]:
        name = Path(str(request.get("file_name") or "layer.geojson")).name
        wishes = Wishes(
            request.get("layer_id") or (None if "url" in request else layer_id_of(Path(name))),
            request.get("name"),
            request.get("id_field"),
            request.get("name_field"),
            tuple(request.get("keep", ())),
            request.get("boundary_rule", "all"),
            bool(request.get("public", True)),
            request.get("crs"),
            request.get("part"),
            tuple(request.get("volatile", ())),
        )
        with tempfile.TemporaryDirectory() as folder:
            if "url" in request:
                ask = PublicServers(loopback=self._place.is_local)
                service = ArcGisLayer(request["url"], Path(folder), lambda step, done, total: None, ask)
                reading = read_service(service, wishes, _middle(bounds))
                return reading.layer, list(reading.notes)
            path = Path(folder) / name
            path.write_bytes(self._folder.get_bytes("upload", name, MOST_BYTES))
            reading = read_layer(path, wishes, _middle(bounds))
        return reading.layer, list(reading.notes)

    def _bounds(self, extent: str | None) -> LayerSource | None:
        generations = self._publisher.store.timeline().generations
        newest = generations[-1] if generations else None
        wanted = extent or (newest.extent if newest else None)
        entry = next((one for one in newest.layers if one.id == wanted), None) if newest else None
        return self._publisher.store.layer(entry) if entry else None

    def _order(self, entry: LayerEntry, request: Mapping[str, Any], event: Event) -> Order:
        at = event.get("activate_at")
        return Order([entry], (), request.get("extent"), int(at) if at else None)

    def _plan(self) -> dict[str, Any]:
        plan: dict[str, Any] | None = self._folder.get("plan.json")
        if plan is None:
            raise LayerError("the import", "it was not checked before", "Start the import again.")
        return plan

    def _merged(self, stage: int) -> Index:
        index = Index({})
        for name in self._folder.names(f"share-{stage}-"):
            part = self._folder.get(name) or {}
            index.items.update({cell: base64.b64decode(body) for cell, body in part["items"].items()})
            index.split.extend(part["split"])
        return index

    def _report(self, document: Mapping[str, Any]) -> None:
        self._folder.put("report.json", {"import_id": self._id, **document})


def job_here(import_id: str) -> ImportJob:
    """The job in a function of the stack, by its environment."""
    settings = Settings.from_env()
    place = Place(
        settings.overlay_table, settings.cases_table, settings.city_bucket, is_local=settings.stage == "local"
    )
    return ImportJob(place, Clients(boto3.client("dynamodb"), boto3.client("s3")), import_id)


def _shares(planned: Plan) -> int:
    cells = len(planned.base.cells) if planned.base else MOST_SHARES * CELLS_IN_A_SHARE // 4
    return max(1, min(MOST_SHARES, -(-cells // CELLS_IN_A_SHARE)))


def _middle(layer: LayerSource | None) -> tuple[float, float] | None:
    if layer is None:
        return None
    point = layer.features[0].geometry.centroid
    return point.x, point.y


def _stage_view(stage: Stage) -> dict[str, Any]:
    return {
        "active_from": stage.active_from,
        "extent": stage.extent,
        "layers": [asdict(entry) for entry in stage.layers],
        "given": list(stage.given),
        "removed": list(stage.removed),
    }


def _stage(document: Mapping[str, Any]) -> Stage:
    return Stage(**{**document, "layers": [LayerEntry(**entry) for entry in document["layers"]]})


def _inspection_view(inspection: Inspection) -> dict[str, Any]:
    return {
        "repairs": [asdict(one) for one in inspection.repairs[:SHOWN]],
        "findings": [asdict(one) for one in inspection.findings[:SHOWN]],
    }


def _report_view(report: Report) -> dict[str, Any]:
    return {
        "generation": report.generation,
        "layers": report.layers,
        "features": report.features,
        "cells": report.cells,
        "written": report.written,
        "emptied": report.emptied,
        "unchanged": report.unchanged,
        "notes": list(report.notes),
    }


def impact_view(found: Impact) -> dict[str, Any]:
    """An impact for the staff API; cases by number, without anything about people."""
    return {
        "cells": found.cells,
        "changed": len(found.changed),
        "emptied": len(found.emptied),
        "open_cases": found.open_cases,
        "other_answers": len(found.reroutings),
        "change_hands": len(found.handed_over),
        "outside": found.outside,
        "cases": [asdict(one) for one in found.reroutings[:SHOWN]],
    }
