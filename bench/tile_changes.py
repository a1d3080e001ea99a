"""What a change costs on its way to the map: tiles stored, counted while the real adapters run on moto, and seconds."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import botocore.client
import httpx

from hex311.domain.geography import Point
from hex311.spatial.tiles import tile_at
from hex311.usecases.count_insights import count_insights
from hex311.usecases.render_hexes import hex_tiles_of, render_hexes
from hex311.usecases.render_tiles import LAYER, render_tiles
from hex311.usecases.submit_request import submit_request
from hex311_cli.commands.demo import harmless_answers
from hex311_cli.door import Door
from tests.support.aws import moto_city
from tests.support.city import HOME, a_report
from tests.support.map_tiles import cases_on

ISOLATED, STORM, BATCH = 40, 300, 100
#: Around HOME; the test city ends beyond.
SPREAD = 0.045
POLL_S, PATIENCE_S = 0.05, 30.0


def puts_per_change() -> dict[str, float]:
    """Tiles stored for each change: one after the other, and in a storm, in batches as the queues give them."""
    figures = {}
    for name, many, batch in (("", ISOLATED, 1), ("_in_a_storm", STORM, BATCH)):
        with moto_city() as city, _counted() as counts:
            chance = random.Random(many)
            for begin in range(0, many, batch):
                places = [_somewhere(chance) for _ in range(min(batch, many - begin))]
                _react(city, [submit_request(city, a_report(point=place)).request.id for place in places])
        for layer, kind in (("requests", "point"), ("hexes", "hex")):
            figures[f"{kind}_puts_per_change{name}"] = round(counts[layer] / many, 3)
        figures[f"most_point_puts_of_one_change{name}"] = float(counts["most requests"])
        figures[f"most_hex_puts_of_one_change{name}"] = float(counts["most hexes"])
    return {name: value for name, value in figures.items() if not (name.startswith("most") and name.endswith("storm"))}


def _react(city: Any, case_ids: Iterable[str]) -> None:
    """What the queues of the map and of the figures do with a batch."""
    ids = list(case_ids)
    assert not render_tiles(city, ids).failed
    render_hexes(city, hex_tiles_of([count_insights(city, case_id).contribution for case_id in ids]))
    _mark()


def _somewhere(chance: random.Random) -> Point:
    return Point(HOME.latitude + chance.uniform(-SPREAD, SPREAD), HOME.longitude + chance.uniform(-SPREAD, SPREAD))


_marks: list[Any] = []


def _mark() -> None:
    """One change, or one batch, is done."""
    for mark in _marks:
        mark()


@contextmanager
def _counted() -> Iterator[Counter[str]]:
    """Objects put, by the layer of the tile, and the most between two marks."""
    counts: Counter[str] = Counter()
    last: Counter[str] = Counter()
    real = botocore.client.BaseClient._make_api_call

    def call(self: Any, operation: str, kwargs: Any) -> Any:
        if operation == "PutObject":
            counts[kwargs["Key"].split("/")[1]] += 1
        return real(self, operation, kwargs)

    def mark() -> None:
        for layer in ("requests", "hexes"):
            counts[f"most {layer}"] = max(counts[f"most {layer}"], counts[layer] - last[layer])
            last[layer] = counts[layer]

    _marks.append(mark)
    try:
        with patch.object(botocore.client.BaseClient, "_make_api_call", call):
            yield counts
    finally:
        _marks.remove(mark)


def seconds_to_the_map(door: Door, many: int) -> list[float]:
    """Through the front door: from the answer to a report until the z14 tile shows it, one report after another."""
    city, chance = door.get("/api/v1/city"), random.Random(7)
    answers = harmless_answers(door.get("/api/v1/services/pothole"))
    found = []
    for _ in range(many):
        place = {
            "lat": round(city["centre"]["lat"] + chance.uniform(-0.02, 0.02), 6),
            "long": round(city["centre"]["long"] + chance.uniform(-0.02, 0.02), 6),
        }
        body: Any = {"service_code": "pothole", **place, "answers": answers}
        number = door.post("/api/v1/requests", body, Idempotency_Key=uuid4().hex)["service_request_id"]
        found.append(_until_shown(door, number, Point(place["lat"], place["long"])))
        time.sleep(chance.uniform(0.5, 1.5))  # isolated changes, at any moment of the queues' round
    return found


def _until_shown(door: Door, number: str, point: Point) -> float:
    path, began = "/" + tile_at(point, 14).path(LAYER), time.perf_counter()
    while time.perf_counter() - began < PATIENCE_S:
        try:
            answer = door.http.get(path)
        except httpx.TransportError:  # a tile that is replaced while it is read: the next look finds it whole
            continue
        if answer.status_code == 200 and number in cases_on(answer.content):
            return time.perf_counter() - began
        time.sleep(POLL_S)
    raise TimeoutError(f"{number} is not on the map after {PATIENCE_S} s")
