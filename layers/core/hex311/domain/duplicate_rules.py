"""The duplicate rules of a whole city: do they go together, and which radii grow from one version to the next?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from hex311.domain.catalogue import Catalogue

OFF = "off"
Documents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """What is wrong with the rule of a type; `path` leads to it within the type's document."""

    service_code: str
    path: tuple[str | int, ...]
    problem: str
    mend: str


def rule_problems(services: Documents, *, has_assets: bool) -> Iterator[RuleProblem]:
    """Everything that is wrong with the rules of these service types (documents of the pack)."""
    for code, service in services.items():
        yield from _of_type(code, service, has_assets)
    yield from _of_groups(services)


def raised_radii(standing: Documents, coming: Documents) -> dict[str, float]:
    """The groups whose largest radius grows from one `services` document to the next, with the new radius."""
    before = Catalogue("", {"services": standing}).cover_radii
    after = Catalogue("", {"services": coming}).cover_radii
    return {group: radius for group, radius in after.items() if radius > before.get(group, radius)}


def _of_type(code: str, service: Mapping[str, Any], has_assets: bool) -> Iterator[RuleProblem]:
    rule = service["duplicates"]
    if rule == OFF:
        return
    if service["privacy"] == "private":
        text = "The type is private; looking for duplicates would show others that there is a report."
        yield RuleProblem(code, ("duplicates",), text, "Use duplicates: off.")
    if rule.get("same_asset") and not has_assets:
        text = "The pack has no assets that a report could name."
        yield RuleProblem(code, ("duplicates", "same_asset"), text, "Add a category of kind asset to places.yaml.")
    types = {question["code"]: question["type"] for question in service.get("questions", ())}
    for index, answer in enumerate(rule.get("same_answers", ())):
        path = ("duplicates", "same_answers", index)
        if answer not in types:
            yield RuleProblem(code, path, f"'{answer}' is not a question of this type.", _closest(answer, types))
        elif types[answer] != "singlevaluelist":
            text = f"Answers to '{answer}' are free, so two people will not give the same one."
            yield RuleProblem(code, path, text, "Compare only questions with one choice (singlevaluelist).")


def _of_groups(services: Documents) -> Iterator[RuleProblem]:
    """One group is one neighbourhood. Radii may differ (each type looks as far as its own; the entries are laid out
    by the largest), but types that look back differently far or compare other answers would judge a pair by who came
    second."""
    first: dict[str, str] = {}
    for code, service in services.items():
        rule = service["duplicates"]
        if rule == OFF:
            continue
        other = first.setdefault(rule["group"], code)
        for key, mend in (
            ("window_days", "Use the same window for all types of a group."),
            ("same_answers", "Compare the same questions in all types of a group."),
            ("same_asset", "Use the same in all types of a group."),
        ):
            mine, theirs = rule.get(key, []), services[other]["duplicates"].get(key, [])
            if mine != theirs:
                text = f"In the duplicate group '{rule['group']}', {key} is {mine} here and {theirs} in '{other}'."
                yield RuleProblem(code, ("duplicates", key), text, mend)


def _closest(word: str, known: Mapping[str, str]) -> str:
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known)) or 'none yet'}."
