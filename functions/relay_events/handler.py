"""Table stream -> event bus: the only publisher of events.

Records are published in the order of the stream. The first one that cannot be is reported back; the stream is then
retried from there, split until the culprit stands alone, and that one goes to the failure store.
"""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.city_events import CityEvent
from hex311.domain.errors import TransientFault
from hex311.domain.events import Event
from hex311.messages.stream import event_of
from hex311.usecases.relay_events import relay_events
from hex311.wiring import ports

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    good, failed = _decode(event["Records"])
    try:
        relay_events(ports(), [one for _, one in good])
    except TransientFault:
        logger.exception("bus refused events")
        failed = [good[0][0], *failed]
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in failed]}


def _decode(records: list[dict[str, Any]]) -> tuple[list[tuple[str, Event | CityEvent]], list[str]]:
    """The events up to the first record that is none, and that record's sequence number."""
    good: list[tuple[str, Event | CityEvent]] = []
    for record in records:
        sequence = record["dynamodb"]["SequenceNumber"]
        try:
            good.append((sequence, event_of(record)))
        except ValueError:
            logger.exception("poison record", extra={"sequence": sequence})
            return good, [sequence]
    return good, []
