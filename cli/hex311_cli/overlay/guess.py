"""Guess which properties of a layer are its features' id and name.

The guess is shown to the operator and can be overruled. An id must be there for every feature and tell
(nearly) all of them apart; among those, a property named like the layer wins over one named like an id,
and either over the row numbers that desktop programs add.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ID_WORDS = {
    "id",
    "code",
    "num",
    "numbe",
    "number",
    "no",
    "nr",
    "key",
    "ref",
    "geoid",
    "district",
    "dist",
    "zone",
    "zip",
}
_NAME_WORDS = {"name", "label", "title", "community", "neighborhood", "neigh", "description", "desc", "nam"}
_ROW_NUMBERS = {"objectid", "fid", "gid", "oid", "globalid", "ogc", "socrata", "rowid"}
_MEASURES = {"shape", "area", "perimeter", "length", "leng", "len", "acres", "miles", "sq", "sqmi", "square"}
_OTHER = {"phone", "address", "email", "date", "edit", "url", "web", "fax", "year", "population", "pop", "lat", "lon"}
_SHARE_TOLD_APART = 0.8


@dataclass(frozen=True, slots=True)
class Guess:
    """The properties taken as id and name; None when no property will do."""

    id_field: str | None
    name_field: str | None


def guess_fields(layer_id: str, features: Sequence[Mapping[str, Any]]) -> Guess:
    """`features` are the features' properties; `layer_id` helps, as in `ward` for the layer `wards_2023`."""
    stems = {_stem(word) for word in _words(layer_id)}
    fields = dict.fromkeys(name for properties in features for name in properties)
    ids = [(score, -order, name) for order, name in enumerate(fields) if (score := _id_score(name, features, stems))]
    names = [
        (score, -order, name) for order, name in enumerate(fields) if (score := _name_score(name, features, stems))
    ]
    id_field = max(ids)[2] if ids else None
    return Guess(id_field, max(names)[2] if names else id_field)


def text(value: Any) -> str:
    """A property value as the text that is stored: 4.0 becomes "4", nothing becomes ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _best(scores: Mapping[str, float]) -> str | None:
    """The field with the highest score, the first of equals; None when no field scores."""
    field = max(scores, key=lambda name: scores[name], default=None)
    return field if field is not None and scores[field] > 0 else None


def _id_score(name: str, features: Sequence[Mapping[str, Any]], stems: set[str]) -> float:
    values = [text(properties.get(name)) for properties in features]
    told_apart = len(set(values)) / len(values)
    if not all(values) or told_apart < _SHARE_TOLD_APART or _is_fraction(name, features):
        return 0.0
    words = _words(name)
    like_the_layer = bool(stems & {_stem(word) for word in words})
    score = 15.0 if told_apart == 1 else 10.0
    score += 6.0 if like_the_layer else 0.0
    score += 3.0 if _has(words, _ID_WORDS) else 0.0
    score -= 3.0 if _has(words, _NAME_WORDS) else 0.0
    score -= 9.0 if _has(words, _MEASURES) and not like_the_layer else 0.0
    score -= 7.0 if _has(words, _ROW_NUMBERS) else 0.0
    score -= 6.0 if _has(words, _OTHER) else 0.0
    return max(score - max(map(len, values)) / 20, 0.1)


def _name_score(name: str, features: Sequence[Mapping[str, Any]], stems: set[str]) -> float:
    values = [text(properties.get(name)) for properties in features]
    words = _words(name)
    if not any(value and not value.replace(".", "").isdecimal() for value in values):
        return 0.0
    score = 6.0 if _has(words, _NAME_WORDS) else 0.0
    score += 3.0 if stems & {_stem(word) for word in words} else 0.0
    score += 3 * len(set(values)) / len(values) + sum(map(bool, values)) / len(values)
    score -= 6.0 if _has(words, _MEASURES | _OTHER | _ROW_NUMBERS) else 0.0
    return score if score > 4 else 0.0


def _has(words: set[str], vocabulary: set[str]) -> bool:
    """Whether some word is of the vocabulary, or ends in one: `schoolid`, `schoolname`."""
    endings = tuple(entry for entry in vocabulary if len(entry) > 2 or entry == "id")
    return any(word in vocabulary or word.endswith(endings) for word in words)


def _is_fraction(name: str, features: Sequence[Mapping[str, Any]]) -> bool:
    values = [properties.get(name) for properties in features]
    return any(isinstance(value, float) and not value.is_integer() for value in values)


def _words(name: str) -> set[str]:
    """`SchoolNam_2` as {school, nam}; digits at the end of a word do not make another word."""
    parts = re.sub(r"([a-z])([A-Z])", r"\1_\2", name)
    return {word.rstrip("0123456789").lower() for word in re.split(r"[^A-Za-z0-9]+", parts)} - {""}


def _stem(word: str) -> str:
    """Singular and truncated forms fall together: parks, park; communities, community; `neighborhoods`."""
    return word.removesuffix("s")[:5] if len(word) > 3 else word
