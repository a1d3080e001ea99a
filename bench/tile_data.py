"""Made-up cases for the tile bench: thick in the middle of the demo city, types as uneven as in life."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from hex311.domain.geography import Point
from hex311.domain.lifecycle import CLOSED
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.tracking import ALPHABET, check_character
from hex311.spatial.point_tiles import STATUSES, feature_of
from hex311.spatial.tiles import PARENT_ZOOM, Tile, tile_at

CENTRE = Point(latitude=41.3, longitude=-97.1)
TYPES = [f"type_{number:02d}" for number in range(60)]
NOW, DAY_S = 1_795_000_000, 86_400
CLOSED_WORDS = {str(status) for status in CLOSED}


def cases(many: int, seed: int = 311) -> list[TileEntry]:
    """As many cases of the last 120 days, two thirds of them closed."""
    chance = random.Random(seed)
    weights = [1 / (place + 2) for place in range(len(TYPES))]
    found = []
    for number in range(many):
        payload = "".join(ALPHABET[number * 7_919 // len(ALPHABET) ** place % len(ALPHABET)] for place in range(8))
        whole = payload + check_character(payload)
        point = Point(CENTRE.latitude + chance.gauss(0, 0.04), CENTRE.longitude + chance.gauss(0, 0.05))
        status = chance.choice(STATUSES)
        expires = NOW + chance.randrange(60 * DAY_S) if status in CLOSED_WORDS else None
        filed = NOW - chance.randrange(120 * DAY_S)
        case_id = "-".join((whole[:3], whole[3:6], whole[6:]))
        found.append(TileEntry(case_id, point, chance.choices(TYPES, weights)[0], status, filed, expires))
    return found


def by_parent(entries: Sequence[TileEntry]) -> Mapping[Tile, list[MapFeature]]:
    """What the table answers for each z12 tile, made in its order as an answer is."""
    places: dict[Tile, list[tuple[str, str, TileEntry]]] = defaultdict(list)
    for entry in entries:
        places[tile_at(entry.point, PARENT_ZOOM)].append((feature_of(entry).quad, entry.case_id, entry))
    return {parent: [feature_of(entry) for _, _, entry in sorted(here)] for parent, here in places.items()}
