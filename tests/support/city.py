"""A small working city for tests: Rivermark's real catalogue, a simple overlay, all ports in memory or on moto."""

from functools import cache
from pathlib import Path
from typing import Any

from hex311.adapters.memory.ports import FixedOverlay, MemoryCatalogue, MemoryPorts
from hex311.domain.catalogue import Catalogue
from hex311.domain.follower import Contact
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.usecases.submit_request import Submission
from hex311_cli.pack import load_pack

ROOT = Path(__file__).resolve().parents[2]
VERSION = "20261121T000000-test"

HOME = Point(latitude=41.3, longitude=-97.1)
FAR_AWAY = Point(latitude=10.0, longitude=10.0)


@cache
def rivermark() -> dict[str, Any]:
    return load_pack(ROOT / "cities" / "rivermark", geodata=False).documents()


def overlay_at(point: Point) -> Overlay:
    """Inside a box around HOME: the city, council district 3, a city street; lights west of HOME are the utility's."""
    if abs(point.latitude - HOME.latitude) > 0.05 or abs(point.longitude - HOME.longitude) > 0.05:
        return Overlay(0, ())
    utility = "utility" if point.longitude < HOME.longitude else "city"
    return Overlay(
        1_700_000_000,
        (
            OverlayAnswer(rivermark()["city"]["boundary_layer"], "rivermark", "Rivermark"),
            OverlayAnswer("council_districts", "3", "District 3"),
            OverlayAnswer("street_light_owner", utility, utility, {"owner": utility}),
        ),
    )


def memory_city(documents: dict[str, Any] | None = None) -> MemoryPorts:
    catalogue = MemoryCatalogue({VERSION: Catalogue(VERSION, documents or rivermark())}, VERSION)
    return MemoryPorts(catalogue=catalogue, overlays=FixedOverlay(overlay_at))


_number = iter(range(1, 10_000_000))


def answers_for(service_code: str) -> dict[str, Any]:
    """Valid answers to the required questions of a type, harmless ones first."""
    service = rivermark()["services"][service_code]
    answers: dict[str, Any] = {}
    for question in service.get("questions", ()):
        if not question.get("required") or question.get("when") or question["type"] == "notice":
            continue
        answers[question["code"]] = _answer(question, service)
    return answers


def _answer(question: dict[str, Any], service: dict[str, Any]) -> Any:
    if question["type"] in ("singlevaluelist", "multivaluelist"):
        stops = str(service.get("stoppers", ""))
        keys = [value["key"] for value in question["values"]]
        key = next((key for key in reversed(keys) if f"'{key}'" not in stops), keys[-1])
        return [key] if question["type"] == "multivaluelist" else key
    return {"number": 1, "datetime": "2026-05-01T10:00:00Z"}.get(question["type"], "by the door")


def a_report(service_code: str = "pothole", point: Point = HOME, **changes: Any) -> Submission:
    """A submission that is right in every way, with a fresh idempotency key."""
    number = next(_number)
    values: dict[str, Any] = {
        "service_code": service_code,
        "point": point,
        "idempotency_key": f"key-{number}",
        "body_hash": f"hash-{number}",
        "source_address": "192.0.2.1",
        "answers": answers_for(service_code),
    }
    return Submission(**{**values, **changes})


def resident(email: str = "ana@example.org") -> Contact:
    return Contact(email=email, first_name="Ana", language="en")
