"""Every mistake is told with its file, its line, what is wrong and how to mend it."""

import gzip
import json
from pathlib import Path

import pytest

from hex311.domain.case_entry import short
from hex311_cli.pack import PackErrors, load_pack
from hex311_cli.pack.problems import PackProblem

SERVICES, PROCESSES = "services/streets.yaml", "processes/streets.yaml"
LARGE = "{key: large, name: {en: Larger}}"
FILLED = "{code: filled, status: done, text: {en: The hole is filled.}}"

#: file, text to replace, by what, lines from there to the problem (None: the whole file), problem, mend
MISTAKES: list[tuple[str, str, str, int | None, str, str]] = [
    (
        "city.yaml",
        "timezone: America/Chicago",
        "timezone: America/Chicago\ntimezone: UTC",
        1,
        "there twice",
        "Keep one",
    ),
    ("city.yaml", "jurisdiction_id:", "juristiction_id:", 0, "no key 'juristiction_id'", "'jurisdiction_id'"),
    ("city.yaml", 'number: "911"', "number: 911", 0, "must be text", 'quotes around it: "911"'),
    ("city.yaml", 'start: "08:00"', "start: 8am", 0, '"8am"', '"08:00"'),
    ("city.yaml", "[mon, tue, wed, thu, fri]", "[mon, tues]", 0, '"tues"', "Use one of: mon, tue"),
    ("city.yaml", "reopen_days: 30", "reopen_days: many", 0, "must be a whole number", ""),
    ("city.yaml", "code: millbrook", "\tcode: millbrook", 0, "not YAML", "spaces"),
    ("departments.yaml", "kind: outside", "kind: state", 0, '"state"', "city, outside"),
    ("departments.yaml", "phone: 555-0198", "fon: 555-0198", 0, "no key 'fon'", "phone"),
    (SERVICES, "radius_m: 30", "radius_m: 3000", 0, "3000", "1 to 500"),
    (SERVICES, "{group: pavement, radius_m: 30, window_days: 60}", "never", 0, '"never"', "off"),
    (SERVICES, "    process: pothole_repair\n", "", -16, "lacks 'process'", "Add it"),
    (SERVICES, "description: {en: A hole in the surface of a street.}", "description: {en: }", 0, "must be text", ""),
    (SERVICES, "type: singlevaluelist", "type: string", 2, "does not belong here", "Only singlevaluelist"),
    (SERVICES, "- {key: small, name: {en: Like a plate}}\n", "\n", -1, "at least 2", ""),
    (PROCESSES, "sla: {working_days: 5}", "sla: {working_days: 5, working_hours: 4}", 0, "working_hours", "either"),
    (PROCESSES, "status: could_not_be_done", "status: impossible", 0, '"impossible"', "could_not_be_done"),
    ("city.yaml", "America/Chicago", "America/Chikago", 0, "no time zone", "America/Chicago"),
    ("city.yaml", "default_language: en", "default_language: es", 0, "not among the languages", "en"),
    ("city.yaml", "latitude: 41.05", "latitude: 42.05", 0, "outside the box", ""),
    ("city.yaml", "south: 41.0,", "south: 41.05,", 0, "does not hold", "south 41.0100"),
    (
        "city.yaml",
        "boundary_layer: city_limits",
        "boundary_layer: city_limit",
        0,
        "not in layers.yaml",
        "'city_limits'",
    ),
    ("city.yaml", 'end: "16:00"', 'end: "08:00"', 0, "ends when it begins", "24:00"),
    ("city.yaml", 'start: "08:00"', 'start: "24:00"', 0, '"24:00"', '"08:00"'),
    ("layers.yaml", "boundary_rule: lowest_id", "boundary_rule: first", 0, '"first"', "all, lowest_id"),
    ("layers.yaml", "boundary_rule: lowest_id", "boundary_rule: {by: owner}", 0, "lacks 'prefer'", ""),
    ("layers.yaml", "boundary_rule: lowest_id", "boundary_rule: {prefer: [us]}", 0, 'prefers "us"', "There are: "),
    ("layers.yaml", "boundary_rule: lowest_id", "boundary_rule: {prefer: [us], by: kind}", 0, '"kind"', "owner"),
    ("layers.yaml", "file: road_owner.geojson, ", "", 0, "lacks 'file'", ""),
    ("layers.yaml", "file: road", "url: https://a.example/MapServer/3, file: road", 0, "does not belong", "not both"),
    ("city.yaml", "2027-01-01", "2027-02-30", 0, "not a day", ""),
    ("city.yaml", "reopen_days: 30", "reopen_days: 30\nfeatured: [potholes]", 1, "no service type", "'pothole'"),
    (
        "departments.yaml",
        "code: state_roads",
        "code: streets",
        0,
        "there twice (first in departments.yaml:2)",
        "Rename",
    ),
    (SERVICES, "process: pothole_repair", "process: pothole_repar", 0, "no process", "'pothole_repair'"),
    (SERVICES, "privacy: public", "privacy: private", 1, "description may be published", "never"),
    (SERVICES, "window_days: 60}", "window_days: 60, same_answers: [sice]}", 0, "'sice' is not a question", "'size'"),
    (SERVICES, LARGE, "{key: small, name: {en: Larger}}", 0, "'small' of 'size' is there twice", ""),
    ("city.yaml", "languages: [en]", "languages: [en]\npartial_languages: [ar]", 1, "beside the first", ""),
    ("city.yaml", "languages: [en]", "languages: [en]\npartial_languages: [en]", 1, "beside the first", ""),
    (SERVICES, "name: {en: Pothole}", "name: {es: Bache}", 0, "first language (en) is missing", "Add en"),
    ("city.yaml", "languages: [en]", "languages: [en]\npartial_languages: [ar]", 1, "beside the first", ""),
    ("city.yaml", "languages: [en]", "languages: [en]\npartial_languages: [en]", 1, "beside the first", ""),
    (SERVICES, "name: {en: Pothole}", "name: {en: Pothole, fr: Trou}", 0, "does not speak 'fr'", "languages"),
    (PROCESSES, "default: streets", "default: street", 0, "no department 'street'", "'streets'"),
    (PROCESSES, "map: {state: state_roads}", "map: {stat: state_roads}", 0, "never answers 'stat'", "'state'"),
    (PROCESSES, "attribute: owner", "attribute: holder", 0, "does not keep", "owner"),
    (PROCESSES, "overlay: road_owner", "overlay: road_owners", 0, "no layer 'road_owners'", "'road_owner'"),
    (PROCESSES, "status: done", "status: not_ours", -1, "can never be done", "status: done"),
    (PROCESSES, FILLED, FILLED.replace("filled", "not_found", 1), 1, "there twice", "Rename"),
    (
        PROCESSES,
        "sla: {working_days: 5}",
        "sla: {working_days: 5}\n        unit: paving",
        1,
        "needs one department",
        "",
    ),
    ("layers.yaml", "file: road_owner.geojson", "file: road_owners.geojson", 0, "no file", "'road_owner.geojson'"),
    (
        "layers/road_owner.geojson",
        "[-96.09, 41.051], [-96.09, 41.049]]",
        "[-96.09, 41.051]]",
        None,
        "not closed",
        "first position",
    ),
    ("layers/road_owner.geojson", "-96", "-86", None, "outside the city's bbox", "WGS84"),
    ("messages/en.json", '"status.done": "Done",', "", -7, "lacks 'status.done'", "Add it"),
    ("messages/en.json", '"Done"', '"Done by {who}"', 0, "{who}, which nothing fills", ""),
    ("messages/en.json", '"Done"', '"Done"}', 0, "not JSON", ""),
]


