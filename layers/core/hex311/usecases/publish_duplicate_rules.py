"""An admin edits the duplicate rules; each edit is a new version of the catalogue, and an older one can come back.

What the city pack says stays known beside what the admin says, so that a new publication of the pack keeps the
admin's rules (`carried_over`), and a rule can be given back to the pack.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hex311 import schemas
from hex311.domain.audit import AuditAction
from hex311.domain.catalogue import Catalogue
from hex311.domain.city_events import CityEvent, CityEventName
from hex311.domain.duplicate_rules import OFF, raised_radii, rule_problems
from hex311.domain.errors import BadInput, NotFound, Overtaken, Problem
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.domain.publication import Publication, Way
from hex311.ports import Clash, Ports
from hex311.usecases.audit_log import audited

#: The document that remembers: `pack` and `admin` hold rules by type, `by` and `at` say whose edit it was.
DOCUMENT = "duplicate_rules"
PACK = "pack"


def read_duplicate_rules(ports: Ports, staff: Staff, version: str = "") -> dict[str, Any]:
    """The rules of the standing version, or of an older one; who published them and when."""
    check(staff, Action.EDIT_DUPLICATE_RULES, (), private=False)
    return _view(ports.catalogue.at(version) if version else ports.catalogue.newest())


def publish_duplicate_rules(
    ports: Ports, staff: Staff, version: str, rules: Mapping[str, Any] | None = None, rules_of: str = ""
) -> dict[str, Any]:
    """Publish rules for some types, or those of an older version, on top of `version`.

    `Overtaken` when that is not the standing version any more; `BadInput` for rules that the pack could not have.
    Where a radius grows, the event of the publication sets the back-fill going (`widen_covers`).
    """
    check(staff, Action.EDIT_DUPLICATE_RULES, (), private=False)
    if bool(rules) == bool(rules_of):
        raise BadInput([Problem("rules", "Send either rules or rules_of.", "Leave one of them out.")])
    told = {"rules_of": rules_of} if rules_of else {"types": ", ".join(sorted(rules or {}))[:500]}
    with audited(ports, staff, AuditAction.RULES_PUBLISHED, version, **told):
        return _view(_published(ports, staff, version, rules or {}, rules_of))


def _published(ports: Ports, staff: Staff, version: str, rules: Mapping[str, Any], rules_of: str) -> Catalogue:
    standing = ports.catalogue.newest()
    if standing.version != version:
        raise Overtaken(f"The rules are at version {standing.version} by now. Look at it, then edit again.")
    remembered = remembered_rules(standing)
    admin = dict(_older(ports, rules_of)) if rules_of else _edited(standing, remembered["admin"], rules)
    admin = {code: rule for code, rule in admin.items() if code in standing.services}
    services = with_rules(standing.documents["services"], remembered[PACK], admin)
    _check(standing, services, admin)
    now = ports.now()
    document = {PACK: remembered[PACK], "admin": admin, "by": staff.subject, "at": now, "previous": version}
    new = _version(now, document)
    raised = raised_radii(standing.documents["services"], services)
    event = CityEvent(
        f"duplicate-rules-{new}",
        1,
        CityEventName.DUPLICATE_RULES_PUBLISHED,
        now,
        {"version": new, "raised": raised},
        actor=f"staff:{staff.subject}",
    )
    try:
        note = Publication(new, now, Way.RULES, staff.subject, staff.name, version)
        ports.publications.publish(note, {"services": services, DOCUMENT: document}, event)
    except Clash:
        raise Overtaken("Somebody else published in the meantime. Look at the rules, then edit again.") from None
    return Catalogue(new, {**standing.documents, "services": services, DOCUMENT: document})


def remembered_rules(catalogue: Catalogue) -> dict[str, Any]:
    """The document of a version; of one that nobody has edited, all rules are the pack's."""
    found = catalogue.documents.get(DOCUMENT)
    return dict(found) if found else {PACK: rules_in(catalogue.documents["services"]), "admin": {}}


def rules_in(services: Mapping[str, Any]) -> dict[str, Any]:
    return {code: service["duplicates"] for code, service in services.items()}


def with_rules(services: Mapping[str, Any], pack: Mapping[str, Any], admin: Mapping[str, Any]) -> dict[str, Any]:
    """The service documents with the admin's rules where there are any, and the pack's elsewhere."""
    return {
        code: {**service, "duplicates": admin.get(code, pack.get(code, service["duplicates"]))}
        for code, service in services.items()
    }


def carried_over(
    services: Mapping[str, Any], standing: Mapping[str, Any] | None, *, has_assets: bool
) -> tuple[dict[str, Any], dict[str, Any] | None, tuple[str, ...]]:
    """A new pack's services with the standing admin's rules; the document that remembers (None where no admin has
    edited); and the types whose edited rule does not go with the new pack and was dropped."""
    if not standing or not standing["admin"]:
        return dict(services), None, ()
    pack, kept = rules_in(services), {code: rule for code, rule in standing["admin"].items() if code in services}
    for _ in range(len(kept)):
        bad = {one.service_code for one in rule_problems(with_rules(services, pack, kept), has_assets=has_assets)}
        if not bad & set(kept):
            break
        kept = {code: rule for code, rule in kept.items() if code not in bad}
    dropped = tuple(sorted(set(standing["admin"]) - set(kept)))
    return with_rules(services, pack, kept), {**standing, PACK: pack, "admin": kept}, dropped


def edited_services(standing: Catalogue, rules: Mapping[str, Any]) -> dict[str, Any]:
    """The service documents as they would be with these rules; `BadInput` for rules that the pack could not have."""
    remembered = remembered_rules(standing)
    admin = _edited(standing, remembered["admin"], rules)
    services = with_rules(standing.documents["services"], remembered[PACK], admin)
    _check(standing, services, admin)
    return services


def _edited(standing: Catalogue, admin: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    problems = [
        Problem(f"rules.{code}", "There is no such type.", "Use codes from GET /api/v1/services.")
        for code in rules
        if code not in standing.services
    ]
    for code, rule in rules.items():
        if rule not in (OFF, PACK):
            problems += schemas.pack_problems("duplicates", rule, f"rules.{code}")
    if problems:
        raise BadInput(problems[:30])
    merged = {**admin, **rules}
    return {code: rule for code, rule in merged.items() if rule != PACK}


def _older(ports: Ports, version: str) -> dict[str, Any]:
    try:
        older = ports.catalogue.at(version)
    except NotFound as error:
        raise BadInput([Problem("rules_of", error.message, "Use a version from `previous`.")]) from None
    return dict(remembered_rules(older)["admin"])


def _check(standing: Catalogue, services: Mapping[str, Any], admin: Mapping[str, Any]) -> None:
    kinds = {kind["kind"] for kind in standing.documents.get("places", {}).values()}
    found = rule_problems(services, has_assets="asset" in kinds)
    problems = [
        Problem(f"rules.{one.service_code}{''.join(f'.{step}' for step in one.path[1:])}", one.problem, one.mend)
        for one in found
    ]
    if problems:
        raise BadInput(problems[:30])


def _version(now: int, document: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:8]
    return f"{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%S}-{digest}"


def _view(catalogue: Catalogue) -> dict[str, Any]:
    document = remembered_rules(catalogue)
    rules = rules_in(catalogue.documents["services"])
    return {
        "version": catalogue.version,
        "previous": document.get("previous"),
        "edited_by": document.get("by"),
        "edited_at": iso(document.get("at")),
        "rules": {
            code: {"rule": rule, "by": "admin" if code in document["admin"] else PACK} for code, rule in rules.items()
        },
    }
