"""Who is signed in, as the staff app is told: what they may do, and the departments there are."""

from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.policy import Staff, permissions
from hex311.domain.step_position import days_kept


def me_view(catalogue: Catalogue, staff: Staff, language: str) -> dict[str, Any]:
    """The document of `GET /api/v1/staff/me` (schema `answers/me.json`)."""
    return {
        "subject": staff.subject,
        "name": staff.name,
        "roles": sorted(staff.roles),
        "departments": sorted(staff.departments),
        "may": [
            {
                "action": str(one.action),
                "departments": None if one.departments is None else sorted(one.departments),
                "private": one.private,
            }
            for one in permissions(staff)
        ],
        "city_departments": [
            {
                "code": code,
                "name": catalogue.text(department["name"], language),
                "kind": department["kind"],
                "crews": [
                    {"code": crew["code"], "name": catalogue.text(crew["name"], language)}
                    for crew in department.get("crews", ())
                ],
            }
            for code, department in catalogue.documents["departments"].items()
        ],
        "reasons": {
            name: [
                {
                    "code": reason["code"],
                    "name": catalogue.text(reason["name"], language),
                    **({"status": reason["status"]} if name == "refusal" else {}),
                }
                for reason in catalogue.city.get("work", {}).get(f"{name}_reasons", ())
            ]
            for name in ("pause", "refusal", "transfer")
        },
        "step_positions_days": days_kept(catalogue.city),
    }
