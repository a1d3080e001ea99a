"""A burst of invocations waits for its turn instead of starving the machine.

ministack 1.5.33: starts a new process for every invocation that finds no free one. A hundred workflows at once are a
hundred Pythons importing the same packages on the processors of one laptop; none is done before its function times
out, all are killed, and the retries begin anew.
AWS: every execution environment brings its own share of a processor, so that a burst is only a burst of cold starts.
Here an invocation waits while `at_once()` others of its function run. Waiting is not counted against the function's
own time. (A function that invoked itself, deeper than that, would wait for ever; ours invoke none.)
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import ministack.services.lambda_svc as lambda_service

_dispatch: Callable[..., dict[str, Any]] = lambda_service._execute_function_dispatch


def at_once() -> int:
    """How many invocations of one function run side by side: two for each processor, at least four."""
    return max(4, 2 * (os.cpu_count() or 1))


@cache
def _turns(function: str) -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(at_once())


def _in_turn(
    func: dict[str, Any], config: dict[str, Any], event: dict[str, Any], request_id: str, started: float
) -> dict[str, Any]:
    with _turns(lambda_service._inflight_key(config)):
        return _dispatch(func, config, event, request_id, time.time())


def apply() -> None:
    """Put the queue before the executors."""
    lambda_service._execute_function_dispatch = _in_turn
