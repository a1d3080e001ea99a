"""Parameters and secrets of the stack, remembered for a while."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from botocore.exceptions import BotoCoreError, ClientError

from hex311.domain.errors import TransientFault

SECONDS = 300
_PASSING = frozenset({"InternalServerError", "InternalServiceError", "ThrottlingException", "TooManyUpdates"})


def parameter(name: str) -> str:
    """The value of an SSM parameter; `TransientFault` when the service is busy or cannot be reached."""
    return str(_read(lambda: parameters.get_parameter(name, max_age=SECONDS)))


def secret(arn: str) -> str:
    """The text of a secret; `TransientFault` when the service is busy or cannot be reached."""
    return str(_read(lambda: parameters.get_secret(arn, max_age=SECONDS)))


def _read(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except GetParameterError as error:
        # Powertools wraps every fault in this one; what happened is its context.
        fault = error.__context__
        busy = isinstance(fault, ClientError) and fault.response["Error"]["Code"] in _PASSING
        if busy or isinstance(fault, BotoCoreError):
            raise TransientFault from error
        raise
