"""The overlay in a dictionary, with the same meaning as the table: generations, splits, tombstones."""

from collections.abc import Callable, Sequence

from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.spatial.cells import cell_of_units, overlay_cell, to_units
from hex311.spatial.overlay_item import FeatureInCell, LayerInCell, decode, encode_content
from hex311.spatial.overlay_reader import StoredItem, read_overlay


class MemoryOverlay:
    """Takes the stored form (`put`), or answers planted at a place (`plant`).

    `now` gives epoch seconds; `everywhere` is what a point answers when nothing is stored for its cell.
    """

    def __init__(self, now: Callable[[], int], everywhere: Sequence[OverlayAnswer] = ()) -> None:
        self._now = now
        self._everywhere = tuple(everywhere)
        self._items: dict[str, dict[int, bytes]] = {}

    def put(self, cell: str, active_from: int, body: bytes) -> None:
        """Store an item as the index builder makes it."""
        self._items.setdefault(cell, {})[active_from] = body

    def plant(self, point: Point, *answers: OverlayAnswer, active_from: int = 1) -> None:
        """Let the whole cell of the point give these answers (as `inside`) from `active_from` on."""
        by_layer: dict[str, list[FeatureInCell]] = {}
        for answer in answers:
            feature = FeatureInCell(answer.feature_id, answer.name, answer.attributes)
            by_layer.setdefault(answer.layer, []).append(feature)
        layers = [LayerInCell(layer, features) for layer, features in by_layer.items()]
        self.put(cell_of_units(*to_units(point)), active_from, encode_content(*to_units(point), layers))

    def overlay(self, point: Point, at: int | None = None) -> Overlay:
        """All layers' answers for the point, as of `at` (epoch seconds; default now)."""
        moment = self._now() if at is None else at
        if self._everywhere and overlay_cell(point) not in self._items:
            return Overlay(1, self._everywhere)
        return read_overlay(point, lambda cell: self._newest(cell, moment))

    def _newest(self, cell: str, moment: int) -> StoredItem | None:
        versions = self._items.get(cell, {})
        active_from = max((time for time in versions if time <= moment), default=None)
        if active_from is None:
            return None
        return StoredItem(active_from, decode(versions[active_from]))
