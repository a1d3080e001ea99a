"""The workflow stopped: leave a note on the case, and say when a successor may try."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.usecases.recover_workflow import flag_failure
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    error = str(event.get("error", ""))
    logger.error("workflow failed", extra={"case_id": event["case_id"], "error_name": error})
    return {"pause_s": flag_failure(ports(), event["case_id"], int(event["generation"]), error)}
