"""A duplicate radius was raised: lay the cases out further, page by page, and go on by the queue when time runs out."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311 import schemas
from hex311.usecases.widen_covers import widen_page
from hex311.wiring import ports

logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
#: A page must surely fit into what is left.
LEAST_LEFT_MS = 60_000


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    def take(record: SQSRecord) -> None:
        try:
            widen(*job_in(record.json_body), context)
        except Exception:
            logger.exception("back-fill failed", extra={"message_id": record.message_id})
            raise

    return dict(process_partial_response(event=event, record_handler=take, processor=processor, context=context))


def job_in(body: dict[str, Any]) -> tuple[dict[str, float], str]:
    """Radii by group, and where to go on: from the event of a publication, or from an invocation before this."""
    if "detail" not in body:
        return dict(body["radii"]), str(body["cursor"])
    schemas.check("events/city_event", body["detail"])
    return dict(body["detail"]["data"]["raised"]), ""


def widen(radii: dict[str, float], cursor: str, context: LambdaContext) -> None:
    changed = 0
    while radii:
        count, cursor = widen_page(ports(), radii, cursor)
        changed += count
        if not cursor:
            break
        if context.get_remaining_time_in_millis() < LEAST_LEFT_MS:
            ports().widen_jobs.go_on(radii, cursor)
            break
    logger.info("widened", extra={"cases": changed, "groups": sorted(radii), "is_done": not cursor})
