"""An announced generation of map layers is taken back before it comes; those behind it are made anew without it."""

import hashlib
from typing import Any

from hex311.domain.audit import AuditAction
from hex311.domain.errors import MoveNotAllowed
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports
from hex311.usecases.audit_log import audited
from hex311.usecases.import_layers import begin, run_of, seconds_ahead


def withdraw_layers(ports: Ports, staff: Staff, active_from: str, key: str = "") -> dict[str, Any]:
    """Start taking back what was announced for a moment (ISO 8601); the report of the import that is answered tells
    how it goes. Sent again with the same `key` it is the same. Raises `Forbidden`, `BadInput`, and `MoveNotAllowed`
    where nothing is announced for then.
    """
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    at, run = seconds_ahead(active_from, ports.now()), run_of(key)
    import_id = hashlib.sha256(f"{at} {run}".encode()).hexdigest()[:32]
    is_new = ports.layer_uploads.report(import_id) is None
    announced = {one.active_from for one in ports.layer_generations.timeline().announced(ports.now())}
    if is_new and at not in announced:
        raise MoveNotAllowed("Nothing is announced for then any more. Look at the list again.")
    with audited(ports, staff, AuditAction.LAYERS_WITHDRAWN, iso(at) or ""):
        if is_new:
            ports.layer_uploads.keep(import_id, {"withdraw": at})
        begin(ports, import_id, {"dry_run": False, "force": False, "activate_at": 0}, run)
    return {"import_id": import_id, "run": run, "status": "running"}
