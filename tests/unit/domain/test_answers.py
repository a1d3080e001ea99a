"""A resident's answers: every problem at once, and an emergency before all of them."""

from typing import Any

import pytest

from hex311.domain.answers import MAX_STRING, MAX_TEXT, check_answers
from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.errors import BadInput, EmergencyStop, Problem
from hex311.domain.geography import Overlay

CATALOGUE = Catalogue("1", {"city": {"default_language": "en", "languages": ["en"]}})
CHOICES = [{"key": "asphalt", "name": {"en": "Asphalt"}}, {"key": "brick", "name": {"en": "Brick"}}]


def question(code: str, kind: str, required: bool = False, **more: Any) -> dict[str, Any]:
    return {"code": code, "label": {"en": f"What about {code}?"}, "type": kind, "required": required, **more}


SERVICE = Service(
    "pothole",
    {
        "questions": [
            question("surface", "singlevaluelist", required=True, values=CHOICES),
            question("things", "multivaluelist", values=CHOICES),
            question("depth", "number"),
            question("since", "datetime"),
            question("where", "string"),
            question("more", "text"),
            question("brick_colour", "string", required=True, when={"answer": "surface", "equals": "brick"}),
            question("read_this", "notice", required=True),
        ],
        "stoppers": [{"when": {"answer": "where", "equals": "gas"}, "message": {"en": "Get out."}, "phone": "911"}],
    },
)


def problems(answers: dict[str, Any]) -> tuple[Problem, ...]:
    try:
        check_answers(CATALOGUE, SERVICE, answers, Overlay(0, ()), "en")
    except BadInput as refused:
        return refused.problems
    return ()


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"surface": "asphalt"}, []),
        ({}, ["surface"]),
        ({"surface": None}, ["surface"]),
        ({"surface": ""}, ["surface"]),
        ({"surface": []}, ["surface"]),
        ({"surface": "Asphalt"}, ["surface"]),
        ({"surface": ["asphalt"]}, ["surface"]),
        ({"surface": 3}, ["surface"]),
        ({"surface": "brick"}, ["brick_colour"]),
        ({"surface": "brick", "brick_colour": "red"}, []),
        ({"surface": "asphalt", "things": ["brick", "gold"]}, ["things"]),
        ({"surface": "asphalt", "things": "brick"}, []),
        ({"surface": "asphalt", "depth": "deep"}, ["depth"]),
        ({"surface": "asphalt", "depth": True}, ["depth"]),
        ({"surface": "asphalt", "depth": 10**300}, []),
        ({"surface": "asphalt", "depth": 10**400}, ["depth"]),
        ({"surface": "asphalt", "depth": float("inf")}, ["depth"]),
        ({"surface": "asphalt", "depth": float("nan")}, ["depth"]),
        ({"surface": "asphalt", "since": "yesterday"}, ["since"]),
        ({"surface": "asphalt", "since": "2026-02-30T10:00:00Z"}, ["since"]),
        ({"surface": "asphalt", "since": "2026-02-28T10:00:00Z"}, []),
        ({"surface": "asphalt", "where": 5}, ["where"]),
        ({"surface": "asphalt", "where": "x" * (MAX_STRING + 1)}, ["where"]),
        ({"surface": "asphalt", "more": "x" * (MAX_TEXT + 1)}, ["more"]),
        ({"surface": "asphalt", "more": "x" * MAX_TEXT}, []),
        ({"surface": "asphalt", "nobody_asked": "x"}, ["nobody_asked"]),
        ({"depth": "deep", "nobody_asked": 1, "where": 5}, ["nobody_asked", "surface", "depth", "where"]),
    ],
)
def test_what_is_wrong_is_named(answers: dict[str, Any], wrong: list[str]) -> None:
    found = problems(answers)
    assert [problem.field.removeprefix("answers.") for problem in found] == wrong
    assert all(problem.problem and problem.mend for problem in found)


def test_an_emergency_comes_before_everything_that_needs_mending() -> None:
    with pytest.raises(EmergencyStop) as stop:
        check_answers(CATALOGUE, SERVICE, {"where": "gas", "depth": "deep"}, Overlay(0, ()), "es")
    assert (stop.value.message, stop.value.phone) == ("Get out.", "911")
    assert "911" in stop.value.problems[0].mend


def test_the_choices_are_named_to_whoever_missed_them() -> None:
    (problem,) = problems({"surface": "gravel"})
    assert "asphalt, brick" in problem.mend
