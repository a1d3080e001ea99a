"""Something happened to a case: mail those who follow it."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.notify_followers import notify_followers
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    sent = notify_followers(ports(), told.case_id, told.version)
    logger.info("notified", extra={"mails": sent})


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
