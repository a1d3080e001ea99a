"""Things that are written in two places must agree: errors and statuses, events and sentences, docs and code."""

import json
import re
from pathlib import Path

import pytest

from hex311 import schemas
from hex311.adapters.dynamodb import keys
from hex311.adapters.event_bus import envelope
from hex311.domain import errors
from hex311.domain.errors import CityError
from hex311.domain.events import PUBLIC, Event, EventName
from hex311.domain.lifecycle import ALLOWED_MOVES, Status
from hex311.http.errors import STATUS, describe, error_document
from hex311.spatial.request_list import ListIndex
from tests.support.city import ROOT, rivermark

LANGUAGES = rivermark()["city"]["languages"]


def all_errors(kind: type[CityError] = CityError) -> set[type[CityError]]:
    return {kind}.union(*(all_errors(child) for child in kind.__subclasses__()))


def test_every_error_has_a_status_and_stands_in_the_tree() -> None:
    assert all_errors() == set(STATUS)
    for kind in all_errors():
        assert kind.__name__ in (errors.__doc__ or "")


def test_every_error_is_told_in_the_one_shape() -> None:
    schemas.check("error", error_document("x", "y"))
    for error in (errors.NotFound(), errors.TooMany(30), errors.OutsideCity("Rivermark", ["Alder Bend: 555"])):
        _, body, _ = describe(error)
        schemas.check("error", body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_event_and_status_has_a_sentence(language: str) -> None:
    messages = rivermark()["messages"][language]
    assert {f"timeline.{name}" for name in PUBLIC} <= set(messages)
    assert {f"status.{status}" for status in Status} <= set(messages)


def test_every_status_has_its_moves() -> None:
    assert set(ALLOWED_MOVES) == set(Status)


@pytest.mark.parametrize("name", list(EventName))
def test_every_event_fits_its_schema_and_tells_nobody_who_acted(name: EventName) -> None:
    event = Event("7QX-4CM-2WF", 1, name, 0, {"status": "received", "service_code": "pothole"}, actor="staff:abc")
    schemas.check("events/event", envelope(event))
    assert "abc" not in json.dumps(envelope(event))


def test_rules_name_events_that_exist() -> None:
    text = (ROOT / "infra/events.yaml").read_text()
    named = set(re.findall(r"\b(?:Request|WorkOrder|Follow|Content|Workflow)\w*(?:Submitted|Completed)\b", text))
    assert named <= {str(name) for name in EventName}


def test_the_data_model_names_every_key_table_and_index() -> None:
    text = (ROOT / "docs/data-model.md").read_text()
    prefixes = (keys.META, keys.EVENT_PREFIX, keys.WORK_PREFIX, keys.FOLLOWER_PREFIX, keys.SENT_PREFIX)
    indexes = (keys.QUEUE_INDEX, keys.CONTACT_INDEX, *ListIndex)
    tables = ("cases", "contacts", "nearby", "overlay", "catalogue", "limits")
    for word in (*prefixes, *indexes, keys.IDEMPOTENCY, *tables):
        assert word in text, word


@pytest.mark.parametrize("document", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda p: p.stem)
def test_paths_and_targets_in_the_docs_exist(document: Path) -> None:
    text = document.read_text()
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"`make ([a-z-]+)`", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"
    layers = r"layers/(?:core|dependencies|geo)"
    roots = rf"(?:functions|{layers}|infra|statemachines|tests|docs|cities|cli|local|bench|web|tools)"
    for path in re.findall(rf"`({roots}/[\w./-]+)`", text):
        assert (ROOT / path).exists() or path.startswith(("bench/out/", "web/.build/")), path  # made, and not kept
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (document.parent / link).exists(), link
