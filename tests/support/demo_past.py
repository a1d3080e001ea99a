"""The demo's past, lived once for all tests, on simple ground: everything is inside the city."""

from functools import cache

from hex311.adapters.memory.ports import FixedOverlay, MemoryPorts
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.domain.picture import Redrawn
from hex311.domain.place import Place
from hex311.domain.place_shape import point_shape
from hex311_cli.demo_cases.lived_city import LivedCity
from hex311_cli.demo_cases.people import People
from hex311_cli.demo_cases.stories import PHOTOS, Story, read_stories
from hex311_cli.demo_cases.take_over import Past
from hex311_cli.deploy.staff import demo_users
from tests.support.city import ROOT, memory_city, overlay_at

PACK = ROOT / "cities" / "rivermark"
NOW = 1_795_350_000  # 2026-11-22, a Sunday


def ground(point: Point) -> Overlay:
    """The tests' overlay wherever the city may be, with one of ten districts."""
    answers = overlay_at(Point(latitude=41.3, longitude=min(-97.06, max(-97.14, point.longitude)))).answers
    district = str(1 + int(point.latitude * 1000) % 10)
    rest = tuple(one for one in answers if one.layer != "council_districts")
    return Overlay(1, (*rest, OverlayAnswer("council_districts", district, f"District {district}")))


def empty_city(stories: list[Story], now: int) -> MemoryPorts:
    """Before anything happened. The lamps that will be reported stand already."""
    ports = memory_city()
    ports.overlays, ports.clock = FixedOverlay(ground), now
    ports.with_limits(address_per_hour=10**6, person_per_day=10**6, place_per_hour=10**6, mail_per_hour=10**6)
    lamps = {
        name: Place(name, name, point_shape(Point(latitude=story.latitude, longitude=story.longitude)))
        for story in stories
        if (name := story.asset_id.partition(":")[2])
    }
    if lamps:
        ports.places.put("street_light", "asset", lamps.values())
    return ports


def lived(stories: list[Story], now: int = NOW) -> Past:
    ports = empty_city(stories, now)
    pictures = {file.stem: Redrawn({320: b"small", 1280: b"large"}, 960, 720) for file in (PACK / PHOTOS).iterdir()}
    city = LivedCity(ports, People(demo_users(PACK), {}), pictures, now)
    cases = city.live(stories)
    return Past(ports.store, cases, city.photos, pictures, ports.catalogue.current())


@cache
def the_past() -> Past:
    """All of it, as it stands on the day NOW."""
    return lived(read_stories(PACK))
