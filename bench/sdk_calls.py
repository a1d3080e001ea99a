"""How many AWS calls one accepted report costs, counted at the SDK while the real adapters run on moto."""

from typing import Any

from hex311.usecases.submit_request import submit_request
from tests.support.aws import moto_city
from tests.support.city import a_report, resident


def sdk_calls_of_one_submission() -> int:
    """Calls of one `submit_request` with a reporter, duplicates on, in a warm function.

    The overlay's read is counted as the one Query that it is (the fixture answers it from memory); catalogue,
    secret and parameters are cached by a warm function and not counted.
    """
    from pynamodb.connection.base import Connection

    calls: list[str] = []
    original = Connection.dispatch

    def counted(self: Any, operation: str, kwargs: Any) -> Any:
        calls.append(operation)
        return original(self, operation, kwargs)

    with moto_city() as city:
        submit_request(city, a_report(reporter=resident()))
        Connection.dispatch = counted  # type: ignore[method-assign]
        try:
            submit_request(city, a_report(reporter=resident("bo@example.org")))
        finally:
            Connection.dispatch = original  # type: ignore[method-assign]
    overlay_query = 1
    return len(calls) + overlay_query
