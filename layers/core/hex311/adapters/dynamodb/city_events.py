"""Facts about the city, in the outbox of the cases table."""

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.records import EventRecord
from hex311.domain.city_events import CityEvent, CityEventName

KEPT_S = 400 * 86_400


def city_event_record(event: CityEvent) -> EventRecord:
    return EventRecord(
        keys.city_event_pk(event.subject),
        keys.event_sk(event.version),
        case_id=event.subject,
        version=event.version,
        name=str(event.name),
        occurred_at=event.occurred_at,
        actor=event.actor,
        data=dict(event.data),
        expires_at=event.occurred_at + KEPT_S,
    )


def to_city_event(record: EventRecord) -> CityEvent:
    return CityEvent(
        subject=record.case_id,
        version=int(record.version),
        name=CityEventName(record.name),
        occurred_at=int(record.occurred_at),
        data=record.data,
        actor=record.actor,
    )
