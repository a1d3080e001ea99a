"""The published city pack as documents for the outside."""

from typing import Any

from hex311.domain.catalogue import Catalogue, Document, Service


def city_view(catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Who we are, where we are, which languages we speak, who to call in an emergency."""
    city = catalogue.city
    return {
        "code": city["code"],
        "name": catalogue.text(city["name"], language),
        "jurisdiction_id": city["jurisdiction_id"],
        "centre": {"lat": city["centre"]["latitude"], "long": city["centre"]["longitude"]},
        "bbox": dict(city["bbox"]),
        "languages": list(catalogue.languages),
        "default_language": catalogue.default_language,
        "translated": dict(catalogue.translated),
        "timezone": city["timezone"],
        "emergency_numbers": [
            {"number": entry["number"], "for": catalogue.text(entry["for"], language)}
            for entry in city["emergency_numbers"]
        ],
        "catalogue_version": catalogue.version,
    }


def services_view(catalogue: Catalogue, language: str) -> dict[str, Any]:
    """All service types, and which ones the city offers first; the questions come with each single one."""
    return {
        "services": [_brief(catalogue, service, language) for service in catalogue.services.values()],
        "featured": [code for code in catalogue.city.get("featured", ()) if code in catalogue.services],
    }


def service_view(catalogue: Catalogue, service: Service, language: str) -> dict[str, Any]:
    """One service type with its questions, stoppers and where to go when it is not the city's."""
    redirect = service.document.get("redirect")
    return {
        **_brief(catalogue, service, language),
        "script": catalogue.text(script, language) if (script := service.document.get("script")) else None,
        "questions": [_question(catalogue, question, language) for question in service.questions],
        "stoppers": [
            {
                "when": stopper["when"],
                "message": catalogue.text(stopper["message"], language),
                "phone": stopper.get("phone"),
            }
            for stopper in service.stoppers
        ],
        "redirect": _redirect(catalogue, redirect, language) if redirect else None,
    }


def _brief(catalogue: Catalogue, service: Service, language: str) -> dict[str, Any]:
    document = service.document
    group = catalogue.documents["groups"][document["group"]]
    return {
        "service_code": service.code,
        "service_name": catalogue.text(service.name, language),
        "description": catalogue.text(document["description"], language),
        "group": {"code": document["group"], "name": catalogue.text(group["name"], language)},
        "keywords": list(catalogue.keywords(service, language)),
        "privacy": service.privacy,
        "photo": document.get("photo", "optional"),
        "has_questions": bool(service.questions),
        "sla": document.get("sla"),
    }


def _question(catalogue: Catalogue, question: Document, language: str) -> dict[str, Any]:
    return {
        "code": question["code"],
        "label": catalogue.text(question["label"], language),
        "type": question["type"],
        "required": bool(question.get("required", False)),
        "when": question.get("when"),
        "values": [
            {"key": value["key"], "name": catalogue.text(value["name"], language)}
            for value in question.get("values", ())
        ],
    }


def _redirect(catalogue: Catalogue, redirect: Document, language: str) -> dict[str, Any]:
    department = catalogue.department(redirect["department"])
    return {
        "department": redirect["department"],
        "name": catalogue.text(department["name"], language),
        "phone": department.get("phone"),
        "url": department.get("url"),
        "message": catalogue.text(redirect["message"], language),
    }
