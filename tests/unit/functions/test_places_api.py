"""The nearest places, the assets under a pin and the card of an address: right, wrong and hostile questions."""

import json
from dataclasses import replace
from typing import Any

import pytest

from functions.explore_api import app as explore_module
from functions.intake_api.app import app as intake
from functions.staff_api.app import app as staff
from hex311 import schemas
from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.domain.place import Place
from hex311.domain.place_shape import Shape, point_shape, vertex_of
from tests.support.city import HOME, overlay_at, rivermark
from tests.support.gateway import Answer, a_body, call

HERE = {"lat": HOME.latitude, "long": HOME.longitude}
TUESDAY_NOON = 1_795_543_200  # 2026-11-24 12:00 in Chicago


def east(metres: float) -> Point:
    return Point(latitude=HOME.latitude, longitude=HOME.longitude + metres / 83_540)


@pytest.fixture
def places(city: Any) -> Any:
    city.clock = TUESDAY_NOON
    libraries = [
        Place("far", "Far Library", point_shape(east(900)), {"address": "9 Elm Street"}),
        Place("near", "Near Library", point_shape(east(100)), {"hours": "Mon-Fri 10-18", "phone": "555-0150"}),
        Place("shut", "Shut Library", point_shape(east(-300)), {"hours": "Sat 10-17"}),
    ]
    city.places.put("library", "facility", libraries)
    city.places.put("street_light", "asset", [Place("P-7", "P-7", point_shape(east(12)), {"lamp": "LED"})])
    sewer = Shape("line", ((vertex_of(east(-50)), vertex_of(east(50))),))
    city.places.put("sewer_line", "asset", [Place("SW-1", "SW-1", sewer, {"laid": "1911"})])
    return city


def get(path: str, **query: Any) -> Answer:
    return call(explore_module.app, "GET", f"/api/v1{path}", query=query)


def test_the_nearest_come_first_with_what_one_needs_to_go_there(places: Any) -> None:
    answer = get("/places/near", category="library", **HERE).json
    schemas.check("places/places", answer)
    assert [place["id"] for place in answer["places"]] == ["near", "shut", "far"]
    near, shut, far = answer["places"]
    assert (near["distance_m"], near["open_now"], near["open_until"]) == (
        pytest.approx(100, abs=1), True, "2026-11-25T00:00:00Z",
    )  # fmt: skip
    assert (shut["open_now"], shut["opens_at"]) == (False, "2026-11-28T16:00:00Z")
    assert (far["open_now"], far["hours"], far["address"]) == (None, None, "9 Elm Street")


def test_as_many_as_are_asked_for_in_the_language_of_the_reader(places: Any) -> None:
    (place,) = get("/places/near", category="library", limit=1, lang="es", **HERE).json["places"]
    assert (place["id"], place["category_name"]) == ("near", "Biblioteca")


def test_a_place_outside_the_city_may_ask_too(places: Any) -> None:
    assert len(get("/places/near", category="library", lat=10, long=179.99).json["places"]) == 3


def test_without_a_category_the_known_ones_are_named(places: Any) -> None:
    answer = get("/places/near", **HERE)
    assert (answer.status, answer.fields) == (400, ["category"])
    assert "library" in answer.text


@pytest.mark.parametrize("category", ["librarie", "x" * 5_000, "<script>", "\x00", "DIRECTORY", "library#all", "'"])
def test_an_unknown_category_is_404_and_not_repeated(places: Any, category: str) -> None:
    answer = get("/places/near", category=category, **HERE)
    assert (answer.status, answer.code) == (404, "not_found")
    assert "Known categories: library." in answer.json["message"]
    assert len(answer.text) < 200


@pytest.mark.parametrize("category", ["x" * 5_000, "\x00", "DIRECTORY#library", "bücher", "library\n"])
def test_what_can_be_no_category_is_not_even_looked_up(places: Any, category: str) -> None:
    places.places.directories = lambda codes: pytest.fail(f"asked for {codes}")
    assert get("/places/near", category=category, **HERE).status == 404
    assert get("/assets/near", category=category, **HERE).status == 404


