"""Searches in Rivermark's own address book: what residents type, and what they should be told."""

import pytest

from hex311.domain.address_search import search
from hex311.domain.address_town import towns_of
from hex311.domain.geography import Point, distance_m
from tests.support.addresses import labels, rivermark_book
from tests.support.city import rivermark

CITY_HALL = Point(latitude=41.300077, longitude=-97.099971)


def found(text: str, limit: int = 5, near: Point | None = None):
    return search(rivermark_book(), text, limit, near, towns_of(rivermark()["city"]))


@pytest.mark.parametrize(
    "text",
    [
        "624 W Main Street",
        "624 w main st",
        "624 WEST MAIN",
        "624 West Main Street apt 4",
        "624 W Main St #4",
        "624 W Main St, Rivermark, NE 00207",
        "624 W Main St Rivermark",
        "  624   w.  main  str. ",
        "624 w mian st",
        "624 w maim street",
        "624 wst main street",
        "624 Calle Main Oeste",
        "624 oeste Calle Main",
        "Calle Main Oeste 624",
        "main street w 624",
        "near 624 w main st",
        "624 Main",
        "624 Main Avenue",
    ],
)
def test_one_address_in_many_spellings(text: str) -> None:
    answer = found(text)
    best = answer.matches[0]
    assert (best.kind, best.label, best.verdict) == ("address", "624 W Main Street", "valid")
    assert best.point == CITY_HALL
    assert answer.verdict in ("valid", "ambiguous")


def test_a_unit_is_kept() -> None:
    assert found("624 W Main St apt 4b").matches[0].unit == "4B"


def test_a_block_without_that_number() -> None:
    answer = found("625 W Main St")
    best = answer.matches[0]
    assert (answer.verdict, best.kind, best.number) == ("no_such_number", "block", 625)
    assert best.point is not None
    assert distance_m(best.point, CITY_HALL) < 60
    assert best.stretch is not None
    assert set(best.stretch.ends) == {"5th Avenue", "6th Avenue"}


def test_a_street_without_that_block() -> None:
    answer = found("99999 W Main St")
    assert (answer.verdict, answer.matches[0].street) == ("no_such_block", "W Main Street")


def test_choices_when_the_text_fits_several() -> None:
    answer = found("6th avenue")
    assert answer.verdict == "ambiguous"
    assert set(labels(answer.matches)[:2]) == {"N 6th Avenue", "S 6th Avenue"}


def test_what_is_near_comes_first() -> None:
    north, south = (
        next(match for match in found("6th avenue").matches if match.street.startswith(side)) for side in ("N", "S")
    )
    for one in (north, south):
        best = found("6th avenue", near=one.point).matches[0]
        assert best.label == one.label
        assert best.distance_m == pytest.approx(0, abs=1)


@pytest.mark.parametrize(
    "text",
    ["main & 6th", "corner of Main Street and 6th Avenue", "6th ave and main st", "esquina de Main y Sexta Avenida",
     "W Main / 6th", "mian & 6th"],
)  # fmt: skip
def test_corners(text: str) -> None:
    answer = found(text)
    assert (answer.verdict, answer.matches[0].kind) == ("valid", "corner")
    assert {word.split(" ", 1)[1] for word in answer.matches[0].label.split(" & ")} == {"Main Street", "6th Avenue"}


def test_streets_that_never_meet() -> None:
    answer = found("Main and Zinc")
    assert answer.verdict == "no_such_corner"
    assert {match.kind for match in answer.matches} == {"street"}


def test_between_two_streets() -> None:
    answer = found("Main St between 6th and 7th")
    best = answer.matches[0]
    assert (answer.verdict, best.kind) == ("valid", "block")
    assert best.point is not None
    assert distance_m(best.point, CITY_HALL) < 250


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("city hall", "Rivermark City Hall"),
        ("rivermark city hall", "Rivermark City Hall"),
        ("central libary", "Rivermark Central Library"),
        ("biblioteca cottonwood", "Cottonwood Branch Library"),
        ("tow lot", "City Tow Lot"),
    ],
)
def test_places_by_name(text: str, label: str) -> None:
    assert found(text).matches[0].label == label


@pytest.mark.parametrize("text", ["5 Main St, Alder Bend", "5 main alder bend", "Main St, Sandhill"])
def test_a_neighbours_address_is_the_neighbours(text: str) -> None:
    answer = found(text)
    assert answer.verdict == "outside_city"
    assert answer.town is not None
    assert answer.town.phone
    assert not answer.matches


@pytest.mark.parametrize(
    ("typed", "label"),
    [("sassaf", "E Sassafras Street"), ("airp", "Airport Boulevard"), ("w sassafr", "W Sassafras Street"),
     ("airport blv", "Airport Boulevard"), ("128 airport", "128 Airport Boulevard")],
)  # fmt: skip
def test_typing_ahead(typed: str, label: str) -> None:
    assert label in labels(found(typed).matches)[:2]


def test_numbers_that_begin_like_the_one_typed() -> None:
    numbers = [match.number for match in found("62 W Main", limit=8).matches if match.kind == "address"]
    assert numbers
    assert all(str(number).startswith("62") for number in numbers)


@pytest.mark.parametrize(
    "text",
    ["", " ", "😀😀", "'; DROP TABLE street; --", "MATCH * NEAR(a b)", '"a" OR 1=1', "%%%", "\x00\x01", "()*&^", "#",
     "&", "a & ", " & b", "between and", "0", "00000000000000000000", "１２３ Ｍａｉｎ", "-1 Main", "../../etc/passwd"],
)  # fmt: skip
def test_hostile_texts_find_nothing_or_something_but_never_trip(text: str) -> None:
    assert found(text).verdict


def test_no_more_than_asked_for() -> None:
    assert len(found("library", limit=3).matches) == 3
