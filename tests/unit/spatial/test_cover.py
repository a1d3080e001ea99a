"""The cells around a point: the cover may name a cell too many, never one too few."""

from math import asin, atan2, cos, degrees, pi, radians, sin

import h3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.geography import EARTH_RADIUS_M, Point, distance_m
from hex311.spatial.cover import BLUR_WITHIN_M, blurred, cell_of, circle_cover

PENTAGON = h3.cell_to_latlng(sorted(h3.get_pentagons(9))[3])

PLACES = {
    "Rivermark": Point(latitude=41.3, longitude=-97.1),
    "antimeridian": Point(latitude=-16.8, longitude=179.9999),
    "antimeridian, other side": Point(latitude=65.6, longitude=-179.9995),
    "pentagon": Point(latitude=PENTAGON[0], longitude=PENTAGON[1]),
    "78 N": Point(latitude=78.22, longitude=15.65),
    "equator": Point(latitude=0.0, longitude=0.0),
    "far south": Point(latitude=-54.8, longitude=-68.3),
}
RADII = [1, 30, 150, 300, 500]


def away(point: Point, bearing: float, metres: float) -> Point:
    """The point that lies so far in that direction, on the sphere."""
    lat, lon, arc = radians(point.latitude), radians(point.longitude), metres / EARTH_RADIUS_M
    to_lat = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(bearing))
    to_lon = lon + atan2(sin(bearing) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(to_lat))
    return Point(latitude=degrees(to_lat), longitude=(degrees(to_lon) + 180) % 360 - 180)


def brute_force(point: Point, radius_m: float) -> set[str]:
    """The cells of many points of the disc, its rim above all."""
    spots = [away(point, 2 * pi * step / 720, radius_m * share) for step in range(720) for share in (0.999_9, 1.0)]
    spots += [away(point, 2 * pi * step / 60, radius_m * ring / 12) for step in range(60) for ring in range(12)]
    return {cell_of(spot) for spot in spots}


@pytest.mark.parametrize("radius_m", RADII)
@pytest.mark.parametrize("place", PLACES)
def test_no_touched_cell_is_missing_and_few_are_named_in_vain(place: str, radius_m: float) -> None:
    point = PLACES[place]
    cover, touched = circle_cover(point, radius_m), brute_force(point, radius_m)
    assert touched <= cover
    # what is named in vain lies within the slack of the rim
    assert cover <= brute_force(point, radius_m * 1.01 + 1) | touched


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(PLACES)),
    st.floats(0, 2 * pi),
    st.floats(0, 2000),
    st.floats(0, 2 * pi),
    st.floats(0, 1),
    st.sampled_from(RADII),
)
def test_who_is_within_the_radius_finds_the_entry_in_their_own_cell(
    place: str, way: float, off: float, bearing: float, share: float, radius_m: float
) -> None:
    """The promise that duplicates rest on, with the very distance that decides them."""
    reporter = away(PLACES[place], way, off)
    other = away(reporter, bearing, radius_m * share)
    if distance_m(reporter, other) <= radius_m:
        assert cell_of(other) in circle_cover(reporter, radius_m)
        assert cell_of(reporter) in circle_cover(other, radius_m)


def test_the_own_cell_is_always_named() -> None:
    for point in PLACES.values():
        assert cell_of(point) in circle_cover(point, 0)


def test_the_largest_circle_a_pack_allows_fits_one_transaction() -> None:
    """500 m; a transaction holds 100 items, and a report has about ten others."""
    assert max(len(circle_cover(point, 500)) for point in PLACES.values()) < 80


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_what_is_blurred_does_not_tell_the_place(latitude: float, longitude: float) -> None:
    """Every place of the coarse cell gives the same answer; that answer is a point of the map."""
    point = Point(latitude=latitude, longitude=longitude)
    shown = blurred(point)
    assert h3.latlng_to_cell(shown.latitude, shown.longitude, 8) == h3.latlng_to_cell(latitude, longitude, 8)
    assert blurred(shown) == shown


@given(st.floats(-70, 70), st.floats(-179, 179))
def test_how_far_a_blurred_place_may_lie_is_told_truly(latitude: float, longitude: float) -> None:
    point = Point(latitude=latitude, longitude=longitude)
    assert distance_m(point, blurred(point)) <= BLUR_WITHIN_M
