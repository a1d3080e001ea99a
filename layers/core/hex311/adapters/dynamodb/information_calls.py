"""Counts of calls, among the counters of the city's figures."""

from collections.abc import Sequence
from typing import Any

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.operand import Path

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, passing_faults
from hex311.adapters.dynamodb.records import IdempotencyRow, InsightRecord
from hex311.adapters.dynamodb.transaction import CONFLICT, LabelledTransaction, Refused
from hex311.domain.errors import TransientFault
from hex311.domain.information_call import CountedCalls, InformationCall

#: One counter for each day of the month: `n07`.
_COUNTER = "n"
KEPT_S = 86_400


class DynamoInformationCalls:
    """The `InformationCalls` port. The counter and the key that was counted are written together."""

    def __init__(self, region: str) -> None:
        self._connection = SharedConnection(region=region)

    @passing_faults
    def count(self, call: InformationCall, key: str, at: int) -> bool:
        transaction = LabelledTransaction(self._connection)
        row = IdempotencyRow(
            keys.idempotency_pk(key),
            keys.IDEMPOTENCY,
            body_hash="information-call",
            case_id="",
            duplicates=[],
            expires_at=at + KEPT_S,
        )
        transaction.put("key", row, IdempotencyRow.pk.does_not_exist())
        record = InsightRecord(
            keys.information_pk(call.day[:4]), keys.information_sk(call.topic, call.language, call.day[:7])
        )
        transaction.update("counter", record, [Path(f"{_COUNTER}{call.day[8:]}").add(1)])
        try:
            transaction.commit()
        except Refused as refused:
            if refused.of("key"):
                return False
            if any(one.code == CONFLICT or one.code in PASSING_REASONS for one in refused.refusals):
                raise TransientFault from refused
            raise TransactWriteError(str(refused)) from refused
        return True

    def between(self, first: str, last: str) -> Sequence[CountedCalls]:
        found: list[CountedCalls] = []
        for year in range(int(first[:4]), int(last[:4]) + 1):
            for raw in self._rows(str(year)):
                found += _counted(str(year), raw)
        return [one for one in found if first <= one.call.day <= last]

    @passing_faults
    def _rows(self, year: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        connection, start = InsightRecord._get_connection(), None
        while True:
            page = connection.query(keys.information_pk(year), exclusive_start_key=start)
            rows += page["Items"]
            start = page.get("LastEvaluatedKey")
            if not start:
                return rows


def _counted(year: str, raw: dict[str, Any]) -> list[CountedCalls]:
    topic, language, month = raw["sk"]["S"].split("#")
    return [
        CountedCalls(InformationCall(topic, language, f"{year}-{month}-{name[1:]}"), int(value["N"]))
        for name, value in raw.items()
        if name[0] == _COUNTER
    ]
