"""Every request gets work: whatever is answered and wherever it is, some work order exists at the start.

Otherwise a request would be closed without anyone having looked at it. The check tries all answers that the
conditions of a process ask about, for every service type that uses it, with the very code that routes requests.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from hex311.domain.conditions import Facts, holds
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack

MOST_COMBINATIONS = 50_000
_MEND = "Leave 'when' out of one work order, or add one for the other answers."


def check_ends(pack: RawPack) -> Iterator[PackProblem]:
    """Processes that could end before they begin, with the answers that lead there."""
    users: dict[str, list[Entry]] = {}
    for service in pack.services.values():
        if service.data.get("process"):
            users.setdefault(service.data["process"], []).append(service)
    for code, process in pack.processes.items():
        conditions = [work.get("when") for stage in process.data["stages"] for work in stage["work_orders"]]
        if None in conditions:
            continue
        for service in users.get(code, []):
            gap = _gap(conditions, service)
            if gap is not None:
                text = f"With {gap} in '{service.data['code']}', the process '{code}' has no work at all."
                yield process.problem(("stages",), text, _MEND)
                break


def _gap(conditions: list[Any], service: Entry) -> str | None:
    """Answers (in words) for which no condition holds; None when there are none such."""
    places: dict[str, str] = {}
    asked: dict[str, list[Any]] = {}
    tests = [_with_places_as_answers(condition, places) for condition in conditions]
    for test in tests:
        for name in _answers_in(test):
            asked[name] = _possible(name, service) if name not in places.values() else [None, "yes"]
    if prod(len(values) for values in asked.values()) > MOST_COMBINATIONS:
        return "so many possible answers"
    for values in product(*asked.values()):
        facts = Facts(answers=dict(zip(asked, values, strict=True)))
        if not any(holds(test, facts) for test in tests):
            words = {place: text for text, place in places.items()}
            return ", ".join(f"{words.get(n, n)}={v or 'nothing'}" for n, v in facts.answers.items()) or "any answer"
    return None


def _with_places_as_answers(condition: Mapping[str, Any], places: dict[str, str]) -> dict[str, Any]:
    """The condition with each test of a layer turned into a question of its own, true or not."""
    if "overlay" in condition:
        name = places.setdefault(json.dumps(condition, sort_keys=True), f"place {len(places) + 1}")
        return {"answer": name, "present": True}
    out = dict(condition)
    for key in ("all", "any"):
        if key in condition:
            out[key] = [_with_places_as_answers(part, places) for part in condition[key]]
    if "not" in condition:
        out["not"] = _with_places_as_answers(condition["not"], places)
    return out


def _answers_in(condition: Mapping[str, Any]) -> Iterator[str]:
    if "answer" in condition:
        yield condition["answer"]
    inner = [*condition.get("all", ()), *condition.get("any", ())]
    for part in [*inner, condition["not"]] if "not" in condition else inner:
        yield from _answers_in(part)


def _possible(name: str, service: Entry) -> list[Any]:
    """All answers to a list question, one text for a free one; None where it may stay unanswered."""
    question = next((q for q in service.data.get("questions", ()) if q["code"] == name), None)
    if question is None:
        return [None]
    values: list[Any] = [value["key"] for value in question.get("values", ())] or ["some text"]
    may_be_empty = not question["required"] or "when" in question
    return [*values, None] if may_be_empty else values