def test_assets_are_looked_up_elsewhere(places: Any) -> None:
    assert "/api/v1/assets/near" in get("/places/near", category="street_light", **HERE).json["message"]
    assert "/api/v1/places/near" in get("/assets/near", category="library", **HERE).json["message"]


@pytest.mark.parametrize("path", ["/places/near", "/assets/near", "/my-city"])
@pytest.mark.parametrize(
    "query", [{}, {"lat": 41.3}, {"lat": "x", "long": 0}, {"lat": 91, "long": 0}, {"lat": "nan", "long": 1}]
)
def test_half_a_position_is_none(places: Any, path: str, query: dict[str, Any]) -> None:
    answer = get(path, category="", **query)
    assert (answer.status, answer.code) == (400, "invalid_location")


@pytest.mark.parametrize("limit", ["0", "51", "-1", "1.5", "x", "1e1", "٣", "9" * 400])
def test_limits_are_small_whole_numbers(places: Any, limit: str) -> None:
    answer = get("/places/near", category="library", limit=limit, **HERE)
    assert (answer.status, answer.fields) == (400, ["limit"])


def test_what_lies_beneath_and_beside(places: Any) -> None:
    answer = get("/assets/near", **HERE).json
    schemas.check("places/assets", answer)
    sewer, light = answer["assets"]
    assert (sewer["asset_id"], sewer["distance_m"], sewer["attributes"]) == ("sewer_line:SW-1", 0, {"laid": "1911"})
    assert sewer["geometry"]["type"] == "MultiLineString"
    assert (light["asset_id"], light["geometry"]["type"]) == ("street_light:P-7", "Point")
    assert {one["layer"] for one in answer["ground"]} == {"city_limits", "council_districts", "street_light_owner"}


def test_assets_of_one_category_within_a_radius(places: Any) -> None:
    assert [one["id"] for one in get("/assets/near", category="street_light", **HERE).json["assets"]] == ["P-7"]
    assert get("/assets/near", category="street_light", radius=5, **HERE).json["assets"] == []
    assert get("/assets/near", radius=2_001, **HERE).fields == ["radius"]


def test_before_anything_is_published_nothing_is_known(city: Any) -> None:
    assert get("/places/near", category="library", **HERE).status == 404
    assert get("/assets/near", **HERE).json["assets"] == []


@pytest.fixture
def card(places: Any) -> Any:
    def answers(point: Point) -> Overlay:
        found = overlay_at(point)
        if not found.answers:
            return found
        facts = {"member": "Denise Okafor", "phone": "555-0122"}
        district = OverlayAnswer("council_districts", "3", "District 3", facts)
        garbage = OverlayAnswer("garbage_days", "thursday", "Thursday", {"day": "thursday"})
        beat = OverlayAnswer("police_beats", "B07", "Beat 7", {"district": "D2"})
        return found._replace(answers=(found.answers[0], district, garbage, beat))

    places.overlays = FixedOverlay(answers)
    return places


def test_the_card_of_an_address(card: Any) -> None:
    answer = get("/my-city", **HERE).json
    schemas.check("places/my_city", answer)
    district = next(one for one in answer["districts"] if one["layer"] == "council_districts")
    assert (district["name"], district["feature_name"]) == ("Council district", "District 3")
    assert {fact["code"]: fact["value"] for fact in district["facts"]} == {
        "member": "Denise Okafor", "phone": "555-0122",
    }  # fmt: skip
    assert [one["feature_name"] for one in answer["districts"]] == ["District 3", "Beat 7"]
    # Thanksgiving is a Thursday, and the day after is a holiday of the city too
    (garbage,) = answer["dates"]
    assert (garbage["code"], garbage["name"], garbage["zone"]) == ("garbage", "Garbage collection", "Thursday")
    assert garbage["next_dates"] == ["2026-11-28", "2026-12-03"]
    assert [(one["category"], one["id"]) for one in answer["facilities"]] == [("library", "near")]


def test_the_card_speaks_the_readers_language(card: Any) -> None:
    answer = get("/my-city", lang="es", **HERE).json
    assert answer["districts"][0]["name"] == "Distrito del concejo"
    assert answer["dates"][0]["name"] == "Recolección de basura"


def test_outside_the_city_there_is_no_card(card: Any) -> None:
    answer = get("/my-city", lat=10, long=10)
    assert (answer.status, answer.code) == (422, "outside_city")
    assert "555-0174" in answer.json["message"]


