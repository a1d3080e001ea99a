"""Administrators see the versions of the city, compare two, let an uploaded pack or an earlier version stand.

An upload brings types, processes, departments, texts and articles. Map layers, places and addresses have ways of
their own, so a version can only stand that works with those of the standing one.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from hex311.domain.audit import AuditAction
from hex311.domain.catalogue import Catalogue
from hex311.domain.checked_pack import CheckedPack, PackFault
from hex311.domain.city_events import CityEvent, CityEventName
from hex311.domain.duplicate_rules import raised_radii
from hex311.domain.errors import BadInput, MoveNotAllowed, NotFound, Overtaken, Problem
from hex311.domain.moments import iso
from hex311.domain.pack_diff import KNOWLEDGE, Change, differences
from hex311.domain.policy import Action, Staff, check
from hex311.domain.publication import Publication, Way
from hex311.ports import Clash, Ports
from hex311.usecases.audit_log import audited
from hex311.usecases.publish_duplicate_rules import DOCUMENT, PACK, carried_over, rules_in

#: Checks the ZIP file; told the names of layers' files that need not be in it.
Reader = Callable[[bytes, Sequence[str]], CheckedPack]

MOST_CHANGES = 300
MOST_FAULTS = 100
OVERTAKEN = "Somebody else published meanwhile. Look at the versions again, then decide."


def list_versions(ports: Ports, staff: Staff) -> dict[str, Any]:
    """What stands, and the publications as far as they are known, the newest first."""
    check(staff, Action.PUBLISH_CITY, (), private=True)
    standing = ports.catalogue.newest().version
    return {"standing": standing, "publications": [_told(note) for note in ports.publications.history()]}


def compare_versions(ports: Ports, staff: Staff, before: str, after: str, language: str) -> dict[str, Any]:
    """What `after` changes of `before`; the standing version where one is not named."""
    check(staff, Action.PUBLISH_CITY, (), private=True)
    standing = ports.catalogue.newest().version
    old, new = (_whole(ports, _version(ports, name or standing)) for name in (before, after))
    return {"before": before or standing, "after": after or standing, **_changes(differences(old, new), language)}


def check_pack(ports: Ports, staff: Staff, content: bytes, read: Reader, language: str) -> dict[str, Any]:
    """What is wrong with an uploaded pack, and what it would change. Nothing is kept."""
    check(staff, Action.PUBLISH_CITY, (), private=True)
    standing = ports.catalogue.newest()
    checked = read(content, layer_files(standing))
    faults, changes = list(checked.faults), list[Change]()
    if checked.documents is not None:
        documents, dropped = _stored(standing, checked.documents)
        faults += [
            PackFault("", 0, one, "Publish it with `hex311 city publish`.") for one in _unlike(standing, documents)
        ]
        changes = differences(_whole(ports, standing), documents)
    else:
        dropped = ()
    return {
        "version": standing.version,
        "problems": [_fault(one) for one in faults[:MOST_FAULTS]],
        "more_problems": max(len(faults) - MOST_FAULTS, 0),
        "notes": [_fault(one) for one in checked.notes[:MOST_FAULTS]],
        "dropped_rules": list(dropped),
        **_changes(changes, language),
    }


def publish_pack(ports: Ports, staff: Staff, content: bytes, version: str, read: Reader) -> dict[str, Any]:
    """Let an uploaded pack stand in place of `version`. It is checked again; `BadInput` for a pack with faults."""
    check(staff, Action.PUBLISH_CITY, (), private=True)
    standing = _seen(ports, version)
    checked = read(content, layer_files(standing))
    if checked.documents is None:
        raise BadInput([_problem(one) for one in checked.faults[:30]], "This pack has things to mend.")
    documents, _ = _stored(standing, checked.documents)
    if unlike := _unlike(standing, documents):
        raise BadInput([Problem("pack", one, "Publish it with `hex311 city publish`.") for one in unlike])
    now = ports.now()
    book = standing.documents.get("addresses")
    content_hash = (
        hashlib.sha256(f"{checked.content_hash} {book['key']}".encode()).hexdigest() if book else checked.content_hash
    )
    new = f"{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%S}-{content_hash[:8]}"
    note = Publication(new, now, Way.UPLOAD, staff.subject, staff.name, version, content_hash)
    with audited(ports, staff, AuditAction.PACK_PUBLISHED, new, previous=version):
        try:
            ports.publications.publish(note, documents, _event(staff, note, standing, documents))
        except Clash:
            raise Overtaken(OVERTAKEN) from None
    return {"version": new, "previous": version}


def roll_back(ports: Ports, staff: Staff, version: str, to: str) -> dict[str, Any]:
    """Let the earlier version `to` stand again in place of `version`, with the duplicate rules that it had."""
    check(staff, Action.PUBLISH_CITY, (), private=True)
    standing = _seen(ports, version)
    if to == version:
        raise MoveNotAllowed("This version stands already.")
    older = _version(ports, to)
    if unlike := _unlike(standing, older.documents):
        raise MoveNotAllowed(
            " ".join([*unlike, "So this version cannot stand as it was; publish it with the command line."])
        )
    known = next((one for one in ports.publications.history() if one.version == to and one.content_hash), None)
    content_hash = known.content_hash if known else ""
    note = Publication(to, ports.now(), Way.ROLL_BACK, staff.subject, staff.name, version, content_hash)
    with audited(ports, staff, AuditAction.PACK_ROLLED_BACK, to, previous=version):
        try:
            ports.publications.go_back(note, _event(staff, note, standing, older.documents))
        except Clash:
            raise Overtaken(OVERTAKEN) from None
    return {"version": to, "previous": version}


def layer_files(standing: Catalogue) -> list[str]:
    return [str(layer["file"]) for layer in standing.documents.get("layers", {}).values() if "file" in layer]


def _seen(ports: Ports, version: str) -> Catalogue:
    standing = ports.catalogue.newest()
    if standing.version != version:
        raise Overtaken(OVERTAKEN)
    return standing


def _version(ports: Ports, version: str) -> Catalogue:
    try:
        return ports.catalogue.at(version)
    except NotFound:
        raise NotFound("There is no such version of the city pack.") from None


def _whole(ports: Ports, catalogue: Catalogue) -> dict[str, Any]:
    """The documents of a version with its articles, which are stored by language."""
    languages = catalogue.documents["city"]["languages"]
    articles = {f"{KNOWLEDGE}{one}": dict(ports.catalogue.articles(catalogue.version, one)) for one in languages}
    return {**catalogue.documents, **articles}


def _stored(standing: Catalogue, documents: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The documents as a version stores them: edited duplicate rules go on, articles stand by language. Also the types
    whose edited rules do not go with this pack."""
    stored = {name: content for name, content in documents.items() if name != "knowledge"}
    articles = dict(documents.get("knowledge", {}))
    gone: dict[str, Any] = {one: {} for one in standing.documents["city"]["languages"] if one not in articles}
    stored |= {f"{KNOWLEDGE}{language}": content for language, content in {**gone, **articles}.items()}
    assets = any(kind["kind"] == "asset" for kind in documents.get("places", {}).values())
    services, remembered, dropped = carried_over(
        documents["services"], standing.documents.get(DOCUMENT), has_assets=assets
    )
    stored["services"] = services
    if remembered:
        stored[DOCUMENT] = remembered
    elif DOCUMENT in standing.documents:
        stored[DOCUMENT] = {PACK: rules_in(services), "admin": {}}
    return stored, dropped


