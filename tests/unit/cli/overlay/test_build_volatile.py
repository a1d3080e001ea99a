"""Attributes that change more often than borders live in an item of their layer; editing them touches no cell."""

from dataclasses import replace

from shapely import box

from hex311.adapters.memory.overlay import MemoryOverlay
from hex311.domain.geography import Point
from hex311.spatial.overlay_item import encode_nothing, layer_key
from hex311_cli.overlay.build import build_index
from hex311_cli.overlay.sources import FeatureSource, LayerSource

WEST, EAST = Point(latitude=41.8505, longitude=-87.6545), Point(latitude=41.8505, longitude=-87.6505)


def wards(**members):
    """Two wards side by side; `members` gives each one's member, `office` is an ordinary attribute."""
    bounds = {"w": (-87.66, 41.849, -87.6525, 41.852), "e": (-87.6525, 41.849, -87.648, 41.852)}
    features = [
        FeatureSource(ward, ward.upper(), box(*bounds[ward]), {"member": members[ward], "office": "Room 2"})
        for ward in bounds
    ]
    return LayerSource("wards", {"en": "Wards"}, features, volatile=("member",))


def overlay_of(*generations):
    overlay = MemoryOverlay(now=lambda: 1_000)
    for active_from, items in generations:
        for key, body in items.items():
            overlay.put(key, active_from, body)
    return overlay


def test_answers_hold_both_kinds_of_attributes():
    overlay = overlay_of((1, build_index([wards(w="Ada", e="Bo")]).items))
    assert overlay.overlay(WEST).answers[0].attributes == {"member": "Ada", "office": "Room 2"}
    assert overlay.overlay(EAST).answers[0].attributes == {"member": "Bo", "office": "Room 2"}


def test_an_edit_changes_one_item_and_the_past_stays_known():
    before, after = build_index([wards(w="Ada", e="Bo")]).items, build_index([wards(w="Cy", e="Bo")]).items
    assert {key for key in before if before[key] != after[key]} == {layer_key("wards")}
    overlay = overlay_of((1, before), (500, {layer_key("wards"): after[layer_key("wards")]}))
    assert overlay.overlay(WEST).answers[0].attributes["member"] == "Cy"
    assert overlay.overlay(WEST, at=499).answers[0].attributes["member"] == "Ada"


def test_without_its_item_a_layer_has_its_ordinary_attributes():
    items = build_index([wards(w="Ada", e="Bo")]).items
    overlay = overlay_of((1, items), (500, {layer_key("wards"): encode_nothing()}))
    assert overlay.overlay(WEST).answers[0].attributes == {"office": "Room 2"}


def test_shares_give_the_item_once():
    layer = wards(w="Ada", e="Bo")
    whole = build_index([layer]).items
    shares = [build_index([layer], share=(which, 3)).items for which in range(3)]
    assert sum(layer_key("wards") in share for share in shares) == 1
    assert {key: body for share in shares for key, body in share.items()} == whole


def test_ordinary_layers_have_no_item_of_their_own():
    assert layer_key("wards") not in build_index([replace(wards(w="Ada", e="Bo"), volatile=())]).items
