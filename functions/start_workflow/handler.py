"""A report was submitted: start its workflow, once."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.run_workflow import start_workflow
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    start_workflow(ports(), told.case_id)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
