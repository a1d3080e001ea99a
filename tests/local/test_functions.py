"""Lambda functions under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.local.support import LocalCloud

pytestmark = pytest.mark.patches

FAILING = """
import os
class NotYet(Exception): pass
def handler(event, context):
    raise NotYet(f"worker {os.getpid()}")
"""
TALKING = """
def handler(event, context):
    for number in range(3000):
        print("line", number)
    return "done"
"""
BUSY = """
import os, time
def handler(event, context):
    time.sleep(0.3)
    return os.getpid()
"""


def test_lambda_errors_keep_their_class_and_their_worker(cloud: LocalCloud) -> None:
    cloud.function("failing", FAILING)
    first, second = cloud.invoke("failing"), cloud.invoke("failing")
    assert first["errorType"] == "NotYet"
    assert first["stackTrace"]
    assert first["errorMessage"] == second["errorMessage"], "the same process answered twice"


def test_lambda_errors_silent_functions_are_not_waited_for(cloud: LocalCloud) -> None:
    cloud.function("silent", "def handler(event, context): return 1")
    cloud.invoke("silent")

    def seconds() -> float:
        begun = time.perf_counter()
        cloud.invoke("silent")
        return time.perf_counter() - begun

    assert min(seconds() for _ in range(8)) < 0.045, "the emulator by itself waits 50 ms for a log"


def test_lambda_errors_whole_log_is_kept(cloud: LocalCloud) -> None:
    cloud.function("talking", TALKING)
    cloud.invoke("talking")
    logs = cloud.client("logs")
    events = logs.filter_log_events(logGroupName="/aws/lambda/talking", filterPattern="", limit=10_000)["events"]
    text = "\n".join(event["message"] for event in events)
    assert "line 0\n" in text
    assert "line 2999" in text


def test_lambda_turns_keep_a_burst_on_few_processes(cloud: LocalCloud) -> None:
    cloud.function("busy", BUSY, Timeout=2)
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: cloud.invoke("busy"), range(40)))
    assert all(isinstance(answer, int) for answer in answers), "waiting is not counted against the time-out"
    assert len(set(answers)) <= max(4, 2 * (os.cpu_count() or 1))
