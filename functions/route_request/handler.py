"""A step of the workflow: what comes next for this case, and whose is it?"""

from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.moments import iso
from hex311.usecases.run_workflow import MOST_ROUNDS, route_request
from hex311.wiring import ports

logger = Logger()


class TooManyRounds(Exception):
    """The execution asks and asks and gets nowhere: a defect, not work."""


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    number = int(event.get("round", 0)) + 1
    if number > MOST_ROUNDS:
        raise TooManyRounds(f"{event['case_id']} has asked {MOST_ROUNDS} times in one execution")
    started = event.get("started_at")
    started_at = int(datetime.fromisoformat(started).timestamp()) if started else None
    routed = route_request(ports(), event["case_id"], int(event["generation"]), started_at)
    return {
        "case_id": event["case_id"],
        "generation": event["generation"],
        "round": number,
        "next": routed.next,
        "work_orders": [{"work_order_id": order} for order in routed.work_order_ids],
        **({"until": iso(routed.until)} if routed.until is not None else {}),
    }
