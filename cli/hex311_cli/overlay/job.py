"""Importing a layer as a job in the city's stack: the same steps as on the command line, one function for each.

imports/<import id>/ holds request.json (what was asked for, with the name of the file), upload (the file, as it was
sent), share-*.json.gz (items of a share of the cells, while the job runs), and report.json and difference.json.gz,
which the staff API reads. A request may also be to take a pending generation back ("withdraw": its activation time);
then there is no file, and what is indexed anew are the generations behind it.
"""

import base64
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import boto3

from hex311.ports import Ports
from hex311.settings import Settings
from hex311_cli.overlay.arcgis import ArcGisLayer, read_service
from hex311_cli.overlay.build import Index
from hex311_cli.overlay.difference import difference, difference_view
from hex311_cli.overlay.files import MOST_BYTES
from hex311_cli.overlay.impact import impact, open_cases
from hex311_cli.overlay.inherit import options_like
from hex311_cli.overlay.inspect import inspect
from hex311_cli.overlay.job_views import (
    SHOWN,
    impact_view,
    inspection_view,
    report_view,
    stage_of_view,
    stage_view,
)
from hex311_cli.overlay.objects import Folder
from hex311_cli.overlay.publish import LEAD_S, SOON_S, Clients, Publisher
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer
from hex311_cli.overlay.sources import LayerError, LayerSource
from hex311_cli.overlay.stages import Order, Plan
from hex311_cli.overlay.store import LayerEntry
from hex311_cli.overlay.webask import PublicServers

FOLDER = "imports/"
CELLS_IN_A_SHARE = 6_000
"""About this many cells one function indexes; it also has to hold all layers."""

