"""Saved views: one's own, those of a department, and the one that a queue opens with."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, Forbidden, TransientFault
from hex311.domain.policy import Role, Staff
from hex311.domain.saved_view import MOST_VIEWS, Shelf
from hex311.ports import Clash
from hex311.schemas import check
from hex311.usecases.saved_views import begin_with_view, keep_view, list_views, remove_view

ANA = Staff("ana", frozenset({Role.DISPATCHER}), frozenset({"parks"}), name="Ana Lind")
BO = Staff("bo", frozenset({Role.CREW}), frozenset({"parks"}), name="Bo Berg")
ELSE = Staff("eve", frozenset({Role.DISPATCHER}), frozenset({"water"}))
LATE = {"name": "Late ones", "question": {"department": "parks", "clock": "late"}}
OURS = {"name": "Ward 3", "question": {"department": "parks", "areas": ["council_districts:3"]}, "shared": True}


def names(listed: dict[str, Any]) -> list[tuple[str, bool]]:
    check("staff/views", listed)
    return [(view["name"], view["shared"]) for view in listed["views"]]


def test_ones_own_views_are_seen_by_nobody_else(city: Any) -> None:
    check("staff/saved_view", keep_view(city, ANA, "view-one", LATE))
    assert names(list_views(city, ANA, "parks")) == [("Late ones", False)]
    assert names(list_views(city, BO, "parks")) == []


def test_a_shared_view_is_the_departments_and_stays_there(city: Any) -> None:
    kept = keep_view(city, ANA, "view-two", OURS)
    assert (kept["by"], kept["shared"]) == ("Ana Lind", True)
    assert names(list_views(city, BO, "parks")) == [("Ward 3", True)]
    with pytest.raises(Forbidden):
        list_views(city, ELSE, "parks")
    with pytest.raises(Forbidden):
        keep_view(city, ELSE, "view-two", OURS)
    with pytest.raises(Forbidden):
        keep_view(city, BO, "view-three", OURS)
    with pytest.raises(Forbidden):
        remove_view(city, BO, "view-two", "parks", True)


def test_the_same_again_changes_nothing_and_another_name_replaces_it(city: Any) -> None:
    keep_view(city, ANA, "view-one", LATE)
    before = city.views.read("person:ana")
    city.clock += 60
    keep_view(city, ANA, "view-one", LATE)
    assert city.views.read("person:ana") == before
    keep_view(city, ANA, "view-one", {**LATE, "name": " Very late "})
    assert names(list_views(city, ANA, "parks")) == [("Very late", False)]
    assert names(remove_view(city, ANA, "view-one", "parks", False)) == []
    assert names(remove_view(city, ANA, "view-one", "parks", False)) == []


def test_a_queue_opens_with_the_view_that_was_chosen_as_long_as_there_is_one(city: Any) -> None:
    keep_view(city, ANA, "view-two", OURS)
    assert begin_with_view(city, BO, "parks", "view-two")["first"] == "view-two"
    assert list_views(city, BO, "parks")["first"] == "view-two"
    assert list_views(city, ANA, "parks")["first"] is None
    remove_view(city, ANA, "view-two", "parks", True)
    assert list_views(city, BO, "parks")["first"] is None
    with pytest.raises(BadInput):
        begin_with_view(city, BO, "parks", "view-two")
    assert begin_with_view(city, BO, "parks", "")["first"] is None


def test_a_shelf_is_small(city: Any) -> None:
    for number in range(MOST_VIEWS):
        keep_view(city, ANA, f"view-{number:04d}", LATE)
    with pytest.raises(BadInput):
        keep_view(city, ANA, "one-more-view", LATE)
    keep_view(city, ANA, "view-0003", {**LATE, "name": "still to be changed"})


def test_unknown_departments_are_named(city: Any) -> None:
    for call in (
        lambda: list_views(city, ANA, "atlantis"),
        lambda: keep_view(city, ANA, "view-one", {**LATE, "question": {"department": "atlantis"}}),
        lambda: remove_view(city, ANA, "view-one", "atlantis", False),
    ):
        with pytest.raises(BadInput):
            call()


def test_two_at_the_same_shelf_lose_nothing(city: Any) -> None:
    keep = city.views.keep
    others = [True]

    def keep_second(shelf: Shelf) -> None:
        if others:
            others.clear()
            keep_view(city, replace(ANA, subject="other"), "view-of-other", OURS)
        keep(shelf)

    city.views.keep = keep_second
    keep_view(city, ANA, "view-two", {**OURS, "name": "Ward 4"})
    assert names(list_views(city, ANA, "parks")) == [("Ward 3", True), ("Ward 4", True)]

    def never(shelf: Shelf) -> None:
        raise Clash

    city.views.keep = never
    with pytest.raises(TransientFault):
        keep_view(city, ANA, "view-two", OURS)
