"""What is asked of the city's figures, checked, and of which layers it may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import local_day
from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.ports import Ports
from hex311.usecases.count_insights import counted_layers, zone_of
from hex311.usecases.explore_course import STEPS

#: The longest period, both days included: three calendar years are touched at most, one query each.
MOST_DAYS = 731
USUAL_DAYS = 90
MOST_AREA = 120


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, checked. Empty `layer` and `area`: the whole city; empty `code` and `group`: all public types.

    `step` is how the course over time is divided; empty when it is not asked for.
    """

    layer: str
    area: str
    code: str
    first: str
    last: str
    group: str = ""
    step: str = ""

    @property
    def days(self) -> int:
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1


def question_from(ports: Ports, catalogue: Catalogue, query: Mapping[str, str], layers: list[str]) -> Question:
    """Check a query (`layer`, `area`, `service_code` or `group`, `from`, `to`, `step`); `BadInput` or `NotFound` when
    it cannot be."""
    layer, area, code = query.get("layer", ""), query.get("area", ""), query.get("service_code", "")
    group, step = query.get("group", ""), query.get("step", "")
    problems = []
    if code and group:
        problems.append(Problem("group", "This does not go with a type.", "Send service_code or group, not both."))
    if step and step not in STEPS:
        problems.append(Problem("step", "There is no such step.", f"Send one of: {', '.join(STEPS)}."))
    if bool(layer) is not bool(area):
        missing = "area" if layer else "layer"
        problems.append(Problem(missing, "This is missing.", "Send both layer and area, or neither."))
    if layer and layer not in layers:
        problems.append(Problem("layer", "No figures are kept for this layer.", f"Send one of: {', '.join(layers)}."))
    if len(area) > MOST_AREA:
        problems.append(Problem("area", f"This is longer than {MOST_AREA}.", "Send the id of a feature of the layer."))
    today = local_day(ports.now(), zone_of(catalogue))
    last = _day(query, "to", today, problems)
    first = _day(query, "from", (date.fromisoformat(last) - timedelta(days=USUAL_DAYS - 1)).isoformat(), problems)
    if not problems and not first <= last:
        problems.append(Problem("to", "The period ends before it begins.", "Send from before to."))
    if not problems and (date.fromisoformat(last) - date.fromisoformat(first)).days >= MOST_DAYS:
        problems.append(Problem("from", f"The period is longer than {MOST_DAYS} days.", "Ask for a shorter one."))
    if problems:
        raise BadInput(problems)
    if code:
        catalogue.service(code)
    if group and group not in catalogue.documents["groups"]:
        raise NotFound("There is no such group of types.")
    return Question(layer, area, code, first, last, group, step)


def _day(query: Mapping[str, str], name: str, usual: str, problems: list[Problem]) -> str:
    text = query.get(name) or usual
    try:
        if len(text) != len("2026-11-22") or not text.isascii():
            raise ValueError
        day = date.fromisoformat(text)
        if not 1970 <= day.year <= 2200:
            raise ValueError
    except ValueError:
        problems.append(Problem(name, "This is not a day.", "Send a day such as 2026-11-22."))
        return usual
    return text


def public_layers(catalogue: Catalogue) -> list[str]:
    """The layers whose areas' figures anybody may ask for, in the pack's order."""
    counted = set(counted_layers(catalogue))
    return [
        layer
        for layer, document in catalogue.documents["layers"].items()
        if layer in counted and document.get("public")
    ]


def explore_layers(ports: Ports, language: str) -> dict[str, Any]:
    """The layers of `public_layers` with their names (schema `explore/layers.json`)."""
    catalogue = ports.catalogue.current()
    named = catalogue.documents["layers"]
    return {
        "layers": [
            {"layer": layer, "layer_name": catalogue.text(named[layer]["name"], language)}
            for layer in public_layers(catalogue)
        ]
    }
