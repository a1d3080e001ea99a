"""The city in the words of GeoReport v2: discovery, services, definitions, single requests."""

from typing import Any

from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.lifecycle import open311_status
from hex311.domain.moments import iso
from hex311.domain.photo import SIZES, public_path
from hex311.domain.summary import Summary

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"

#: FixMyStreet hides or changes services by these keywords.
ACTED_UPON = frozenset({"private", "staff", "inactive", "waste_only"})
_DATATYPES = {"notice": "string"}


def discovery_view(catalogue: Catalogue, public_url: str, stage: str) -> dict[str, Any]:
    city = catalogue.city
    name = catalogue.text(city["name"], catalogue.default_language)
    phones = ", ".join(str(entry["number"]) for entry in city["emergency_numbers"])
    return {
        "changeset": catalogue.version,
        "contact": f"{name} 311. In an emergency call {phones}.",
        "key_service": f"{public_url}/",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{public_url}/open311/v2",
                "changeset": catalogue.version,
                "type": "production" if stage == "prod" else "test",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def services_list(catalogue: Catalogue, language: str = "") -> list[dict[str, Any]]:
    """Every service type: clients delete what is missing from a list, so it is never partial."""
    language = language or catalogue.default_language
    return [
        {
            "service_code": service.code,
            "service_name": catalogue.text(service.name, language),
            "description": catalogue.text(service.document["description"], language),
            "metadata": bool(service.questions),
            "type": "realtime",
            "keywords": ",".join(_keywords(service, language)),
            "group": catalogue.text(catalogue.documents["groups"][service.document["group"]]["name"], language),
        }
        for service in catalogue.services.values()
    ]


def _keywords(service: Service, language: str) -> list[str]:
    """Those of the pack but for words that clients act upon; private types say that they are, and clients that know
    the word keep their own copy of a report private too."""
    told = [word for word in service.document.get("keywords", {}).get(language, ()) if word not in ACTED_UPON]
    return [*told, "private"] if service.privacy == "private" else told


def definition_view(catalogue: Catalogue, service: Service, language: str = "") -> dict[str, Any]:
    language = language or catalogue.default_language
    attributes = []
    for number, question in enumerate(service.questions, start=1):
        attribute: dict[str, Any] = {
            "variable": question["type"] != "notice",
            "code": question["code"],
            "datatype": _DATATYPES.get(question["type"], question["type"]),
            "required": bool(question.get("required", False)),
            "datatype_description": "",
            "order": number,
            "description": catalogue.text(question["label"], language),
        }
        if question.get("values"):
            attribute["values"] = [
                {"key": value["key"], "name": catalogue.text(value["name"], language)} for value in question["values"]
            ]
        attributes.append(attribute)
    return {"service_code": service.code, "attributes": attributes}


def request_item(catalogue: Catalogue, summary: Summary, public_url: str, language: str = "") -> dict[str, Any]:
    """A request with the fields that GeoReport v2 always wants, some empty. It is told from the summary alone, so that
    a list and a single request cannot differ. Its one photo is the first that staff have released."""
    language = language or catalogue.default_language
    service = catalogue.service(summary.service_code)
    department = catalogue.department(summary.department)["name"] if summary.department else {}
    agency = catalogue.text(department, language) if department else ""
    words = {"department": agency, "owner": agency}
    notes = catalogue.text(summary.outcome_text, language) if summary.outcome_text else ""
    free_text = service.may_publish("description")
    photos = summary.photo_ids if service.may_publish("photos") else ()
    return {
        "service_request_id": summary.id,
        "status": open311_status(summary.status),
        "status_notes": notes or catalogue.message(f"status.{summary.status}", language, **words),
        "service_name": catalogue.text(service.name, language),
        "service_code": summary.service_code,
        "description": summary.description if free_text else "",
        "agency_responsible": agency,
        "service_notice": "",
        "requested_datetime": iso(summary.created_at),
        "updated_datetime": iso(summary.updated_at),
        "expected_datetime": (iso(summary.expected_at) or "") if not summary.is_closed else "",
        "address": summary.address if free_text else "",
        "address_id": "",
        "zipcode": "",
        "lat": summary.latitude,
        "long": summary.longitude,
        "media_url": f"{public_url}{public_path(photos[0], max(SIZES))}" if photos else "",
    }
