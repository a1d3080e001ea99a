"""A step of the workflow: the next generation of this execution takes over."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.recover_workflow import hand_over
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    hand_over(ports(), event["case_id"], int(event["generation"]))
