"""A step of `import_layers`: the next batch of open cases follows the layers, or is asked what it would mean."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.reroute_open_cases import fail_rerouting, reroute_batch
from hex311.wiring import ports

logger = Logger()
#: Enough for a page of cases and the writing of a batch.
RESERVE_MS = 80_000


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "failure" in event:
        fail_rerouting(ports(), event["import_id"], event["run"])
        return {"more": False}
    more = reroute_batch(
        ports(), event["import_id"], event["run"], lambda: context.get_remaining_time_in_millis() > RESERVE_MS
    )
    return {"more": more}
