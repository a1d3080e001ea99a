"""What is remembered of the map, `map/state.json` in the city bucket, and where its public files lie."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from botocore.exceptions import ClientError

from hex311_cli.overlay.objects import packed

STATE = "map/state.json"
POINTER = "tiles/map.json"
FOLDERS = ("tiles/basemap/", "tiles/layers/")

FOREVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
PMTILES = "application/vnd.pmtiles"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class CityFacts:
    """What a publication of the pack says of the map: `keys` are the objects it stored, `hidden` layers that are not
    to be shown, `order` the layers of the pack."""

    centre: tuple[float, float]
    bounds: tuple[float, float, float, float]
    styles: Mapping[str, str]
    attribution: str
    keys: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """`drawn`: what is known of each archive of a layer, by key; `failed`: why a layer could not be drawn. `retired`:
    since when (epoch seconds) an object is named no more. `seen`: the timeline of layers this was made of; `next_at`:
    when it says that layers change; `pointer`: the hash of the map that follows from all this.
    """

    city: Mapping[str, Any] | None = None
    drawn: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, int] = field(default_factory=dict)
    seen: str = ""
    next_at: int | None = None
    pointer: str = ""

    def with_city(self, facts: CityFacts) -> "State":
        return replace(self, city=json.loads(json.dumps(asdict(facts))))


class Overtaken(Exception):
    """Somebody else wrote the state in between."""


class MapStore:
    """The state and the public files, through an S3 client."""

    def __init__(self, s3: Any, city_bucket: str, tiles_bucket: str) -> None:
        self._s3, self._city, self._tiles = s3, city_bucket, tiles_bucket

    def state(self) -> tuple[State, str]:
        """The state, and its ETag; an empty one before the first publication."""
        try:
            answer = self._s3.get_object(Bucket=self._city, Key=STATE)
        except ClientError as fault:
            if _code(fault) in {"NoSuchKey", "404"}:
                return State(), ""
            raise
        return State(**json.loads(answer["Body"].read())), answer["ETag"]

    def keep(self, state: State, etag: str) -> None:
        """Store the state unless it changed since it was read; raises `Overtaken`."""
        condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
        body = packed(asdict(state))
        try:
            self._s3.put_object(Bucket=self._city, Key=STATE, Body=body, ContentType=JSON, **condition)
        except ClientError as fault:
            if _code(fault) in {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}:
                raise Overtaken from fault
            raise

    def there(self) -> set[str]:
        """The keys of all files of the base map and of layers."""
        pages = self._s3.get_paginator("list_objects_v2")
        return {
            one["Key"]
            for folder in FOLDERS
            for page in pages.paginate(Bucket=self._tiles, Prefix=folder)
            for one in page.get("Contents", ())
        }

    def put_file(self, key: str, body: bytes, content_type: str) -> None:
        """Store a file whose name says what is in it, to be kept for ever."""
        self._s3.put_object(Bucket=self._tiles, Key=key, Body=body, ContentType=content_type, CacheControl=FOREVER)

    def delete(self, key: str) -> None:
        self._s3.delete_object(Bucket=self._tiles, Key=key)

    def point(self, document: Mapping[str, Any]) -> None:
        """Let the map be this."""
        self._s3.put_object(
            Bucket=self._tiles,
            Key=POINTER,
            Body=packed(document),
            ContentType=JSON,
            CacheControl=A_MINUTE,
            Metadata={"hash": hash_of(document)},
        )

    def pointed(self) -> str:
        """The hash of the map as it stands; empty when there is none."""
        try:
            return str(self._s3.head_object(Bucket=self._tiles, Key=POINTER)["Metadata"].get("hash", ""))
        except ClientError as fault:
            if _code(fault) in {"404", "NoSuchKey", "NotFound"}:
                return ""
            raise


def hash_of(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(packed(document)).hexdigest()


def _code(fault: ClientError) -> str:
    return str(fault.response["Error"]["Code"])
