"""TimeoutSeconds of a whole execution, and HeartbeatSeconds of a waiting task.

ministack 1.5.33: ignores both; a Wait of ten seconds under a limit of two succeeds, a worker that stops sending
heartbeats is waited for until the task's own time-out.
AWS: the execution ends as TIMED_OUT; the task fails with States.HeartbeatTimeout.
"""

from __future__ import annotations

import contextvars
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import ministack.services.stepfunctions as step_functions

_run = step_functions._run_execution
_fail = step_functions._fail_execution
_wait_for_callback = step_functions._invoke_with_callback

Execution = dict[str, Any]


def _seconds_allowed(execution: Execution) -> float | None:
    """TimeoutSeconds of the execution's machine, when its definition names one."""
    machine = step_functions._state_machines.get(execution["stateMachineArn"])
    if machine is None:
        return None
    try:
        limit = json.loads(machine["definition"]).get("TimeoutSeconds")
    except ValueError:
        return None  # the run itself reports a definition that cannot be read
    return float(limit) if limit else None


def _expire(execution: Execution) -> None:
    if execution["status"] != "RUNNING":
        return
    execution.update(status="TIMED_OUT", stopDate=step_functions.now_iso())
    details = {"executionTimedOutEventDetails": {"error": "States.Timeout"}}
    step_functions._add_event(execution, "ExecutionTimedOut", details)
    step_functions._emit_execution_status_event(execution)


def _run_with_limit(execution_arn: str) -> None:
    """Run an execution, and end it when its time is up (its thread goes on, its result is dropped)."""
    execution = step_functions._executions.get(execution_arn)
    limit = _seconds_allowed(execution) if execution else None
    if not execution or not limit:
        _run(execution_arn)
        return
    # The account and region of the execution live in context variables.
    timer = threading.Timer(limit, contextvars.copy_context().run, args=(_expire, execution))
    timer.daemon = True
    timer.start()
    try:
        _run(execution_arn)
    finally:
        timer.cancel()


def _fail_if_running(execution: Execution, error: str, cause: str) -> None:
    """An execution that timed out or was stopped keeps that status."""
    if execution["status"] == "RUNNING":
        _fail(execution, error, cause)


def _watch_heartbeats(token: str, allowed: float) -> None:
    """Fail the waiting task when `allowed` seconds pass without a heartbeat."""
    seen, since = None, time.monotonic()
    while True:
        time.sleep(min(0.1, allowed / 4))
        waiting = step_functions._task_tokens.get(token)
        if waiting is None or waiting["event"].is_set():
            return
        if waiting["heartbeat"] != seen:
            seen, since = waiting["heartbeat"], time.monotonic()
        if time.monotonic() - since > allowed:
            waiting["error"] = {"Error": "States.HeartbeatTimeout", "Cause": f"no heartbeat for {allowed:g} seconds"}
            waiting["event"].set()
            return


def _callback_with_heartbeats(resource: str, effective: Any, token: str, state: dict[str, Any]) -> Any:
    """A waiting task, watched once its token is known."""
    allowed = state.get("HeartbeatSeconds")
    if allowed:
        started = threading.Thread(
            target=_when_known, args=(token, lambda: _watch_heartbeats(token, float(allowed))), daemon=True
        )
        started.start()
    return _wait_for_callback(resource, effective, token, state)


def _when_known(token: str, then: Callable[[], None]) -> None:
    """The token is registered by the call that follows the start of this thread."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and token not in step_functions._task_tokens:
        time.sleep(0.01)
    then()


def apply() -> None:
    """Wrap the run of an execution, its failure, and the wait for a task token."""
    global _wait_for_callback
    _wait_for_callback = step_functions._invoke_with_callback
    step_functions._run_execution = _run_with_limit
    step_functions._fail_execution = _fail_if_running
    step_functions._invoke_with_callback = _callback_with_heartbeats
