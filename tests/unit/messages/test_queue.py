"""Batches of messages: each stands for itself, and what failed is logged without what it said."""

import io
import json
from collections.abc import Iterator

import pytest

from hex311.domain.errors import TransientFault
from hex311.domain.events import Event, EventName
from hex311.messages.queue import Told, consume, logger
from tests.support.events import failures, message, queue_batch
from tests.support.gateway import lambda_context


def event(version: int = 1) -> Event:
    data = {"status": "received", "service_code": "pothole"}
    return Event("7QX-4CM-2WF", version, EventName.REQUEST_ROUTED, 1_790_000_000, data)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written = io.StringIO()
    before = logger.registered_handler.setStream(written)  # type: ignore[attr-defined]
    yield written
    logger.registered_handler.setStream(before)  # type: ignore[attr-defined]


def test_the_facts_are_ids_and_what_happened() -> None:
    heard: list[Told] = []
    assert failures(consume(queue_batch([message(event(7))]), lambda_context(), heard.append)) == []
    assert heard == [Told("RequestRouted", "7QX-4CM-2WF", 7, dict(event().data))]


@pytest.mark.parametrize("fault", [TransientFault(), RuntimeError("x"), ExceptionGroup("x", [ValueError("y")])])
def test_a_message_that_fails_goes_back_alone(fault: Exception) -> None:
    done: list[int] = []

    def act(told: Told) -> None:
        if told.version == 2:
            raise fault
        done.append(told.version)

    batch = queue_batch(message(event(number)) for number in (1, 2, 3))
    assert failures(consume(batch, lambda_context(), act)) == ["m2"]
    assert done == [1, 3]


def test_when_all_fail_all_go_back_and_nothing_is_raised() -> None:
    def act(told: Told) -> None:
        raise TransientFault

    assert failures(consume(queue_batch([message(event())] * 3), lambda_context(), act)) == ["m1", "m2", "m3"]


def test_a_failure_is_logged_with_its_case_and_message_and_not_with_its_body(log: io.StringIO) -> None:
    def act(told: Told) -> None:
        raise RuntimeError("a defect")

    consume(queue_batch(["secret words {", message(event())]), lambda_context(), act)
    broken, failed = (json.loads(line) for line in log.getvalue().splitlines())
    assert (broken["message_id"], broken["exception_name"]) == ("m1", "JSONDecodeError")
    assert (failed["message_id"], failed["exception_name"]) == ("m2", "RuntimeError")
    assert "secret words" not in log.getvalue()
    assert "case_id" not in broken


def test_an_envelope_may_say_more_than_we_know_but_not_less() -> None:
    heard: list[Told] = []
    more = {**json.loads(message(event())), "trace": "1-2-3", "replay-name": "again"}
    less = json.loads(message(event()))
    del less["detail"]["metadata"]["version"]
    odd = json.loads(message(event()))
    odd["detail"]["metadata"]["schema"] = 2
    batch = queue_batch(json.dumps(body) for body in (more, less, odd))
    assert failures(consume(batch, lambda_context(), heard.append)) == ["m2", "m3"]
    assert len(heard) == 1
