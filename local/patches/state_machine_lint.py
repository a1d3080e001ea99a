"""A definition that leads to a state that is not there is refused.

ministack 1.5.33: accepts any definition; the execution fails when it gets there.
AWS: CreateStateMachine and UpdateStateMachine answer InvalidDefinition, MISSING_TRANSITION_TARGET.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import ministack.services.stepfunctions as step_functions

Handler = Callable[[dict[str, Any]], Any]


def _targets(machine: dict[str, Any]) -> Iterator[str]:
    """Every state name the states of one machine or branch lead to."""
    yield machine.get("StartAt", "")
    for state in machine["States"].values():
        for rule in [state, *state.get("Choices", []), *state.get("Catch", [])]:
            yield from (rule[key] for key in ("Next", "Default") if key in rule)


def dangling_transitions(definition: Any) -> list[str]:
    """Targets without a state, in the definition and in every branch and iterator inside it."""
    if isinstance(definition, list):
        return [name for part in definition for name in dangling_transitions(part)]
    if not isinstance(definition, dict):
        return []
    states = definition.get("States")
    own = [name for name in _targets(definition) if name not in states] if isinstance(states, dict) else []
    return own + [name for part in definition.values() for name in dangling_transitions(part)]


def _checked(handle: Handler) -> Handler:
    def handle_checked(data: dict[str, Any]) -> Any:
        try:
            missing = dangling_transitions(json.loads(data.get("definition") or "{}"))
        except ValueError:
            missing = []  # the emulator reports what is not JSON
        if missing:
            names = ", ".join(sorted(set(missing)))
            message = f"Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: {names}'"
            return step_functions.error_response_json("InvalidDefinition", message, 400)
        return handle(data)

    return handle_checked


def apply() -> None:
    """Check before a definition is stored."""
    step_functions._create_state_machine = _checked(step_functions._create_state_machine)
    step_functions._update_state_machine = _checked(step_functions._update_state_machine)
