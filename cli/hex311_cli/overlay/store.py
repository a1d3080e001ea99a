"""What the city bucket keeps of the overlay: layer sources, the manifest of what stands, the note of a write under way.

layers/<layer id>.json.gz    each published layer as it was read (unrounded), so that all can be indexed again
layers/_manifest.json.gz     the layers, the extent, the generation, and a hash of every cell's item
layers/_pending.json.gz      only while items are being written: their cells and their activation time
layers/_beat.json            only while items are being written: when the writer last was alive
"""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from botocore.exceptions import ClientError
from shapely.geometry import mapping, shape

from hex311_cli.overlay.sources import FeatureSource, LayerError, LayerSource

FORMAT = 1
"""Raised when the same layers would give other items; then all cells are built again."""

FOLDER = "layers/"
MANIFEST, PENDING, BEAT = f"{FOLDER}_manifest.json.gz", f"{FOLDER}_pending.json.gz", f"{FOLDER}_beat.json"


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """A published layer in the manifest; `sha256` is that of its normalised source."""

    id: str
    name: Mapping[str, str]
    features: int
    boundary_rule: str
    public: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands: `active_from` of the newest generation, and a short hash of each cell's item."""

    active_from: int
    extent: str | None
    layers: Sequence[LayerEntry]
    cells: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Pending:
    """A write that has not ended: which items it makes."""

    active_from: int
    cells: Sequence[str]


def normalised(layer: LayerSource) -> bytes:
    """The layer as JSON text; equal layers give equal bytes."""
    features = [
        {"id": one.id, "name": one.name, "attributes": dict(one.attributes), "geometry": mapping(one.geometry)}
        for one in layer.features
    ]
    document = {
        "id": layer.id,
        "name": dict(layer.name),
        "boundary_rule": layer.boundary_rule,
        "public": layer.public,
        "features": features,
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode()


def short_hash(body: bytes) -> str:
    """Enough of a hash to tell whether a cell's item changed."""
    return hashlib.sha256(body).hexdigest()[:16]


class LayerStore:
    """Reads and writes these objects through an S3 client."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def manifest(self) -> Manifest | None:
        """What stands; None before the first publication."""
        found = self._get(MANIFEST)
        if found is None:
            return None
        layers = [LayerEntry(**entry) for entry in found.pop("layers")]
        return Manifest(layers=layers, **found)

    def put_manifest(self, manifest: Manifest) -> None:
        self._put(MANIFEST, _json(asdict(manifest)))

    def layer(self, layer_id: str) -> LayerSource:
        """The source of a published layer; raises `LayerError` when it is gone."""
        found = self._get(_key(layer_id))
        if found is None:
            raise LayerError(
                f"layer {layer_id}",
                "its source is no longer in the city bucket",
                "Import the layer again, or remove it.",
            )
        features = [
            FeatureSource(one["id"], one["name"], shape(one["geometry"]), one["attributes"])
            for one in found.pop("features")
        ]
        return LayerSource(features=features, **found)

    def put_layer(self, layer_id: str, source: bytes) -> None:
        """Keep a layer's normalised source."""
        self._put(_key(layer_id), source)

    def delete_layer(self, layer_id: str) -> None:
        self._s3.delete_object(Bucket=self._bucket, Key=_key(layer_id))

    def pending(self) -> Pending | None:
        """A write that began and did not report its end, if there is one."""
        found = self._get(PENDING)
        return Pending(**found) if found else None

    def put_pending(self, pending: Pending, now: int) -> None:
        self.beat(now)
        self._put(PENDING, _json(asdict(pending)))

    def clear_pending(self) -> None:
        for key in (PENDING, BEAT):
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def beat(self, now: int) -> None:
        """Say that the writer is alive at `now` (epoch seconds)."""
        self._s3.put_object(Bucket=self._bucket, Key=BEAT, Body=_json({"at": now}))

    def last_beat(self) -> int:
        """When the writer last said it was alive (epoch seconds); 0 when it never did."""
        found = self._get(BEAT)
        return int(found["at"]) if found else 0

    def _get(self, key: str) -> dict[str, Any] | None:
        try:
            body = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as fault:
            if fault.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise
        found: dict[str, Any] = json.loads(gzip.decompress(body) if key.endswith(".gz") else body)
        return found

    def _put(self, key: str, body: bytes) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=gzip.compress(body, 6, mtime=0))


def _key(layer_id: str) -> str:
    return f"{FOLDER}{layer_id}.json.gz"


def _json(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
