"""Every hour of the night: learn how long cases take, and look at the estimates of open ones that are due for it."""

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.estimates import make_estimates
from hex311.wiring import ports

logger = Logger()

#: One look at a case takes far less; what is not done when so little time is left is done an hour later.
LEAST_MS = 20_000


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    night = make_estimates(ports(), lambda: context.get_remaining_time_in_millis() > LEAST_MS)
    logger.info("estimates", extra=asdict(night))
    return asdict(night)
