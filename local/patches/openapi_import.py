"""An API's OpenAPI body is imported whole: mock integrations, ANY methods, binary media types.

ministack 1.5.33: keeps only type, httpMethod and uri of an integration, so a CORS preflight (a mock
integration SAM writes) answers without its headers; `x-amazon-apigateway-any-method` is dropped; binary media
types are kept as SAM escapes them (`image~1jpeg`), so binary bodies never match.
AWS: imports all of it, and reads `~1` as `/`.
"""

from __future__ import annotations

from typing import Any

import ministack.services.apigateway_v1 as api_gateway

ANY_METHOD = "x-amazon-apigateway-any-method"
BINARY_TYPES = "x-amazon-apigateway-binary-media-types"
INTEGRATION = "x-amazon-apigateway-integration"
INTEGRATION_KEYS = (
    "httpMethod",
    "uri",
    "requestTemplates",
    "requestParameters",
    "passthroughBehavior",
    "contentHandling",
    "timeoutInMillis",
    "connectionType",
    "credentials",
)
RESPONSE_KEYS = ("responseParameters", "responseTemplates", "contentHandling")

_import_rest_api = api_gateway._import_rest_api


def _some(source: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: source[key] for key in keys if key in source}


def _import_operation(
    api_id: str,
    resource_id: str,
    http_method: str,
    operation: dict[str, Any] | None,
    schemes: dict[str, Any] | None = None,
    default_security: Any = None,
) -> None:
    """Method, method responses, integration and integration responses of one OpenAPI operation."""
    operation = operation or {}
    method = "ANY" if http_method.lower() == ANY_METHOD else http_method
    security = operation.get("security")
    security = default_security if security is None else security
    where = (api_id, resource_id, method)
    api_gateway._put_method(*where, api_gateway._method_security(security, schemes or {}))
    for code, response in (operation.get("responses") or {}).items():
        if str(code).isdigit():
            names = (response or {}).get("headers") or {}
            parameters = {f"method.response.header.{name}": False for name in names}
            api_gateway._put_method_response(*where, str(code), {"responseParameters": parameters})
    integration = operation.get(INTEGRATION)
    if not integration:
        return
    kind = (integration.get("type") or "").upper() or None
    api_gateway._put_integration(*where, {"type": kind} | _some(integration, INTEGRATION_KEYS))
    for pattern, response in (integration.get("responses") or {}).items():
        selection = {"selectionPattern": "" if pattern == "default" else pattern}
        status = str(response.get("statusCode", 200))
        api_gateway._put_integration_response(*where, status, selection | _some(response, RESPONSE_KEYS))


def _import_with_binary_types(spec: dict[str, Any], base: dict[str, Any] | None = None) -> Any:
    """The whole import, with binary media types from the body or the resource, unescaped."""
    data = dict(base or {})
    types = data.get("binaryMediaTypes") or spec.get(BINARY_TYPES) or []
    data["binaryMediaTypes"] = [media_type.replace("~1", "/") for media_type in types]
    return _import_rest_api(spec, data)


def apply() -> None:
    """Replace the import of one operation, and prepare the whole."""
    api_gateway._OPENAPI_HTTP_METHODS = api_gateway._OPENAPI_HTTP_METHODS | {ANY_METHOD}
    api_gateway._import_operation = _import_operation
    api_gateway._import_rest_api = _import_with_binary_types
