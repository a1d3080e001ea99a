"""The nearest places: the same as brute force, wherever on earth, however they are packed, in few reads."""

import random
from collections.abc import Iterable
from math import cos, radians

import h3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.geography import Point, distance_m
from hex311.domain.place import Leaf, Place, nearest
from hex311.domain.place_item import BrokenItem, pack_leaves, pack_places, unpack_leaves, unpack_places
from hex311.domain.place_shape import TURN, UNITS_PER_DEGREE, Shape, distance_to, point_shape, position, vertex_of
from hex311_cli.places import build
from hex311_cli.places.build import build_category, cut

TAVEUNI = (-16.82, 180.0)
PENTAGON = h3.cell_to_latlng(h3.get_pentagons(7)[3])
SVALBARD = (78.2, 15.6)
RIVERMARK = (41.3, -97.1)
SOUTH_POLE = (-89.999, 0.0)
SPOTS = {"plains": RIVERMARK, "antimeridian": TAVEUNI, "pentagon": PENTAGON, "north": SVALBARD, "pole": SOUTH_POLE}


def near(chance: random.Random, middle: tuple[float, float], metres: float) -> Point:
    latitude = max(-90.0, min(90.0, middle[0] + chance.gauss(0, metres) / 111_195))
    scale = 111_195 * max(cos(radians(latitude)), 1e-4)
    longitude = (middle[1] + chance.gauss(0, metres) / scale + 180) % 360 - 180
    return Point(latitude=latitude, longitude=longitude)


def a_shape(chance: random.Random, middle: tuple[float, float], metres: float) -> Shape:
    point = near(chance, middle, metres)
    kind = chance.choice(("point", "point", "point", "line", "area"))
    if kind == "point":
        return point_shape(point)
    x, y = vertex_of(point)
    steps = [(chance.randint(-90_000, 90_000), chance.randint(-20_000, 20_000)) for _ in range(chance.randint(2, 9))]
    part, limit = [(x, y)], 90 * UNITS_PER_DEGREE
    for dx, dy in steps:
        part.append((part[-1][0] + dx, max(-limit, min(limit, part[-1][1] + dy))))
    return Shape("line", (tuple(part),)) if kind == "line" else Shape("area", ((*part, part[0]),))


class Reader:
    """Fetches leaves from their bodies and counts."""

    def __init__(self, bodies: dict[Leaf, bytes]) -> None:
        self.bodies, self.reads = bodies, 0

    def __call__(self, leaf: Leaf) -> Iterable[Place]:
        self.reads += 1
        return unpack_places(self.bodies[leaf])


def brute_force(places: list[Place], point: Point, limit: int) -> list[tuple[float, str]]:
    """Piece by piece: far from a line, where its nearest position is found depends a little on how it is cut."""
    return sorted((min(distance_to(piece.shape, point) for piece in cut(place)), place.id) for place in places)[:limit]


@pytest.mark.parametrize("spot", SPOTS)
@pytest.mark.parametrize("most", [4, 40])
def test_it_finds_what_brute_force_finds(monkeypatch: pytest.MonkeyPatch, spot: str, most: int) -> None:
    monkeypatch.setattr(build, "MOST_PLACES", most)
    chance = random.Random(f"{spot}{most}")
    middle = SPOTS[spot]
    places = [Place(f"p{n}", f"Place {n}", a_shape(chance, middle, chance.choice((50, 900)))) for n in range(200)]
    category, bodies = build_category("hydrant", "asset", places)
    assert len(category.leaves) > 3
    assert category.size == 200
    for _ in range(25):
        point, limit = near(chance, middle, chance.choice((30, 700, 9_000))), chance.choice((1, 5, 50, 400))
        found = nearest([category], point, limit, Reader(bodies))
        wanted = brute_force(places, point, limit)
        assert [one.place.id for one in found] == [place_id for _, place_id in wanted]
        assert [one.distance_m for one in found] == pytest.approx([away for away, _ in wanted])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=60),
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    st.integers(1, 8),
    st.floats(0, 2e7),
)
def test_also_for_places_strewn_over_the_whole_earth(
    spots: list[tuple[float, float]], asked: tuple[float, float], limit: int, within_m: float
) -> None:
    places = [
        Place(f"p{n:02d}", "", point_shape(Point(latitude=lat, longitude=lon))) for n, (lat, lon) in enumerate(spots)
    ]
    point = Point(latitude=asked[0], longitude=asked[1])
    usual, build.MOST_PLACES = build.MOST_PLACES, 3
    try:
        category, bodies = build_category("library", "facility", places)
    finally:
        build.MOST_PLACES = usual
    found = nearest([category], point, limit, Reader(bodies), within_m)
    wanted = [(away, name) for away, name in brute_force(places, point, limit) if away <= within_m]
    assert [(one.distance_m, one.place.id) for one in found] == wanted


