"""Places, assets and the card of an address, through the front door."""

from pathlib import Path
from typing import Any

import pytest

from hex311 import schemas
from hex311_cli.commands.demo import file, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]

CENTRE = {"lat": 41.3, "long": -97.1}


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    return cloud_city.door


def test_the_nearest_places_in_order(door: Door) -> None:
    answer = door.get("/api/v1/places/near", category="library", limit=3, **CENTRE)
    schemas.check("places/places", answer)
    distances = [place["distance_m"] for place in answer["places"]]
    assert len(distances) == 3
    assert distances == sorted(distances)
    assert answer["places"][0]["id"] == "main_library"
    (stop,) = door.get("/api/v1/places/near", category="transit_stop", limit=1, lang="es", **CENTRE)["places"]
    assert (stop["category_name"], stop["distance_m"] < 2_000) == ("Parada de autobús", True)


@pytest.mark.parametrize("category", ["nothing", "x" * 3_000])
def test_an_unknown_category_names_the_known_ones(door: Door, category: str) -> None:
    with pytest.raises(Refused) as refused:
        door.get("/api/v1/places/near", category=category, **CENTRE)
    assert refused.value.status == 404
    assert "library" in str(refused.value)


def test_a_report_about_the_street_light_beside_the_pin(door: Door) -> None:
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    home = somewhere_new(door, door.get("/api/v1/city"))
    answer = door.get("/api/v1/assets/near", category="street_light", radius=2_000, **home)
    schemas.check("places/assets", answer)
    light = answer["assets"][0]
    assert light["asset_id"] == f"street_light:{light['id']}"
    assert any(one["layer"] == "street_light_owner" for one in answer["ground"])
    at = {"lat": light["lat"], "long": light["long"]}
    number = file(door, "street_light_out", at, asset_id=light["asset_id"])["service_request_id"]
    assert door.staff("GET", f"/requests/{number}")["asset_id"] == light["asset_id"]


def test_the_card_of_an_address(door: Door) -> None:
    card = door.get("/api/v1/my-city", lat=41.31, long=-97.12)
    schemas.check("places/my_city", card)
    council = card["districts"][0]
    assert {fact["code"] for fact in council["facts"]} == {"member", "phone", "office"}
    dates = {one["code"]: one["next_dates"] for one in card["dates"]}
    assert set(dates) == {"garbage", "recycling", "bulky_items", "sweeping"}
    assert all(dates.values())
    assert {one["category"] for one in card["facilities"]} >= {"library", "police_station", "post_office"}
    with pytest.raises(Refused) as refused:
        door.get("/api/v1/my-city", lat=10, long=10)
    assert refused.value.status == 422


def test_a_category_is_imported_and_removed(cloud_city: CloudCity, door: Door, tmp_path: Path) -> None:
    racks = tmp_path / "racks.csv"
    racks.write_text("id,name,latitude,longitude,spaces\n1,City Hall,41.3001,-97.1001,12\n2,Depot,41.295,-97.105,8\n")
    told = cloud_city.hex311("places", "import", str(racks), "--category", "bike_rack")
    assert "2 places in 1 categories" in told
    (rack,) = door.get("/api/v1/assets/near", category="bike_rack", radius=100, **CENTRE)["assets"]
    assert (rack["name"], rack["category_name"], rack["attributes"]) == ("City Hall", "Bike rack", {"spaces": "12"})
    listed: Any = cloud_city.hex311("places", "list")
    assert "bike_rack" in listed
    assert "Removed: bike_rack." in cloud_city.hex311("places", "remove", "bike_rack")
    assert "bike_rack" not in cloud_city.hex311("places", "list")
