"""What the extensions add to a request: for clients that ask for it by `extensions=true`."""

from collections.abc import Sequence
from typing import Any

from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.moments import iso
from hex311.domain.photo import SIZES, public_path
from hex311.domain.summary import Summary
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_case import load
from hex311.usecases.views import overlay_view, timeline


def extended_items(
    ports: Ports, found: Sequence[Summary], items: list[dict[str, Any]], language: str
) -> list[dict[str, Any]]:
    """The items with `extended_attributes`: channel, finer status, duplicate, photos."""
    return [
        {**item, "extended_attributes": _attributes(ports, one, language)}
        for one, item in zip(found, items, strict=True)
    ]


def _attributes(ports: Ports, one: Summary, language: str) -> dict[str, Any]:
    catalogue = ports.catalogue.at(one.catalogue_version)
    photos = one.photo_ids if catalogue.service(one.service_code).may_publish("photos") else ()
    return {
        "channel": one.channel,
        "detailed_status": str(one.status),
        "detailed_status_text": catalogue.message(f"status.{one.status}", language, department="", owner=""),
        "duplicate": bool(one.duplicate_of),
        "parent_service_request_id": one.duplicate_of,
        "photos": [{"media_url": f"{ports.public_url}{public_path(name, max(SIZES))}"} for name in photos],
    }


def whole_item(ports: Ports, case_id: str, item: dict[str, Any], language: str) -> dict[str, Any]:
    """A single extended item with the map layers' public answers and its notes, from one more read of the case."""
    case = load(ports, case_id)
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    exact = request.privacy == "public"
    answers = overlay_view(catalogue, request.overlay, language, public_only=True) if exact else []
    layers = [{"layer": one["layer"], "label": one["layer_name"], "name": one["name"]} for one in answers]
    extended = {**item["extended_attributes"], "overlay": layers}
    return {**item, "extended_attributes": extended, "notes": _notes(catalogue, case, language)}


def _notes(catalogue: Catalogue, case: CaseFile, language: str) -> list[dict[str, str]]:
    """The public timeline and the updates that staff released, oldest first."""
    told = [_note(str(one["at"]), str(one["kind"]), str(one["text"])) for one in timeline(catalogue, case, language)]
    if catalogue.service(case.request.service_code).may_publish("description"):
        released = [one for one in case.request.comments if one.get("released")]
        told += [_note(str(iso(int(one["at"]))), str(one["word"]), str(one["text"])) for one in released]
    return sorted(told, key=lambda note: note["datetime"])


def _note(at: str, kind: str, text: str) -> dict[str, str]:
    return {"datetime": at, "type": kind, "summary": text, "description": ""}


def services_for_words(catalogue: Catalogue, words: str) -> tuple[str, ...]:
    """The services whose names, keywords or descriptions hold all the words, in any language of the city.

    A search in the texts of reports would search what is not public; what residents call a thing is in the pack.
    """
    wanted = [word.lower() for word in words.split()]
    return tuple(code for code, service in catalogue.services.items() if _holds(service.document, wanted))


def _holds(document: Document, wanted: Sequence[str]) -> bool:
    texts = [*document["name"].values(), *document["description"].values()]
    texts += [word for words in document.get("keywords", {}).values() for word in words]
    text = " ".join(texts).lower()
    return all(word in text for word in wanted)
