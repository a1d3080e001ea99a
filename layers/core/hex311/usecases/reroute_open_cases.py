"""All open cases follow the map layers, a batch at a time: told first what would change, or changed.

A run is a document (`LayerReroutings`) that holds how far it has come. A batch is planned and noted before the first
of its cases is written, so a batch that died is done again without being counted twice, and a run that failed goes on
where it stood. What one case's data makes impossible is told in the report and stops nobody else.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from hex311.domain.audit import AuditAction
from hex311.domain.errors import CityError, MoveNotAllowed, NotFound, TransientFault
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports, SweepPage
from hex311.usecases.audit_log import audited
from hex311.usecases.import_layers import import_report, run_of
from hex311.usecases.reroute_case import Rerouting, reroute_case, rerouting

#: Cases of a report that are shown, and of its failures; the rest is counted.
SHOWN = 200
#: A batch ends with the page of the sweep that brings this many open cases.
BATCH = 200
_EVER = 10**12
_DATA_FAULTS = (CityError, LookupError, TypeError, ValueError)
_HIDDEN = ("cursor", "batch", "run", "at", "mark")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an open case was told. `is_outside`: its place is not in the city now, so it keeps its answers."""

    rerouted: Rerouting | None = None
    is_outside: bool = False


def start_rerouting(
    ports: Ports, staff: Staff, import_id: str, wishes: dict[str, Any], key: str = ""
) -> dict[str, Any]:
    """Ask all open cases what the published layers change for them (`dry_run`), or give them the new answers.

    A run that failed goes on; any other is superseded, but by the same `key`: that is the same run, however it stands.
    Raises `Forbidden`, `NotFound`, and `MoveNotAllowed` for layers that are not published, or, but for a dry run, not
    in force yet.
    """
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    generation = import_report(ports, staff, import_id).get("published", {}).get("generation")
    if generation is None:
        raise MoveNotAllowed("This import is not published. Publish it first; its dry run tells of open cases too.")
    dry_run = bool(wishes.get("dry_run", True))
    is_pending = int(generation) > ports.now()
    if is_pending and not dry_run:
        raise MoveNotAllowed("These layers are not in force yet. Until then only a dry run is possible.")
    before = ports.layer_reroutings.standing(import_id)
    mark = run_of(key)
    if before is not None and before.get("mark") == mark:
        if before["status"] == "running":  # its start may be what was lost
            ports.layer_jobs.reroute(import_id, before["run"], mark)
        return _shown(before)
    if before is None or before["status"] != "failed" or before["dry_run"] != dry_run:
        before = {
            "import_id": import_id, "run": uuid.uuid4().hex, "dry_run": dry_run, "at": generation if is_pending else 0,
            "cursor": "", "batch": None, "asked": 0, "changed": 0, "change_hands": 0, "outside": 0, "cases": [],
            "failed": 0, "failures": [],
        }  # fmt: skip
    run = {**before, "status": "running", "mark": mark}
    if dry_run:  # changes nothing, so there is nothing to account for
        _begin(ports, import_id, run)
    else:
        with audited(ports, staff, AuditAction.CASES_REROUTED, import_id):
            _begin(ports, import_id, run)
    return _shown(run)


def _begin(ports: Ports, import_id: str, run: dict[str, Any]) -> None:
    ports.layer_reroutings.begin(run)
    ports.layer_jobs.reroute(import_id, run["run"], run["mark"])


def rerouting_report(ports: Ports, staff: Staff, import_id: str) -> dict[str, Any]:
    """How the newest run stands: running, checked, done or failed; counts, and the cases with old and new hands."""
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    import_report(ports, staff, import_id)
    found = ports.layer_reroutings.standing(import_id)
    if found is None:
        raise NotFound("Nobody has asked the open cases about this import.")
    return _shown(found)


