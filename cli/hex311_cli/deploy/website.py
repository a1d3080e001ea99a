"""Put the static web files into the stack's web bucket."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from pathlib import Path
from typing import Any

from hex311_cli.deploy.fingerprint import files_under

#: Types browsers insist on, and which Python's table lacks or takes from the machine it runs on.
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".geojson": "application/geo+json",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pbf": "application/x-protobuf",
    ".pmtiles": "application/vnd.pmtiles",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
#: A build's file whose name carries a hash of its content never changes.
_HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.\w+$")
FOREVER = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"
A_WHILE = "public, max-age=300"


def content_type(name: str) -> str:
    """Content-Type for a file name."""
    known = CONTENT_TYPES.get(Path(name).suffix.lower())
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"


def cache_control(key: str) -> str:
    """How long a browser may keep the object `key`.

    Pages, the service worker and manifests are asked for every time (a 304 when unchanged), so that a new
    release is seen at once; only files under `assets/` with a hash in the name are kept for ever.
    """
    if "assets/" in key and _HASHED.search(key):
        return FOREVER
    if Path(key).suffix in {".html", ".webmanifest", ".json"} or Path(key).stem in {"sw", "service-worker"}:
        return ALWAYS_ASK
    return A_WHILE


def upload_website(s3: Any, folder: Path, bucket: str) -> tuple[int, int]:
    """Make the bucket hold exactly the files of `folder`; returns (uploaded, deleted)."""
    standing = {
        item["Key"]: item["ETag"].strip('"')
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for item in page.get("Contents", [])
    }
    wanted = {file.relative_to(folder).as_posix(): file for file in files_under([folder])}
    uploaded = 0
    for key, file in wanted.items():
        body = file.read_bytes()
        if standing.get(key) == hashlib.md5(body, usedforsecurity=False).hexdigest():
            continue
        s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type(key), CacheControl=cache_control(key))
        uploaded += 1
    gone = sorted(set(standing) - set(wanted))
    for key in gone:
        s3.delete_object(Bucket=bucket, Key=key)
    return uploaded, len(gone)
