"""What the city bucket keeps of the overlay: the sources of layers, and the timeline of generations.

layers/<layer id>.<hash>.json.gz   a layer as it was read (unrounded), so that all can be indexed again
layers/_manifest.json.gz           the timeline: the generation that stands and those that will follow it
layers/_draft.json.gz              layers that were imported to be activated later
layers/_pending.json.gz            only while items are being written (see `journal.py`)
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from shapely.geometry import mapping, shape

from hex311_cli.overlay.journal import FOLDER, MANIFEST
from hex311_cli.overlay.objects import Folder
from hex311_cli.overlay.sources import BoundaryRule, FeatureSource, LayerError, LayerSource

FORMAT = 2
"""Raised when the same layers would give other items; then all cells are built again."""

DRAFT = "_draft.json.gz"


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """A published layer; `sha256` is that of its normalised source, which lies under `source`. `since` is the
    activation time (epoch seconds) of the generation that brought this version; 0 where nobody noted it."""

    id: str
    name: Mapping[str, str]
    features: int
    boundary_rule: BoundaryRule
    public: bool
    sha256: str
    source: str = ""
    since: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: its activation time, its layers, and a short hash of each cell's item.

    `given` and `removed` say what it changes against the generation before it; when that is published anew, these
    changes are made again.
    """

    active_from: int
    extent: str | None
    layers: Sequence[LayerEntry]
    cells: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT
    given: Sequence[str] = ()
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The generation that stands and those that will follow, oldest first. `revision` counts publications;
    `completed` is the note (see `journal.py`) of the last write that ended well."""

    generations: Sequence[Manifest] = ()
    revision: int = 0
    completed: str = ""

    def standing(self, at: int) -> Manifest | None:
        """The generation that is active at this time."""
        return next((one for one in reversed(self.generations) if one.active_from <= at), None)

    def after(self, at: int) -> list[Manifest]:
        return [one for one in self.generations if one.active_from > at]

    def needed(self, now: int) -> "Timeline":
        """Without the generations that have been replaced already."""
        standing = self.standing(now)
        kept = [one for one in self.generations if one is standing or one.active_from > now]
        return replace(self, generations=kept)


@dataclass(frozen=True, slots=True)
class Draft:
    """Layers kept for a later activation, and layers to be removed then."""

    given: Sequence[LayerEntry] = ()
    removed: Sequence[str] = ()
    extent: str | None = None


def normalised(layer: LayerSource) -> bytes:
    """The layer as JSON text; equal layers give equal bytes. Attributes keep their order, which the items of cells have
    too: an index of what is kept is the one that was written.
    """
    features = [
        {"id": one.id, "name": one.name, "attributes": dict(one.attributes), "geometry": mapping(one.geometry)}
        for one in layer.features
    ]
    document = {
        "id": layer.id,
        "name": dict(layer.name),
        "boundary_rule": layer.boundary_rule,
        "public": layer.public,
        "volatile": list(layer.volatile),
        "features": features,
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def short_hash(body: bytes) -> str:
    """Enough of a hash to tell whether a cell's item changed."""
    return hashlib.sha256(body).hexdigest()[:16]


class LayerStore:
    """Reads and writes these objects through an S3 client."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._folder = Folder(s3, bucket, FOLDER)

    def timeline(self) -> Timeline:
        """All generations that matter; none before the first publication."""
        found = self._folder.get(MANIFEST)
        if found is None:
            return Timeline()
        if "generations" not in found:  # as it was written when there was one generation only
            return Timeline([_manifest(found)])
        return Timeline([_manifest(one) for one in found["generations"]], found["revision"], found["completed"])

    def put_timeline(self, timeline: Timeline) -> None:
        """Store it, and forget the sources that no generation and no draft needs any more."""
        self._folder.put(MANIFEST, asdict(timeline))
        entries = [entry for one in timeline.generations for entry in one.layers]
        needed = {entry.source for entry in (*entries, *self.draft().given)}
        gone = [name for name in self._folder.names() if not name.startswith("_") and name not in needed]
        self._folder.delete(*gone)

    def manifest(self) -> Manifest | None:
        """The newest generation, active or not; None before the first publication."""
        generations = self.timeline().generations
        return generations[-1] if generations else None

    def draft(self) -> Draft:
        found = self._folder.get(DRAFT) or {}
        return Draft(**{**found, "given": [LayerEntry(**entry) for entry in found.get("given", ())]})

    def put_draft(self, draft: Draft) -> None:
        self._folder.put(DRAFT, asdict(draft))

    def clear_draft(self) -> None:
        self._folder.delete(DRAFT)

    def keep(self, layer: LayerSource) -> LayerEntry:
        """Store a layer's source; the same source twice is one object."""
        source = normalised(layer)
        digest = hashlib.sha256(source).hexdigest()
        name = f"{layer.id}.{digest[:16]}.json.gz"
        self._folder.put_bytes(name, source)
        return LayerEntry(
            layer.id, dict(layer.name), len(layer.features), layer.boundary_rule, layer.public, digest, name
        )

    def layer(self, entry: LayerEntry) -> LayerSource:
        """The source of a layer; raises `LayerError` when it is gone."""
        found = self._folder.get(entry.source or f"{entry.id}.json.gz")
        if found is None:
            raise LayerError(
                f"layer {entry.id}",
                "its source is no longer in the city bucket",
                "Import the layer again, or remove it.",
            )
        features = [
            FeatureSource(one["id"], one["name"], shape(one["geometry"]), one["attributes"])
            for one in found.pop("features")
        ]
        return LayerSource(features=features, volatile=tuple(found.pop("volatile", ())), **found)


def _manifest(found: Mapping[str, Any]) -> Manifest:
    layers = []
    for entry in found["layers"]:
        layers.append(LayerEntry(**{"source": f"{entry['id']}.json.gz", **entry}))
    return Manifest(**{**found, "layers": layers})
