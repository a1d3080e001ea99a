"""Something happened to a case: bring the city's figures up to date with it, and the map's hexagons."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume
from hex311.ports import Counted
from hex311.usecases.count_insights import NOT_COUNTED, count_insights
from hex311.usecases.render_hexes import hex_tiles_of, render_hexes
from hex311.wiring import ports

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    counted: dict[str, Counted] = {}

    def take(told: Told) -> None:
        # Several events of one case come in one batch: the case is counted as it is, so the first look was enough.
        known = counted.get(told.case_id)
        if told.name not in NOT_COUNTED and (known is None or known.version < told.version):
            counted[told.case_id] = count_insights(ports(), told.case_id)

    answer = consume(event, context, take)
    # Also where nothing was counted anew: whoever counted it may have died before the tiles were drawn.
    stored = render_hexes(ports(), hex_tiles_of(one.contribution for one in counted.values()))
    metrics.add_metric("HexTilesStored", MetricUnit.Count, stored)
    return answer
