"""The last step of an import of map layers: publish the shares together, tell what they would change, or why not."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.wiring import ports
from hex311_cli.overlay.job import job_here
from hex311_cli.overlay.problems import LayerError

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    job = job_here(event["import_id"])
    if "failure" in event:
        job.fail(event["failure"])
        return {"status": "failed"}
    try:
        return {"status": job.finish(event, ports())}
    except LayerError as refusal:
        job.refuse(refusal)
        return {"status": "refused"}
