"""Addresses through the front door: the published address book, read by the real function with its own rights."""

import httpx
import pytest

from tests.support.cloud import CloudCity

pytestmark = pytest.mark.cloud


def test_an_address_typed_wrongly_is_found(cloud_city: CloudCity) -> None:
    answer = cloud_city.door.get("/api/v1/addresses", q="624 w mian st", limit=3)
    assert answer["verdict"] == "valid"
    assert answer["matches"][0]["label"] == "624 W Main Street"


def test_the_place_of_an_address_can_be_reported_at_and_read_back(cloud_city: CloudCity) -> None:
    found = cloud_city.door.get("/api/v1/addresses", q="624 W Main Street")["matches"][0]
    place = {"lat": found["lat"], "long": found["long"]}
    assert cloud_city.door.get("/api/v1/overlay", **place)["overlay"]
    nearest = cloud_city.door.get("/api/v1/addresses/nearest", **place)["matches"][0]
    assert (nearest["label"], nearest["distance_m"]) == (found["label"], 0)


HOSTILE = ["x" * 4096, "%F0%9F%98%80" * 50, "%00", "%FF%FE", "'%20OR%201=1--", "NEAR(a,b)*", "%26", ""]


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_never_trip_the_city(cloud_city: CloudCity, q: str) -> None:
    answer = httpx.get(f"{cloud_city.base_url}/api/v1/addresses?q={q}", timeout=30)
    assert answer.status_code in (200, 400)
