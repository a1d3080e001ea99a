"""Staff look at the hotspots that are live."""

from typing import Any

import h3

from hex311.domain.hotspots import ALL_KINDS, WINDOW_S, Hotspot
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports


def list_hotspots(ports: Ports, staff: Staff) -> dict[str, Any]:
    """Each with the cases that are in its window now, the newest hotspot first (schema `staff/hotspots`)."""
    check(staff, Action.LIST_HOTSPOTS, (), private=False)
    spots = sorted(ports.hotspots.live().hotspots, key=lambda spot: (-spot.since, spot.id))
    return {"window_hours": WINDOW_S // 3_600, "hotspots": [_view(ports, spot) for spot in spots]}


def _view(ports: Ports, spot: Hotspot) -> dict[str, Any]:
    latitude, longitude = h3.cell_to_latlng(spot.cell)
    now = ports.hotspots.cell(spot.cell).window(ports.now(), spot.kind)
    return {
        "id": spot.id,
        "cell": spot.cell,
        "lat": round(latitude, 6),
        "long": round(longitude, 6),
        "kind": None if spot.kind == ALL_KINDS else spot.kind,
        "since": iso(spot.since),
        "expected": spot.expected,
        "count": len(now),
        "service_request_ids": list(now),
    }
