"""What a map layer is, and the shapes that several layers need."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from tools.rivermark.blocks import Blocks
from tools.rivermark.frame import Integers


@dataclass(frozen=True, slots=True)
class Feature:
    """One area of a layer; `shape` is in whole microdegrees."""

    id: str
    name: str
    shape: BaseGeometry
    attributes: Mapping[str, str] = field(default_factory=dict)


Layer = list[Feature]


def block_features(
    blocks: Blocks, labels: Integers, ids: list[str], names: list[str], attributes: list[dict[str, str]] | None = None
) -> Layer:
    """One feature per label 0..n-1, in order; labels without blocks are left out."""
    features = []
    for label, (code, name) in enumerate(zip(ids, names, strict=True)):
        members = labels == label
        if members.any():
            kept = attributes[label] if attributes else {}
            features.append(Feature(code, name, blocks.joined(members), kept))
    return features
