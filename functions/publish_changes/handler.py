"""News of a case -> the public change feed, whose positions are given here and nowhere else."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.publish_changes import publish_changes
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    publish_changes(ports(), told.case_id, told.version)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
