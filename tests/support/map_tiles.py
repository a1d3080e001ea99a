"""What a map reads of a tile: features by their tracking number, decoded by a library that is not ours."""

import gzip
from typing import Any

import mapbox_vector_tile

from hex311.spatial.point_tiles import case_id_of


def cases_on(body: bytes) -> dict[str, dict[str, Any]]:
    """Tracking number -> properties of the points of a tile, compressed or not."""
    whole = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    features = mapbox_vector_tile.decode(whole)["requests"]["features"]
    return {_number(feature): feature["properties"] for feature in features}


def _number(feature: dict[str, Any]) -> str:
    known = feature["properties"]
    return str(known["number"]) if "number" in known else case_id_of(feature["id"])
