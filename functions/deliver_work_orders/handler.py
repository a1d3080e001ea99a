"""A work order is made, changed or taken back: tell departments that work with systems of their own."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.deliveries import report
from hex311.messages.queue import Told, consume
from hex311.usecases.deliver_work_orders import deliver_work_orders, sweep_deliveries
from hex311.wiring import ports

logger = Logger()
METRIC = "UndeliveredWorkOrders"


def take(told: Told) -> None:
    report(deliver_work_orders(ports(), told.case_id, told.version), METRIC, ports().stack, ports().now())


def tick() -> None:
    report(sweep_deliveries(ports()), METRIC, ports().stack, ports().now())


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take, tick)
