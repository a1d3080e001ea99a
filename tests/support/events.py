"""Events on their way: records of the table's stream, messages of the queues, and a small world that delivers them."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.records import EventRecord
from hex311.adapters.event_bus import envelope
from hex311.domain.events import SOURCE, Event


def stream_record(event: Event, sequence: int = 1) -> dict[str, Any]:
    """The stream's record of an event item, as the adapter writes it."""
    item = EventRecord(
        keys.case_pk(event.case_id),
        keys.event_sk(event.version),
        case_id=event.case_id,
        version=event.version,
        name=str(event.name),
        occurred_at=event.occurred_at,
        actor=event.actor,
        data=dict(event.data),
    )
    image = item.serialize()
    return {
        "eventID": uuid4().hex,
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": {
            "Keys": {name: image[name] for name in ("pk", "sk")},
            "NewImage": image,
            "SequenceNumber": str(sequence),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }


def stream_batch(events: Iterable[Event]) -> dict[str, Any]:
    """A batch whose sequence numbers count from 1."""
    return {"Records": [stream_record(event, number) for number, event in enumerate(events, start=1)]}


def message(event: Event) -> str:
    """The body of a queue message: the bus's envelope around the event."""
    return json.dumps(
        {
            "version": "0",
            "id": str(uuid4()),
            "detail-type": str(event.name),
            "source": SOURCE,
            "account": "000000000000",
            "time": "2026-09-21T12:00:00Z",
            "region": "us-east-1",
            "resources": [],
            "detail": envelope(event),
        }
    )


def queue_batch(bodies: Iterable[str]) -> dict[str, Any]:
    """A batch of messages whose ids are m1, m2, ..."""
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "receiptHandle": f"handle-{number}",
                "body": body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:queue",
                "awsRegion": "us-east-1",
            }
            for number, body in enumerate(bodies, start=1)
        ]
    }


def failures(answer: dict[str, Any]) -> list[str]:
    """What a batch's answer gives back to the queue or stream."""
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
