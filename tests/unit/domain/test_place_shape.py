"""Shapes, boxes and distances: bounds that never exclude too much, anywhere on earth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.geography import Point, distance_m
from hex311.domain.place_shape import (
    TURN,
    UNITS_PER_DEGREE,
    Box,
    Shape,
    around,
    box_distance_m,
    distance_to,
    holds,
    margin_m,
    nearest_position,
    point_shape,
    position,
    touch,
)

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
POINTS = st.builds(lambda lat, lon: Point(latitude=lat, longitude=lon), LATITUDES, LONGITUDES)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    south = draw(st.integers(-90 * UNITS_PER_DEGREE, 90 * UNITS_PER_DEGREE))
    north = draw(st.integers(south, 90 * UNITS_PER_DEGREE))
    west = draw(st.integers(-TURN // 2, TURN // 2))
    width = draw(st.one_of(st.integers(0, TURN), st.integers(0, UNITS_PER_DEGREE)))
    return Box(south, west, north, west + width)


@st.composite
def within(draw: st.DrawFn, box: Box) -> Point:
    x = draw(st.integers(box.west, box.east))
    y = draw(st.integers(box.south, box.north))
    return position(x, y)


@given(boxes(), POINTS, st.data())
def test_nothing_in_a_box_is_nearer_than_its_bound(box: Box, point: Point, data: st.DataObject) -> None:
    assert box_distance_m(box, point) <= distance_m(point, data.draw(within(box))) + 1e-6


@given(boxes(), POINTS, POINTS)
def test_nothing_outside_a_box_is_nearer_than_its_margin(box: Box, point: Point, other: Point) -> None:
    if box_distance_m(box, other) > 0:
        assert margin_m(box, point) <= distance_m(point, other) + 1e-6


@given(boxes(), boxes(), st.data())
def test_a_box_around_others_holds_them(a: Box, b: Box, data: st.DataObject) -> None:
    both = around([a, b])
    assert holds(both, a)
    assert holds(both, b)
    assert box_distance_m(both, data.draw(within(b))) == 0
    assert touch(a, b) == touch(b, a)
    assert not holds(a, b) or touch(a, b)


def line(*pairs: tuple[float, float]) -> tuple[tuple[int, int], ...]:
    return tuple((round(x * UNITS_PER_DEGREE), round(y * UNITS_PER_DEGREE)) for x, y in pairs)


def test_a_line_is_as_far_as_its_nearest_segment() -> None:
    sewer = Shape("line", (line((-97.1, 41.3), (-97.1, 41.31), (-97.09, 41.31)),))
    beside = Point(latitude=41.305, longitude=-97.0988)
    assert nearest_position(sewer, beside).longitude == pytest.approx(-97.1)
    assert distance_to(sewer, beside) == pytest.approx(distance_m(beside, Point(latitude=41.305, longitude=-97.1)))
    beyond = Point(latitude=41.299, longitude=-97.1)
    assert nearest_position(sewer, beyond) == Point(latitude=41.3, longitude=-97.1)


def test_within_an_area_the_distance_is_nothing_and_in_its_hole_it_is_not() -> None:
    outer = line((-97.2, 41.2), (-97.0, 41.2), (-97.0, 41.4), (-97.2, 41.4), (-97.2, 41.2))
    hole = line((-97.11, 41.29), (-97.09, 41.29), (-97.09, 41.31), (-97.11, 41.31), (-97.11, 41.29))
    park = Shape("area", (outer, hole))
    assert distance_to(park, Point(latitude=41.25, longitude=-97.1)) == 0
    assert distance_to(park, Point(latitude=41.3, longitude=-97.1)) > 800
    assert distance_to(park, Point(latitude=41.3, longitude=-96.9)) == pytest.approx(8_350, rel=0.01)


def test_a_line_across_the_antimeridian_is_near_on_both_sides() -> None:
    road = Shape("line", (line((179.999, -16.8), (180.001, -16.8)),))
    for longitude in (179.9995, -179.9995):
        assert distance_to(road, Point(latitude=-16.8, longitude=longitude)) == pytest.approx(0, abs=0.01)


@given(POINTS)
def test_a_point_is_where_it_was_put(point: Point) -> None:
    assert distance_to(point_shape(point), point) < 0.02
