"""An inline Map takes only a list, and fails as soon as one item fails.

ministack 1.5.33: what is not a list becomes a list of one (null for a missing ItemsPath); all items are waited
for before a failed one is reported, so one work order that cannot be made goes unseen while another waits for
its crew.
AWS: States.Runtime for what is not a list; one failed item fails the Map at once, the others are cancelled.
Not mended: the other items' threads here go on until they answer, their results are dropped.
"""

from __future__ import annotations

import contextvars
import copy
import threading
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from typing import Any

import ministack.services.stepfunctions as step_functions

_run_items = step_functions._run_map_items


def _items_of(state: dict[str, Any], effective: Any, context: dict[str, Any]) -> list[Any]:
    path = state.get("ItemsPath", "$")
    items = step_functions._resolve_path_or_ctx(path, effective, context)
    if not isinstance(items, list):
        raise step_functions._ExecutionError("States.Runtime", f'Reference path "{path}" must point to array.')
    return items


def _run_inline(state: dict[str, Any], raw_input: Any, execution: Any, context: dict[str, Any]) -> Any:
    """Run the items, at most MaxConcurrency at a time; the first error ends it."""
    processor = state.get("ItemProcessor") or state.get("Iterator") or {}
    distributed = (processor.get("ProcessorConfig") or {}).get("Mode") == "DISTRIBUTED"
    if distributed or step_functions._state_query_language(state, context) == "JSONata":
        return _run_items(state, raw_input, execution, context)
    effective = step_functions._apply_input_path(state, raw_input, context)
    items = _items_of(state, effective, context)
    selector = state.get("ItemSelector") or state.get("Parameters")
    failed = threading.Event()
    slots = threading.Semaphore(state.get("MaxConcurrency") or len(items) or 1)

    def run(index: int, item: Any, done: Future[Any]) -> None:
        with slots:
            if failed.is_set():
                return
            own = copy.deepcopy(context)
            own["Map"] = {"Item": {"Index": index, "Value": item}}
            try:
                given = step_functions._resolve_params_obj(selector, effective, own) if selector else item
                states, start = processor.get("States", {}), processor.get("StartAt")
                done.set_result(step_functions._run_sub_machine(states, start, given, execution, own))
            except Exception as error:  # whatever it is, it is this item's result
                failed.set()
                done.set_exception(error)

    futures: list[Future[Any]] = [Future() for _ in items]
    for index, item in enumerate(items):
        # Daemon threads: a task that waits for months must not keep the process from stopping.
        arguments = (run, index, item, futures[index])
        threading.Thread(target=contextvars.copy_context().run, args=arguments, daemon=True).start()
    done, _waiting = wait(futures, return_when=FIRST_EXCEPTION)
    for future in futures:
        error = future.exception() if future in done else None
        if error is not None:
            known = isinstance(error, step_functions._ExecutionError)
            raise error if known else step_functions._ExecutionError("States.Runtime", str(error))
    result = step_functions._apply_result_selector(state, [future.result() for future in futures])
    output = step_functions._apply_result_path(state, raw_input, result)
    output = step_functions._apply_output_path(state, output, context)
    return output, step_functions._next_or_end(state)


def apply() -> None:
    """Replace the run of a Map's items (Retry and Catch around it stay the emulator's)."""
    step_functions._run_map_items = _run_inline
