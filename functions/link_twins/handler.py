"""Twins and merged cases: look around for what was filed unguarded or has moved, and pass a parent's end on."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.events import EventName
from hex311.messages.queue import Told, consume
from hex311.usecases.follow_parent import pass_on_to_children
from hex311.usecases.link_late_twin import link_late_twin
from hex311.wiring import ports

logger = Logger()


def take(told: Told) -> None:
    if told.name in (EventName.REQUEST_SUBMITTED, EventName.LOCATION_CORRECTED, EventName.REQUEST_RECLASSIFIED):
        link_late_twin(ports(), told.case_id)
    else:
        pass_on_to_children(ports(), told.case_id)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return consume(event, context, take)
