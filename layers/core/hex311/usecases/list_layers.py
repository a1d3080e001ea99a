"""Which map layers are published, what is announced, and what was lately uploaded."""

from collections.abc import Collection
from typing import Any

from hex311.domain.map_layers import LayerGeneration, PublishedLayer
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports

#: Imports that are told; they are kept for 30 days.
RECENT = 12


def list_layers(ports: Ports, staff: Staff) -> dict[str, Any]:
    """The layers that stand, the generations to come (oldest first), the last imports (newest first)."""
    check(staff, Action.MANAGE_LAYERS, (), private=False)
    now, timeline = ports.now(), ports.layer_generations.timeline()
    standing, recent = timeline.standing(now), ports.layer_uploads.recent(RECENT)
    announced = timeline.announced(now)
    coming = {one.active_from for one in announced}
    return {
        "active_from": iso(standing.active_from) if standing else None,
        "bounded_by": standing.extent if standing else "",
        "layers": [_layer_view(one, standing) for one in standing.layers] if standing else [],
        "announced": [_announced_view(one) for one in announced],
        "imports": [_import_view(one, now, coming) for one in recent if "withdraw" not in one["request"]],
    }


def _layer_view(layer: PublishedLayer, generation: LayerGeneration) -> dict[str, Any]:
    since = layer.since or (generation.active_from if layer.id in generation.given else 0)
    return {
        "layer": layer.id,
        "names": dict(layer.names),
        "features": layer.features,
        "border": layer.border,
        "public": layer.public,
        "version": layer.version,
        "since": iso(since) if since else None,
    }


def _announced_view(generation: LayerGeneration) -> dict[str, Any]:
    given = [one for one in generation.layers if one.id in generation.given]
    return {
        "active_from": iso(generation.active_from),
        "layers": [_layer_view(one, generation) for one in given],
        "removed": list(generation.removed),
    }


def _import_view(found: dict[str, Any], now: int, coming: Collection[int]) -> dict[str, Any]:
    request, report = found["request"], found["report"]
    generation = report.get("published", {}).get("generation")
    is_taken_back = generation is not None and generation > now and generation not in coming
    return {
        "import_id": report["import_id"],
        "at": iso(found["at"]),
        "layer": report.get("layer") or request.get("layer_id") or "",
        "source": request.get("file_name") or request.get("url") or "",
        "status": "withdrawn" if is_taken_back else report["status"],
        "active_from": iso(generation) if generation else None,
    }
