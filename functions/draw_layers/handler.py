"""Every minute: let the map show the layers that stand now, drawing those that have not been drawn."""

from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.settings import Settings
from hex311_cli.maptiles.follow import follow

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, bool]:
    settings = Settings.from_env()
    changed = follow(
        boto3.client("s3"),
        settings.city_bucket,
        settings.tiles_bucket,
        progress=logger.info,
        told=logger.warning,
    )
    if changed:
        logger.info("the map shows other layers")
    return {"changed": changed}
