"""Address search and the nearest address through the public API."""

from typing import Any

import pytest

from functions.explore_api.app import app as explore
from hex311 import schemas
from hex311.domain.catalogue import Catalogue
from hex311.usecases.submit_request import submit_request
from tests.support.addresses import KEY, rivermark_book
from tests.support.city import FAR_AWAY, HOME, VERSION, a_report, rivermark
from tests.support.gateway import Answer, call

HERE = {"lat": HOME.latitude, "long": HOME.longitude}
NEAR_THE_EDGE = {"lat": 41.3, "long": -97.9}


@pytest.fixture
def book(city: Any) -> Any:
    """The city with its address book published."""
    documents = {**rivermark(), "addresses": {"key": KEY}}
    city.catalogue.versions[VERSION] = Catalogue(VERSION, documents)
    city.addresses.books[KEY] = rivermark_book()
    return city


def find(**query: Any) -> Answer:
    answer = call(explore, "GET", "/api/v1/addresses", query=query)
    if answer.status == 200:
        schemas.check("addresses/found", answer.json)
    return answer


def nearest(**query: Any) -> Answer:
    answer = call(explore, "GET", "/api/v1/addresses/nearest", query=query)
    if answer.status == 200:
        schemas.check("addresses/found", answer.json)
    return answer


def test_an_address_is_found_with_its_place_and_block(book: Any) -> None:
    answer = find(q="624 w main st apt 4")
    assert answer.json["verdict"] == "valid"
    assert answer.json["matches"][0] == {
        "kind": "address",
        "verdict": "valid",
        "label": "624 W Main Street",
        "lat": 41.300077,
        "long": -97.099971,
        "inside_city": True,
        "street": "W Main Street",
        "number": 624,
        "unit": "4",
        "postcode": answer.json["matches"][0]["postcode"],
        "category": None,
        "block": {"label": "600 block of W Main Street", "between": ["6th Avenue", "5th Avenue"]},
        "distance_m": None,
    }


def test_what_somebody_types_is_kept_by_nobody(book: Any) -> None:
    assert find(q="624 w main").headers["cache-control"] == "no-store"


def test_the_nearer_comes_first(book: Any) -> None:
    south = {"lat": 41.281644, "long": -97.123001}
    assert find(q="6th avenue", **south).json["matches"][0]["label"] == "S 6th Avenue"
    assert find(q="6th avenue", lat=41.331979, long=-97.097023).json["matches"][0]["label"] == "N 6th Avenue"


def test_a_neighbours_address_says_whose_it_is(book: Any) -> None:
    answer = find(q="5 Main St, Alder Bend").json
    assert answer == {
        "verdict": "outside_city",
        "matches": [],
        "outside": [{"name": "City of Alder Bend", "phone": "555-0171", "url": "https://alderbend.example"}],
    }


def test_a_reckoned_place_is_asked_of_the_map(book: Any) -> None:
    """The city of these tests ends 0.05 degrees from its centre, which the address book does not know."""
    answer = find(q="99999 W Main Street").json
    assert answer["verdict"] == "outside_city"
    assert not answer["matches"][0]["inside_city"]
    assert "Willow County" in [town["name"] for town in answer["outside"]]


def test_a_pin_has_an_address_a_block_and_a_corner(book: Any) -> None:
    answer = nearest(**HERE).json
    address, corner = answer["matches"]
    assert (answer["verdict"], address["kind"], corner["kind"]) == ("valid", "address", "corner")
    assert 0 < address["distance_m"] < 50
    assert address["block"]["label"].endswith(address["street"])


def test_a_pin_outside_says_whose_it_is(book: Any) -> None:
    answer = nearest(lat=41.5, long=-97.1).json
    assert (answer["verdict"], answer["matches"]) == ("outside_city", [])
    assert answer["outside"][0]["name"] == "City of Alder Bend"
    assert nearest(lat=FAR_AWAY.latitude, long=FAR_AWAY.longitude).json["verdict"] == "outside_city"


def test_a_city_without_an_address_book_finds_nothing(city: Any) -> None:
    assert find(q="624 w main").json == {"verdict": "not_found", "matches": [], "outside": []}
    assert nearest(**HERE).json["verdict"] == "not_found"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"q": "x" * 4096}, "q"),
        ({"q": "main", "limit": "0"}, "limit"),
        ({"q": "main", "limit": "21"}, "limit"),
        ({"q": "main", "limit": "-1"}, "limit"),
        ({"q": "main", "limit": "five"}, "limit"),
        ({"q": "main", "limit": "٣"}, "limit"),
        ({"q": "main", "limit": "9" * 5000}, "limit"),
        ({"q": "main", "lat": "41.3"}, "long"),
        ({"q": "main", "long": "1"}, "lat"),
        ({"q": "main", "lat": "nan", "long": "1"}, "lat"),
        ({"q": "main", "lat": "91", "long": "1"}, "lat"),
    ],
)
def test_what_cannot_be_answered_says_why(book: Any, query: dict[str, str], field: str) -> None:
    answer = find(**query)
    assert answer.status == 400
    assert answer.fields == [field]


@pytest.mark.parametrize("query", [{}, {"lat": "41.3"}, {"lat": "x", "long": "y"}, {"lat": "91", "long": "0"}])
def test_a_pin_needs_both_coordinates(book: Any, query: dict[str, str]) -> None:
    assert nearest(**query).status == 400


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE street; --", '" OR ""="', "NEAR(main, oak)", "main*", "^main", "-main", "main AND oak OR NOT elm",
     "{street}: main", "😀" * 100, "\x00", "\ud7ff\ufffe", "ﷺ" * 50, "İstanbul", "%s%n%x", "<script>alert(1)</script>",
     "a" * 200, "& " * 100, "1 " * 100, "#" * 200, "between " * 25, "and and and", "calle " * 33, "n s e w " * 25,
     "0 main", "999999999999 main", "1e309 main", "⅐ main", "²³ main", "\u202emain", "../..", "${jndi:ldap://x}"],
)  # fmt: skip
def test_hostile_texts_are_answered(book: Any, text: str) -> None:
    answer = find(q=text)
    assert answer.status == 200
    assert answer.json["verdict"]


def test_a_likely_duplicate_names_the_block_of_its_place(book: Any) -> None:
    submit_request(book, a_report("pothole", HOME))
    answer = call(explore, "GET", "/api/v1/duplicates", query={"service_code": "pothole", **HERE})
    schemas.check("requests/duplicates", answer.json)
    (card,) = answer.json["duplicates"]
    assert (card["street"], card["address"]) == ("600 block of W Main Street", "")
