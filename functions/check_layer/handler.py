"""A step of an import of map layers: read the upload, look it over, say what is to be indexed."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311_cli.overlay.job import job_here
from hex311_cli.overlay.problems import LayerError

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    job = job_here(event["import_id"])
    try:
        return job.check(event)
    except LayerError as refusal:
        job.refuse(refusal)
        return {"next": "refused", "shares": []}
