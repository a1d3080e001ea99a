"""Something happened to cases: build the map tiles around them anew, each tile once for a batch."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.messages.queue import Told, consume_together
from hex311.usecases.render_tiles import changes_the_map, render_tiles
from hex311.wiring import ports

logger = Logger()
metrics = Metrics()


def take(told: Sequence[Told]) -> Mapping[str, Exception]:
    done = render_tiles(ports(), (one.case_id for one in told if changes_the_map(one.name)))
    metrics.add_metric("TilesStored", MetricUnit.Count, done.stored)
    metrics.add_metric("ClosedCasesLeftOut", MetricUnit.Count, done.left_out)
    return done.failed


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume_together(event, take)
