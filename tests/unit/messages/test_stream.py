"""From the stream's record back to the event that was written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.events import Event, EventName
from hex311.messages.stream import event_of
from tests.support.events import stream_record

facts = st.dictionaries(st.text(max_size=20), st.one_of(st.text(max_size=40), st.integers(), st.booleans()), max_size=5)
events = st.builds(
    Event,
    case_id=st.just("7QX-4CM-2WF"),
    version=st.integers(1, 999_999),
    name=st.sampled_from(list(EventName)),
    occurred_at=st.integers(0, 2**40),
    data=facts,
    actor=st.text(min_size=1, max_size=40),
)


@given(events)
def test_every_event_comes_back_as_it_was_written(event: Event) -> None:
    assert event_of(stream_record(event)) == event


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"dynamodb": {}},
        {"dynamodb": None},
        {"dynamodb": {"NewImage": None}},
        {"dynamodb": {"NewImage": []}},
        {"dynamodb": {"NewImage": {"pk": "not typed"}}},
        {"dynamodb": {"NewImage": {"pk": {"S": "CASE#1"}, "sk": {"S": "EVENT#000001"}, "version": {"N": "1"}}}},
    ],
)
def test_what_is_no_event_is_a_value_error(record: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        event_of(record)


@given(
    st.dictionaries(
        st.sampled_from(["pk", "sk", "version", "name", "data", "occurred_at"]),
        st.sampled_from(
            [
                {"S": "x"},
                {"N": "1"},
                {"N": "x"},
                {"BOOL": True},
                {"NULL": True},
                {"M": {}},
                {"L": []},
                {},
                None,
                "x",
                {"S": None},
            ]
        ),
    )
)
def test_no_image_whatever_raises_anything_else(image: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        event_of({"dynamodb": {"NewImage": image}})
