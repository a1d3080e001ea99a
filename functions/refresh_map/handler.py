"""Every hour: draw the whole live map anew from the table, and store what differs.

What time is too short for, the next hour does.
"""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.refresh_map import refresh_map
from hex311.wiring import ports

logger = Logger()
metrics = Metrics()

# Enough for the fullest z12 tile, with all its attempts, before Lambda ends the function.
RESERVE_MS = 60_000


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    done = refresh_map(ports(), lambda: context.get_remaining_time_in_millis() > RESERVE_MS)
    metrics.add_metric("TilesRefreshed", MetricUnit.Count, done.stored)
    metrics.add_metric("ClosedCasesLeftOut", MetricUnit.Count, done.left_out)
    if done.faults:
        raise ExceptionGroup("tiles that could not be drawn", done.faults)
    return {"parents": done.parents, "stored": done.stored, "unfinished": done.unfinished}
