"""Work was finished, called off by a merge, or called on again: tell the execution that waits, or start a successor."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.events import EventName
from hex311.messages.queue import Told, consume
from hex311.usecases.run_workflow import release_workflow, resume_workflow, take_up_again
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    if told.name == EventName.REQUEST_MERGED:
        release_workflow(ports(), told.case_id)
    elif told.name == EventName.REQUEST_UNMERGED:
        take_up_again(ports(), told.case_id)
    else:
        resume_workflow(ports(), told.case_id, str(told.data["work_order_id"]))


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
