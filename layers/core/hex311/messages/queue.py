"""Reading events from queues."""

from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from hex311 import schemas


@dataclass(frozen=True, slots=True)
class Told:
    """What a message on a queue says: which event of which case. The facts themselves are read from the case."""

    name: str
    case_id: str
    version: int
    data: dict[str, Any]


def told_by(record: SQSRecord) -> Told:
    """Raises `BadInput` when the body is not an event of ours; the message then ends in the dead-letter queue."""
    envelope = record.json_body
    detail = envelope["detail"]
    schemas.check("events/event", detail)
    metadata = detail["metadata"]
    return Told(envelope["detail-type"], metadata["case_id"], metadata["version"], detail["data"])
