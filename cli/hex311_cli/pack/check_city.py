"""Checks of city.yaml and departments.yaml."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from hex311.domain.case_entry import short
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.source import Path, closest


def check_city(pack: RawPack) -> Iterator[PackProblem]:
    """Time zone, languages, boxes, boundary layer, calendar and featured service types."""
    city, data = pack.city, pack.city.data
    if data["timezone"] not in available_timezones():
        text = f"There is no time zone '{data['timezone']}'."
        yield city.problem(("timezone",), text, closest(data["timezone"], available_timezones()))
    if data["default_language"] not in data["languages"]:
        mend = f"Add it, or use one of: {', '.join(data['languages'])}."
        yield city.problem(("default_language",), "The first language is not among the languages.", mend)
    for index, language in enumerate(data.get("partial_languages", ())):
        if language not in data["languages"] or language == data["default_language"]:
            text = f"'{language}' is not one of the languages beside the first."
            others = {one for one in data["languages"] if one != data["default_language"]}
            yield city.problem(("partial_languages", index), text, closest(language, others))
    box, centre = data["bbox"], data["centre"]
    if not (box["south"] < box["north"] and box["west"] < box["east"]):
        yield city.problem(("bbox",), "The box is empty.", "south must be below north, west must be below east.")
    elif not (box["south"] <= centre["latitude"] <= box["north"] and box["west"] <= centre["longitude"] <= box["east"]):
        yield city.problem(("centre",), "The centre lies outside the box.", "Check latitude and longitude.")
    yield from _boundary(pack)
    told_apart = data.get("estimates", {}).get("layer")
    if told_apart is not None and told_apart not in pack.layers:
        text = f"The layer '{told_apart}' is not in layers.yaml."
        yield city.problem(("estimates", "layer"), text, closest(told_apart, set(pack.layers)))
    for index, code in enumerate(data.get("featured", ())):
        if code not in pack.services:
            text = f"There is no service type '{code}'."
            yield city.problem(("featured", index), text, closest(code, set(pack.services)))
    for index, neighbour in enumerate(data["neighbours"]):
        if "direction" in neighbour and "bbox" in neighbour:
            yield city.problem(("neighbours", index), "It has both direction and bbox.", "Keep one of the two.")
    yield from _short_names(pack)
    yield from _calendar(pack)


def _boundary(pack: RawPack) -> Iterator[PackProblem]:
    city, layer = pack.city, pack.city.data["boundary_layer"]
    if layer not in pack.layers:
        text = f"The boundary layer '{layer}' is not in layers.yaml."
        yield city.problem(("boundary_layer",), text, closest(layer, set(pack.layers)))
        return
    facts, box = pack.layer_facts.get(layer), city.data["bbox"]
    if facts:
        west, south, east, north = facts.bbox
        if west < box["west"] or south < box["south"] or east > box["east"] or north > box["north"]:
            mend = f"Use south {south:.4f}, west {west:.4f}, north {north:.4f}, east {east:.4f}, or wider."
            yield city.problem(("bbox",), f"The box does not hold all of the layer '{layer}'.", mend)


def _short_names(pack: RawPack) -> Iterator[PackProblem]:
    """Lists of cases tell layers apart by a few letters made of their codes."""
    known: dict[str, str] = {}
    for layer, entry in pack.layers.items():
        other = known.setdefault(short(layer), layer)
        if other != layer:
            text = f"By chance the layers '{other}' and '{layer}' look the same in lists of cases."
            yield entry.problem((), text, "Give one of them another code.")


def _calendar(pack: RawPack) -> Iterator[PackProblem]:
    yield from check_calendar(pack.city, pack.city.data["calendar"])


def check_calendar(entry: Entry, calendar: Mapping[str, Any]) -> Iterator[PackProblem]:
    """Hours that last, and holidays that exist, of the city's calendar or of what a department says otherwise."""
    shifts: list[tuple[Path, Any]] = [(("calendar", "shifts", i), s) for i, s in enumerate(calendar.get("shifts", ()))]
    if "hours" in calendar:
        shifts.append((("calendar", "hours"), calendar["hours"]))
    for path, hours in shifts:
        if hours["start"] == hours["end"]:
            mend = 'Write start "00:00" and end "24:00" for day and night; an end before the start is on the next day.'
            yield entry.problem(path, "The working day ends when it begins.", mend)
    seen: set[str] = set()
    for index, holiday in enumerate(calendar.get("holidays", ())):
        path = ("calendar", "holidays", index, "date")
        try:
            date.fromisoformat(holiday["date"])
        except ValueError:
            yield entry.problem(path, f"{holiday['date']} is not a day of the calendar.", "Use year-month-day.")
        if holiday["date"] in seen:
            yield entry.problem(path, f"{holiday['date']} is there twice.", "Keep one of the two.")
        seen.add(holiday["date"])


def check_departments(pack: RawPack) -> Iterator[PackProblem]:
    """Codes of bureaus and divisions are unique within their department; its delivery has all that its kind needs."""
    for code, department in pack.departments.items():
        yield from check_calendar(department, department.data.get("calendar", {}))
        yield from _delivery(pack, department)
        seen = {code}
        for i, bureau in enumerate(department.data.get("bureaus", ())):
            units: list[tuple[Path, Any]] = [(("bureaus", i), bureau)]
            units += [(("bureaus", i, "divisions", j), d) for j, d in enumerate(bureau.get("divisions", ()))]
            for path, unit in units:
                if unit["code"] in seen:
                    text = f"'{unit['code']}' is there twice in the department '{code}'."
                    yield department.problem((*path, "code"), text, "Give each bureau and division its own code.")
                seen.add(unit["code"])


#: What each kind of delivery must say, and what it may say.
_DELIVERIES = {
    "queue": (set(), set()),
    "email": ({"to"}, {"language", "share"}),
    "webhook": ({"url"}, {"share"}),
    "open311": (
        {"url"},
        {"share", "jurisdiction_id", "service_code", "services", "outcomes", "poll_minutes"},
    ),
}


def _delivery(pack: RawPack, department: Entry) -> Iterator[PackProblem]:
    way = department.data.get("delivery")
    if way is None:
        return
    must, may = _DELIVERIES[way["kind"]]
    for name in sorted(must - set(way)):
        text = f"A delivery by {way['kind']} needs '{name}'."
        yield department.problem(("delivery",), text, f"Add {name}: ...")
    for name in sorted(set(way) - must - may - {"kind"}):
        text = f"A delivery by {way['kind']} does not know '{name}'."
        yield department.problem(("delivery", name), text, "Remove it, or mend kind.")
    if "language" in way and way["language"] not in pack.languages:
        text = f"The city does not speak '{way['language']}'."
        yield department.problem(("delivery", "language"), text, f"Use one of: {', '.join(pack.languages)}.")


def units_of(pack: RawPack, department: str) -> set[str]:
    """The codes of all bureaus and divisions of a department."""
    bureaus = pack.departments[department].data.get("bureaus", ())
    return {b["code"] for b in bureaus} | {d["code"] for b in bureaus for d in b.get("divisions", ())}
