"""A step of the workflow: close the case with the outcome that the work had."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.run_workflow import close_request
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    close_request(ports(), event["case_id"])
