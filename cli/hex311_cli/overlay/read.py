"""From a file to a `LayerSource`, with the fields named or guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hex311_cli.overlay.borders import check_rule
from hex311_cli.overlay.formats import read_raw
from hex311_cli.overlay.guess import guess_fields, text
from hex311_cli.overlay.inherit import fields_like, without_missing
from hex311_cli.overlay.place import Place
from hex311_cli.overlay.raw import RawFeature, RawLayer
from hex311_cli.overlay.sources import BoundaryRule, FeatureSource, LayerError, LayerProblem, LayerSource


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a layer is to be read; what is None is guessed (fields) or taken from the file's name (id, name).

    `crs` is the reference system of its coordinates where the file does not say so; `part` one of several layers.
    `before` is the version that stands: fields that are None are those with its ids and names, and attributes that it
    kept but the file has not are left out (see `inherit.py`).
    """

    layer_id: str | None = None
    name: Mapping[str, str] | None = None
    id_field: str | None = None
    name_field: str | None = None
    attributes: Sequence[str] = ()
    boundary_rule: BoundaryRule = "all"
    public: bool = True
    crs: str | None = None
    part: str | None = None
    volatile: Sequence[str] = ()
    before: LayerSource | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A layer that was read, how its fields were chosen, and notes on what was left out."""

    layer: LayerSource
    id_field: str
    name_field: str
    notes: list[str] = field(default_factory=list)


def wishes_of(entry: Mapping[str, Any]) -> Wishes:
    """The wishes of one entry of a city pack's layers.yaml."""
    return Wishes(
        layer_id=entry["id"],
        name=entry["name"],
        id_field=entry["feature_id"],
        name_field=entry["feature_name"],
        attributes=tuple(entry.get("attributes", ())),
        volatile=tuple(entry.get("volatile", ())),
        boundary_rule=entry.get("boundary_rule", "all"),
        public=entry.get("public", True),
    )


def read_layer(path: Path, wishes: Wishes | None = None, near: Place | None = None) -> Reading:
    """Read one file; raises `LayerError` naming the file, the feature, the reason and the mend.

    `near` is where the city is, if known: it tells which reference system projected coordinates are likely in.
    """
    wishes = wishes or Wishes()
    raw = read_raw(path, part=wishes.part, crs=wishes.crs, near=near)
    return reading_of(raw, wishes.layer_id or layer_id_of(path), path.name, wishes)


def reading_of(raw: RawLayer, layer_id: str, where: str, wishes: Wishes) -> Reading:
    """A layer from raw features: which properties are id and name, and which are kept."""
    properties = [feature.properties for feature in raw.features]
    guess = guess_fields(layer_id, properties)
    notes = list(raw.notes)
    if wishes.before is not None:
        guess = fields_like(wishes.before, raw.features, guess)
        kept, missing = without_missing(wishes.before, wishes.attributes, raw.features)
        wishes = replace(wishes, attributes=kept, volatile=[name for name in wishes.volatile if name in kept])
        notes += missing
    id_field = wishes.id_field or guess.id_field or ("id" if all(f.id is not None for f in raw.features) else None)
    if id_field is None:
        have = ", ".join(dict.fromkeys(name for one in properties for name in one)) or "none"
        mend = f"Name the property that does with --id-field (there are: {have})."
        raise LayerError(where, "no property tells its features apart", mend)
    name_field = wishes.name_field or guess.name_field or id_field
    _check_fields(where, [id_field, name_field, *wishes.attributes], raw.features)
    for attribute in wishes.volatile:
        if attribute not in wishes.attributes:
            mend = f"List it under attributes too; there are: {', '.join(wishes.attributes) or 'none'}."
            raise LayerError(where, f'"{attribute}" is volatile, but no attribute that is kept', mend)
    features = _features(raw.features, id_field, name_field, wishes.attributes)
    check_rule(wishes.boundary_rule, where, features, wishes.attributes, wishes.volatile)
    name = wishes.name or {"en": layer_id.replace("_", " ").capitalize()}
    layer = LayerSource(layer_id, name, features, wishes.boundary_rule, wishes.public, wishes.volatile)
    return Reading(layer, id_field, name_field, notes)


def layer_id_of(path: Path) -> str:
    """The file's name as an id: `Police Beats.geojson.gz` gives `police_beats`."""
    stem = re.sub(r"(\.(geojson|json|ndjson|geojsonl|topojson|kml|kmz|shp|zip|gz))+$", "", path.name.lower())
    return re.sub(r"[^a-z0-9]+", "_", stem).strip("_") or "layer"


def _check_fields(where: str, wanted: Sequence[str], features: Sequence[RawFeature]) -> None:
    have = dict.fromkeys(name for feature in features for name in feature.properties)
    for name in wanted:
        if name not in have and not (name == "id" and features[0].id is not None):
            shown = ", ".join(have) or "none"
            raise LayerError(where, f'no feature has a property "{name}"', f"There are: {shown}.")


def _features(
    raw: Sequence[RawFeature], id_field: str, name_field: str, attributes: Sequence[str]
) -> list[FeatureSource]:
    features: list[FeatureSource] = []
    problems: list[LayerProblem] = []
    for feature in raw:
        feature_id = _value(feature, id_field)
        if not feature_id:
            mend = "Fill it in, or name another property with --id-field."
            problems.append(LayerProblem(feature.where, f'its id "{id_field}" is empty', mend))
            continue
        kept = {name: value for name in attributes if (value := text(feature.properties.get(name)))}
        name = _value(feature, name_field) or feature_id
        features.append(FeatureSource(feature_id, name, feature.geometry, kept))
    if problems:
        raise LayerError.of(problems[:20])
    return features


def _value(feature: RawFeature, name: str) -> str:
    """A property as text; "id" also means the feature's own id when there is no such property."""
    return text(feature.properties.get(name, feature.id if name == "id" else None))
