"""Work was finished, called off, or called on again: tell the execution that waits, or start a successor.

Executions that failed come by here too.
"""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.events import EventName
from hex311.messages.queue import Told, consume
from hex311.usecases.recover_workflow import revive_workflow
from hex311.usecases.run_workflow import begin_again, release_workflow, resume_workflow, take_up_again
from hex311.wiring import ports

logger = Logger()


#: What the rule on failed executions calls them; in the place of a case's id it puts the execution's name.
EXECUTION_FAILED = "ExecutionFailed"


def take(told: Told) -> None:
    if told.name == EXECUTION_FAILED:
        case_id, _, generation = told.case_id.rpartition("-")
        revive_workflow(ports(), case_id, int(generation))
        return
    if told.name == EventName.REQUEST_MERGED:
        release_workflow(ports(), told.case_id)
    elif told.name in (EventName.REQUEST_UNMERGED, EventName.REQUEST_REOPENED):
        take_up_again(ports(), told.case_id)
    elif told.name == EventName.REQUEST_RECLASSIFIED:
        begin_again(ports(), told.case_id, int(told.data["generation"]))
    elif told.name == EventName.LOCATION_CORRECTED:
        # The same work for other hands is waited for as before.
        if told.data["work_changed"]:
            take_up_again(ports(), told.case_id)
    else:
        resume_workflow(ports(), told.case_id, str(told.data["work_order_id"]))


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
