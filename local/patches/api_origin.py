"""A distribution can have an API as its origin.

ministack 1.5.33: CloudFront refuses to dial any host AWS owns (502, "Origin unreachable"), and an API's
`{id}.execute-api.{region}.amazonaws.com` is one.
AWS: the ordinary way to put an API behind CloudFront. The API must get its own Host (a forwarded viewer Host is
answered 403 by API Gateway), so the all-viewer-except-host request policy is the one to use.
"""

from __future__ import annotations

import asyncio
import re
from http.client import responses
from typing import Any
from urllib.parse import parse_qs, unquote

import ministack.services.cloudfront as cloudfront

API_HOST = re.compile(r"^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$")

_fetch_elsewhere = cloudfront._fetch_from_origin

Answer = tuple[int, str, dict[str, Any], bytes]


async def _fetch_from_api(
    api_id: str,
    origin: dict[str, Any],
    method: str,
    uri: str,
    query: str,
    headers: dict[str, Any],
    body: bytes,
    client_ip: str,
    viewer_forwarded_for: str,
) -> Answer:
    """Answer in process, as the API's own host would."""
    from ministack import app as gateway  # imports every service: late, as the emulator does it

    sent = cloudfront._origin_request_headers(origin, headers, client_ip, viewer_forwarded_for)
    lowered = {name.lower(): value for name, value in sent.items()}
    if not API_HOST.match(cloudfront._normalize_origin_host(lowered["host"])):
        return 403, "Forbidden", {"content-type": "application/json"}, b'{"message":"Forbidden"}'
    host = f"{api_id}.execute-api.{gateway._MINISTACK_HOST}"
    path = (origin.get("origin_path") or "") + uri
    answer = gateway._handle_execute_api_request(
        host,
        unquote(path),
        method,
        lowered | {"host": host},
        body or b"",
        parse_qs(query, keep_blank_values=True),
        path,
        query,
    )
    try:
        status, answered, data = await asyncio.wait_for(answer, origin.get("read_timeout", 30))
    except TimeoutError as error:
        raise cloudfront.OriginTimeout(f"no answer from API {api_id}") from error
    pairs = [(name, one) for name, value in answered.items() for one in (value if isinstance(value, list) else [value])]
    content = data if isinstance(data, bytes) else str(data).encode()
    return status, responses.get(status, ""), cloudfront._multidict_from_pairs(pairs), content


async def _fetch_from_origin(
    origin: dict[str, Any],
    method: str,
    uri: str,
    query: str,
    headers: dict[str, Any],
    body: bytes,
    viewer_is_https: bool,
    client_ip: str,
    viewer_forwarded_for: str,
    distribution_arn: str,
) -> Answer:
    """APIs here, everything else as before."""
    api = API_HOST.match(cloudfront._normalize_origin_host(origin["domain_name"]))
    if api:
        return await _fetch_from_api(
            api.group(1), origin, method, uri, query, headers, body, client_ip, viewer_forwarded_for
        )
    fetched: Answer = await _fetch_elsewhere(
        origin,
        method,
        uri,
        query,
        headers,
        body,
        viewer_is_https,
        client_ip,
        viewer_forwarded_for,
        distribution_arn,
    )
    return fetched


def apply() -> None:
    """Replace the function every viewer request fetches through."""
    cloudfront._fetch_from_origin = _fetch_from_origin
