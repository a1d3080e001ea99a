"""Every night: draw the months of the map's history in which closed cases changed."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.archive_history import archive_history
from hex311.wiring import ports

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    done = archive_history(ports(), everything=bool(event.get("everything")))
    metrics.add_metric("MonthsArchived", MetricUnit.Count, done.stored)
    return {"months": list(done.months), "stored": done.stored}
