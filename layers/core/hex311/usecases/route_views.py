"""The day of a crew as its phone shows it."""

from typing import Any

from hex311.domain.moments import iso
from hex311.ports import Ports
from hex311.usecases.plan_route import CrewDay
from hex311.usecases.work_order_views import work_order_view


def route_view(ports: Ports, day: CrewDay, crew: str, language: str) -> dict[str, Any]:
    """The stops in order, with place and work order; no contact data. Distances are as the crow flies, times are
    estimates: `note` says so to whoever reads this."""
    catalogue = ports.catalogue.current()
    stops = []
    for visit in day.route.visits:
        case, order = day.work[visit.stop.name]
        stops.append(
            {
                "work_order": work_order_view(catalogue, order, language, ports.now()),
                "lat": case.request.point.latitude,
                "long": case.request.point.longitude,
                "address": case.request.address,
                "description": case.request.description,
                "arrives_at": iso(visit.arrives_at),
                "metres": round(visit.metres),
                "appointment_at": iso(visit.stop.fixed_at),
                "misses_appointment": visit.misses_appointment,
            }
        )
    return {
        "crew": crew,
        "date": day.day.isoformat(),
        "metres": round(day.route.metres),
        "left_out": day.left_out,
        "note": "Distances are great circles, not streets; times are estimates.",
        "stops": stops,
    }
