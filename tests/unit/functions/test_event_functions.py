"""Streams and queues deliver twice, out of order, and rubbish: what is good gets through, and only once."""

import json
from typing import Any

import pytest

from functions.count_insights import handler as insights
from functions.deliver_work_orders import handler as deliver_orders
from functions.inform_officers import handler as officers
from functions.intake_api.app import app as intake
from functions.link_twins import handler as twins
from functions.notify_followers import handler as notify
from functions.publish_changes import handler as changes
from functions.relay_events import handler as relay
from functions.render_tiles import handler as tiles
from functions.resume_workflow import handler as resume
from functions.settle_photos import handler as photos
from functions.start_workflow import handler as start
from functions.watch_hotspots import handler as hotspots
from hex311 import schemas
from hex311.adapters.event_bus import envelope
from hex311.domain.errors import TransientFault
from hex311.domain.events import Event
from hex311.usecases.follow_request import confirm_follower
from hex311.usecases.run_workflow import create_work_order, route_request
from tests.support.city import ROOT
from tests.support.events import failures, message, queue_batch, stream_batch, stream_record
from tests.support.gateway import a_body, call, lambda_context
from tests.unit.usecases.test_run_workflow import complete

QUEUES = {
    "deliver": deliver_orders,
    "officers": officers,
    "start": start,
    "resume": resume,
    "notify": notify,
    "tiles": tiles,
    "twins": twins,
    "hotspots": hotspots,
    "photos": photos,
    "insights": insights,
    "changes": changes,
}


def run(module: Any, batch: dict[str, Any]) -> list[str]:
    return failures(module.handler(json.loads(json.dumps(batch)), lambda_context()))


@pytest.fixture
def case_id(city: Any) -> str:
    """A case with a confirmed follower and one completed work order, whose execution waits for an answer."""
    body = a_body("graffiti_removal", reporter={"email": "ana@example.org"})
    number = str(call(intake, "POST", "/api/v1/requests", body).json["service_request_id"])
    follower = city.secrets.follower_id(number, "ana@example.org")
    confirm_follower(city, city.secrets.link_token("confirm", number, follower))
    city.workflows.start(number, 1)
    order = route_request(city, number, 1).work_order_ids[0]
    city.workflows.waiting.add("token")
    create_work_order(city, number, order, 1, "token")
    complete(city, number, order)
    return number


def events(city: Any, case_id: str) -> tuple[Event, ...]:
    return tuple(city.cases.case_file(case_id).events)


def test_every_function_on_a_queue_is_tested_here() -> None:
    handlers = {path.parent.name: path.read_text() for path in ROOT.glob("functions/*/handler.py")}
    found = {name for name, text in handlers.items() if "consume(" in text or "consume_together(" in text}
    assert found == {module.__name__.split(".")[1] for module in QUEUES.values()}


def test_the_relay_publishes_in_order_and_without_anybody_in_it(city: Any, case_id: str) -> None:
    told = events(city, case_id)
    assert run(relay, stream_batch(told)) == []
    assert [(event.version, event.data) for event in city.bus.published] == [(e.version, e.data) for e in told]
    for event in city.bus.published:
        document = envelope(event)
        schemas.check("events/event", document)
        assert not [word for word in ("ana@", "staff:", "actor") if word in json.dumps(document)]


POISON: dict[str, Any] = {
    "no image": {"Keys": {"pk": {"S": "CASE#1"}}},
    "empty image": {"NewImage": {}},
    "another item": {"NewImage": {"pk": {"S": "CASE#1"}, "sk": {"S": "META"}, "version": {"N": "1"}}},
    "wrong type": {"NewImage": {"pk": {"S": "CASE#1"}, "sk": {"S": "EVENT#1"}, "version": {"S": "one"}}},
    "no image at all": {"NewImage": None},
}


def poisoned(record: dict[str, Any], kind: str) -> dict[str, Any]:
    return {**record, "dynamodb": {"SequenceNumber": record["dynamodb"]["SequenceNumber"], **POISON[kind]}}


@pytest.mark.parametrize("kind", POISON)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_poison_record_stops_nothing_before_it_and_is_named(city: Any, case_id: str, kind: str, place: int) -> None:
    """The stream then splits the batch there: the record alone goes to the failure store, the rest comes again."""
    known = events(city, case_id)
    batch = stream_batch(known)
    batch["Records"][place] = poisoned(batch["Records"][place], kind)
    assert run(relay, batch) == [str(place + 1)]
    assert [event.version for event in city.bus.published] == list(range(1, place + 1))
    rest = {"Records": batch["Records"][place + 1 :]}
    assert run(relay, rest) == []
    assert {event.version for event in city.bus.published} == {event.version for event in known} - {place + 1}


UNREADABLE = [{"name": {"S": "NoSuchEvent"}}, {"data": {"S": "{broken"}}, {"version": {"N": "x"}}]


@pytest.mark.parametrize("change", UNREADABLE)
def test_an_event_that_cannot_be_read_is_poison_too(city: Any, case_id: str, change: dict[str, Any]) -> None:
    record = stream_record(events(city, case_id)[0])
    record["dynamodb"]["NewImage"].update(change)
    assert run(relay, {"Records": [record]}) == ["1"]
    assert city.bus.published == []


