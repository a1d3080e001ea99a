"""Something happened to a case: build the map tiles around it anew."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.render_tiles import changes_the_map, render_tiles
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    if changes_the_map(told.name):
        render_tiles(ports(), told.case_id)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
