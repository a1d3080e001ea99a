"""A handler's exception keeps its class name, keeps its worker, and its log is read to the end.

ministack 1.5.33: every exception is reported as errorType "Runtime.HandlerError", so Retry and Catch of a
state machine never match by class; the worker process is killed, so each retry is a cold start; and the log
is collected by waiting (50 ms when nothing was printed, at most 250 ms, cutting a long log).
AWS: errorType is the exception's class name, with errorMessage, requestId and stackTrace; the execution
environment stays warm; the log is complete.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import Any

import ministack.core.lambda_runtime as runtime
import ministack.services.lambda_svc as lambda_service

from local.patches.replace import replaced_once

#: A line no handler prints: ends the log of one invocation.
END_OF_LOG = "\x1ehex311-end-of-log"
#: Longest wait for that line; it is written before the answer, so it is on its way already.
LOG_SECONDS = 2.0
#: Marks a result that is an error report (the pool only knows "ok", which keeps the worker, and "error").
REPORT = "hex311_error"

_ANSWER = '            _real_stdout.write(json.dumps({"status": "ok", "result": result}) + "\\n")\n'
_ANSWER_AFTER_LOG = (
    '            _answer = json.dumps({"status": "ok", "result": result})\n'
    f"            sys.stderr.write({END_OF_LOG!r} + '\\n'); sys.stderr.flush()\n"
    '            _real_stdout.write(_answer + "\\n")\n'
)
_FAILURE = (
    '            _real_stdout.write(json.dumps({"status": "error", "error": str(e),'
    ' "trace": traceback.format_exc()}) + "\\n")\n'
)
_FAILURE_REPORT = (
    "            sys.stderr.write('[ERROR] ' + traceback.format_exc())\n"
    f"            sys.stderr.write({END_OF_LOG!r} + '\\n'); sys.stderr.flush()\n"
    '            _real_stdout.write(json.dumps({"status": "ok", '
    f'"{REPORT}": {{"errorMessage": str(e), "errorType": type(e).__name__, '
    '"requestId": context.aws_request_id, "stackTrace": traceback.format_tb(e.__traceback__)}}) + "\\n")\n'
)


def _drain_log(worker: Any, *_timings: float) -> str:
    """The log lines of the invocation that just answered, up to its end mark."""
    lines: list[str] = []
    deadline = time.monotonic() + LOG_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = worker._stderr_queue.get(timeout=left)
        except queue.Empty:
            break
        if line == END_OF_LOG:
            break
        lines.append(line)
    return "\n".join(lines)


def _keeping_reports(invoke: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Carry the report through as the result, under a key only `_as_lambda_error` knows."""

    def invoked(worker: Any, *args: Any, **options: Any) -> dict[str, Any]:
        answer = invoke(worker, *args, **options)
        if REPORT in answer:
            answer["result"] = {REPORT: answer.pop(REPORT)}
        return answer

    return invoked


def _as_lambda_error(execute: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Turn a carried report into what the rest of the emulator calls a failed invocation."""

    def executed(function: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
        answer = execute(function, event, request_id)
        body = answer.get("body")
        if isinstance(body, dict) and REPORT in body:
            answer |= {"body": body[REPORT], "error": True}
        return answer

    return executed


def apply() -> None:
    """Rewrite the worker's answer lines and the places that read them."""
    script = replaced_once(runtime._PYTHON_WORKER_SCRIPT, _ANSWER, _ANSWER_AFTER_LOG)
    runtime._PYTHON_WORKER_SCRIPT = replaced_once(script, _FAILURE, _FAILURE_REPORT)
    timed_drain = runtime.Worker._drain_stderr_bounded

    def drain(worker: Any, *timings: float, **options: float) -> str:
        # Only a living Python worker writes the end mark; the rest keep the emulator's timed wait.
        if worker._proc is not None and str(worker.config.get("Runtime", "python")).startswith("python"):
            return _drain_log(worker)
        return str(timed_drain(worker, *timings, **options))

    runtime.Worker._drain_stderr_bounded = drain
    runtime.Worker.invoke = _keeping_reports(runtime.Worker.invoke)
    lambda_service._execute_function_warm = _as_lambda_error(lambda_service._execute_function_warm)
