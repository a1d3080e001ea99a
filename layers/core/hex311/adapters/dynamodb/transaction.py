"""One DynamoDB transaction whose refusals say which part refused.

DynamoDB answers a cancelled transaction with a list of reasons in the order of its items. PynamoDB sends deletes,
then puts, then updates; the labels given here are kept in the same order.
"""

from dataclasses import dataclass
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from hex311.adapters.dynamodb.faults import code_of

CONFLICT = "TransactionConflict"
CONDITION = "ConditionalCheckFailed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one part of a transaction was refused: its label, DynamoDB's code, and the item that stood there."""

    label: str
    code: str
    item: dict[str, Any] | None


class Refused(Exception):
    """The transaction was cancelled; nothing was written."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(", ".join(f"{refusal.label}: {refusal.code}" for refusal in refusals))
        self.refusals = refusals

    def of(self, prefix: str) -> Refusal | None:
        """The first refused condition whose label begins with `prefix`."""
        return next((r for r in self.refusals if r.label.startswith(prefix) and r.code == CONDITION), None)


class LabelledTransaction:
    """Collects puts, updates and deletes, then writes all of them or none."""

    def __init__(self, connection: Connection) -> None:
        self._write = TransactWrite(connection=connection)
        self._labels: dict[str, list[str]] = {"delete": [], "put": [], "update": []}

    def put(self, label: str, record: Model, condition: Condition | None = None) -> None:
        self._labels["put"].append(label)
        self._write.save(record, condition=condition, return_values="ALL_OLD")

    def update(self, label: str, record: Model, actions: list[Action], condition: Condition | None = None) -> None:
        self._labels["update"].append(label)
        self._write.update(record, actions=actions, condition=condition)

    def delete(self, label: str, record: Model) -> None:
        self._labels["delete"].append(label)
        self._write.delete(record)

    def commit(self) -> None:
        """Raises `Refused` when DynamoDB cancels the transaction; other faults pass through."""
        try:
            with self._write:
                pass
        except TransactWriteError as error:
            if code_of(error) != "TransactionCanceledException":
                raise
            labels = [*self._labels["delete"], *self._labels["put"], *self._labels["update"]]
            reasons = zip(labels, error.cancellation_reasons, strict=False)
            raise Refused(
                tuple(
                    Refusal(label, reason.code, reason.raw_item)
                    for label, reason in reasons
                    if reason is not None and reason.code != "None"
                )
            ) from error
