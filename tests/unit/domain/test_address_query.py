"""Texts taken apart: numbers, units, corners, directions and kinds of street in English and Spanish."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.address import StreetParts, split_street
from hex311.domain.address_query import parse, street_readings
from hex311.domain.address_town import Town, bare_name, neighbours_at, take_town
from hex311.domain.address_words import key_of, ordinal, words_of
from hex311.domain.geography import Point


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("W Main Street", ("w", "main", "st", "")),
        ("North 6th Av", ("n", "6th", "ave", "")),
        ("N Sixth Avenue", ("n", "6th", "ave", "")),
        ("S ST LOUIS AVE", ("s", "stlouis", "ave", "")),
        ("South Saint Louis Avenue", ("s", "stlouis", "ave", "")),
        ("Lake Shore Dr E", ("", "lakeshore", "dr", "e")),
        ("West Street", ("", "west", "st", "")),
        ("N Avenue", ("", "n", "ave", "")),
        ("S Avenue O", ("s", "avenueo", "", "")),
        ("S Avenue N", ("s", "avenuen", "", "")),
        ("Avenida de la Reforma", ("", "reforma", "ave", "")),
        ("Calle Ocho", ("", "ocho", "st", "")),
        ("Plaza Drive", ("", "plaza", "dr", "")),
        ("E State Route 9", ("e", "stateroute9", "", "")),
        ("Broadway", ("", "broadway", "", "")),
        ("N North Park Ave", ("n", "northpark", "ave", "")),
        ("Peñón Way", ("", "penon", "way", "")),
        ("O'Brien Court", ("", "obrien", "ct", "")),
    ],
)
def test_streets_in_their_parts(label: str, parts: tuple[str, str, str, str]) -> None:
    assert split_street(label) == StreetParts(*parts)


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("624 W Main St", 624, "w main st"),
        ("0624 w. main st.", 624, "w main st"),
        ("624-626 Main", 624, "main"),
        ("624A Main", 624, "main"),
        ("624 1/2 Main", 624, "main"),
        ("600 block of W Main", 600, "w main"),
        ("cuadra 600 de Main", 600, "main"),
        ("Calle Main", None, "calle main"),
        ("near 624 Main", 624, "main"),
        ("frente a 624 Main", 624, "main"),
        ("624 Main 00207", 624, "main"),
    ],
)
def test_house_numbers(text: str, number: int | None, words: str) -> None:
    first = parse(text).readings[0]
    assert (first.number, " ".join(first.words)) == (number, words)


@pytest.mark.parametrize(
    ("text", "others"),
    [("128 th", [(None, "128 th")]), ("Main St 624", [(624, "main st")]), ("624 Main", [(None, "624 main")])],
)
def test_a_text_that_can_be_read_twice_is(text: str, others: list[tuple[int | None, str]]) -> None:
    found = [(reading.number, " ".join(reading.words)) for reading in parse(text).readings]
    assert set(others) < set(found) | {("more", "")}


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("624 W Main St apt 4", "4", "w main st"),
        ("624 W Main St Apt. #4B", "4B", "w main st"),
        ("624 W Main St #4", "4", "w main st"),
        ("624 W Main St, Unit C", "C", "w main st"),
        ("624 W Main St suite 100", "100", "w main st"),
        ("624 Main, 2nd floor", "2", "main"),
        ("#4 624 W Main St", "4", "w main st"),
        ("624 Calle Main depto 12", "12", "calle main"),
        ("624 Unity St", "", "unity st"),
        ("624 Stephen St", "", "stephen st"),
        ("#4", "", "4"),
    ],
)
def test_units(text: str, unit: str, rest: str) -> None:
    query = parse(text)
    assert (query.unit, " ".join(query.readings[0].words)) == (unit, rest)


@pytest.mark.parametrize(
    "text",
    ["main & 6th", "main and 6th", "Main/6th", "Main @ 6th", "corner of main and 6th", "main y 6th", "main + 6th",
     "esquina de main con 6th", "the intersection of Main and 6th", "main at 6th"],
)  # fmt: skip
def test_corners(text: str) -> None:
    assert parse(text).corner == (("main",), ("6th",))


@pytest.mark.parametrize("text", ["main between 6th and 7th", "main entre 6th y 7th", "Main btwn 6th & 7th"])
def test_stretches(text: str) -> None:
    query = parse(text)
    assert (query.readings[0].words, query.between, query.corner) == (("main",), (("6th",), ("7th",)), None)


def test_an_e_is_a_direction_and_not_a_spanish_and() -> None:
    assert parse("2479 E Larch Street").corner is None


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_nothing_that_is_typed_trips_the_reading(text: str) -> None:
    query = parse(text)
    for reading in query.readings:
        assert reading.words
        assert all(parts.key for parts in street_readings(reading.words))


def test_ordinals_and_keys() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip
    assert key_of(words_of("128 TH")) == key_of(words_of("128th"))
    assert key_of(words_of("Mt. Vernon")) == key_of(words_of("Mount Vernon"))


BEND = Town("City of Alder Bend", ("alder", "bend"), False)
OURS = Town("City of Rivermark", ("rivermark",), True)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("5 Main St, Alder Bend", BEND),
        ("5 Main St, Alder Bend, NE 00207", BEND),
        ("5 Main Alder Bend", BEND),
        ("5 Main St Rivermark", OURS),
        ("128 Alder Bend Road", None),
        ("128 Alder Bend", None),
        ("Main & Alder Bend", None),
        ("Rivermark", None),
    ],
)
def test_the_town_at_the_end(text: str, town: Town | None) -> None:
    assert take_town(parse(text), [OURS, BEND])[1] == town


def test_whose_a_place_is() -> None:
    city = {
        "centre": {"latitude": 41.3, "longitude": -97.1},
        "neighbours": [
            {"name": "City of Northby", "phone": "1", "direction": "north"},
            {"name": "Town of Southby", "phone": "2", "direction": "south"},
            {"name": "Boxley", "phone": "3", "bbox": {"south": 41, "north": 41.1, "west": -97, "east": -96}},
            {"name": "Wide County", "phone": "4"},
        ],
    }

    def names(latitude: float, longitude: float) -> list[str]:
        return [town.name for town in neighbours_at(city, Point(latitude=latitude, longitude=longitude))]

    assert names(41.5, -97.1) == ["City of Northby", "Wide County"]
    assert names(41.05, -96.5) == ["Boxley", "Wide County"]
    assert names(41.3, -90.0) == ["Wide County"]
    assert len(neighbours_at(city, None)) == 4


def test_titles_are_no_part_of_a_towns_name() -> None:
    assert bare_name("Village of Sandhill") == ("sandhill",)
    assert bare_name("Willow County") == ("willow", "county")
