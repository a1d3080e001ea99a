"""Put the static web files into the stack's web bucket."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Mapping, Sequence
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
#: Which hashed files this release and the one before it have.
RELEASE = "assets/release.json"
#: Where the staff sign in; read by web/staff.
SIGN_IN = "staff/config.json"
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


class WebsiteClash(Exception):
    """Two of the published folders hold a file of the same name."""


def sign_in_config(outputs: Mapping[str, str], endpoint: str | None = None) -> dict[str, bytes]:
    """What the staff app must know of the stack, by its key in the bucket; `endpoint` where the pool is not AWS's."""
    known = {"user_pool_id": outputs["UserPoolId"], "client_id": outputs["UserPoolClientId"], "endpoint": endpoint}
    return {SIGN_IN: json.dumps(known).encode()}


def upload_website(
    s3: Any, folders: Sequence[Path], bucket: str, documents: Mapping[str, bytes] | None = None
) -> tuple[int, int]:
    """Make the bucket hold exactly the files of all `folders` and the `documents`; returns (uploaded, deleted).

    Files with a hash in the name go first, so that no page is there before what it loads. When they are replaced they
    stay for one release more, for pages that are open meanwhile and load a part later.
    """
    wanted: dict[str, Path | bytes] = {**_merged(folders), **(documents or {})}
    standing = {
        item["Key"]: item["ETag"].strip('"')
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for item in page.get("Contents", [])
    }
    kept = _remember_release(s3, bucket, standing, sorted(key for key in wanted if cache_control(key) == FOREVER))
    uploaded = 0
    for key in sorted(wanted, key=lambda key: (cache_control(key) != FOREVER, key)):
        found = wanted[key]
        body = found if isinstance(found, bytes) else found.read_bytes()
        if standing.get(key) == hashlib.md5(body, usedforsecurity=False).hexdigest():
            continue
        s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type(key), CacheControl=cache_control(key))
        uploaded += 1
    gone = sorted(set(standing) - set(wanted) - kept)
    for key in gone:
        s3.delete_object(Bucket=bucket, Key=key)
    return uploaded, len(gone)


def _merged(folders: Sequence[Path]) -> dict[str, Path]:
    wanted: dict[str, Path] = {}
    for folder in folders:
        for file in files_under([folder]):
            key = file.relative_to(folder).as_posix()
            if key in wanted:
                raise WebsiteClash(f"{key} is in {wanted[key].parent} and in {file.parent}; take one of them away.")
            wanted[key] = file
    return wanted


def _remember_release(s3: Any, bucket: str, standing: Mapping[str, str], assets: list[str]) -> set[str]:
    """Note this release's hashed files in the bucket; returns the keys to keep beside them: the note, the last ones."""
    last: dict[str, list[str]] = {"assets": [], "before": []}
    if RELEASE in standing:
        last = json.loads(s3.get_object(Bucket=bucket, Key=RELEASE)["Body"].read())
    if last["assets"] != assets:
        last = {"assets": assets, "before": last["assets"]}
        body = json.dumps(last).encode()
        s3.put_object(Bucket=bucket, Key=RELEASE, Body=body, ContentType=content_type(RELEASE), CacheControl=ALWAYS_ASK)
    return {RELEASE, *last["before"]}
