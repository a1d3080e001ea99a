"""Every quarter of an hour: end the hotspots whose counts are usual again."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.watch_hotspots import clear_hotspots
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    return {"cleared": clear_hotspots(ports())}
