"""Every way through a process, walked with the very code that routes requests.

A world is what is given before any work begins: the answers, and whether each test of the map, of assets and of the
season holds. In each world every outcome of every work order is tried.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.conditions import Facts, holds
from hex311.domain.routing import NextStep, PlannedWork, Standing, next_step, work_in
from hex311.domain.sla import WorkingCalendar
from hex311.domain.work_order import WorkOrder, WorkStatus

MOST_WORLDS = 50_000
#: The tests that a world answers with yes or no, whatever else it holds.
_OF_THE_PLACE = ("overlay", "asset", "beneath", "season")
_EVERY_DAY = {"working_days": ["mon", "tue", "wed", "thu", "fri"], "hours": {"start": "08:00", "end": "17:00"}}
_CALENDAR = WorkingCalendar(_EVERY_DAY, "UTC")


class TooManyWorlds(Exception):
    """More combinations of answers than can be tried."""


@dataclass(frozen=True, slots=True)
class World:
    """`answers` to questions; `places`: the tests (as JSON) of the map, assets and season that hold."""

    answers: Mapping[str, Any]
    places: frozenset[str] = frozenset()

    def words(self) -> str:
        """The world for people."""
        given = [f"{name}={value or 'nothing'}" for name, value in self.answers.items()]
        return ", ".join([*given, *sorted(self.places)]) or "any answer"


@dataclass(frozen=True, slots=True)
class Walk:
    """One way: the world, what came out of each work order (id and outcome, in order), the waits, and the closing."""

    world: World
    outcomes: tuple[tuple[str, str], ...]
    waits: tuple[str, ...]
    closing: NextStep


def transitions(walk: Walk) -> int:
    """How many states the workflow enters on this way, as AWS counts and charges them.

    Each stage of work: ask, choose, the map, and one for each work order. Each waiting period: ask, choose, wait. In
    the end: ask, choose, close.
    """
    stages = {order.rpartition(".")[0] for order, _ in walk.outcomes}
    return 3 * len(stages) + len(walk.outcomes) + 3 * len(walk.waits) + 3


def walks(process: Mapping[str, Any], service: Mapping[str, Any] | None) -> Iterator[Walk]:
    """All ways of a process for a service type that uses it (None: for any answers).

    Raises `TooManyWorlds`.
    """
    for world in worlds(process, service):
        yield from _walk(_within(process, world), world, (), ())


def worlds(process: Mapping[str, Any], service: Mapping[str, Any] | None) -> list[World]:
    """The worlds that differ in any test of the process, one of each kind."""
    tests = list(leaves(process))
    asked = _with_what_opens_them({test["answer"] for test in tests if "answer" in test}, service)
    answers = {name: _possible(name, service, tests) for name in sorted(asked)}
    places = sorted({_key(test) for test in tests if _is_of_the_place(test)})
    if prod(len(values) for values in answers.values()) * 2 ** len(places) > MOST_WORLDS:
        raise TooManyWorlds
    found: dict[tuple[Any, ...], World] = {}
    for given in product(*answers.values()):
        known = dict(zip(answers, given, strict=True))
        if not _can_be(known, service):
            continue
        told = tuple(holds(test, Facts(known)) for test in tests if "answer" in test)
        for held in product((False, True), repeat=len(places)):
            true = frozenset(place for place, holds_here in zip(places, held, strict=True) if holds_here)
            found.setdefault((told, true), World(known, true))
    return list(found.values())


def _with_what_opens_them(names: set[str], service: Mapping[str, Any] | None) -> set[str]:
    """The questions, and those whose answers decide whether they are asked at all."""
    found, todo = set(names), list(names)
    whens = {q["code"]: q["when"] for q in (service or {}).get("questions", ()) if q.get("when")}
    while todo:
        opening = {test["answer"] for test in _leaves(whens.get(todo.pop(), {})) if "answer" in test}
        todo += opening - found
        found |= opening
    return found


def _can_be(answers: Mapping[str, Any], service: Mapping[str, Any] | None) -> bool:
    """Whether these answers go together: none to a question that they do not open, one to each that must be."""
    for question in (service or {}).get("questions", ()):
        if question["code"] in answers and question.get("when"):
            of_answers = all("answer" in test for test in _leaves(question["when"]))
            opened, given = holds(question["when"], Facts(answers)), answers[question["code"]] is not None
            if of_answers and given != (opened and (question["required"] or given)):
                return False
    return True


def leaves(process: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All single tests in the conditions of a process."""
    for stage in process.get("stages", ()):
        for work in (stage, *stage.get("work_orders", ())):
            if work.get("when"):
                yield from _leaves(work["when"])


