"""Publish a city pack: its documents as a new version of the catalogue, its layers as a new overlay generation.

Nobody ever sees half a city. The documents of a version are written first and never changed again; then the layers
and the places are published, each at one moment of its own; then one conditional write moves the pointer
`PACK`/`CURRENT`; last, the map names its new files. A publication that dies on the way leaves the old city standing,
or the new one with the map of the old until it is published again. Versions stay: a request is answered
by the version it was filed under.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import boto3

from hex311.adapters.dynamodb.records import use_tables
from hex311.adapters.s3 import S3Tiles
from hex311.domain.duplicate_rules import raised_radii
from hex311.usecases.publish_duplicate_rules import DOCUMENT, carried_over
from hex311.usecases.refresh_map import describe_map
from hex311.usecases.widen_covers import widen_covers
from hex311.wiring import AwsPorts
from hex311_cli.addresses.publish import book_document, publish_book
from hex311_cli.catalogue import CataloguePublication
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.duplicates.widen import SETTLED_S
from hex311_cli.maptiles.origins import not_allowed, origins_of
from hex311_cli.maptiles.publish import publish_map
from hex311_cli.officers import CONTACTS_FILE, read_contacts, write_contacts
from hex311_cli.overlay.pack_layers import layers_of_pack
from hex311_cli.overlay.publish import LEAD_S, SOON_S, Clients, Report, publish_layers
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.overlay.store import LayerStore
from hex311_cli.pack import Pack, load_pack
from hex311_cli.places.publish import PlacesReport, publish_places
from hex311_cli.places.table import PlacesTable
from hex311_cli.target import point_at, settings_from


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publication did. `version` is the one that stands now; `previous` the one before it, if any."""

    version: str
    previous: str | None
    changed: bool
    documents: int
    stored_bytes: int
    layers: Report
    places: PlacesReport
    map_changed: bool = False
    not_drawn: tuple[str, ...] = ()


def publish_pack(
    folder: Path | str,
    outputs: Mapping[str, str],
    progress: Callable[[str], None] = lambda note: None,
    *,
    clients: Clients | None = None,
    now: Callable[[], float] = time.time,
    wait: Callable[[float], None] = time.sleep,
) -> PublishReport:
    """Publish the pack in `folder` to the stack whose outputs are given.

    Unchanged documents and unchanged layers are not written again. Raises `PackErrors` for a pack with errors,
    `LayerError` for layers that cannot be indexed, `OvertakenPublication` or `PlacesOvertaken` when another publication
    came between, `DeployProblem` when the pages of the stack may not load the base map that the city names.
    """
    progress("checking the pack")
    pack = load_pack(folder)
    _check_map_sources(pack, outputs)
    clients = clients or _clients()
    catalogue = CataloguePublication(clients.dynamodb, outputs["CatalogueTable"])
    book = book_document(pack)
    content_hash = _content_hash(pack, book)
    standing = catalogue.pointer()
    changed = standing.get("content_hash") != content_hash
    version = standing.get("version", "")
    stored, documents = 0, _stored_documents(pack) | ({"addresses": book} if book else {})
    if changed:
        _keep_edited_rules(catalogue, standing, documents, progress)
        version = f"{datetime.fromtimestamp(now(), UTC):%Y%m%dT%H%M%S}-{content_hash[:8]}"
        progress(f"writing version {version}")
        stored = catalogue.write(version, documents)
    if book:
        publish_book(pack, book["key"], clients.s3, outputs["CityBucket"], progress)
    before = set(catalogue.document(standing["version"], "layers") or ()) if standing else set()
    layers = {one.layer.id: one.layer for one in layers_of_pack(list(pack.documents()["layers"].values()), pack.folder)}
    report = _publish_layers(pack, layers, before, outputs, clients, progress)
    table = PlacesTable(clients.dynamodb, outputs["PlacesTable"])
    places = publish_places(pack.places(), table, "pack", progress=progress, now=now)
    _publish_officers(pack, catalogue, standing, outputs, progress)
    if changed:
        _wait_until(report.generation, progress, now, wait)
        raised = _raised(catalogue, standing, documents)
        _widen(raised, outputs, progress)
        catalogue.move_pointer(version, content_hash, standing.get("version"), now())
        if raised:
            wait(SETTLED_S)
            _widen(raised, outputs, progress)
    not_drawn: list[str] = []
    buckets = outputs["CityBucket"], outputs["TilesBucket"]
    drawn = publish_map(pack, layers, clients.s3, *buckets, progress, not_drawn.append)
    describe_map(S3Tiles(outputs["TilesBucket"]), pack.documents()["city"])
    previous = standing.get("version" if changed else "previous")
    return PublishReport(version, previous, changed, len(documents), stored, report, places, drawn, tuple(not_drawn))


