"""The generations of map layers, as the importer (cli/hex311_cli/overlay/store.py) notes them in the city bucket."""

import gzip
import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from hex311.domain.map_layers import LayerGeneration, LayerTimeline, PublishedLayer

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MANIFEST = "layers/_manifest.json.gz"
#: Of the hash of a layer's source; enough to tell versions apart.
VERSION_LETTERS = 12


class S3LayerGenerations:
    """The `LayerGenerations` port."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3")
        return client

    def timeline(self) -> LayerTimeline:
        try:
            body = self._client.get_object(Bucket=self._bucket, Key=MANIFEST)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return LayerTimeline()
            raise
        found = json.loads(gzip.decompress(body))
        return LayerTimeline([_generation(one) for one in found.get("generations", [found])])


def _generation(found: Mapping[str, Any]) -> LayerGeneration:
    return LayerGeneration(
        int(found["active_from"]),
        found.get("extent") or "",
        [_layer(one) for one in found["layers"]],
        tuple(found.get("given", ())),
        tuple(found.get("removed", ())),
    )


def _layer(found: Mapping[str, Any]) -> PublishedLayer:
    border = found["boundary_rule"]
    return PublishedLayer(
        found["id"],
        found["name"],
        int(found["features"]),
        border if isinstance(border, str) else "prefer",
        bool(found["public"]),
        found["sha256"][:VERSION_LETTERS],
        int(found.get("since", 0)),
    )
