"""A distribution compresses what its behaviour and its cache policy let it compress.

ministack 1.5.33: passes every body on as the origin sent it.
AWS: with `Compress: true` and a cache policy that knows gzip, answers of 200 with a listed kind of content, 1,000 to
10,000,000 bytes long, not compressed yet and not a part of the object, are compressed for viewers that take it. A
strong ETag becomes a weak one, and a weak one that comes back asks the origin for the strong one.
Only gzip is done here; CloudFront also speaks Brotli, which is smaller.
"""

from __future__ import annotations

import gzip
from typing import Any

import ministack.services.cloudfront as cloudfront

SMALLEST, LARGEST = 1_000, 10_000_000
KINDS = frozenset(
    {
        "application/geo+json",
        "application/javascript",
        "application/json",
        "application/manifest+json",
        "application/wasm",
        "application/xml",
        "font/ttf",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
        "text/xml",
    }
)

_serve = cloudfront.handle_viewer_request
_read_behavior = cloudfront._dataplane_behavior


def _behavior_that_may_compress(element: Any, path_pattern: str | None = None) -> dict[str, Any]:
    behavior: dict[str, Any] = _read_behavior(element, path_pattern)
    behavior["compress"] = cloudfront._text(element, "Compress") == "true"
    return behavior


def _compresses(dist: dict[str, Any], path: str) -> bool:
    behavior = cloudfront._match_behavior(cloudfront.parse_distribution_dataplane_config(dist), path)
    if not behavior or not behavior["compress"]:
        return False
    policy = cloudfront.cache_policy_params(behavior["cache_policy_id"])
    return bool(policy and policy.get("EnableAcceptEncodingGzip"))


async def _serve_compressed(
    dist: dict[str, Any],
    method: str,
    path: str,
    raw_uri: str,
    raw_query_string: str,
    headers: dict[str, str],
    body: bytes,
    query_params: dict[str, Any],
    client_ip: str = "127.0.0.1",
) -> tuple[int, dict[str, Any], bytes]:
    known = headers.get("if-none-match", "")
    asked = headers | {"if-none-match": known.removeprefix("W/")} if known.startswith("W/") else headers
    status, answered, content = await _serve(
        dist, method, path, raw_uri, raw_query_string, asked, body, query_params, client_ip
    )
    named = {name.lower(): name for name in answered}
    takes = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
    kind = str(answered.get(named.get("content-type", ""), "")).split(";")[0].strip().lower()
    fits = isinstance(content, bytes) and SMALLEST <= len(content) <= LARGEST
    if status != 200 or not takes or not fits or "content-encoding" in named or kind not in KINDS:
        return status, answered, content
    if not _compresses(dist, path):
        return status, answered, content
    packed = gzip.compress(content, 6, mtime=0)
    told = {name: value for name, value in answered.items() if name.lower() != "content-length"}
    if etag := named.get("etag"):
        told[etag] = "W/" + str(answered[etag]).removeprefix("W/")
    told |= {"Content-Encoding": "gzip", "Content-Length": str(len(packed)), "Vary": "Accept-Encoding"}
    return status, told, packed


def apply() -> None:
    """Replace what reads a behaviour and what serves a viewer."""
    cloudfront._dataplane_behavior = _behavior_that_may_compress
    cloudfront.handle_viewer_request = _serve_compressed
