"""Where crews stood, in a collection of its own: whoever reads a case reads none of it."""

from collections.abc import Sequence

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.records import StepPositionRecord
from hex311.adapters.dynamodb.transaction import LabelledTransaction
from hex311.domain.geography import Point
from hex311.domain.step_position import StepPosition


def put_position(transaction: LabelledTransaction, position: StepPosition) -> None:
    """As a part of the step's own transaction: a step that is not taken leaves none."""
    record = StepPositionRecord(
        keys.positions_pk(position.case_id),
        keys.position_sk(position.work_order_id, position.version),
        step=position.step,
        lat=position.point.latitude,
        long=position.point.longitude,
        accuracy_m=position.accuracy_m,
        expires_at=position.forget_at,
    )
    transaction.put(f"position#{position.work_order_id}", record)


def positions_of(case_id: str, work_order_id: str, now: int) -> Sequence[StepPosition]:
    """In the order of the steps. What has had its time is not told, whether it was deleted already or not."""
    of_order = StepPositionRecord.sk.startswith(keys.position_prefix(work_order_id))
    found = StepPositionRecord.query(keys.positions_pk(case_id), of_order, consistent_read=True)
    return [
        StepPosition(
            case_id,
            work_order_id,
            int(record.sk.rpartition("#")[2]),
            record.step,
            Point(latitude=float(record.lat), longitude=float(record.long)),
            int(record.accuracy_m),
            int(record.expires_at),
        )
        for record in found
        if record.expires_at > now
    ]
