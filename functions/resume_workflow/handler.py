"""A work order was completed: tell the execution that waits, or start a successor."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.run_workflow import resume_workflow
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    resume_workflow(ports(), told.case_id, str(told.data["work_order_id"]))


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
