"""The router of all APIs: Chalice, with our errors, logs and headers around every view.

Chalice turns an exception of a view into a bare 500 before any middleware sees it, so each view is wrapped when it
is registered (`route`); the rest of Chalice is left alone.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from chalice import Chalice, Response
from chalice.app import Request

from hex311.domain.errors import CityError
from hex311.domain.languages import borrowed_in
from hex311.http.errors import describe, restate

View = Callable[..., Any]
Refuse = Callable[[CityError, Request], Response]

logger = Logger()
metrics = Metrics()

SAFE_HEADERS = {"Content-Type": "application/json; charset=utf-8", "X-Content-Type-Options": "nosniff"}
NO_STORE = "no-store"


class CityApi(Chalice):  # type: ignore[misc]
    """One API of the city. `app = CityApi("intake_api")`, then `@app.route(...)` as in any Chalice application.

    `refuse` writes the answer to a call that failed, for APIs with error documents of their own.
    """

    def __init__(self, name: str, refuse: Refuse | None = None) -> None:
        super().__init__(app_name=name)
        self._refuse = refuse or refuse_in_json
        # Chalice configures a root handler of its own; Powertools writes the structured lines.
        self.log.disabled = True

    def route(self, path: str, **kwargs: Any) -> Callable[[View], View]:
        register = super().route(path, **kwargs)

        def registered(view: View) -> View:
            register(self._speaking_http(view, path))
            return view

        return registered

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        logger.append_keys(
            request_id=getattr(context, "aws_request_id", None),
            route=event.get("resource") or event.get("requestContext", {}).get("resourcePath"),
        )
        answer: dict[str, Any] = super().__call__(event, context)
        if answer["statusCode"] >= 400 and '"Code"' in str(answer.get("body", ""))[:40]:
            answer["body"] = json.dumps(restate(answer["statusCode"], answer["body"]))
            answer["headers"] = {**answer.get("headers", {}), **SAFE_HEADERS}
        return answer

    def _speaking_http(self, view: View, path: str) -> View:
        @wraps(view)
        def spoken(*args: Any, **kwargs: Any) -> Response:
            try:
                answer = view(*args, **kwargs)
            except CityError as error:
                refused = self._refuse(error, self.current_request)
                logger.info("refused", extra={"code": error.code, "status": refused.status_code, "path": path})
                return refused
            except Exception:
                logger.exception("failed", extra={"path": path})
                count("Failures", path)
                return self._refuse(CityError(), self.current_request)
            return answer if isinstance(answer, Response) else reply(answer)

        return spoken


def reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer, which names the texts in it that there are only in another language. Nothing is cached unless
    `headers` says so."""
    text = json.dumps(_with_languages(body), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(
        body=text, status_code=status, headers={**SAFE_HEADERS, "Cache-Control": NO_STORE, **(headers or {})}
    )


def _with_languages(body: Any) -> Any:
    """`other_languages`: where the texts are that come in another language than the answer, by that language."""
    if not isinstance(body, dict):
        return body
    others: dict[str, list[str]] = {}
    for language, place in borrowed_in(body):
        others.setdefault(language, []).append(place)
    return {**body, "other_languages": others} if others else body


def kept_by_tag(request: Request, response: Response) -> Response:
    """The response with an ETag; 304 without a body for a caller that has it already."""
    tag = f'"{hashlib.sha256(str(response.body).encode()).hexdigest()[:32]}"'
    headers = {**response.headers, "ETag": tag, "Vary": "Accept-Language"}
    known = str((request.headers or {}).get("if-none-match", ""))
    if tag in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(body="", status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def refuse_in_json(error: CityError, _: Request) -> Response:
    """The one shape of errors (schema `error.json`)."""
    status, body, headers = describe(error)
    return reply(body, status, headers)


def count(name: str, route: str) -> None:
    """One metric line, with the route and never with anything of the request."""
    metrics.add_dimension("route", route)
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()