def _leaves(condition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    inner = [*condition.get("all", ()), *condition.get("any", ())]
    inner += [condition["not"]] if "not" in condition else []
    if not inner and condition:
        yield condition
    for part in inner:
        yield from _leaves(part)


def _walk(
    process: Mapping[str, Any], world: World, done: tuple[WorkOrder, ...], waits: tuple[str, ...]
) -> Iterator[Walk]:
    now = max((order.completed_at or 0 for order in done), default=0)
    step = _step(process, world, done, now)
    while step.wait:
        waits = (*waits, step.wait.stage)
        now = step.wait.until
        step = _step(process, world, done, now)
    if step.close_as is not None:
        yield Walk(world, tuple((order.id, order.outcome) for order in done), waits, step)
        return
    for chosen in product(*(_outcomes(process, work.stage, work.code) for work in step.work)):
        pairs = zip(step.work, chosen, strict=True)
        orders = tuple(_completed(work, outcome, now + 60) for work, outcome in pairs)
        yield from _walk(process, world, (*done, *orders), waits)


def _step(process: Mapping[str, Any], world: World, done: tuple[WorkOrder, ...], now: int) -> NextStep:
    return next_step(process, Standing(Facts(world.answers), done, 0, now, _CALENDAR, ZoneInfo("UTC")))


def _outcomes(process: Mapping[str, Any], stage: str, code: str) -> list[Mapping[str, Any]]:
    work = work_in(process, stage, code)
    return list(work["outcomes"]) if work else []


def _completed(work: PlannedWork, outcome: Mapping[str, Any], at: int) -> WorkOrder:
    return WorkOrder(
        "", work.id, work.stage, work.code, work.title, work.department, "", at,
        status=WorkStatus.COMPLETED, outcome=outcome["code"], outcome_status=outcome["status"],
        outcome_text=outcome["text"], completed_at=at,
    )  # fmt: skip


def _is_of_the_place(test: Mapping[str, Any]) -> bool:
    return any(kind in test for kind in _OF_THE_PLACE)


def _key(test: Mapping[str, Any]) -> str:
    return json.dumps(test, sort_keys=True)


def _within(process: Mapping[str, Any], world: World) -> dict[str, Any]:
    """The process with every test of the place replaced by what it is in this world."""

    def settled(condition: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        if condition is None:
            return None
        if _is_of_the_place(condition):
            return {"all": []} if _key(condition) in world.places else {"any": []}
        out = dict(condition)
        for name in ("all", "any"):
            if name in condition:
                out[name] = [settled(part) for part in condition[name]]
        if "not" in condition:
            out["not"] = settled(condition["not"])
        return out

    stages = []
    for stage in process.get("stages", ()):
        orders = [{**work, "when": settled(work.get("when"))} for work in stage.get("work_orders", ())]
        stages.append({**stage, "when": settled(stage.get("when")), **({"work_orders": orders} if orders else {})})
    return {**process, "stages": stages}


def _possible(name: str, service: Mapping[str, Any] | None, tests: list[Mapping[str, Any]]) -> list[Any]:
    """All answers to a list question, one text for a free one; None where it may stay unanswered.

    Without a service type: whatever the tests ask for, and something else.
    """
    if service is None:
        asked = [test for test in tests if test.get("answer") == name]
        values = [value for test in asked for value in (test.get("equals"), *test.get("any_of", ())) if value]
        return [*dict.fromkeys(values), "some text", None]
    question = next((q for q in service.get("questions", ()) if q["code"] == name), None)
    if question is None:
        return [None]
    known: list[Any] = [value["key"] for value in question.get("values", ())] or ["some text"]
    may_be_empty = not question["required"] or "when" in question
    return [*known, None] if may_be_empty else known
