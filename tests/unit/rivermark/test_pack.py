"""The demo city as it is committed."""

import gzip
import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hex311.domain.catalogue import Catalogue
from hex311.domain.conditions import Facts, holds
from hex311.domain.geography import Overlay
from hex311.domain.lifecycle import Status
from hex311.domain.request import ServiceRequest
from hex311.domain.routing import next_step
from hex311.ports import CaseFile
from hex311.usecases.process_of import standing_of
from hex311_cli.pack import Pack, load_pack
from tests.support.city import HOME, answers_for
from tools.rivermark.city import make_city
from tools.rivermark.frame import MICRO, Plan

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "cities/rivermark"

#: Codes that demos, tests and other pages rely on.
STABLE = {
    "pothole", "street_light_out", "graffiti_removal", "stray_animal", "missed_collection", "homeless_outreach",
    "abandoned_vehicle", "illegal_dumping", "tree_down", "traffic_signal_out", "sewer_backup", "noise_complaint",
    "information_request",
}  # fmt: skip


@cache
def rivermark() -> Pack:
    return load_pack(FOLDER)


def documents() -> dict[str, Any]:
    return rivermark().documents()


def test_it_is_in_order_and_wholly_translated() -> None:
    assert rivermark().notes == ()
    counts = rivermark().summary()
    assert counts["departments"] == 10
    assert counts["outside owners"] == 5
    assert counts["service groups"] == 12
    assert counts["layers"] == 35
    assert counts["articles (en)"] == counts["articles (es)"] == 40
    assert set(documents()["services"]) >= STABLE


def test_it_is_a_few_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 5_000_000


@pytest.mark.parametrize("code", sorted(documents()["services"]) if FOLDER.exists() else [])
def test_every_type_can_be_reported_worked_and_closed(code: str) -> None:
    """Harmless answers meet no stopper, and lead to work or to another owner."""
    service = documents()["services"][code]
    if service["redirect"]:
        assert documents()["departments"][service["redirect"]["department"]]["phone"]
        return
    process = documents()["processes"][service["process"]]
    nowhere = Overlay(0, ())
    request = ServiceRequest(
        "7QX-4CM-2WF", code, "", Status.RECEIVED, 1, HOME, HOME, nowhere, 0, 0, answers=answers_for(code)
    )
    step = next_step(process, standing_of(Catalogue("", documents()), CaseFile(request), now=0))
    assert step.work or "closes" in process
    assert {work.department for work in step.work} <= set(documents()["departments"])


def test_every_stopper_can_be_met_and_names_a_number() -> None:
    met = 0
    for service in documents()["services"].values():
        for stopper in service["stoppers"]:
            values = {q["code"]: [v["key"] for v in q.get("values", ())] for q in service["questions"]}
            answers = {question: key for question, keys in values.items() for key in keys[-1:]}
            answers |= _answers_for(stopper["when"])
            assert holds(stopper["when"], Facts(answers=answers)), service["code"]
            assert stopper["phone"]
            met += 1
    assert met >= 12


def _answers_for(condition: dict[str, Any]) -> dict[str, Any]:
    parts = [*condition.get("all", ()), *condition.get("any", ())]
    if parts:
        return {code: answer for part in parts for code, answer in _answers_for(part).items()}
    return {condition["answer"]: condition.get("equals") or condition["any_of"][0]}


def _texts(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) else []


def test_crews_count_what_they_bring_and_use() -> None:
    works = [
        work
        for process in documents()["processes"].values()
        for stage in process.get("stages", ())
        for work in stage.get("work_orders", ())
    ]
    counting = [work for work in works if work.get("quantities")]
    assert len(counting) >= 3
    assert any(work.get("materials") for work in counting)
    assert all(amount["most"] > 0 for work in counting for amount in work["quantities"])


def test_departments_work_at_their_own_hours_and_start_from_their_depots() -> None:
    catalogue = Catalogue("v", documents())
    zone = ZoneInfo(catalogue.city["timezone"])
    night = int(datetime(2026, 9, 30, 2, tzinfo=zone).timestamp())  # a Wednesday, two at night
    saturday = int(datetime(2026, 10, 3, 10, tzinfo=zone).timestamp())
    worked = {
        department: tuple(catalogue.calendar(department).worked(start, start + 3_600) for start in (night, saturday))
        for department in ("sanitation", "water", "animal_care")
    }
    assert worked == {"sanitation": (0, 0), "water": (3_600, 0), "animal_care": (0, 3_600)}
    box = catalogue.city["bbox"]
    depots = [one["field_work"]["depot"] for one in documents()["departments"].values() if "field_work" in one]
    assert len(depots) >= 2
    for depot in depots:
        assert box["south"] < depot["latitude"] < box["north"]
        assert box["west"] < depot["longitude"] < box["east"]


def test_the_tone_is_plain() -> None:
    for text in _texts(documents()):
        assert "!" not in text, text
        assert "¡" not in text, text


def test_sentences_for_residents_are_short() -> None:
    for process in documents()["processes"].values():
        for stage in process["stages"]:
            for work in stage.get("work_orders", ()):
                for outcome in work["outcomes"]:
                    for text in outcome["text"].values():
                        assert len(text.split()) <= 45, text


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "knowledge").glob("*/*.md")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_articles_are_short_and_useful(path: Path) -> None:
    words = path.read_text().split("---\n")[2].split()
    assert 80 <= len(words) <= 200


def test_phone_numbers_are_not_anybodys() -> None:
    """555-0100 to 555-0199 are kept free for stories; short numbers are public services."""
    for text in _texts(documents()):
        for number in re.findall(r"\b\d{3}-\d{4}\b", text):
            assert re.fullmatch(r"555-01\d\d", number), text


@pytest.mark.slow
def test_the_committed_map_is_the_one_the_generator_draws() -> None:
    city = make_city(Plan())
    registered = {layer["file"].removesuffix(".geojson.gz") for layer in documents()["layers"].values()}
    assert set(city.layers) == registered == set(documents()["layers"])
    for name, layer in city.layers.items():
        stored = json.loads(gzip.decompress((FOLDER / f"layers/{name}.geojson.gz").read_bytes()))["features"]
        assert [f["properties"]["id"] for f in stored] == [feature.id for feature in layer]
        for kept, feature in zip(stored, layer, strict=True):
            ring = kept["geometry"]["coordinates"]
            while not isinstance(ring[0][0], float):
                ring = ring[0]
            west, south, east, north = (side / MICRO for side in feature.shape.bounds)
            assert all(west <= x <= east and south <= y <= north for x, y in ring), (name, feature.id)


def test_everybody_votes_at_the_place_of_their_precinct() -> None:
    """120 precincts, each with a polling place of its own that is a facility of the pack too."""
    precincts = json.loads(gzip.decompress((FOLDER / "layers/precincts.geojson.gz").read_bytes()))["features"]
    places = json.loads((FOLDER / "places/places.geojson").read_text())["features"]
    found = {(p["name"], p["address"], p["hours"]) for p in (one["properties"] for one in places)}
    told = {
        tuple(one["properties"][name] for name in ("polling_place", "polling_address", "polling_hours"))
        for one in precincts
    }
    assert len(told) == len(precincts) == 120
    assert told <= found


@pytest.mark.parametrize("category", ["library", "police_station", "post_office", "transit_stop", "polling_place"])
def test_what_residents_look_for_is_there(category: str) -> None:
    kind, places = rivermark().places()[category]
    assert kind == "facility"
    assert places
    if category != "transit_stop":
        assert all(place.details["hours"] for place in places)
