"""Reading the outbox from the table's stream."""

from typing import Any

from hex311.adapters.dynamodb.case_items import to_event
from hex311.adapters.dynamodb.records import EventRecord
from hex311.domain.events import Event


def event_of(record: dict[str, Any]) -> Event:
    """The event that a stream record tells of; raises `ValueError` when the record is not one of ours."""
    try:
        image = record["dynamodb"]["NewImage"]
        return to_event(EventRecord.from_raw_data(image))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not an event: {error!r}") from error
