"""Parameters, mail, the bus, workflows and tiles when their service is busy, silent, or says no."""

import gzip
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from hex311.adapters.event_bus import MOST_PER_CALL, EventBridgeBus
from hex311.adapters.parameters import parameter, secret
from hex311.adapters.s3 import S3Tiles
from hex311.adapters.ses import MailNotTaken, SesMessenger
from hex311.adapters.step_functions import StepFunctionsWorkflows
from hex311.domain.errors import TransientFault
from hex311.domain.events import Event, EventName
from hex311.ports import Mail
from tests.support.faults import lost_answers, refusals, silence, some_of

MAIL = Mail("ana@example.org", "News", "Text", "https://city.example/leave")


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.mark.parametrize(
    ("read", "operation"), [(parameter, "GetParameter"), (secret, "GetSecretValue")], ids=["parameter", "secret"]
)
def test_a_busy_or_silent_parameter_store_is_a_passing_fault(read: Any, operation: str) -> None:
    with refusals(operation, "ThrottlingException"), pytest.raises(TransientFault):
        read("/hex311/busy")
    with silence(operation), pytest.raises(TransientFault):
        read("/hex311/silent")
    with refusals(operation, "AccessDeniedException"), pytest.raises(Exception, match="AccessDenied") as denied:
        read("/hex311/denied")
    assert not isinstance(denied.value, TransientFault)


@pytest.mark.parametrize("code", ["MessageRejected", "TooManyRequestsException", "BadRequestException"])
def test_a_refused_mail_does_not_repeat_the_address(code: str) -> None:
    words = "Email address is not verified: ana@example.org"
    with refusals("SendEmail", code, Message=words), pytest.raises(MailNotTaken) as refused:
        SesMessenger("311@city.example", "").send(MAIL)
    assert str(refused.value) == code
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_an_unreachable_mail_service_does_not_repeat_the_address() -> None:
    with silence("SendEmail"), pytest.raises(MailNotTaken, match="ReadTimeoutError"):
        SesMessenger("311@city.example", "").send(MAIL)


def events(count: int) -> list[Event]:
    data = {"status": "received", "service_code": "pothole"}
    return [Event("7QX-4CM-2WF", number, EventName.REQUEST_ROUTED, 0, data) for number in range(1, count + 1)]


def test_the_bus_takes_ten_at_a_time_in_order() -> None:
    boto3.client("events").create_event_bus(Name="city")
    bodies: list[str] = []

    def note(request: Any, send: Any) -> Any:
        bodies.append(request.body.decode() if isinstance(request.body, bytes) else request.body)
        return send()

    with some_of("PutEvents", 99, note):
        EventBridgeBus("city").publish(events(23))
    assert [body.count("DetailType") for body in bodies] == [MOST_PER_CALL, MOST_PER_CALL, 3]
    places = ["".join(bodies).index(f"7QX-4CM-2WF-{number}\\") for number in range(1, 24)]
    assert places == sorted(places)


def test_one_refused_event_is_a_passing_fault() -> None:
    class HalfRefusing:
        def put_events(self, Entries: list[Any]) -> dict[str, Any]:
            return {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": "ThrottlingException"}]}

    bus = EventBridgeBus("city")
    bus.__dict__["_client"] = HalfRefusing()
    with pytest.raises(TransientFault, match="ThrottlingException"):
        bus.publish(events(2))


MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:city-service-request"


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
def test_nobody_waiting_is_an_answer(code: str) -> None:
    with refusals("SendTaskSuccess", code):
        assert StepFunctionsWorkflows(MACHINE).answer("token", {}) is False


def test_an_execution_that_ran_and_ended_is_not_started_again() -> None:
    workflows = StepFunctionsWorkflows(MACHINE)
    with refusals("StartExecution", "ExecutionAlreadyExists"), refusals("DescribeExecution", "ExecutionDoesNotExist"):
        assert workflows.start("7QX-4CM-2WF", 1) is False
    with refusals("StartExecution", "ThrottlingException"), pytest.raises(ClientError):
        workflows.start("7QX-4CM-2WF", 1)


@pytest.fixture
def bucket() -> Any:
    store = boto3.client("s3")
    store.create_bucket(Bucket="tiles")
    return store


def stored(bucket: Any, path: str) -> bytes:
    return gzip.decompress(bucket.get_object(Bucket="tiles", Key=path)["Body"].read())


def test_a_tile_that_another_builder_stored_meanwhile_is_built_again(bucket: Any) -> None:
    """Ours was read first and would be written last: it must not replace the newer picture."""
    ours, theirs = S3Tiles("tiles"), S3Tiles("tiles")
    for newer in (b"the first one", b"the second one"):
        seen = ours.stamp("t")
        assert theirs.store("t", newer, theirs.stamp("t")) is True
        assert ours.store("t", b"the older one", seen) is False
        assert stored(bucket, "t") == newer


def test_a_tile_that_went_back_to_what_it_was_is_not_the_one_that_was_seen(bucket: Any) -> None:
    """There and back again between our look and our write: the same bytes, but ours are still older."""
    ours, theirs = S3Tiles("tiles"), S3Tiles("tiles")
    theirs.store("t", b"one", theirs.stamp("t"))
    seen = ours.stamp("t")
    for body in (b"two", b"one"):
        theirs.store("t", body, theirs.stamp("t"))
    assert ours.store("t", b"an older two", seen) is False
    assert stored(bucket, "t") == b"one"


def test_the_same_tile_is_not_written_again(bucket: Any) -> None:
    tiles = S3Tiles("tiles")
    assert tiles.store("t", b"one", tiles.stamp("t")) is True
    before = tiles.stamp("t")
    assert tiles.store("t", b"one", before) is None
    assert tiles.stamp("t") == before
    assert tiles.read("t") == b"one"
    assert tiles.read("not there") is None
    assert list(tiles.paths("t")) == ["t"]


def test_a_write_whose_answer_was_lost_is_seen_as_done(bucket: Any) -> None:
    tiles = S3Tiles("tiles")
    with lost_answers("PutObject"):
        assert tiles.store("t", b"one", tiles.stamp("t")) in (True, False)  # botocore asked again, in vain
    assert tiles.store("t", b"one", tiles.stamp("t")) is None
