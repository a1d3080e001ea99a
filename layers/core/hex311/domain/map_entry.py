"""What the public map may show of a case."""

from dataclasses import dataclass

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
