"""The in-memory overlay that other tests build on."""

from hex311.adapters.memory.overlay import MemoryOverlay
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.spatial.cells import overlay_cell
from hex311.spatial.overlay_item import encode_nothing

HERE = Point(latitude=41.88, longitude=-87.63)
AWAY = Point(latitude=41.90, longitude=-87.63)
CITY = OverlayAnswer("city_limits", "1", "Chicago")
WARD = OverlayAnswer("wards", "42", "Ward 42", {"alderman": "B. R."})


def test_planted_answers_are_given_in_their_cell_only():
    overlay = MemoryOverlay(now=lambda: 100)
    overlay.plant(HERE, CITY, WARD, active_from=50)
    assert overlay.overlay(HERE) == Overlay(50, (CITY, WARD))
    assert overlay.overlay(AWAY) == Overlay(0, ())


def test_generations_are_chosen_by_time():
    overlay = MemoryOverlay(now=lambda: 100)
    overlay.plant(HERE, CITY, active_from=50)
    overlay.plant(HERE, WARD, active_from=101)
    overlay.put(overlay_cell(HERE), 200, encode_nothing())
    assert overlay.overlay(HERE) == Overlay(50, (CITY,))
    assert overlay.overlay(HERE, at=49) == Overlay(0, ())
    assert overlay.overlay(HERE, at=150) == Overlay(101, (WARD,))
    assert overlay.overlay(HERE, at=200) == Overlay(200, ())


def test_everywhere_answers_where_nothing_is_stored():
    overlay = MemoryOverlay(now=lambda: 100, everywhere=[CITY])
    overlay.plant(HERE, WARD)
    assert overlay.overlay(AWAY).answers == (CITY,)
    assert overlay.overlay(HERE).answers == (WARD,)
