"""A step of the workflow: make one work order, and remember who waits for it."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.run_workflow import create_work_order
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    create_work_order(ports(), event["case_id"], event["work_order_id"], int(event["generation"]), event["task_token"])
