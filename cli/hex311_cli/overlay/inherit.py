"""A new version of a layer that is to be like the one before: the same options, the same fields as id and name.

Nobody wrote down which property of the earlier file was the id; but it is the one whose values are the ids of now.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hex311_cli.overlay.guess import Guess, text
from hex311_cli.overlay.raw import RawFeature
from hex311_cli.overlay.sources import LayerSource


def options_like(before: LayerSource) -> dict[str, Any]:
    """The options of the version before, under the names that a request for an import has for them."""
    kept = dict.fromkeys(name for feature in before.features for name in feature.attributes)
    return {
        "name": dict(before.name),
        "keep": list(kept),
        "volatile": [name for name in before.volatile if name in kept],
        "boundary_rule": before.boundary_rule,
        "public": before.public,
    }


def without_missing(
    before: LayerSource, kept: Sequence[str], features: Sequence[RawFeature]
) -> tuple[list[str], list[str]]:
    """The attributes to keep without those of the version before that the new file has not, and a note on each."""
    have = {name for feature in features for name in feature.properties}
    earlier = {name for feature in before.features for name in feature.attributes}
    gone = [name for name in kept if name in earlier and name not in have]
    notes = [f'the version before kept "{name}", which is not in this file' for name in gone]
    return [name for name in kept if name not in gone], notes


def fields_like(before: LayerSource, features: Sequence[RawFeature], guess: Guess) -> Guess:
    """The properties that have most of the ids and of the names of now; what was guessed where none has any."""
    ids, names = {one.id for one in before.features}, {one.name for one in before.features}
    fields = list(dict.fromkeys(name for feature in features for name in feature.properties))
    if "id" not in fields and all(feature.id is not None for feature in features):
        fields.append("id")
    values = {
        name: {text(one.properties.get(name, one.id if name == "id" else None)) for one in features} for name in fields
    }
    return Guess(_closest(values, ids, guess.id_field), _closest(values, names, guess.name_field))


def _closest(values: Mapping[str, set[str]], wanted: Collection[str], guessed: str | None) -> str | None:
    """The field with most of the wanted values; of equals the guessed one, else the first."""
    hits = {name: len(have & set(wanted)) for name, have in values.items()}
    most = max(hits.values(), default=0)
    if not most or hits.get(guessed or "") == most:
        return guessed
    return next(name for name, count in hits.items() if count == most)
