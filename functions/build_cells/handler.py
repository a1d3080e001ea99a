"""A step of an import of map layers: index one share of the cells."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311_cli.overlay.job import job_here

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    job_here(event["import_id"]).index(event)
    return {"stage": event["stage"], "share": event["share"]}