def reroute_batch(ports: Ports, import_id: str, run_id: str, has_time: Callable[[], bool]) -> bool:
    """Do the next batch of a run; whether there is more to do. Safe to repeat."""
    run = ports.layer_reroutings.standing(import_id)
    if run is None or run["run"] != run_id or run["status"] in ("checked", "done"):
        return False
    if run["batch"] is None:
        run = {**run, "status": "running", "batch": _planned(ports, run, has_time)}
        if not run["dry_run"]:
            ports.layer_reroutings.keep(run)
    told = run["batch"]["cases"]
    failures = list(run["batch"]["failures"])
    if not run["dry_run"]:
        told = list(_given(ports, told, failures))
    cursor = run["batch"]["cursor"]
    ports.layer_reroutings.keep(
        run
        | {
            "status": "running" if cursor else "checked" if run["dry_run"] else "done",
            "cursor": cursor,
            "batch": None,
            "asked": run["asked"] + run["batch"]["asked"],
            "outside": run["outside"] + run["batch"]["outside"],
            "changed": run["changed"] + len(told),
            "change_hands": run["change_hands"] + sum(bool(one["handovers"]) for one in told),
            "cases": [*run["cases"], *told][:SHOWN],
            "failed": run["failed"] + len(failures),
            "failures": [*run["failures"], *failures][:SHOWN],
        }
    )
    return bool(cursor)


def fail_rerouting(ports: Ports, import_id: str, run_id: str) -> None:
    """Note that a run broke off. What it has done stands, and starting it again goes on."""
    run = ports.layer_reroutings.standing(import_id)
    if run is not None and run["run"] == run_id and run["status"] == "running":
        ports.layer_reroutings.keep(run | {"status": "failed"})


def sweep(ports: Ports, cursor: str = "") -> Iterator[SweepPage]:
    """Pages with all cases that are open, and some that are not: `ask_case` tells."""
    while True:
        page = ports.case_sweep.page(_EVER, cursor)
        yield page
        if not page.cursor:
            return
        cursor = page.cursor


def ask_case(ports: Ports, case_id: str, at: int | None = None) -> Asked | None:
    """What the layers (that stand at `at`) would change for a case; None when it is not open. Writes nothing."""
    case = ports.cases.case_file(case_id)
    if case is None or case.request.is_closed:
        return None
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    overlay = ports.overlays.overlay(case.request.point, at)
    is_outside = not overlay.covers(catalogue.city["boundary_layer"])
    return Asked(rerouting(catalogue, case, overlay), is_outside)


def _planned(ports: Ports, run: dict[str, Any], has_time: Callable[[], bool]) -> dict[str, Any]:
    asked = outside = 0
    cases: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    cursor = ""
    for page in sweep(ports, run["cursor"]):
        for case_id in page.case_ids:
            try:
                told = ask_case(ports, case_id, run["at"] or None)
            except TransientFault:
                raise
            except _DATA_FAULTS as fault:
                failures.append(_failure(case_id, fault))
                continue
            asked += told is not None
            outside += told is not None and told.is_outside
            if told and told.rerouted:
                cases.append(asdict(told.rerouted))
        cursor = page.cursor
        if asked >= BATCH or not has_time():
            break
    return {"cursor": cursor, "asked": asked, "outside": outside, "cases": cases, "failures": failures}


def _given(ports: Ports, cases: list[dict[str, Any]], failures: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """Write what was planned; what was really changed, by this attempt or by one before that died."""
    for planned in cases:
        try:
            done = reroute_case(ports, planned["case_id"])
        except TransientFault:
            raise
        except _DATA_FAULTS as fault:
            failures.append(_failure(planned["case_id"], fault))
            continue
        if done:
            yield asdict(done)
        elif _follows(ports, planned["case_id"]):
            yield planned


def _follows(ports: Ports, case_id: str) -> bool:
    case = ports.cases.case_file(case_id)
    return case is not None and case.request.overlay.answers == ports.overlays.overlay(case.request.point).answers


def _failure(case_id: str, fault: Exception) -> dict[str, str]:
    return {"case_id": case_id, "problem": type(fault).__name__}


def _shown(run: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in run.items() if name not in _HIDDEN}
