"""Conditions of a city pack: on answers, map layers, assets, the season, and the outcome of earlier work.

A condition is a small JSON document (its schema: `schemas/city/condition.json`):
`{"answer": question, "equals" | "any_of": ...}`, `{"overlay": layer, "attribute"?: name, "equals" | "any_of" |
"present": ...}`, `{"asset": category, "equals" | "any_of" | "present": ...}` (the asset that was chosen),
`{"beneath": category, "present": ...}` (assets under the place), `{"season": {"from": "11-01", "to": "03-31"}}`,
`{"outcome": work order code, "equals" | "any_of": ...}`, and `all`, `any`, `not` of these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hex311.domain.geography import Overlay

Condition = Mapping[str, Any]

NOTHING = Overlay(generation=0, answers=())


@dataclass(frozen=True, slots=True)
class Facts:
    """What a condition may ask about.

    `outcomes`: work order code -> outcome codes so far. `asset_id`: `<category>:<id>` of the asset that was chosen;
    `beneath`: those under the place. `day`: the local day on which the stage began.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    overlay: Overlay = NOTHING
    outcomes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asset_id: str = ""
    beneath: tuple[str, ...] = ()
    day: date | None = None


def holds(condition: Condition | None, facts: Facts) -> bool:
    """Whether the condition is true of the facts; no condition is always true."""
    if not condition:
        return True
    if "all" in condition:
        return all(holds(part, facts) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, facts) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], facts)
    if "answer" in condition:
        return _matches(condition, _as_words(facts.answers.get(condition["answer"])))
    if "outcome" in condition:
        return _matches(condition, facts.outcomes.get(condition["outcome"], ()))
    if "overlay" in condition:
        return _matches(condition, overlay_words(facts.overlay, condition["overlay"], condition.get("attribute")))
    if "asset" in condition:
        return _matches(condition, assets_of((facts.asset_id,), condition["asset"]))
    if "beneath" in condition:
        return _matches(condition, assets_of(facts.beneath, condition["beneath"]))
    if "season" in condition:
        return facts.day is not None and in_season(facts.day, condition["season"])
    raise ValueError(f"unknown condition: {sorted(condition)}")


def assets_of(asset_ids: Iterable[str], category: str) -> tuple[str, ...]:
    """The ids, within their category, of the assets (`<category>:<id>`) that are of it."""
    split = (asset.partition(":") for asset in asset_ids if asset)
    return tuple(name for kind, _, name in split if kind == category)


def in_season(day: date, season: Mapping[str, str]) -> bool:
    """Whether the day lies in `{"from": "MM-DD", "to": "MM-DD"}`, both included; the season may span New Year."""
    this, first, last = day.strftime("%m-%d"), season["from"], season["to"]
    return first <= this <= last if first <= last else this >= first or this <= last


def overlay_words(overlay: Overlay, layer: str, attribute: str | None) -> tuple[str, ...]:
    """The feature ids (or the named attribute) of all answers of a layer."""
    return tuple(
        answer.feature_id if attribute is None else answer.attributes.get(attribute, "")
        for answer in overlay.answers
        if answer.layer == layer
    )


def _as_words(answer: Any) -> tuple[str, ...]:
    if answer is None:
        return ()
    return tuple(map(str, answer)) if isinstance(answer, list | tuple) else (str(answer),)


def _matches(condition: Condition, words: Iterable[str]) -> bool:
    found = set(words)
    if "equals" in condition:
        return str(condition["equals"]) in found
    if "any_of" in condition:
        return bool(found & {str(value) for value in condition["any_of"]})
    return bool(found) is bool(condition.get("present", True))
