"""Something happened to a case: bring the city's figures up to date with it."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.usecases.count_insights import NOT_COUNTED, count_insights
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    counted: dict[str, int] = {}

    def take(told: Told) -> None:
        # Several events of one case come in one batch: the case is counted as it is, so the first look was enough.
        if told.name not in NOT_COUNTED and counted.get(told.case_id, 0) < told.version:
            counted[told.case_id] = count_insights(ports(), told.case_id)

    return consume(event, context, take)
