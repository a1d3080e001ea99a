"""Faults on the wire between the adapters and a service on moto: lost answers, refusals, silence."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse

Send = Callable[[], Any]

ALWAYS = 10_000


@contextmanager
def wire(fault: Callable[[str, Any, Send], Any]) -> Iterator[None]:
    """Let `fault(operation, request, send)` stand in for every call; botocore's waits between retries take no time."""
    real = BotocoreStubber.__call__

    def faulty(stubber: Any, event_name: str, request: Any, **rest: Any) -> Any:
        operation = event_name.rsplit(".", 1)[-1]
        return fault(operation, request, lambda: real(stubber, event_name, request, **rest))

    with patch.object(BotocoreStubber, "__call__", faulty), patch.object(time, "sleep", lambda seconds: None):
        yield


def some_of(operation: str, times: int, fault: Callable[[Any, Send], Any]) -> Any:
    """The fault for the first `times` calls of an operation; all others go through."""
    left = [times]

    def chosen(name: str, request: Any, send: Send) -> Any:
        if name != operation or not left[0]:
            return send()
        left[0] -= 1
        return fault(request, send)

    return wire(chosen)


def lost_answers(operation: str, times: int = 1) -> Any:
    """The service does what it was asked; its answer never arrives."""

    def lose(request: Any, send: Send) -> Any:
        send()
        raise ConnectionClosedError(endpoint_url=request.url)

    return some_of(operation, times, lose)


def silence(operation: str, times: int = ALWAYS) -> Any:
    """The service is not asked at all; the caller waits in vain."""

    def fail(request: Any, send: Send) -> Any:
        raise ReadTimeoutError(endpoint_url=request.url)

    return some_of(operation, times, fail)


def refusals(operation: str, code: str, times: int = ALWAYS, status: int = 400, **more: Any) -> Any:
    """The service refuses with an error code; nothing is done."""
    body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code, **more})

    def refuse(request: Any, send: Send) -> Any:
        return AWSResponse(request.url, status, {"x-amzn-requestid": "1"}, MockRawResponse(body))

    return some_of(operation, times, refuse)


def cancellations(reason: str, times: int = ALWAYS) -> Any:
    """A transaction cancelled because of one of its items, the first, for the given reason."""
    reasons = [{"Code": reason, "Message": reason}, *({"Code": "None"} for _ in range(3))]
    return refusals("TransactWriteItems", "TransactionCanceledException", times, CancellationReasons=reasons)


def short_pages(most: int) -> Any:
    """Every query gives at most so many items at a time, as it would when they are large."""

    def shorten(request: Any, send: Send) -> Any:
        request.body = json.dumps({**json.loads(request.body), "Limit": most}).encode()
        return send()

    return some_of("Query", ALWAYS, shorten)
