"""Which of DynamoDB's answers mean "try again"."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from hex311.domain.errors import TransientFault

P = ParamSpec("P")
R = TypeVar("R")

PASSING = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)

#: Why DynamoDB cancels a transaction, other than for what the transaction says.
PASSING_REASONS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError"})


def code_of(error: PynamoDBException) -> str:
    """DynamoDB's code for a fault. Empty when no answer came: PynamoDB's own accessor stumbles over those."""
    return "" if isinstance(error.cause, BotoCoreError) else error.cause_response_code or ""


def passing_faults(call: Callable[P, R]) -> Callable[P, R]:
    """Let throttling, time-outs and server faults surface as `TransientFault`; everything else is a defect of ours."""

    @wraps(call)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except PynamoDBException as error:
            if code_of(error) in PASSING or isinstance(error.cause, BotoCoreError):
                raise TransientFault from error
            raise

    return wrapped
