"""Staff look at the hotspots that are live."""

from typing import Any

import h3

from hex311.domain.catalogue import Catalogue
from hex311.domain.hotspots import ALL_KINDS, WINDOW_S, Hotspot
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports


def list_hotspots(ports: Ports, staff: Staff, language: str) -> dict[str, Any]:
    """Each with the cases that are in its window now, the newest hotspot first (schema `staff/hotspots`)."""
    check(staff, Action.LIST_HOTSPOTS, (), private=False)
    spots = sorted(ports.hotspots.live().hotspots, key=lambda spot: (-spot.since, spot.id))
    return {"window_hours": WINDOW_S // 3_600, "hotspots": [_view(ports, spot, language) for spot in spots]}


def _view(ports: Ports, spot: Hotspot, language: str) -> dict[str, Any]:
    latitude, longitude = h3.cell_to_latlng(spot.cell)
    now = ports.hotspots.cell(spot.cell).window(ports.now(), spot.kind)
    return {
        "id": spot.id,
        "cell": spot.cell,
        "lat": round(latitude, 6),
        "long": round(longitude, 6),
        "kind": None if spot.kind == ALL_KINDS else spot.kind,
        "services": _names(ports.catalogue.current(), spot.kind, language),
        "since": iso(spot.since),
        "expected": spot.expected,
        "count": len(now),
        "service_request_ids": list(now),
    }


def _names(catalogue: Catalogue, kind: str, language: str) -> list[str]:
    """The types that count as this kind: those of a duplicate group, or the one type itself."""
    types = [
        service
        for code, service in catalogue.services.items()
        if kind in (code, service.duplicate_rule.group if service.duplicate_rule else "")
    ]
    return sorted(catalogue.text(service.name, language) for service in types)
