"""The generator of the demo's cases: the same ones twice, and each of them possible in the demo city."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from PIL import Image

from hex311.domain.answers import check_answers
from hex311.domain.catalogue import Catalogue
from hex311.domain.geography import Overlay
from tests.support.city import ROOT, VERSION, rivermark
from tests.unit.rivermark.test_generator import small_city
from tools.rivermark.frame import MICRO, to_metres
from tools.rivermark.pictures import write_pictures
from tools.rivermark.stories import HABITS, stories
from tools.rivermark.story_pack import StoryPack

PACK = ROOT / "cities" / "rivermark"


@cache
def told() -> list[dict[str, Any]]:
    return stories(small_city(), PACK)


def test_the_same_city_has_the_same_stories() -> None:
    assert stories(small_city(), PACK) == told()


def test_every_type_exists_and_asks_only_what_was_answered() -> None:
    catalogue = Catalogue(VERSION, rivermark())
    for story in told():
        answers = {
            code: "2026-05-01T10:00:00Z" if isinstance(answer, dict) else answer
            for code, answer in story["answers"].items()
        }
        service = catalogue.service(story["service_code"])
        assert not service.document.get("redirect"), story["service_code"]
        check_answers(catalogue, service, answers, Overlay(0, ()), story["language"])


def test_what_is_usual_is_said_of_types_and_outcomes_that_exist() -> None:
    habits, pack = yaml.safe_load(HABITS.read_text(encoding="utf-8")), StoryPack.read(PACK)
    for code, rule in habits["types"].items():
        for order, shares in rule.get("work", {}).items():
            assert set(shares) <= set(pack.usual_outcomes(code, order)), (code, order)
        assert set(rule.get("crew", {})) <= set(pack.orders(code)), code
    named = {code for state in habits["open_now"].values() for code in state["types"]}
    assert named <= set(habits["types"])


def test_every_fate_is_one_that_the_process_knows() -> None:
    pack = StoryPack.read(PACK)
    for story in told():
        for order, fates in story["work"].items():
            for fate in fates:
                code = story["service_code"]
                assert fate["outcome"] in pack.usual_outcomes(code, order)
                assert bool(fate.get("photo")) >= pack.needs_photo(code, order, fate["outcome"])


def test_every_place_is_at_an_address_or_a_lamp_of_the_city() -> None:
    city = small_city()
    limits = shapely.union_all([feature.shape for feature in city.layers["city_limits"]])
    known = {f"{one.number} {one.street}" for one in city.addresses}
    at = to_metres(np.array([[one.longitude, one.latitude] for one in city.addresses], dtype=float))
    lamps = {f"street_light:{one.id}" for one in city.assets["street_light"]}
    for story in told():
        point = np.array([[story["longitude"], story["latitude"]]]) * MICRO
        assert story["address"] in known
        assert shapely.distance(limits, shapely.points(point))[0] < 100  # microdegrees: a pin beside the last house
        if "asset_id" in story:
            assert story["asset_id"] in lamps
        else:
            assert np.hypot(*(at - to_metres(point)).T).min() < 25


def test_nobody_real_is_written_to() -> None:
    addresses = [story["reporter"]["email"] for story in told() if "reporter" in story]
    assert len(addresses) > 100
    assert all(address.endswith("@example.org") for address in addresses)


def test_keys_are_names_of_their_own() -> None:
    assert len({story["key"] for story in told()}) == len(told())


def test_pictures_are_small_and_all_that_the_stories_show(tmp_path: Path) -> None:
    drawn = {path.stem for path in write_pictures(tmp_path)}
    fates = [fate for story in told() for fates in story["work"].values() for fate in fates]
    shown = {fate["photo"] for fate in fates if "photo" in fate} | {p for s in told() for p in s.get("photos", ())}
    assert shown <= drawn
    for path in tmp_path.iterdir():
        assert path.stat().st_size < 90_000
        assert Image.open(path).size == (960, 720)
