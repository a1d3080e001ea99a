"""A Cognito authorizer without scopes takes ID tokens only.

ministack 1.5.33: takes access tokens too.
AWS: a method without authorization scopes expects the ID token and answers an access token with 401 (AWS
knowledge centre, "api-gateway-cognito-401-unauthorized").
"""

from __future__ import annotations

from typing import Any

import ministack.services.apigateway_v1 as api_gateway

_validate = api_gateway._validate_cognito_authorizer


async def _validate_id_token(authorizer: Any, method: dict[str, Any], *request: Any) -> tuple[Any, Any]:
    """(claims, error), as before, but 401 for a token of another use."""
    claims, error = await _validate(authorizer, method, *request)
    if claims and not method.get("authorizationScopes") and claims.get("token_use") != "id":
        return None, api_gateway._GatewayError("UNAUTHORIZED", "Unauthorized")
    return claims, error


def apply() -> None:
    """Wrap the check every Cognito method goes through."""
    api_gateway._validate_cognito_authorizer = _validate_id_token
