"""The public map follows each change: the tiles a case touches are built anew from the table, never patched."""

from hex311.domain.events import PUBLIC
from hex311.ports import Ports
from hex311.spatial.tiles import POINT_ZOOMS, encode_requests, parent_key, tile_of

PATH = "tiles/requests/{z}/{x}/{y}.mvt"


def render_tiles(ports: Ports, case_id: str) -> int:
    """Rebuild the point tiles around one case; returns how many were stored. Repeating it changes nothing."""
    case = ports.cases.case_file(case_id)
    if case is None or case.request.is_private:
        return 0
    point = case.request.public_point
    for zoom in POINT_ZOOMS:
        tile = tile_of(point, zoom)
        x, y = tile

        def build(zoom: int = zoom, tile: tuple[int, int] = tile) -> bytes:
            now = ports.now()
            entries = ports.cases.tile_entries(parent_key(point))
            visible = [entry for entry in entries if entry.expires_at is None or entry.expires_at > now]
            return encode_requests(visible, zoom, tile)

        ports.tiles.replace(PATH.format(z=zoom, x=x, y=y), build)
    return len(POINT_ZOOMS)


def changes_the_map(event_name: str) -> bool:
    """Whether an event can change what the map shows."""
    return event_name in {str(name) for name in PUBLIC}
