"""Conditions: does what they ask about exist, and can it ever be true?"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, LayerFacts
from hex311_cli.pack.source import Path, closest

_TESTS = ("answer", "overlay", "asset", "beneath", "season", "outcome", "all", "any", "not")
_COMPARISONS = ("equals", "any_of", "present")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a condition at some place of the pack may ask about.

    `answers`: question code -> the keys it may have (None: free text or number). `outcomes`: work order code ->
    outcome codes of earlier stages. `assets`: the categories of assets; where they may be asked for, the season may
    be, too. None in place of a mapping: this kind of test has no place here.
    """

    layers: Mapping[str, Entry]
    facts: Mapping[str, LayerFacts]
    answers: Mapping[str, frozenset[str] | None] | None = None
    outcomes: Mapping[str, frozenset[str]] | None = None
    assets: frozenset[str] | None = None
    answers_words: str = "an earlier question of this service type"
    outcomes_words: str = field(default="a work order of an earlier stage")


def check_condition(entry: Entry, path: Path, condition: Mapping[str, Any], scope: Scope) -> Iterator[PackProblem]:
    """Every problem of the condition found at `path` of `entry`, and of the conditions within it."""
    tests = [key for key in _TESTS if key in condition]
    if len(tests) != 1:
        text = f"A condition needs exactly one of {', '.join(_TESTS)}; this one has {', '.join(tests) or 'none'}."
        yield entry.problem(path, text, "Use {all: [...]} or {any: [...]} to join two tests.")
        return
    test = tests[0]
    if test in ("all", "any"):
        for index, part in enumerate(condition[test]):
            yield from check_condition(entry, (*path, test, index), part, scope)
        return
    if test == "not":
        yield from check_condition(entry, (*path, "not"), condition["not"], scope)
        return
    if test == "season":
        yield from _season_problems(entry, path, condition["season"], scope)
        return
    compared = [key for key in _COMPARISONS if key in condition]
    if len(compared) != 1:
        yield entry.problem(
            path, "A test needs exactly one of equals, any_of, present.", "Add one, for example equals."
        )
        return
    if "attribute" in condition and test != "overlay":
        yield entry.problem((*path, "attribute"), "Only a test of an overlay has an attribute.", "Remove it.")
    wanted = {"equals": [condition.get("equals")], "any_of": condition.get("any_of", ()), "present": ()}[compared[0]]
    values = [str(value) for value in wanted]
    known = _known_values(scope, test, condition)
    yield from _name_problems(entry, path, test, condition, scope)
    if known is not None:
        for value in values:
            if value not in known:
                text = f"'{condition[test]}' can never be '{value}'."
                yield entry.problem((*path, compared[0]), text, closest(value, set(known)))


def _name_problems(
    entry: Entry, path: Path, test: str, condition: Mapping[str, Any], scope: Scope
) -> Iterator[PackProblem]:
    name = condition[test]
    if test == "answer":
        if scope.answers is None:
            yield entry.problem((*path, test), "A condition here cannot ask for an answer.", "Remove it.")
        elif name not in scope.answers:
            text = f"'{name}' is not {scope.answers_words}."
            yield entry.problem((*path, test), text, closest(name, set(scope.answers)))
    elif test == "outcome":
        if scope.outcomes is None:
            text = "A condition here cannot ask for an outcome: there is no work yet."
            yield entry.problem((*path, test), text, "Remove it.")
        elif name not in scope.outcomes:
            text = f"'{name}' is not {scope.outcomes_words}."
            yield entry.problem((*path, test), text, closest(name, set(scope.outcomes)))
    elif test in ("asset", "beneath"):
        if scope.assets is None:
            yield entry.problem((*path, test), "Only the conditions of a process can ask for assets.", "Remove it.")
        elif name not in scope.assets:
            text = f"'{name}' is not a category of assets in places.yaml."
            yield entry.problem((*path, test), text, closest(name, set(scope.assets)))
    else:
        yield from check_layer_attribute(entry, path, name, condition.get("attribute"), scope)


def _season_problems(entry: Entry, path: Path, season: Mapping[str, str], scope: Scope) -> Iterator[PackProblem]:
    if scope.assets is None:
        yield entry.problem((*path, "season"), "Only the conditions of a process can ask for the season.", "Remove it.")
        return
    for end in ("from", "to"):
        month, day = map(int, season[end].split("-"))
        if day > monthrange(2000, month)[1]:  # a leap year: the 29th of February is a day
            yield entry.problem((*path, "season", end), f"There is no day '{season[end]}'.", "Use MM-DD.")


def check_layer_attribute(
    entry: Entry, path: Path, layer: str, attribute: str | None, scope: Scope
) -> Iterator[PackProblem]:
    """The layer of an overlay rule must exist and keep the attribute."""
    if layer not in scope.layers:
        text = f"There is no layer '{layer}' in layers.yaml."
        yield entry.problem((*path, "overlay"), text, closest(layer, set(scope.layers)))
        return
    kept = list(scope.layers[layer].data.get("attributes", ()))
    if attribute is not None and attribute not in kept:
        text = f"The layer '{layer}' does not keep the attribute '{attribute}'."
        yield entry.problem((*path, "attribute"), text, closest(attribute, kept))


def layer_values(layer: str, attribute: str | None, scope: Scope) -> frozenset[str] | None:
    """What a layer can answer: feature ids, or the values of an attribute; None when its file was not read."""
    facts = scope.facts.get(layer)
    if facts is None:
        return None
    return facts.ids if attribute is None else facts.attributes.get(attribute)


def _known_values(scope: Scope, test: str, condition: Mapping[str, Any]) -> frozenset[str] | None:
    name = condition[test]
    if test == "answer":
        return (scope.answers or {}).get(name)
    if test == "outcome":
        return (scope.outcomes or {}).get(name)
    if test != "overlay":
        return None
    return layer_values(name, condition.get("attribute"), scope)
