"""What the public map may show of a case."""

from dataclasses import dataclass
from typing import NamedTuple

from hex311.domain.geography import Point


@dataclass(frozen=True, slots=True)
class TileEntry:
    """What the map may show of one case. `expires_at` is None while the case is open."""

    case_id: str
    point: Point
    service_code: str
    status: str
    created_at: int
    expires_at: int | None = None


class MapFeature(NamedTuple):
    """An entry as the table keeps it, ready to be put into tiles (`hex311.spatial.point_tiles`).

    `quad` is the hexadecimal digit of the z14 tile within its z12 tile, `blob` the bytes of its features.
    """

    quad: str
    case_id: str
    service_code: str
    blob: bytes
    expires_at: int | None = None
