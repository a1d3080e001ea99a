"""What is counted of deliveries: those that somebody should look at."""

from collections.abc import Iterable

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit

from hex311.domain.delivery import Delivery

logger = Logger()


def report(tried: Iterable[Delivery], metric: str, stack: str, now: int) -> None:
    """One log line for each attempt, and one metric line for those in trouble (an alarm looks at it)."""
    troubles = 0
    for delivery in tried:
        troubles += delivery.in_trouble(now)
        logger.info(
            "delivery",
            extra={
                "delivery": delivery.id,
                "state": str(delivery.state),
                "attempts": delivery.attempts,
                "reason": delivery.reason,
            },
        )
    if troubles:
        with single_metric(name=metric, unit=MetricUnit.Count, value=troubles) as line:
            line.add_dimension("stack", stack)
