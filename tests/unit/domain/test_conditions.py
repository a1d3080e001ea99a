"""Conditions of a city pack on answers, layers and outcomes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.conditions import Facts, holds
from hex311.domain.geography import Overlay, OverlayAnswer

FACTS = Facts(
    answers={"size": "large", "things": ["sofa", "tv"], "count": 3, "empty": []},
    overlay=Overlay(
        1,
        (
            OverlayAnswer("owner", "7", "State road", {"owner": "state"}),
            OverlayAnswer("owner", "8", "City road", {"owner": "city"}, "boundary"),
        ),
    ),
    outcomes={"inspect": ("water_cut", "gas_cut")},
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        ({}, True),
        ({"answer": "size", "equals": "large"}, True),
        ({"answer": "size", "equals": "Large"}, False),
        ({"answer": "things", "any_of": ["tv", "fridge"]}, True),
        ({"answer": "things", "equals": "sofa"}, True),
        ({"answer": "count", "equals": 3}, True),
        ({"answer": "count", "any_of": ["3"]}, True),
        ({"answer": "nobody_asked", "equals": "None"}, False),
        ({"answer": "empty", "any_of": [""]}, False),
        ({"overlay": "owner", "equals": "8"}, True),
        ({"overlay": "owner", "attribute": "owner", "any_of": ["city"]}, True),
        ({"overlay": "owner", "attribute": "width", "equals": ""}, True),
        ({"overlay": "owner", "present": True}, True),
        ({"overlay": "owner", "present": False}, False),
        ({"overlay": "sewers", "present": False}, True),
        ({"outcome": "inspect", "equals": "gas_cut"}, True),
        ({"outcome": "repair", "any_of": ["gas_cut"]}, False),
        ({"not": {"outcome": "repair", "present": True}}, True),
        ({"all": []}, True),
        ({"any": []}, False),
    ],
)
def test_one_condition(condition: Any, expected: bool) -> None:
    assert holds(condition, FACTS) is expected


def test_an_unknown_kind_is_a_defect_of_the_pack() -> None:
    with pytest.raises(ValueError, match="weather"):
        holds({"weather": "rain"}, FACTS)


leaves = st.sampled_from([{"answer": "size", "equals": "large"}, {"answer": "size", "equals": "small"}])
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=8,
)


@given(trees, trees)
def test_de_morgan(a: Any, b: Any) -> None:
    assert holds({"not": {"all": [a, b]}}, FACTS) == holds({"any": [{"not": a}, {"not": b}]}, FACTS)
    assert holds({"not": {"not": a}}, FACTS) == holds(a, FACTS)