def _unlike(standing: Catalogue, documents: Mapping[str, Any]) -> list[str]:
    """Why a version cannot stand beside the layers, places and languages that are published now."""
    told = []
    for name, words in (("layers", "map layers"), ("places", "kinds of places")):
        before, after = set(standing.documents.get(name, {})), set(documents.get(name, {}))
        if before != after:
            told.append(f"It works with other {words}: {', '.join(sorted(before ^ after)[:10])}.")
    if standing.documents["city"]["code"] != documents["city"]["code"]:
        told.append(f"It is the pack of another city, {documents['city']['code']}.")
    return told


def _event(staff: Staff, note: Publication, standing: Catalogue, documents: Mapping[str, Any]) -> CityEvent:
    """Where a duplicate radius grows, the event sets the back-fill going (`widen_covers`)."""
    raised = raised_radii(standing.documents["services"], documents["services"])
    data = {"version": note.version, "raised": raised}
    subject = f"city-{note.version}-{note.at}"
    return CityEvent(subject, 1, CityEventName.CITY_PUBLISHED, note.at, data, actor=f"staff:{staff.subject}")


def _changes(found: Sequence[Change], language: str) -> dict[str, Any]:
    return {
        "changes": [
            {
                "part": one.part,
                "code": one.code,
                "name": one.name.get(language) or one.name.get("en") or next(iter(one.name.values()), ""),
                "kind": one.kind,
                "details": [{"path": d.path, "before": d.before, "after": d.after} for d in one.details],
                "more_details": one.more,
            }
            for one in found[:MOST_CHANGES]
        ],
        "more_changes": max(len(found) - MOST_CHANGES, 0),
    }


def _told(note: Publication) -> dict[str, Any]:
    return {
        "version": note.version,
        "at": iso(note.at),
        "way": str(note.way),
        "by": note.by,
        "by_name": note.by_name,
        "previous": note.previous,
    }


def _fault(one: PackFault) -> dict[str, Any]:
    return {"file": one.file, "line": one.line, "problem": one.problem, "how_to_mend": one.mend}


def _problem(one: PackFault) -> Problem:
    place = f"{one.file}:{one.line}" if one.line else one.file
    return Problem(place or "pack", one.problem, one.mend or "Please mend it, then send the pack again.")
