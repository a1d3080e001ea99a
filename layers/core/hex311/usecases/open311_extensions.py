"""What the extensions add to a request: for clients that ask for it by `extensions=true`."""

from collections.abc import Sequence
from typing import Any

from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.summary import Summary
from hex311.ports import Ports


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
    return {
        "channel": one.channel,
        "detailed_status": str(one.status),
        "detailed_status_text": catalogue.message(f"status.{one.status}", language, department="", owner=""),
        "duplicate": bool(one.duplicate_of),
        "parent_service_request_id": one.duplicate_of,
    }


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
