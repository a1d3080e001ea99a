"""The lived past in a running city: once, whole, and without news. On both stores."""

from typing import Any

import pytest

from hex311.domain.errors import TransientFault
from hex311.usecases.count_insights import count_insights
from hex311.usecases.relay_events import relay_events
from hex311_cli.demo_cases.take_over import Past, take_over
from tests.support.demo_past import NOW, the_past

SOME = 2


@pytest.fixture
def past(city: Any) -> Past:
    """Some closed and some open cases, with photos and followers among them."""
    whole = the_past()
    city.clock = NOW
    closed = [case for case in whole.cases if case.request.is_closed and case.request.all_photo_ids][:SOME]
    opened = [case for case in whole.cases if not case.request.is_closed and case.followers][:SOME]
    return Past(whole.store, (*closed, *opened), whole.photos, whole.pictures, whole.catalogue)


def test_every_case_stands_as_it_was_lived(city: Any, past: Past) -> None:
    assert take_over([city], past) == len(past.cases)
    for lived in past.cases:
        case = city.cases.case_file(lived.request.id)
        assert case.request.status == lived.request.status
        assert case.request.version == lived.request.version
        assert [(e.name, e.occurred_at) for e in case.events] == [(e.name, e.occurred_at) for e in lived.events]
        assert {o.id: o.status for o in case.work_orders} == {o.id: o.status for o in lived.work_orders}
        assert {f.id: f.status for f in case.followers} == {f.id: f.status for f in lived.followers}


def test_twice_is_once(city: Any, past: Past) -> None:
    take_over([city], past)
    before = [city.cases.case_file(case.request.id) for case in past.cases]
    assert take_over([city], past) == 0
    assert [city.cases.case_file(case.request.id) for case in past.cases] == before


def test_it_is_no_news(city: Any, past: Past) -> None:
    take_over([city], past)
    events = [event for case in past.cases for event in city.cases.case_file(case.request.id).events]
    assert all(event.is_history for event in events)
    relay_events(city, events)  # the bus of these tests has nothing to say when nothing comes
    assert not getattr(city.bus, "published", [])


def test_open_cases_get_the_workflow_that_follows(city: Any, past: Past) -> None:
    take_over([city], past)
    opened = {(c.request.id, c.request.generation + 1) for c in past.cases if not c.request.is_closed}
    assert set(city.workflows.started) == opened


def test_what_died_between_two_calls_is_finished_by_the_next(city: Any, past: Past, monkeypatch: Any) -> None:
    calls = 0

    def dies(ports: Any, case_id: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise TransientFault
        count_insights(ports, case_id)

    monkeypatch.setattr("hex311_cli.demo_cases.take_over.count_insights", dies)
    with pytest.raises(TransientFault):
        take_over([city], Past(past.store, past.cases[:3], past.photos, past.pictures, past.catalogue))
    assert take_over([city], past) == len(past.cases) - 3
    for case in past.cases:
        assert city.insights.counted(case.request.id) is not None
    assert {case for case, _ in city.workflows.started} == {c.request.id for c in past.cases if not c.request.is_closed}


def test_photos_can_be_seen_and_released_ones_by_everybody(city: Any, past: Past) -> None:
    take_over([city], past)
    held = [photo for case in past.cases for photo in case.request.all_photo_ids]
    known = city.photos.read(held)
    assert set(known) == set(held)
    assert all(photo.case_id and photo.folder for photo in known.values())
