"""A waiting task whose Lambda fails, fails; and every attempt has its own token.

ministack 1.5.33: errors of `lambda:invoke.waitForTaskToken` are swallowed, so the state waits for a token nobody
holds, up to its time-out (300 days for a work order); a retry keeps the token of the failed attempt.
AWS: the task fails with the function's error, Retry and Catch apply; every attempt gets a new token.
"""

from __future__ import annotations

import json
import threading
from typing import Any

import ministack.services.stepfunctions as step_functions

WAITING = ".waitForTaskToken"
#: When a state names no TimeoutSeconds, as AWS does.
DEFAULT_SECONDS = 99_999_999

_wait_for_callback = step_functions._invoke_with_callback
_apply_parameters = step_functions._apply_parameters


def _function_of(resource: str, effective: Any) -> str | None:
    """Reference of the function a waiting task invokes; None for other services."""
    plain = resource.replace(WAITING, "")
    direct: str | None = step_functions._extract_lambda_ref(plain)
    if direct:
        return direct
    if "states:::lambda:invoke" in plain and isinstance(effective, dict):
        name = effective.get("FunctionName", "")
        return str(step_functions._resolve_lambda_function_ref(name, optimized=True))
    return None


def _call_then_wait(resource: str, effective: Any, token: str, state: dict[str, Any]) -> Any:
    """Register the token, invoke the function, wait for the answer; the function's error is the task's."""
    function = _function_of(resource, effective)
    if function is None:
        return _wait_for_callback(resource, effective, token, state)
    answered = threading.Event()
    waiting = {"event": answered, "result": None, "error": None, "heartbeat": None}
    step_functions._task_tokens[token] = waiting
    payload = effective.get("Payload", effective) if isinstance(effective, dict) else effective
    try:
        step_functions._call_lambda(function, payload)
        if not answered.wait(timeout=state.get("TimeoutSeconds", DEFAULT_SECONDS)):
            raise step_functions._ExecutionError("States.Timeout", "Task timed out waiting for callback")
    finally:
        step_functions._task_tokens.pop(token, None)
    error = waiting["error"]
    if isinstance(error, dict):
        raise step_functions._ExecutionError(error.get("Error", "TaskFailed"), error.get("Cause", ""))
    result = waiting["result"]
    return json.loads(result) if isinstance(result, str) else result


def _parameters_with_new_token(state: dict[str, Any], data: Any, context: Any = None) -> Any:
    """The parameters of an attempt; the emulator makes one token for all attempts, before the first."""
    if context is not None and WAITING in state.get("Resource", ""):
        context["Task"] = {"Token": step_functions.new_uuid()}
    return _apply_parameters(state, data, context)


def apply() -> None:
    """Replace the wait for a token of a Lambda task, and the making of parameters."""
    step_functions._invoke_with_callback = _call_then_wait
    step_functions._apply_parameters = _parameters_with_new_token
