"""A work order is made: tell the officers of the district who are on duty."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.deliveries import report
from hex311.messages.queue import Told, consume
from hex311.usecases.inform_officers import inform_officers, sweep_officers
from hex311.wiring import ports

logger = Logger()
METRIC = "UninformedOfficers"


def take(told: Told) -> None:
    report(inform_officers(ports(), told.case_id, told.version), METRIC, ports().stack, ports().now())


def tick() -> None:
    report(sweep_officers(ports()), METRIC, ports().stack, ports().now())


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take, tick)