def problems_of(folder: Path) -> tuple[PackProblem, ...]:
    with pytest.raises(PackErrors) as caught:
        load_pack(folder)
    return caught.value.problems


@pytest.mark.parametrize(("file", "old", "new", "offset", "problem", "mend"), MISTAKES, ids=lambda v: str(v)[:40])
def test_a_mistake_is_told(
    millbrook: Path, file: str, old: str, new: str, offset: int | None, problem: str, mend: str
) -> None:
    text = (millbrook / file).read_text()
    line = 0 if offset is None else text[: text.index(old)].count("\n") + 1 + offset
    (millbrook / file).write_text(text.replace(old, new))
    found = problems_of(millbrook)
    told = [p for p in found if p.file == file and p.line == line and problem in p.problem and mend in p.mend]
    assert told, "\n".join(map(str, found))


def test_a_process_that_went_away_is_missed_where_it_is_used(millbrook: Path) -> None:
    path = millbrook / PROCESSES
    path.write_text(path.read_text().replace("code: pothole_repair", "code: repair_it"))
    assert [(p.file, p.line) for p in problems_of(millbrook)] == [(SERVICES, 19)]


def test_all_mistakes_are_told_at_once(millbrook: Path) -> None:
    for file, old, new in (("city.yaml", "code: millbrook", "code: 1"), ("departments.yaml", "city", "town")):
        path = millbrook / file
        path.write_text(path.read_text().replace(old, new))
    assert {p.file for p in problems_of(millbrook)} == {"city.yaml", "departments.yaml"}


