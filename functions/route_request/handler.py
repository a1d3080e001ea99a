"""A step of the workflow: what comes next for this case, and whose is it?"""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.run_workflow import route_request
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    routed = route_request(ports(), event["case_id"], int(event["generation"]))
    return {
        "case_id": event["case_id"],
        "generation": event["generation"],
        "next": routed.next,
        "work_orders": [{"work_order_id": order} for order in routed.work_order_ids],
    }
