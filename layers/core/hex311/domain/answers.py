"""Checking a resident's answers against the questions of a service type."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hex311.domain.catalogue import Catalogue, Document, Service
from hex311.domain.conditions import Facts, holds
from hex311.domain.errors import BadInput, EmergencyStop, Problem
from hex311.domain.geography import Overlay

MAX_TEXT = 4_000
MAX_STRING = 500
MAX_NUMBER = 10**400


def check_answers(
    catalogue: Catalogue, service: Service, answers: Mapping[str, Any], overlay: Overlay, language: str
) -> None:
    """Raise `EmergencyStop` when an answer means "call now", else `BadInput` with every problem at once."""
    facts = Facts(answers=answers, overlay=overlay)
    for stopper in service.stoppers:
        if holds(stopper["when"], facts):
            raise EmergencyStop("answers", catalogue.text(stopper["message"], language), stopper.get("phone"))
    problems: list[Problem] = []
    known = {question["code"]: question for question in service.questions}
    for code in answers:
        if code not in known:
            problems.append(Problem(f"answers.{code}", "This question is not asked here.", "Leave it out."))
    for code, question in known.items():
        # What was answered is checked even where the question is not asked: conditions may read it.
        if holds(question.get("when"), facts) or answers.get(code) not in (None, "", []):
            problems += _problems(catalogue, question, answers.get(code), language)
    if problems:
        raise BadInput(problems)


def check_given(service: Service, answers: Mapping[str, Any]) -> None:
    """`BadInput` for answers that the type's questions do not take; missing ones are no matter (nobody is there to be
    asked)."""
    problems: list[Problem] = []
    known = {question["code"]: question for question in service.questions if question["type"] != "notice"}
    for code, answer in answers.items():
        if code not in known:
            problems.append(Problem(f"answers.{code}", "This question is not asked here.", "Leave it out."))
        elif answer not in (None, "", []):
            problems += _wrong(known[code], answer)
    if problems:
        raise BadInput(problems)


def _problems(catalogue: Catalogue, question: Document, answer: Any, language: str) -> list[Problem]:
    field, kind = f"answers.{question['code']}", question["type"]
    if kind == "notice":
        return []
    if answer is None or answer in ("", []):
        label = catalogue.text(question["label"], language)
        return [Problem(field, "This answer is missing.", f"Please answer: {label}")] if question["required"] else []
    return _wrong(question, answer)


def _wrong(question: Document, answer: Any) -> list[Problem]:
    """What is wrong with an answer that was given."""
    field, kind = f"answers.{question['code']}", question["type"]
    if kind in ("singlevaluelist", "multivaluelist"):
        return _list_problems(question, answer, field)
    if kind == "number":
        is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
        good = is_number and abs(answer) < MAX_NUMBER  # no infinity either, which JSON cannot say
        return [] if good else [Problem(field, "This is not a number.", "Send a number, such as 3.")]
    if not isinstance(answer, str):
        return [Problem(field, "This is not a text.", "Send a text.")]
    if kind == "datetime":
        return _datetime_problems(answer, field)
    limit = MAX_TEXT if kind == "text" else MAX_STRING
    if len(answer) > limit:
        return [Problem(field, f"This is longer than {limit} characters.", "Please shorten it.")]
    return []


def _list_problems(question: Document, answer: Any, field: str) -> list[Problem]:
    keys = [value["key"] for value in question["values"]]
    chosen = answer if isinstance(answer, list) else [answer]
    if question["type"] == "singlevaluelist" and isinstance(answer, list):
        return [Problem(field, "Only one choice is possible.", f"Send one of: {', '.join(keys)}.")]
    wrong = [str(choice) for choice in chosen if choice not in keys]
    return [
        Problem(field, f"'{choice[:60]}' is not one of the choices.", f"Send one of: {', '.join(keys)}.")
        for choice in wrong
    ]


def _datetime_problems(answer: str, field: str) -> list[Problem]:
    try:
        datetime.fromisoformat(answer)
    except ValueError:
        return [Problem(field, "This is not a date and time.", "Send ISO 8601, such as 2026-05-01T14:30:00Z.")]
    return []
