"""Counters of fixed windows."""

import time

from pynamodb.exceptions import UpdateError

from hex311.adapters.dynamodb.faults import code_of, passing_faults
from hex311.adapters.dynamodb.records import LimitRecord
from hex311.domain.errors import TooMany
from hex311.ports import LimitHit


class DynamoLimits:
    """The `Limits` port, for what is counted on its own; the others are counted within `DynamoCases.commit`."""

    @passing_faults
    def count(self, hit: LimitHit) -> None:
        try:
            LimitRecord(hit.key).update(
                actions=[LimitRecord.n.add(1), LimitRecord.expires_at.set(hit.ends_at)],
                condition=LimitRecord.n.does_not_exist() | (LimitRecord.n < hit.most),
            )
        except UpdateError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            raise TooMany(max(1, hit.ends_at - int(time.time())), hit.message) from error
