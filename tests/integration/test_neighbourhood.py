"""Hotspots, edited duplicate rules with their back-fill, merges and late twins, on a running city."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from hex311_cli.commands.demo import file, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]
RULES = "/duplicate-rules"


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


def until(question: Callable[[], Any], seconds: float = 150) -> Any:
    end = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < end, "still waiting"
        time.sleep(1)
    return answer


def told(door: Door, place: dict[str, float], metres: float) -> list[str]:
    """The cards that somebody so far north of the place is shown."""
    near = {**place, "lat": place["lat"] + metres / 111_195}
    cards = door.get("/api/v1/duplicates", service_code="pothole", **near)["duplicates"]
    return [card["service_request_id"] for card in cards]


@pytest.mark.full  # the queue waits until every function goes by the new rules
def test_a_larger_radius_reaches_open_cases_by_itself(door: Door) -> None:
    place = somewhere_new(door, door.get("/api/v1/city"))
    number = file(door, "pothole", place)["service_request_id"]
    assert told(door, place, 300) == []
    standing = door.staff("GET", RULES)
    group = standing["rules"]["pothole"]["rule"]["group"]
    wider = {
        code: {**one["rule"], "radius_m": 350}
        for code, one in standing["rules"].items()
        if one["rule"] != "off" and one["rule"]["group"] == group
    }
    new = door.staff("PUT", RULES, {"version": standing["version"], "rules": wider})
    try:
        assert new["previous"] == standing["version"]
        with pytest.raises(Refused) as late:
            door.staff("PUT", RULES, {"version": standing["version"], "rules": {"pothole": "off"}})
        assert late.value.status == 409
        until(lambda: number in told(door, place, 300))
    finally:
        door.staff("PUT", RULES, {"version": new["version"], "rules": dict.fromkeys(wider, "pack")})


def test_reports_are_counted_for_hotspots(door: Door, cloud_city: CloudCity) -> None:
    from hex311.domain.geography import Point
    from hex311.domain.hotspots import RESOLUTION
    from hex311.spatial.cover import cell_of
    from hex311.wiring import AwsPorts
    from hex311_cli.target import settings_from

    place = somewhere_new(door, door.get("/api/v1/city"))
    numbers = {file(door, "pothole", place)["service_request_id"] for _ in range(3)}
    ports = AwsPorts(settings_from(dict(cloud_city.outputs), ""))
    cell = cell_of(Point(latitude=place["lat"], longitude=place["long"]), RESOLUTION)
    until(lambda: numbers <= set(ports.hotspots.cell(cell).recent))
    assert ports.hotspots.city().reports["*"] >= 3
    assert door.staff("GET", "/hotspots")["window_hours"] == 24


def test_a_storm_is_told_once_with_its_cases(door: Door) -> None:
    """On the first day, since the city pack says what is usual; of a kind that nothing else files in a test."""
    place = somewhere_new(door, door.get("/api/v1/city"))
    file(door, "pothole", place)  # so that nobody takes this place for a new one
    numbers = {file(door, "litter_basket", place)["service_request_id"] for _ in range(14)}

    def live() -> list[dict[str, Any]]:
        return [
            spot
            for spot in door.staff("GET", "/hotspots")["hotspots"]
            if numbers & set(spot["service_request_ids"]) and spot["expected"] < 1
        ]

    until(lambda: any(numbers <= set(spot["service_request_ids"]) for spot in live()))
    told = live()  # what other tests file beside it may make the cell next to it one too
    assert max(spot["count"] for spot in told) >= 14
    assert len({(spot["cell"], spot["kind"]) for spot in told}) == len(told)


def test_a_card_is_good_enough_to_judge(door: Door) -> None:
    from hex311 import schemas

    place = somewhere_new(door, door.get("/api/v1/city"))
    nearest = door.get("/api/v1/addresses/nearest", **place)["matches"][0]
    street = nearest["block"]["label"] if nearest["kind"] == "address" and nearest["distance_m"] < 150 else None
    number = file(door, "pothole", place, description="it leans", address="before number 624")
    path = f"/requests/{number['service_request_id']}"

    def card() -> dict[str, Any]:
        answer = door.get("/api/v1/duplicates", service_code="pothole", **place)
        schemas.check("requests/duplicates", answer)
        found = [one for one in answer["duplicates"] if path.endswith(one["service_request_id"])]
        return dict(found[0])

    before = card()
    assert (before["street"], before["description"], before["address"]) == (street, None, "")
    assert (before["distance_m"], before["joined"]) == (0, 0)
    door.post(f"/api/v1{path}/me-too", {"device": "integration-device-1"}, Idempotency_Key="integration-device-1")
    door.staff("POST", f"{path}/release", {"parts": ["description"]})
    after = card()
    assert (after["joined"], after["description"], after["address"]) == (1, "it leans", "before number 624")


def test_a_merge_a_second_report_and_the_way_back(door: Door) -> None:
    place = somewhere_new(door, door.get("/api/v1/city"))
    parent, child = (file(door, "pothole", place)["service_request_id"] for _ in range(2))
    door.staff("POST", f"/requests/{child}/merge", {"into": parent, "reason": "the very same hole"})
    assert told(door, place, 2) == [parent]
    door.staff("POST", f"/requests/{child}/unmerge", {"reason": "it is another one"})
    assert set(told(door, place, 2)) == {parent, child}
