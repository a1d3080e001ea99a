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
        "TransactionInProgressException",
    }
)


def passing_faults(call: Callable[P, R]) -> Callable[P, R]:
    """Let throttling, time-outs and server faults surface as `TransientFault`; everything else is a defect of ours."""

    @wraps(call)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except PynamoDBException as error:
            if error.cause_response_code in PASSING or isinstance(error.cause, BotoCoreError):
                raise TransientFault from error
            raise

    return wrapped
