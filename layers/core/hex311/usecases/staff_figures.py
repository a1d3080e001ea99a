"""The staff's figures: a department, an area or the whole city, by type; every number as it is."""

from collections.abc import Mapping
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import ALL, ALL_PRIVATE, CITY, DEPARTMENT
from hex311.domain.errors import BadInput, Problem
from hex311.domain.figures import Figures, Row, by_month, by_type, together
from hex311.domain.policy import Action, Staff, allows, check
from hex311.ports import Ports
from hex311.usecases.count_insights import counted_layers
from hex311.usecases.explore_figures import figures_view
from hex311.usecases.explore_question import question_from


def staff_figures(ports: Ports, staff: Staff, query: Mapping[str, str]) -> dict[str, Any]:
    """Figures of `department`, or of `layer` and `area`, or of the city; `Forbidden` unless the table allows it.

    Private types are in it only for those who may see private cases.
    """
    catalogue = ports.catalogue.current()
    department = query.get("department", "")
    check(staff, Action.READ_FIGURES, [department] if department else [], private=False)
    asked = question_from(ports, catalogue, query, counted_layers(catalogue))
    if department and asked.layer:
        raise BadInput([Problem("department", "This does not go with an area.", "Send one of the two.")])
    if department and department not in catalogue.documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Send a department code.")])
    with_private = allows(staff, Action.READ_FIGURES, [department] if department else [], private=True)
    if asked.code and catalogue.service(asked.code).privacy == "private":
        check(staff, Action.READ_FIGURES, [department] if department else [], private=True)
    layer, area = (DEPARTMENT, department) if department else (asked.layer or CITY, asked.area or CITY)
    if layer == CITY and not asked.code:
        # All types of the whole city are kept as sums; type by type it would be too much to read.
        codes = [ALL, *([ALL_PRIVATE] if with_private else [])]
        rows = [row for code in codes for row in ports.insights.rows(CITY, CITY, code, asked.first, asked.last)]
        types: dict[str, Figures] = {}
    else:
        found = ports.insights.rows(layer, area, asked.code or None, asked.first, asked.last)
        rows = [row for row in found if with_private or not _is_private(catalogue, row)]
        types = by_type(rows, asked.first, asked.last)
    return {
        "department": department or None,
        "layer": asked.layer or None,
        "area": asked.area or None,
        "service_code": asked.code or None,
        "from": asked.first,
        "to": asked.last,
        "figures": figures_view(by_month(rows, asked.first, asked.last)),
        "by_type": [{"service_code": code, **_type_view(one)} for code, one in types.items()],
    }


def _is_private(catalogue: Catalogue, row: Row) -> bool:
    """Also of a type that the present pack does not know any more: nobody can say that it may be shown."""
    service = catalogue.services.get(row[0].code)
    return service is None or service.privacy == "private"


def _type_view(found: Figures) -> dict[str, Any]:
    view = figures_view({"": together([found])})
    return {name: value for name, value in view.items() if name not in ("months", "hidden_months")}