def test_a_bus_that_refuses_gets_the_whole_batch_again(city: Any, case_id: str) -> None:
    publish, city.bus.publish = city.bus.publish, _refuse
    batch = stream_batch(events(city, case_id))
    assert run(relay, batch) == ["1"]
    city.bus.publish = publish
    assert run(relay, batch) == []


def _refuse(told: Any) -> None:
    raise TransientFault("The bus refused 1 events: ['ThrottlingException']")


def deliver(city: Any, told: list[Event]) -> None:
    """Every queue hears of every event it may hear of."""
    wanted = {
        start: {"RequestSubmitted"},
        resume: {"WorkOrderCompleted"},
        notify: None,
        tiles: None,
        twins: None,
        hotspots: {"RequestSubmitted"},
        insights: None,
    }
    for module, names in wanted.items():
        bodies = [message(event) for event in told if names is None or event.name in names]
        assert run(module, queue_batch(bodies)) == []


def state(city: Any) -> Any:
    mails = sorted((mail.to, mail.subject, mail.text) for mail in city.messenger.sent)
    counts = (city.hotspots.counts.reports, {key: dict(kept) for key, kept in city.insights.counters.items()})
    case = (dict(city.store.cases), city.workflows.started, city.workflows.answers)
    return (*case, mails, dict(city.tiles.objects), counts)


@pytest.mark.parametrize("order", ["as it was", "twice", "backwards", "each twice", "thrice, backwards in between"])
def test_twice_or_in_another_order_changes_nothing(city: Any, case_id: str, order: str) -> None:
    told = list(events(city, case_id))
    ways = {
        "as it was": told,
        "twice": [*told, *told],
        "backwards": told[::-1],
        "each twice": [event for event in told for _ in range(2)],
        "thrice, backwards in between": [*told, *told[::-1], *told],
    }
    deliver(city, ways[order])
    assert city.workflows.started == [(case_id, 1)]
    assert [token for token, _ in city.workflows.answers] == ["token"]
    first = state(city)
    assert len(first[3]) == len(set(first[3]))
    public = [event for event in told if event.is_public]
    assert len(first[3]) == len(public)
    deliver(city, told)
    assert state(city) == first


BROKEN = {
    "empty": "",
    "no JSON": "hello",
    "a list": "[]",
    "null": "null",
    "no detail": json.dumps({"detail-type": "RequestSubmitted"}),
    "detail is text": json.dumps({"detail-type": "RequestSubmitted", "detail": "x"}),
    "no metadata": json.dumps({"detail-type": "RequestSubmitted", "detail": {"data": {}}}),
}


@pytest.mark.parametrize("name", QUEUES)
def test_broken_messages_fail_alone(city: Any, case_id: str, name: str) -> None:
    wanted = {"start": "RequestSubmitted", "resume": "WorkOrderCompleted"}.get(name, "RequestRouted")
    good = message(next(event for event in events(city, case_id) if event.name == wanted))
    bodies = [*BROKEN.values(), good, *BROKEN.values()]
    failed = run(QUEUES[name], queue_batch(bodies))
    assert f"m{len(BROKEN) + 1}" not in failed
    assert len(failed) == 2 * len(BROKEN)


@pytest.mark.parametrize("name", ["start", "resume"])
def test_a_message_about_a_case_that_is_not_there_goes_back(city: Any, name: str) -> None:
    data = {"status": "received", "service_code": "pothole", "work_order_id": "a.b"}
    event = Event("7QX-4CM-2WF", 1, "RequestSubmitted", 0, data)  # type: ignore[arg-type]
    assert run(QUEUES[name], queue_batch([message(event)])) == ["m1"]


def test_a_forged_message_can_at_most_ask_for_what_is_due(city: Any, case_id: str) -> None:
    """A completion that never was, a mail for an event that is not there, mail text in the message."""
    other = call(intake, "POST", "/api/v1/requests", a_body("graffiti_removal")).json["service_request_id"]
    order = route_request(city, other, 1).work_order_ids[0]
    create_work_order(city, other, order, 1, "other token")
    city.workflows.waiting.add("other token")
    data = {"status": "done", "service_code": "x", "work_order_id": order, "text": "You have won"}
    forged = Event(other, 99, "WorkOrderCompleted", 0, data)  # type: ignore[arg-type]
    for module in QUEUES.values():
        assert run(module, queue_batch([message(forged)])) == []
    assert city.workflows.answers == []
    assert "You have won" not in str(city.messenger.sent)
    assert not city.cases.case_file(other).request.is_closed


def test_one_mailbox_that_refuses_does_not_silence_the_others(city: Any, case_id: str) -> None:
    emails = ("bo@example.org", "broken@example.org", "cy@example.org")
    for email in emails:
        call(intake, "POST", f"/api/v1/requests/{case_id}/followers", {"email": email})
        follower = city.secrets.follower_id(case_id, email)
        confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
    sent, refuses = city.messenger.send, {"broken@example.org"}

    def send(mail: Any) -> None:
        if mail.to in refuses:
            raise RuntimeError("the mailbox is full")
        sent(mail)

    city.messenger.send = send
    routed = message(next(event for event in events(city, case_id) if event.name == "RequestRouted"))
    for _ in range(3):
        assert run(notify, queue_batch([routed])) == ["m1"]
    assert sorted(mail.to for mail in city.messenger.sent) == ["ana@example.org", "bo@example.org", "cy@example.org"]
    refuses.clear()
    assert run(notify, queue_batch([routed])) == []
    assert len(city.messenger.sent) == 4
