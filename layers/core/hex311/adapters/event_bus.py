"""EventBridge: the city's bus."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3

from hex311.domain.city_events import CITY_SOURCE, CityEvent
from hex311.domain.errors import TransientFault
from hex311.domain.events import SOURCE, Event

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

MOST_PER_CALL = 10
SCHEMA_VERSION = 1


def envelope(event: Event | CityEvent) -> dict[str, Any]:
    """The detail of an event on the bus (schemas/events). Who acted stays in the table."""
    at = datetime.fromtimestamp(event.occurred_at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {"subject": event.subject} if isinstance(event, CityEvent) else {"case_id": event.case_id}
    return {
        "metadata": {
            "id": event.id,
            **about,
            "version": event.version,
            "occurred_at": at,
            "schema": SCHEMA_VERSION,
        },
        "data": dict(event.data),
    }


class EventBridgeBus:
    """The `EventBus` port."""

    def __init__(self, bus_name: str) -> None:
        self._bus_name = bus_name

    @cached_property
    def _client(self) -> "EventBridgeClient":
        client: EventBridgeClient = boto3.client("events")
        return client

    def publish(self, events: Sequence[Event | CityEvent]) -> None:
        for start in range(0, len(events), MOST_PER_CALL):
            entries = [
                {
                    "EventBusName": self._bus_name,
                    "Source": CITY_SOURCE if isinstance(event, CityEvent) else SOURCE,
                    "DetailType": str(event.name),
                    "Detail": json.dumps(envelope(event)),
                }
                for event in events[start : start + MOST_PER_CALL]
            ]
            answer = self._client.put_events(Entries=entries)  # type: ignore[arg-type]
            if answer["FailedEntryCount"]:
                codes = {entry.get("ErrorCode", "") for entry in answer["Entries"]} - {""}
                raise TransientFault(f"The bus refused {answer['FailedEntryCount']} events: {sorted(codes)}")