MOST_SHARES = 40
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
        if "withdraw" in request:
            return self._index(
                self._publisher.plan(_withdrawal(request)), {"withdraw": request["withdraw"], "told": {}}
            )
        bounds = self._bounds(request.get("extent"))
        layer, notes = self._read(request, bounds)
        inspection = inspect([layer], bounds)
        entry = self._publisher.store.keep(layer)
        told = inspection_view(inspection) | {"layer": layer.id, "features": len(layer.features), "notes": notes}
        if inspection.serious and not event.get("force"):
            problems = [
                {"where": f"layer {one.layer}", "problem": one.what, "mend": "Mend the layer, or send force."}
                for one in inspection.serious
            ]
            self._report({"status": "refused", "problems": problems, **told})
            return {"next": "refused", "shares": []}
        planned = self._publisher.plan(self._order(entry, request, event))
        if not event.get("dry_run") and (report := self._publisher.unchanged(planned)):
            self._report({"status": "published", "published": report_view(report), **told})
            return {"next": "settled", "shares": []}
        if event.get("dry_run"):
            told |= self._compared(layer, planned)
            # It asks only what the new generation changes, not what it means for those after it.
            planned = replace(planned, stages=planned.stages[:1])
        return self._index(planned, {"entry": asdict(entry), "told": told})

    def _index(self, planned: Plan, kept: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the plan; the shares that are to be indexed: none where nothing is pending behind what is taken back."""
        of, stages = _shares(planned), len(planned.stages)
        self._folder.put("plan.json", {**kept, "stages": [stage_view(one) for one in planned.stages]})
        numbers = [(stage, share) for stage in range(stages) for share in range(of)]
        shares = [{"import_id": self._id, "stage": stage, "share": share, "of": of} for stage, share in numbers]
        return {"next": "index" if shares else "publish", "shares": shares}

    def index(self, event: Event) -> None:
        """Index one share of the cells of one stage, and keep its items."""
        plan = self._plan()
        stage = stage_of_view(plan["stages"][event["stage"]])
        index = self._publisher.index(stage, share=(event["share"], event["of"]))
        items = {cell: base64.b64encode(body).decode() for cell, body in index.items.items()}
        name = f"share-{event['stage']}-{event['share']}.json.gz"
        self._folder.put(name, {"items": items, "split": index.split})

    def finish(self, event: Event, ports: Ports) -> str:
        """Put the shares together and publish them, or tell what publishing them would change."""
        plan = self._plan()
        told: dict[str, Any] = plan["told"]
        request = self._folder.get("request.json") or {}
        is_withdrawal = "withdraw" in plan
        if is_withdrawal and self._is_gone(plan["withdraw"]):  # an attempt before this one did it, and died
            self._report({"status": "withdrawn", "withdrawn": plan["withdraw"]})
            return "withdrawn"
        order = _withdrawal(plan) if is_withdrawal else self._order(LayerEntry(**plan["entry"]), request, event)
        planned = self._publisher.plan(order)
        built = [stage_of_view(one) for one in plan["stages"]]
        if [stage_view(one) for one in planned.stages[: len(built)]] != [stage_view(one) for one in built]:
            raise LayerError("the overlay table", "other layers were published meanwhile", "Start the import again.")
        indexes = [self._merged(number) for number in range(len(built))]
        if is_withdrawal:
            self._publisher.write(planned, indexes)
            done = {"status": "withdrawn", "withdrawn": plan["withdraw"]}
        elif event.get("dry_run"):
            cases = open_cases(self._clients.dynamodb, self._place.cases_table)
            done = {"status": "checked", "impact": impact_view(impact(planned, indexes, ports, cases))}
        else:
            report = self._publisher.write(planned, indexes)
            done = {"status": "published", "published": report_view(report)}
        self._report({**done, **told})
        self._folder.delete(*self._folder.names("share-"))
        return str(done["status"])

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
        layer_id = request.get("layer_id") or (None if "url" in request else layer_id_of(Path(name)))
        before = self._newest(layer_id) if request.get("like_before") else None
        said = {**(options_like(before) if before else {}), **request}
        wishes = Wishes(
            layer_id,
            said.get("name"),
            said.get("id_field"),
            said.get("name_field"),
            tuple(said.get("keep", ())),
            said.get("boundary_rule", "all"),
            bool(said.get("public", True)),
            said.get("crs"),
            said.get("part"),
            tuple(said.get("volatile", ())),
            before,
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
        return self._newest(extent or (generations[-1].extent if generations else None))

    def _newest(self, layer_id: str | None) -> LayerSource | None:
        """A layer as the newest generation has it, active or not."""
        newest = self._publisher.store.manifest()
        entry = next((one for one in newest.layers if one.id == layer_id), None) if newest else None
        return self._publisher.store.layer(entry) if entry else None

    def _is_gone(self, generation: int) -> bool:
        return all(one.active_from != generation for one in self._publisher.store.timeline().generations)

    def _compared(self, layer: LayerSource, planned: Plan) -> dict[str, Any]:
        """Keep what the layer changes of the version that it replaces, area by area; the counts."""
        entry = next((one for one in planned.base.layers if one.id == layer.id), None) if planned.base else None
        found = difference(self._publisher.store.layer(entry) if entry else None, layer)
        self._folder.put("difference.json.gz", difference_view(found))
        return {"difference": {"before": found.before, **found.counts}}

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
        """For whoever asks. The mark of the run that was started stays, so that they know which one it tells of."""
        run = (self._folder.get("report.json") or {}).get("run", "")
        self._folder.put("report.json", {"import_id": self._id, "run": run, **document})


def job_here(import_id: str) -> ImportJob:
    """The job in a function of the stack, by its environment."""
    settings = Settings.from_env()
    place = Place(
        settings.overlay_table, settings.cases_table, settings.city_bucket, is_local=settings.stage == "local"
    )
    return ImportJob(place, Clients(boto3.client("dynamodb"), boto3.client("s3")), import_id)


def _withdrawal(request: Mapping[str, Any]) -> Order:
    return Order(withdraw=int(request["withdraw"]))


def _shares(planned: Plan) -> int:
    cells = len(planned.base.cells) if planned.base else MOST_SHARES * CELLS_IN_A_SHARE // 4
    return max(1, min(MOST_SHARES, -(-cells // CELLS_IN_A_SHARE)))


def _middle(layer: LayerSource | None) -> tuple[float, float] | None:
    if layer is None:
        return None
    point = layer.features[0].geometry.centroid
    return point.x, point.y
