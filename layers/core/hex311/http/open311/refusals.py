"""The city's errors in the words of GeoReport v2: a list of code and description, one for each problem."""

from typing import Any

from chalice import Response

from hex311.domain.errors import BadInput, CityError
from hex311.http.errors import describe
from hex311.http.open311.documents import render

#: GeoReport knows 404 for what is not there, 403 for keys, 400 for the rest; these keep their own status.
_KEPT = frozenset({403, 404, 405, 413, 429, 500, 503})


def refusal(error: CityError, suffix: str) -> Response:
    """The answer to a call that failed, in the format that was asked for."""
    status, _, headers = describe(error)
    status = status if status in _KEPT else 400
    told = [f"{p.problem} {p.mend} ({p.field})" for p in error.problems] if isinstance(error, BadInput) else []
    return _answer(status, told or [error.message], suffix, headers)


def failure(suffix: str, status: int, description: str) -> Response:
    """One error that no domain error stands for."""
    return _answer(status, [description], suffix, {})


def _answer(status: int, told: list[str], suffix: str, headers: dict[str, str]) -> Response:
    errors: list[dict[str, Any]] = [{"code": str(status), "description": description} for description in told]
    response = render("errors", errors, suffix, status)
    response.headers.update({"Cache-Control": "no-store", **headers})
    return response