def _check_map_sources(pack: Pack, outputs: Mapping[str, str]) -> None:
    basemap = pack.documents()["city"].get("basemap", {})
    if refused := not_allowed(basemap, outputs):
        wanted = " ".join(origins_of(basemap))
        what = f"The base map is at {', '.join(refused)}, and the pages of this stack may not load from there."
        raise DeployProblem(what, f'deploy the stack with the parameter MapSources="{wanted}", then publish again.')


def _keep_edited_rules(
    catalogue: "CataloguePublication",
    standing: Mapping[str, str],
    documents: dict[str, Any],
    progress: Callable[[str], None],
) -> None:
    """Duplicate rules that an admin has edited hold on until the admin gives them back to the pack."""
    remembered = catalogue.document(standing["version"], DOCUMENT) if standing else None
    assets = any(kind["kind"] == "asset" for kind in documents.get("places", {}).values())
    services, document, dropped = carried_over(documents["services"], remembered, has_assets=assets)
    documents["services"] = services
    if document:
        documents[DOCUMENT] = document
    if dropped:
        progress(f"edited duplicate rules that do not go with this pack are dropped: {', '.join(dropped)}")


def _publish_officers(
    pack: Pack,
    catalogue: "CataloguePublication",
    standing: Mapping[str, str],
    outputs: Mapping[str, str],
    progress: Callable[[str], None],
) -> None:
    """How officers are reached, where the file stands with the pack; else what is stored stays."""
    file = pack.folder / CONTACTS_FILE
    if not file.exists():
        return
    progress("storing how officers are reached")
    contacts = read_contacts(file, pack.documents()["officers"])
    before = catalogue.document(standing["version"], "officers") if standing else []
    use_tables(settings_from(dict(outputs), ""))
    write_contacts(contacts, [officer["code"] for officer in before or []])


def _raised(
    catalogue: "CataloguePublication", standing: Mapping[str, str], documents: Mapping[str, Any]
) -> dict[str, float]:
    """Duplicate groups that look further than before, with their new radius."""
    before = catalogue.document(standing["version"], "services") if standing else None
    return raised_radii(before, documents["services"]) if before else {}


def _widen(raised: Mapping[str, float], outputs: Mapping[str, str], progress: Callable[[str], None]) -> None:
    if raised:
        progress(f"larger duplicate radius for {', '.join(sorted(raised))}: laying open cases out further")
        widen_covers(AwsPorts(settings_from(dict(outputs), "")), raised)


def _content_hash(pack: Pack, book: dict[str, str] | None) -> str:
    """Of the documents and, by its key, of the address book: new addresses make a new version."""
    return sha256(f"{pack.content_hash()} {book['key']}".encode()).hexdigest() if book else pack.content_hash()


def _publish_layers(
    pack: Pack,
    layers: Mapping[str, LayerSource],
    before: set[str],
    outputs: Mapping[str, str],
    clients: Clients,
    progress: Callable[[str], None],
) -> Report:
    """Publishes the pack's layers. Of the others, those go that an earlier version of the pack had (`before`);
    layers imported by themselves stay."""
    documents = pack.documents()
    timeline = LayerStore(clients.s3, outputs["CityBucket"]).timeline()
    manifest = timeline.standing(int(time.time()))
    standing = {entry.id for entry in manifest.layers} if manifest else set()
    return publish_layers(
        list(layers.values()),
        outputs["OverlayTable"],
        outputs["CityBucket"],
        clients,
        extent=documents["city"]["boundary_layer"],
        remove=sorted((before & standing) - set(documents["layers"])),
        progress=lambda step, done, total: progress(f"layers: {step} {done:,} of {total:,}"),
        # On one's own machine nobody waits for readers to agree.
        lead_s=LEAD_S if os.environ.get("HEX311_TARGET", "local") == "aws" else SOON_S,
    )


def _wait_until(
    generation: int, progress: Callable[[str], None], now: Callable[[], float], wait: Callable[[float], None]
) -> None:
    """New processes may ask for new layers, so the pointer moves once the layers have taken effect."""
    left = generation - now()
    if left > 0:
        progress(f"the layers take effect in {left:.0f} s")
        wait(left)


def _stored_documents(pack: Pack) -> dict[str, Any]:
    """The compiled documents, with the articles of each language as a document of their own."""
    documents = pack.documents()
    knowledge = documents.pop("knowledge")
    return documents | {f"knowledge.{language}": articles for language, articles in knowledge.items()}


def _clients() -> Clients:
    """Clients for this shell's cloud: the local one, or with HEX311_TARGET=aws the account of its profile."""
    if os.environ.get("HEX311_TARGET", "local") != "aws":
        point_at(Places.from_environment())
    return Clients(boto3.client("dynamodb"), boto3.client("s3"))
