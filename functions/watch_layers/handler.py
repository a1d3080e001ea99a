"""Every minute: take back what a publication of layers left that died, long before it would take effect."""

import time
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.settings import Settings
from hex311_cli.overlay.journal import Journal, undo_dead_write
from hex311_cli.overlay.tablewriter import OverlayTableWriter

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, bool]:
    settings = Settings.from_env()
    journal = Journal(boto3.client("s3"), settings.city_bucket)
    undone = undo_dead_write(journal, OverlayTableWriter(boto3.client("dynamodb"), settings.overlay_table), time.time)
    if undone:
        logger.warning("a publication of layers had died; its items were taken back")
    return {"undone": undone}
