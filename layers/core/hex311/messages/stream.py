"""Reading the outbox from the table's stream."""

from typing import Any

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.case_items import to_event
from hex311.adapters.dynamodb.city_events import to_city_event
from hex311.adapters.dynamodb.records import EventRecord
from hex311.domain.city_events import CityEvent
from hex311.domain.events import Event


def event_of(record: dict[str, Any]) -> Event | CityEvent:
    """The event that a stream record tells of; raises `ValueError` when the record is not one of ours."""
    try:
        row = EventRecord.from_raw_data(record["dynamodb"]["NewImage"])
        return to_city_event(row) if row.pk.startswith(keys.CITY_PREFIX) else to_event(row)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not an event: {error!r}") from error
