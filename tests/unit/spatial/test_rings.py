"""Inside, boundary and outside on integer rings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon

from hex311.spatial.rings import Side, side_of_ring, side_of_rings

SQUARE = ([0, 10, 10, 0], [0, 0, 10, 10])
HOLE = ([4, 4, 6, 6], [4, 6, 6, 4])


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("x", "y", "side"),
    [
        (5, 5, Side.INSIDE),
        (1, 1, Side.INSIDE),
        (0, 0, Side.BOUNDARY),
        (10, 10, Side.BOUNDARY),
        (10, 0, Side.BOUNDARY),
        (0, 10, Side.BOUNDARY),
        (5, 0, Side.BOUNDARY),
        (5, 10, Side.BOUNDARY),
        (0, 5, Side.BOUNDARY),
        (10, 5, Side.BOUNDARY),
        (-1, 0, Side.OUTSIDE),
        (-1, 10, Side.OUTSIDE),
        (11, 0, Side.OUTSIDE),
        (11, 10, Side.OUTSIDE),
        (11, 5, Side.OUTSIDE),
        (-1, 5, Side.OUTSIDE),
        (5, 11, Side.OUTSIDE),
        (5, -1, Side.OUTSIDE),
    ],
)
def test_a_square(x, y, side, backwards):
    xs, ys = (SQUARE[0][::-1], SQUARE[1][::-1]) if backwards else SQUARE
    assert side_of_ring(x, y, xs, ys) is side


@pytest.mark.parametrize(
    ("x", "y", "side"),
    [(5, 5, Side.OUTSIDE), (4, 5, Side.BOUNDARY), (3, 5, Side.INSIDE), (6, 6, Side.BOUNDARY)],
)
def test_a_hole_is_only_another_ring(x, y, side):
    assert side_of_rings(x, y, [SQUARE, HOLE]) is side


@st.composite
def rings(draw):
    """A simple polygon on a small grid, so that vertices, edges and rays meet in every possible way."""
    points = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=9, unique=True))
    polygon = Polygon(points)
    return points if polygon.is_valid and polygon.area > 0 else [(0, 0), (12, 3), (5, 12), (6, 4)]


@given(rings())
def test_equal_to_geos_on_every_grid_point(points):
    polygon = Polygon(points)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    for x in range(-1, 14):
        for y in range(-1, 14):
            spot = Point(x, y)
            expected = Side.INSIDE if polygon.contains(spot) else Side.OUTSIDE
            if polygon.boundary.intersects(spot):
                expected = Side.BOUNDARY
            assert side_of_ring(x, y, xs, ys) is expected, (x, y, points)


def test_large_coordinates_stay_exact():
    """Products beyond 2**53 must not be rounded: the point is one unit beside a long edge."""
    big = 1_800_000_000
    xs, ys = [-big, big, big], [-big, big - 1, -big]
    assert side_of_ring(0, 0, xs, ys) is Side.OUTSIDE
    assert side_of_ring(0, -1, xs, ys) is Side.INSIDE
    assert side_of_ring(big, big - 1, xs, ys) is Side.BOUNDARY
