"""The city in the words of GeoReport v2: discovery, services, definitions, single requests."""

from typing import Any

from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.lifecycle import open311_status
from hex311.ports import CaseFile, Ports
from hex311.usecases.views import iso, public_view

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"

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


def services_list(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every service type: clients delete what is missing from a list, so it is never partial."""
    language = catalogue.default_language
    return [
        {
            "service_code": service.code,
            "service_name": catalogue.text(service.name, language),
            "description": catalogue.text(service.document["description"], language),
            "metadata": bool(service.questions),
            "type": "realtime",
            "keywords": ",".join(service.document.get("keywords", {}).get(language, ())),
            "group": catalogue.text(catalogue.documents["groups"][service.document["group"]]["name"], language),
        }
        for service in catalogue.services.values()
    ]


def definition_view(catalogue: Catalogue, service: Service) -> dict[str, Any]:
    language = catalogue.default_language
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


def request_item(ports: Ports, case: CaseFile) -> dict[str, Any]:
    """A request with the fields that GeoReport v2 always wants, some empty."""
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    view = public_view(ports, case, catalogue.default_language, is_reporter=False)
    return {
        "service_request_id": request.id,
        "status": open311_status(request.status),
        "status_notes": view["outcome_text"] or view["status_text"],
        "service_name": view["service_name"],
        "service_code": request.service_code,
        "description": view.get("description", ""),
        "agency_responsible": (view["department"] or {}).get("name", ""),
        "service_notice": "",
        "requested_datetime": iso(request.created_at),
        "updated_datetime": iso(request.updated_at),
        "expected_datetime": (view["estimate"] or {}).get("expected_at", ""),
        "address": view["address"],
        "address_id": "",
        "zipcode": "",
        "lat": view["lat"],
        "long": view["long"],
        "media_url": "",
    }
