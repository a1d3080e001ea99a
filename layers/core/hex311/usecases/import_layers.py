"""Map layers from the staff's side: a ticket for the upload, the start of a dry run or an import, its report."""

import hashlib
import re
import uuid
from datetime import UTC, datetime
from typing import Any

from hex311.domain.audit import AuditAction
from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.domain.map_layers import MOST_UPLOAD_BYTES
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports
from hex311.usecases.audit_log import audited

NO_SUCH_IMPORT = "There is no import with this number."


def layer_ticket(ports: Ports, staff: Staff, request: dict[str, Any]) -> dict[str, Any]:
    """Where to send the file, for a quarter of an hour; nowhere for a layer on a server (`url`), which the job reads
    itself when it is started. Raises `Forbidden`.
    """
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    import_id = uuid.uuid4().hex
    upload = ports.layer_uploads.ticket(import_id, request)
    if "url" in request:
        return {"import_id": import_id}
    return {"import_id": import_id, "upload": upload, "most_bytes": MOST_UPLOAD_BYTES}


def start_import(ports: Ports, staff: Staff, import_id: str, wishes: dict[str, Any], key: str = "") -> dict[str, Any]:
    """Check the upload and tell what it would change (`dry_run`), or publish it, at a time if one is given.

    Sent again with the same `key` it starts nothing anew. `run` marks the reports of what was started.
    """
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    _report(ports, import_id)
    run = run_of(key)
    given: dict[str, Any] = {
        "dry_run": bool(wishes.get("dry_run", True)),
        "force": bool(wishes.get("force", False)),
        "activate_at": seconds_ahead(wishes["activate_at"], ports.now()) if "activate_at" in wishes else 0,
    }
    if given["dry_run"]:  # changes nothing, so there is nothing to account for
        begin(ports, import_id, given, run)
    else:
        told = {"activate_at": wishes.get("activate_at", ""), "force": str(given["force"]).lower()}
        with audited(ports, staff, AuditAction.LAYER_IMPORTED, import_id, **told):
            begin(ports, import_id, given, run)
    return {"import_id": import_id, "run": run, "status": "running"}


def begin(ports: Ports, import_id: str, given: dict[str, Any], run: str) -> None:
    """Start a run of an import once. From then on its report is about this run, never about the one before."""
    report = ports.layer_uploads.report(import_id) or {}
    if report.get("run") != run:
        ports.layer_uploads.begin(import_id, run)
    ports.layer_jobs.start(import_id, given, run)


def run_of(key: str) -> str:
    """The mark of a run: the same for the same key; without one each is a run of its own."""
    return hashlib.sha256(key.encode()).hexdigest()[:32] if key else uuid.uuid4().hex


def layer_difference(ports: Ports, staff: Staff, import_id: str) -> dict[str, Any]:
    """What an import changes of the version that stood when it was checked, area by area, with outlines."""
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    _report(ports, import_id)
    found = ports.layer_uploads.difference(import_id)
    if found is None:
        raise NotFound("This import was not checked yet, or it was refused.")
    return found


def import_report(ports: Ports, staff: Staff, import_id: str) -> dict[str, Any]:
    """How an import stands: waiting, running, checked, published, refused or failed, with the reasons."""
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    return _report(ports, import_id)


def _report(ports: Ports, import_id: str) -> dict[str, Any]:
    found = ports.layer_uploads.report(import_id) if re.fullmatch(r"[0-9a-f]{32}", import_id) else None
    if found is None:
        raise NotFound(NO_SUCH_IMPORT)
    return found


def seconds_ahead(text: str, now: int) -> int:
    """A moment to come, in epoch seconds; raises `BadInput` for any other text."""
    problem = Problem("activate_at", "This is not a time in the future.", "Send one like 2027-01-01T00:00:00Z.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput([problem]) from None
    seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    if seconds <= now:
        raise BadInput([problem])
    return seconds