@pytest.mark.parametrize(
    "file", ["city.yaml", "departments.yaml", "layers.yaml", "messages/en.json", SERVICES, PROCESSES]
)
def test_missing_empty_and_unreadable_files_are_told(millbrook: Path, file: str) -> None:
    for spoiled in (b"", b"\xff\xfe\x00", None):
        path = millbrook / file
        path.unlink(missing_ok=True)
        if spoiled is not None:
            path.write_bytes(spoiled)
        assert problems_of(millbrook)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "no such folder" in problems_of(tmp_path / "nowhere")[0].problem


def add_service(folder: Path, changes: dict[str, str]) -> None:
    text = (folder / SERVICES).read_text().replace("code: streets", "code: more").replace("pothole\n", "cave_in\n")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "services/more.yaml").write_text(text)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("window_days: 60", "window_days: 61", "window_days"),
        ("window_days: 60}", "window_days: 60, same_answers: [size]}", "same_answers"),
    ],
)
def test_types_of_a_duplicate_group_are_judged_alike(millbrook: Path, old: str, new: str, key: str) -> None:
    add_service(millbrook, {old: new})
    (problem,) = problems_of(millbrook)
    assert problem.line == 17
    assert key in problem.problem
    assert "'cave_in'" in problem.problem


def test_a_private_type_has_no_duplicates(millbrook: Path) -> None:
    add_service(millbrook, {"privacy: public": "privacy: private", "after_release": "never"})
    assert "duplicates" in problems_of(millbrook)[0].problem


def test_a_redirect_names_an_outside_owner_and_has_no_process(millbrook: Path) -> None:
    redirect = "redirect: {department: state_roads, message: {en: Call them.}}"
    add_service(millbrook, {"process: pothole_repair": redirect})
    assert load_pack(millbrook).documents()["services"]["cave_in"]["process"] is None
    add_service(millbrook, {"process: pothole_repair": redirect.replace("state_roads", "streets")})
    assert "part of the city" in problems_of(millbrook)[0].problem
    add_service(millbrook, {"photo: optional": redirect})
    assert "does not belong here" in problems_of(millbrook)[0].problem


CONDITIONS = [
    ("{answer: size, equals: huge}", "can never be 'huge'"),
    ("{answer: sise, equals: large}", "'sise' is not"),
    ("{answer: size}", "exactly one of equals"),
    ("{answer: size, equals: large, present: true}", "exactly one of equals"),
    ("{answer: size, attribute: x, equals: large}", "Only a test of an overlay"),
    ("{overlay: road_owner, attribute: owner, equals: county}", "can never be 'county'"),
    ("{overlay: road_owner, equals: sr2}", "can never be 'sr2'"),
    ("{overlay: roads, present: true}", "no layer 'roads'"),
    ("{outcome: fill, equals: filled}", "'fill' is not a work order of an earlier stage"),
    ("{answer: size, overlay: road_owner, present: true}", "exactly one of answer"),
    ("{all: [{answer: size, equals: large}, {not: {answer: size, equals: tiny}}]}", "can never be 'tiny'"),
    ("{answer: size, equals: large}", "With size=small in 'pothole', the process 'pothole_repair' has no work"),
    ("{overlay: road_owner, present: true}", "has no work at all"),
]


