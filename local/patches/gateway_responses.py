"""The answers API Gateway gives by itself: imported templates, bodies that are too large, failed functions.

ministack 1.5.33: gateway responses in the OpenAPI body (where SAM's GatewayResponses end up) are ignored; a body
of any size is passed on; when a function raises, its error message and stack reach the client as a 502.
AWS: imports them; a body over 10 MB is answered 413 (REQUEST_TOO_LARGE); a failed function is 502
{"message": "Internal server error"}, through the DEFAULT_5XX template when there is one.
"""

from __future__ import annotations

from typing import Any

import ministack.services.apigateway_v1 as api_gateway

GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"
LARGEST_BODY = 10 * 1024 * 1024
#: Stands for "the function failed" between the two functions below; no function can answer it.
FUNCTION_FAILED = "\x1ehex311-function-failed"

_import_rest_api = api_gateway._import_rest_api
_execute = api_gateway._execute_in_scope
_proxy_response = api_gateway._lambda_proxy_response
_render = api_gateway._gateway_error_response


class FunctionFailure(api_gateway._GatewayError):  # type: ignore[misc]
    """A function that raised, timed out or answered nothing usable: DEFAULT_5XX, but as a 502."""

    def __init__(self) -> None:
        super().__init__("DEFAULT_5XX", "Internal server error")


def _import_with_responses(spec: dict[str, Any], base: dict[str, Any] | None = None) -> Any:
    """The import, and then the gateway responses (before SAM's Deployment takes its snapshot of them)."""
    api_id = _import_rest_api(spec, base)
    for response_type, response in (spec.get(GATEWAY_RESPONSES) or {}).items():
        status, _headers, body = api_gateway._put_gateway_response(api_id, response_type, response)
        if status >= 400:
            raise ValueError(f"gateway response {response_type}: {body!r}")
    return api_id


async def _execute_checked(
    request: dict[str, Any], api_id: str, stage_name: str, method: str, path: str, headers: Any, body: bytes, *rest: Any
) -> Any:
    """Refuse what is too large, run the rest, and put failed functions into the stack's own words."""
    stage = api_gateway._stages_v1.get(api_id, {}).get(stage_name)
    if stage and len(body or b"") > LARGEST_BODY:
        request["stage"] = stage
        return api_gateway._GatewayError("REQUEST_TOO_LARGE", "Request Too Long", "RequestTooLargeException")
    answer = await _execute(request, api_id, stage_name, method, path, headers, body, *rest)
    failed = isinstance(answer, tuple) and answer[0] == 502 and FUNCTION_FAILED.encode() in _as_bytes(answer[2])
    return FunctionFailure() if failed else answer


def _as_bytes(body: Any) -> bytes:
    # The mark is escaped by json.dumps on its way into the body.
    text = body if isinstance(body, bytes) else str(body).encode()
    return text.replace(b"\\u001e", b"\x1e")


def _mark_failures(result: dict[str, Any]) -> tuple[Any, str | None]:
    """A failed function's own words stay in its log."""
    response, error = _proxy_response(result)
    return response, FUNCTION_FAILED if error else None


def _render_failures(error: Any, request: dict[str, Any]) -> tuple[int, dict[str, Any], bytes]:
    """As always, with the status of a failed proxy integration where the template names none."""
    status, headers, body = _render(error, request)
    return (502 if isinstance(error, FunctionFailure) and status == 500 else status), headers, body


def apply() -> None:
    """Wrap the import, the execution and the rendering."""
    # Another patch may have replaced the import since this module was loaded.
    global _import_rest_api
    _import_rest_api = api_gateway._import_rest_api
    api_gateway._import_rest_api = _import_with_responses
    api_gateway._execute_in_scope = _execute_checked
    api_gateway._lambda_proxy_response = _mark_failures
    api_gateway._gateway_error_response = _render_failures
