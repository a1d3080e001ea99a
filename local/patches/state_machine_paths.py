"""A path that is not in the data fails the execution.

ministack 1.5.33: a missing path becomes null, wherever it stands; `IsPresent` is false for a field that is there
and null; Catch and Retry of States.ALL also catch States.Runtime.
AWS: "The JSONPath '$.x' ... could not be found in the input" and the execution fails with States.Runtime, which
States.ALL neither catches nor retries; only `IsPresent` may ask for what is missing.
"""

from __future__ import annotations

import json
from typing import Any

import ministack.services.stepfunctions as step_functions

#: Neither Retry nor Catch of States.ALL or States.TaskFailed takes these.
TERMINAL = frozenset({"States.Runtime", "States.DataLimitExceeded"})

_MISSING = object()
_resolve_leniently = step_functions._resolve_path
_evaluate_rule = step_functions._evaluate_rule
_error_matches = step_functions._error_matches


def _look_up(path: str, data: Any) -> Any:
    """The value at a path of fields and indexes, or _MISSING; other paths (wildcards) as the emulator does."""
    tokens = step_functions._parse_jsonpath_tokens(path)
    if tokens is None or any(kind == "wildcard" for kind, _ in tokens):
        return _resolve_leniently(path, data)
    value = data
    for kind, step in tokens:
        if not isinstance(value, dict if kind == "field" else list):
            return _MISSING
        try:
            value = value[step]
        except (KeyError, IndexError):
            return _MISSING
    return value


def _resolve_strictly(path: Any, data: Any) -> Any:
    """The value at `path`; States.Runtime when there is none."""
    if not isinstance(path, str) or path == "$" or not path.startswith("$"):
        return _resolve_leniently(path, data)
    value = _look_up(path, data)
    if value is _MISSING:
        raise step_functions._ExecutionError(
            "States.Runtime",
            f"The JSONPath '{path}' could not be found in the input '{json.dumps(data, default=str)[:500]}'",
        )
    return value


def _evaluate_presence(rule: dict[str, Any], data: Any, context: Any = None) -> bool:
    """`IsPresent` by whether the field is there; every other rule as before."""
    variable = rule.get("Variable", "")
    if "IsPresent" not in rule or not variable:
        return bool(_evaluate_rule(rule, data, context))
    where, path = (context or {}, variable[1:]) if variable.startswith("$$.") else (data, variable)
    return (_look_up(path, where) is not _MISSING) is rule["IsPresent"]


def _matches_but_terminal(wanted: list[str], error: str) -> bool:
    """Terminal errors match by name only; a missed heartbeat is a time-out as well."""
    if error in TERMINAL:
        return error in wanted
    if error == "States.HeartbeatTimeout":
        return bool({"States.ALL", "States.Timeout", error} & set(wanted))
    return bool(_error_matches(wanted, error))


def apply() -> None:
    """Replace the three functions all states share."""
    step_functions._resolve_path = _resolve_strictly
    step_functions._evaluate_rule = _evaluate_presence
    step_functions._error_matches = _matches_but_terminal