@pytest.mark.parametrize(("condition", "problem"), CONDITIONS)
def test_a_condition_must_make_sense(millbrook: Path, condition: str, problem: str) -> None:
    path = millbrook / PROCESSES
    path.write_text(path.read_text().replace("        outcomes:", f"        when: {condition}\n        outcomes:"))
    assert any(problem in p.problem for p in problems_of(millbrook))


def test_conditions_that_cover_all_answers_are_fine(millbrook: Path) -> None:
    path = millbrook / PROCESSES
    text = path.read_text()
    order = text[text.index("      - code: fill") :]
    first = order.replace("        outcomes:", "        when: {answer: size, equals: small}\n        outcomes:")
    second = first.replace("code: fill\n", "code: fill_large\n").replace("equals: small", "equals: large")
    path.write_text(text.replace(order, first + second))
    assert load_pack(millbrook).summary()["work orders in them"] == 2
    path.write_text(
        text.replace(
            order, first + second.replace("{answer: size, equals: large}", "{not: {answer: size, present: true}}")
        )
    )
    assert "size=large" in problems_of(millbrook)[0].problem


def test_a_question_may_only_ask_about_earlier_ones(millbrook: Path) -> None:
    path = millbrook / SERVICES
    when = "        when: {answer: size, equals: large}\n        values:"
    path.write_text(path.read_text().replace("        values:", when))
    assert "not an earlier question" in problems_of(millbrook)[0].problem


def test_articles_are_checked(millbrook: Path) -> None:
    folder = millbrook / "knowledge/en"
    folder.mkdir(parents=True)
    (folder / "bare.md").write_text("No head.\n")
    (folder / "empty.md").write_text("---\ntitle: Empty\ntopics: [x]\nservice_codes: []\n---\n\n")
    assert {p.file for p in problems_of(millbrook)} == {"knowledge/en/bare.md", "knowledge/en/empty.md"}
    for path in folder.iterdir():
        path.write_text("---\ntitle: Holes\ntopics: [holes]\nservice_codes:\n  - pothole\n  - holes\n---\nWords.\n")
    assert {(p.file, p.line) for p in problems_of(millbrook)} == {
        ("knowledge/en/bare.md", 6),
        ("knowledge/en/empty.md", 6),
    }


def test_addresses_and_places_are_checked(millbrook: Path) -> None:
    (millbrook / "addresses").mkdir()
    rows = "number,street,postcode,latitude,longitude\n1,Main Street,00001,41.05,-96.05\n"
    rows += "2,Main Street,00001,-96.05,41.05\n"
    (millbrook / "addresses/all.csv.gz").write_bytes(gzip.compress(rows.encode()))
    (problem,) = problems_of(millbrook)
    assert (problem.file, problem.line) == ("addresses/all.csv.gz", 3)
    (millbrook / "addresses/all.csv.gz").write_bytes(gzip.compress(rows.encode())[:-9])
    assert "cannot be read" in problems_of(millbrook)[0].problem
    (millbrook / "addresses/all.csv.gz").unlink()
    (millbrook / "addresses/all.csv").write_text(rows.replace("latitude", "lat"))
    assert "latitude" in problems_of(millbrook)[0].problem
    (millbrook / "addresses/all.csv").unlink()
    (millbrook / "places").mkdir()
    place = {
        "type": "Feature",
        "properties": {"id": "1", "name": "Hall", "category": "city_hall"},
        "geometry": {"type": "Point", "coordinates": [0, 0]},
    }
    (millbrook / "places/all.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [place]}))
    words = [p.problem for p in problems_of(millbrook)]
    assert any("lacks 'address'" in text for text in words)
    assert any("not a point in or near the city" in text for text in words)


def test_two_layers_that_lists_of_cases_could_not_tell_apart_are_refused(millbrook: Path) -> None:
    known: dict[str, str] = {}
    codes = (f"beats_{number}" for number in range(100_000))
    one, other = next((known[short(code)], code) for code in codes if known.setdefault(short(code), code) != code)
    path = millbrook / "layers.yaml"
    last = path.read_text().splitlines()[-1]
    path.write_text(
        path.read_text() + "".join(f"{last.replace('id: road_owner', f'id: {code}')}\n" for code in (one, other))
    )
    (problem,) = problems_of(millbrook)
    assert one in problem.problem
    assert other in problem.problem
