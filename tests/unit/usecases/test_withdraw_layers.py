"""Which layers stand and are announced; what is announced is taken back, once, and by administrators alone."""

from typing import Any

import pytest

from hex311 import schemas
from hex311.domain.audit import AuditAction
from hex311.domain.errors import BadInput, Forbidden, MoveNotAllowed
from hex311.domain.map_layers import LayerGeneration, LayerTimeline, PublishedLayer
from hex311.domain.moments import iso
from hex311.domain.policy import Role, Staff
from hex311.usecases.import_layers import import_report
from hex311.usecases.list_layers import list_layers
from hex311.usecases.withdraw_layers import withdraw_layers
from tests.support.city import memory_city
from tests.unit.usecases.test_import_layers import ADMIN

WARDS = PublishedLayer("wards", {"en": "Wards"}, 9, "all", public=True, version="one")
PARKS = PublishedLayer("parks", {"en": "Parks"}, 3, "prefer", public=False, version="two", since=77)
NEW_WARDS = PublishedLayer("wards", {"en": "Wards"}, 10, "all", public=True, version="three")


@pytest.fixture
def city() -> Any:
    city: Any = memory_city()
    city.soon = city.now() + 86_400
    city.layer_generations.published = LayerTimeline(
        [
            LayerGeneration(city.now() - 10, "wards", [WARDS, PARKS], ["wards"]),
            LayerGeneration(city.soon, "wards", [NEW_WARDS], ["wards"], ["parks"]),
        ]
    )
    return city


def test_what_stands_what_is_announced_and_what_was_uploaded(city: Any) -> None:
    city.layer_uploads.keep("a" * 32, {"file_name": "wards.zip", "layer_id": "wards"})
    report = {"import_id": "a" * 32, "run": "r", "status": "published", "published": {"generation": city.soon}}
    city.layer_uploads.reports["a" * 32] = report
    told = list_layers(city, ADMIN)
    schemas.check("answers/published_layers", told)
    assert [(one["layer"], one["since"]) for one in told["layers"]] == [
        ("wards", iso(city.now() - 10)),
        ("parks", iso(77)),
    ]
    (announced,) = told["announced"]
    assert (announced["active_from"], announced["removed"]) == (iso(city.soon), ["parks"])
    assert [(one["layer"], one["features"]) for one in announced["layers"]] == [("wards", 10)]
    (upload,) = told["imports"]
    assert (upload["source"], upload["layer"], upload["active_from"]) == ("wards.zip", "wards", iso(city.soon))
    assert upload["status"] == "published"
    city.layer_generations.published = LayerTimeline(city.layer_generations.published.generations[:1])
    assert [one["status"] for one in list_layers(city, ADMIN)["imports"]] == ["withdrawn"]


def test_before_the_first_publication_nothing_stands(city: Any) -> None:
    city.layer_generations.published = LayerTimeline()
    told = list_layers(city, ADMIN)
    schemas.check("answers/published_layers", told)
    assert (told["active_from"], told["layers"], told["announced"]) == (None, [], [])


def test_what_is_announced_is_taken_back_once_and_in_the_log(city: Any) -> None:
    started = withdraw_layers(city, ADMIN, iso(city.soon), "key")
    number = started["import_id"]
    assert city.layer_uploads.requests[number] == {"withdraw": city.soon}
    assert import_report(city, ADMIN, number)["status"] == "running"
    city.layer_generations.published = LayerTimeline(city.layer_generations.published.generations[:1])
    assert withdraw_layers(city, ADMIN, iso(city.soon), "key") == started, "the answer was lost and it is sent again"
    assert [one for one, _ in city.layer_jobs.started] == [number]
    assert {entry.action for entry in city.audit.entries.values()} == {AuditAction.LAYERS_WITHDRAWN}
    assert list_layers(city, ADMIN)["imports"] == [], "it was no upload"
    with pytest.raises(MoveNotAllowed):
        withdraw_layers(city, ADMIN, iso(city.soon), "another key")


def test_only_what_is_announced_and_only_by_administrators(city: Any) -> None:
    for role in Role:
        if role is Role.ADMIN:
            continue
        somebody = Staff("somebody", frozenset({role}), frozenset({"public_works"}))
        for call in (lambda who=somebody: list_layers(city, who), lambda who=somebody: withdraw_layers(city, who, "")):
            with pytest.raises(Forbidden):
                call()
    for moment in ("", "tomorrow", iso(city.now() - 10)):
        with pytest.raises(BadInput):
            withdraw_layers(city, ADMIN, moment or "")
    with pytest.raises(MoveNotAllowed):
        withdraw_layers(city, ADMIN, iso(city.soon + 1) or "")
    assert city.layer_jobs.started == []
