"""What counts on a border: the rule of a layer, in the form that layers.yaml, the store and the job share.

A tie is broken by order alone: features stand in a cell's item in the order in which they are preferred, and of those
on whose border a place lies the first one answers. So the reader knows no names, and no place is ever without answer.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hex311_cli.overlay.sources import BoundaryRule, FeatureSource, LayerError, id_order


class UnfitRule(LayerError):
    """A boundary rule that names what the layer does not have."""


Order = Callable[[FeatureSource], tuple[Any, ...]]


def answers_alone(rule: BoundaryRule) -> bool:
    """Whether on a border only one feature answers."""
    return rule != "all"


def order_of(rule: BoundaryRule) -> Order:
    """The sort key under which a layer's features are preferred on a border."""
    if isinstance(rule, str):
        return lambda feature: id_order(feature.id)
    rank = {value: place for place, value in enumerate(rule["prefer"])}
    by = rule.get("by")

    def preferred(feature: FeatureSource) -> tuple[Any, ...]:
        value = feature.id if by is None else feature.attributes.get(by, "")
        return rank.get(value, len(rank)), id_order(feature.id)

    return preferred


def in_words(rule: BoundaryRule) -> str:
    """The rule for a person."""
    if isinstance(rule, str):
        return "all answer" if rule == "all" else "lowest id"
    by = f"by {rule['by']} " if "by" in rule else ""
    return f"{by}first {', then '.join(rule['prefer'])}"


def check_rule(
    rule: BoundaryRule, where: str, features: Sequence[FeatureSource], kept: Sequence[str], volatile: Sequence[str]
) -> None:
    """Whether the rule names what is there; raises `UnfitRule`.

    A volatile attribute cannot rule a border: its edits touch no cell, and the order stands in the cells.
    """
    if isinstance(rule, str):
        return
    by = rule.get("by")
    if by is not None and (by not in kept or by in volatile):
        usable = ", ".join(name for name in kept if name not in volatile) or "none"
        what = f'its boundary rule goes by "{by}", which is no attribute that is kept and not volatile'
        raise UnfitRule(where, what, f"Usable attributes: {usable}.")
    have = {feature.id if by is None else feature.attributes.get(by, "") for feature in features}
    missing = [value for value in rule["prefer"] if value not in have]
    if missing:
        thing = "feature with this id" if by is None else f"feature with this {by}"
        shown = ", ".join(sorted(have - {""}, key=id_order)[:20])
        what = f'its boundary rule prefers "{missing[0]}", but there is no {thing}'
        raise UnfitRule(where, what, f"There are: {shown}.")