def test_a_pack_without_my_city_gives_an_empty_card(places: Any) -> None:
    version = places.catalogue.current_version
    documents = {name: one for name, one in rivermark().items() if name not in ("my_city", "places")}
    places.catalogue.versions[version] = replace(places.catalogue.versions[version], documents=documents)
    assert get("/my-city", **HERE).json == {"districts": [], "dates": [], "facilities": []}
    assert get("/places/near", category="library", **HERE).json["places"][0]["category_name"] == "Library"


def report(asset_id: Any) -> Answer:
    body = {"service_code": "street_light_out", **HERE, "asset_id": asset_id, "answers": {}}
    return call(intake, "POST", "/api/v1/requests", body)


@pytest.mark.parametrize(
    "asset_id", ["", "P-7", "light:", "light:a b", "light:a\n", "Light:1", "a" * 200, 7, None, "x:" + "y" * 101]
)
def test_asset_ids_must_be_those_of_the_city(city: Any, asset_id: Any) -> None:
    answer = report(asset_id)
    assert (answer.status, set(answer.fields)) == (400, {"asset_id"})


def filed(asset_id: str, lat: float = HOME.latitude) -> Answer:
    body = a_body("street_light_out", lat=lat, **({"asset_id": asset_id} if asset_id else {}))
    return call(intake, "POST", "/api/v1/requests", body)


@pytest.mark.parametrize("asset_id", ["street_light:P-8", "lamp_post:P-7", "library:near"])
def test_an_asset_that_is_not_there_is_refused_with_what_to_do(places: Any, asset_id: str) -> None:
    answer = filed(asset_id)
    assert (answer.status, answer.fields) == (400, ["asset_id"])
    assert "/api/v1/assets/near" in answer.text
    assert not places.store.cases


def test_an_asset_on_the_other_side_of_town_is_refused(places: Any) -> None:
    assert filed("street_light:P-7", HOME.latitude + 0.004).fields == ["asset_id"]


def test_only_reports_of_the_same_asset_are_the_same(places: Any) -> None:
    """Two poles eight metres apart: each is known by itself, and who names no pole sees both."""
    lights = [Place(name, name, point_shape(east(metres)), {}) for name, metres in (("P-7", 12), ("P-8", 20))]
    places.places.put("street_light", "asset", lights)
    first = filed("street_light:P-7").json["service_request_id"]
    other = filed("street_light:P-8").json
    again = filed("street_light:P-7").json
    assert other["duplicates"] == []
    assert again["duplicates"] == [first]
    assert set(filed("").json["duplicates"]) >= {first, other["service_request_id"]}
    cards = get("/duplicates", service_code="street_light_out", asset_id="street_light:P-8", **HERE).json["duplicates"]
    assert [card["service_request_id"] for card in cards] == [other["service_request_id"]]


def test_no_asset_named_asks_no_table(places: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.places, "directories", lambda codes: pytest.fail("the places were read"))
    assert filed("").status == 201


def test_a_case_remembers_its_asset_and_older_cases_have_none() -> None:
    from hex311.adapters.dynamodb.codec import request_document, to_request
    from hex311.usecases.submit_request import submit_request
    from tests.support.city import a_report, memory_city

    city = memory_city()
    city.places.put("street_light", "asset", [Place("P-7", "P-7", point_shape(HOME), {})])
    request = submit_request(city, a_report(asset_id="street_light:P-7")).request
    document = json.loads(json.dumps(request_document(request)))
    assert to_request(document).asset_id == "street_light:P-7"
    del document["asset_id"]
    assert to_request(document).asset_id == ""


def test_staff_see_which_asset_it_is_about(places: Any) -> None:
    from hex311.usecases.submit_request import submit_request
    from tests.support.city import a_report

    number = submit_request(places, a_report(asset_id="street_light:P-7")).request.id
    claims = {"sub": "s1", "cognito:groups": "admin"}
    seen = call(staff, "GET", f"/api/v1/staff/requests/{number}", claims=claims).json
    assert seen["asset_id"] == "street_light:P-7"
    assert "asset_id" not in get(f"/requests/{number}").json
