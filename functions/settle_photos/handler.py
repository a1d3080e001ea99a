"""Photos were attached, released or withdrawn: bring their files to where they belong."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.settle_photos import settle_photos
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    settle_photos(ports(), told.case_id)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
