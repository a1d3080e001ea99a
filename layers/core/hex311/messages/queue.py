"""Reading events from queues, one by one: a message that fails goes back to the queue, the others are done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311 import schemas

logger = Logger()


@dataclass(frozen=True, slots=True)
class Told:
    """What a message on a queue says: which event of which case. The facts themselves are read from the case."""

    name: str
    case_id: str
    version: int
    data: dict[str, Any]


#: What a schedule puts into a queue: time to look at what waits.
TICK = {"tick": True}


def consume(
    event: dict[str, Any],
    context: LambdaContext,
    act: Callable[[Told], None],
    on_tick: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """Let `act` handle each message of a batch, and `on_tick` those of the clock; answers with those to try again
    (ReportBatchItemFailures)."""

    def take(record: SQSRecord) -> None:
        try:
            if on_tick and record.json_body == TICK:
                on_tick()
                return
            told = told_by(record)
            with logger.append_context_keys(case_id=told.case_id, event=told.name):
                act(told)
        except Exception:
            logger.exception("message failed", extra={"message_id": record.message_id})
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(event=event, record_handler=take, processor=processor, context=context)
    return dict(answer)


def consume_together(event: dict[str, Any], act: Callable[[Sequence[Told]], Mapping[str, Exception]]) -> dict[str, Any]:
    """Let `act` handle a whole batch at once; it tells what failed, by case. Answers as `consume` does."""
    told: dict[str, Told] = {}
    failed: dict[str, Exception] = {}
    for raw in event["Records"]:
        record = SQSRecord(raw)
        try:
            told[record.message_id] = told_by(record)
        except Exception as error:
            failed[record.message_id] = error
    by_case = act(list(told.values())) if told else {}
    failed |= {message: by_case[one.case_id] for message, one in told.items() if one.case_id in by_case}
    for message, fault in failed.items():
        case_id = told[message].case_id if message in told else ""
        logger.error("message failed", exc_info=fault, extra={"message_id": message, "case_id": case_id})
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def told_by(record: SQSRecord) -> Told:
    """Raises `BadInput` when the body is not an event of ours; the message then ends in the dead-letter queue."""
    envelope = record.json_body
    detail = envelope["detail"]
    schemas.check("events/event", detail)
    metadata = detail["metadata"]
    return Told(envelope["detail-type"], metadata["case_id"], metadata["version"], detail["data"])
