"""Reading from a queue what S3 tells of uploads: one photo a message."""

import re
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.errors import BadInput, Problem

logger = Logger()

_KEY = re.compile(r"quarantine/([0-9a-f]{32})")


def consume_uploads(event: dict[str, Any], context: LambdaContext, act: Callable[[str], None]) -> dict[str, Any]:
    """Let `act` handle the photo of each message; answers with those to try again (ReportBatchItemFailures)."""

    def take(record: SQSRecord) -> None:
        try:
            photo_id = uploaded(record)
            # The id opens the photo to whoever knows it, so it is not logged.
            act(photo_id)
        except Exception:
            logger.exception("upload failed", extra={"message_id": record.message_id})
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(event=event, record_handler=take, processor=processor, context=context)
    return dict(answer)


def uploaded(record: SQSRecord) -> str:
    """The photo's id in an `Object Created` event. `BadInput` for a key that no ticket of ours names."""
    key = str(record.json_body["detail"]["object"]["key"])
    match = _KEY.fullmatch(key)
    if match is None:
        raise BadInput([Problem("key", "This is no upload of a photo.")])
    return match[1]
