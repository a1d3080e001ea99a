"""A file has arrived in quarantine: draw the photo anew, or refuse it."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.uploads import consume_uploads
from hex311.usecases.process_photo import process_photo
from hex311.wiring import ports

logger = Logger()


def take(photo_id: str) -> None:
    process_photo(ports(), photo_id)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume_uploads(event, context, take)
