"""A new report: count it around its cells, and tell when there are far more than usual."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.watch_hotspots import watch_hotspots
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    for spot in watch_hotspots(ports(), told.case_id):
        logger.info("hotspot", extra={"hotspot": spot.id, "count": len(spot.cases), "expected": spot.expected})


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
