"""Where a number lies among known numbers."""

import pytest

from hex311.domain.address_place import REACH, Anchor, place_number
from hex311.domain.geography import Point, distance_m


def at(number: int, latitude: float, longitude: float = -97.0) -> Anchor:
    return number, Point(latitude=latitude, longitude=longitude)


def test_between_two_numbers_it_lies_in_proportion() -> None:
    found = place_number(150, [at(100, 41.0)], [at(200, 42.0)])
    assert found is not None
    assert found.between
    assert found.point.latitude == pytest.approx(41.5)


def test_it_keeps_to_its_side_of_the_street() -> None:
    below, above = [at(121, 41.1, -97.1), at(120, 41.1, -97.0)], [at(129, 41.2, -97.1), at(130, 41.2, -97.0)]
    even, odd = place_number(126, below, above), place_number(125, below, above)
    assert even is not None
    assert odd is not None
    assert even.point.longitude == pytest.approx(-97.0)
    assert odd.point.longitude == pytest.approx(-97.1)


def test_beyond_the_last_number_the_street_goes_on_for_a_while() -> None:
    below = [at(500, 41.5), at(400, 41.4), at(100, 41.1)]
    near, far = place_number(600, below, []), place_number(500 + REACH + 1, below, [])
    assert near is not None
    assert far is not None
    assert (near.between, far.between) == (False, False)
    assert near.point.latitude == pytest.approx(41.6)
    assert far.point == below[0][1]
    followed = place_number(500 + REACH + 500, below, [], on_street=True)
    assert followed is not None
    assert followed.point.latitude == pytest.approx(43.0)


def test_one_number_is_all_there_is_to_say() -> None:
    found = place_number(300, [], [at(400, 41.4)])
    assert found is not None
    assert found.point.latitude == 41.4
    assert place_number(300, [], []) is None


def test_the_short_way_across_the_antimeridian() -> None:
    found = place_number(150, [at(100, -16.0, 179.999)], [at(200, -16.0, -179.999)])
    assert found is not None
    assert distance_m(found.point, Point(latitude=-16.0, longitude=180.0)) < 1