def test_several_categories_are_searched_as_one() -> None:
    chance = random.Random(1)
    held = {code: [Place(f"{n}", "", a_shape(chance, RIVERMARK, 500)) for n in range(50)] for code in ("a1", "b2")}
    built = [build_category(code, "asset", places) for code, places in held.items()]
    bodies = {leaf: body for _, one in built for leaf, body in one.items()}
    point = Point(latitude=41.3, longitude=-97.1)
    found = nearest([category for category, _ in built], point, 7, Reader(bodies))
    ranked = sorted((distance_to(p.shape, point), code, p.id) for code, places in held.items() for p in places)
    assert [(one.category, one.place.id) for one in found] == [(code, name) for _, code, name in ranked[:7]]


def test_a_place_in_the_middle_of_its_cover_costs_one_read() -> None:
    chance = random.Random(2)
    places = [Place(f"p{n}", "", point_shape(near(chance, RIVERMARK, 2_000))) for n in range(5_000)]
    category, bodies = build_category("hydrant", "asset", places)
    reads = []
    for _ in range(200):
        reader = Reader(bodies)
        nearest([category], near(chance, RIVERMARK, 1_500), 5, reader)
        reads.append(reader.reads)
    assert sorted(reads)[190] <= 2


def test_many_places_at_one_spot_are_all_found() -> None:
    spot = Point(latitude=41.3, longitude=-97.1)
    places = [Place(f"p{n:04d}", "", point_shape(spot)) for n in range(1_000)]
    category, bodies = build_category("library", "facility", places)
    assert len(nearest([category], spot, 2_000, Reader(bodies))) == 1_000
    assert nearest([category], spot, 1, Reader(bodies))[0].place.id == "p0000"


def test_an_empty_category_has_nothing_near() -> None:
    category, bodies = build_category("library", "facility", [])
    assert nearest([category], Point(latitude=0, longitude=0), 5, Reader(bodies)) == ()


def test_a_long_line_is_stored_in_pieces_and_found_as_one() -> None:
    vertices = tuple((-971_000_000 + 10_000 * n, 413_000_000) for n in range(200))
    sewer = Place("s1", "Trunk", Shape("line", (vertices,)), {"inches": "48"})
    category, bodies = build_category("sewer_line", "asset", [sewer])
    stored = [place for body in bodies.values() for place in unpack_places(body)]
    assert len(stored) > 20
    assert category.size == 1
    point = Point(latitude=41.301, longitude=-97.0)
    (found,) = nearest([category], point, 5, Reader(bodies))
    assert found.distance_m == pytest.approx(distance_to(sewer.shape, point))
    assert found.place.details == {"inches": "48"}


def test_the_same_places_in_any_order_are_packed_alike() -> None:
    chance = random.Random(3)
    places = [Place(f"p{n}", f"Place {n}", a_shape(chance, RIVERMARK, 900)) for n in range(700)]
    first = build_category("hydrant", "asset", places)
    chance.shuffle(places)
    assert build_category("hydrant", "asset", places) == first
    assert unpack_leaves(pack_leaves(first[0].leaves)) == first[0].leaves


def test_one_changed_place_changes_few_leaves() -> None:
    chance = random.Random(4)
    places = [Place(f"p{n}", f"Place {n}", point_shape(near(chance, RIVERMARK, 2_000))) for n in range(3_000)]
    before, _ = build_category("hydrant", "asset", places)
    places[7] = Place("p7", "Renamed", places[7].shape)
    after, _ = build_category("hydrant", "asset", places)
    assert 1 <= len(set(after.leaves) - set(before.leaves)) <= 8


@given(st.lists(st.tuples(st.text(max_size=20), st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3))))
def test_what_is_packed_comes_out_again(rows: list[tuple[str, dict[str, str]]]) -> None:
    places = [
        Place(f"{n:03d}", name, Shape("point", (((n * 7 - TURN // 2, n),),)), details)
        for n, (name, details) in enumerate(rows)
    ]
    assert list(unpack_places(pack_places(places))) == places


@pytest.mark.parametrize("body", [b"", b"x", pack_leaves([]), pack_places([])[:-3]])
def test_a_broken_body_is_told(body: bytes) -> None:
    with pytest.raises(BrokenItem):
        unpack_places(body)


def test_the_positions_that_are_answered_are_on_earth() -> None:
    assert distance_m(position(TURN // 2 + 10, 0), Point(latitude=0, longitude=-180)) < 1
