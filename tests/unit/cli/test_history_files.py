"""Reading legacy files: separators, columns, dates, types, and reasons why a row is left out."""

import gzip
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hex311.domain.catalogue import Catalogue
from hex311.domain.lifecycle import Status
from hex311_cli.history.columns import choose_columns
from hex311_cli.history.dates import date_reader
from hex311_cli.history.legacy_rows import NO_COORDINATES, LegacyReader
from hex311_cli.history.mapping import HistoryMapping, read_mapping
from hex311_cli.history.problems import HistoryProblem, Unusable
from hex311_cli.history.service_types import LEFT_OUT, UNKNOWN, ServiceTypes
from hex311_cli.history.table import HistoryFile

CATALOGUE = Catalogue(
    "1",
    {
        "city": {"timezone": "America/Chicago"},
        "services": {
            "pothole": {"name": {"en": "Pothole", "es": "Bache"}, "keywords": {"en": ["Pot Hole in Street", "hole"]}},
            "graffiti": {"name": {"en": "Graffiti removal"}, "keywords": {"en": ["tag", "wall"]}},
            "wall_damage": {"name": {"en": "Broken wall"}, "keywords": {"en": ["wall"]}},
        },
    },
)
HEADER = (
    "CREATION DATE,STATUS,Completion Date,Service Request Number,Type of Service Request,Street Address,"
    "LATITUDE,LONGITUDE"
)
GOOD = "2011-01-01T00:00:00,Completed,2011-01-03T00:00:00,11-00002110,Pot Hole in Street,7600 S PARNELL AVE,41.7,-87.6"


def a_file(folder: Path, text: str, name: str = "old.csv", encoding: str = "utf-8") -> HistoryFile:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode(encoding)) if name.endswith(".gz") else text.encode(encoding))
    return HistoryFile(path)


def a_row(folder: Path, mapping: HistoryMapping | None = None, **changes: str) -> Any:
    """What is read from one good row with some of its values changed."""
    values = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | changes
    file = a_file(folder, ",".join(values) + "\n" + ",".join(values.values()) + "\n")
    mapping = mapping or HistoryMapping()
    reader = LegacyReader(file, CATALOGUE, mapping, ServiceTypes(CATALOGUE, mapping.types))
    return reader.read(next(file.rows()))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["old.csv", "old.csv.gz"])
def test_files_of_any_usual_kind(tmp_path: Path, separator: str, name: str) -> None:
    file = a_file(tmp_path, f'﻿Sr  Number{separator}STATUS\r\n 1 {separator}"Open"\r\n\r\n2{separator}\r\n', name)
    assert file.columns == ["sr number", "status"]
    rows = list(file.rows())
    assert [dict(row.values) for row in rows] == [
        {"sr number": "1", "status": "Open"},
        {"sr number": "2", "status": ""},
    ]
    assert [row.line for row in rows] == [2, 4]
    assert file.position == file.size


def test_a_file_that_is_no_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(HistoryProblem, match="does not name columns"):
        a_file(tmp_path, "nothing here\n")
    with pytest.raises(HistoryProblem, match="cannot be read"):
        HistoryFile(tmp_path / "missing.csv")
    with pytest.raises(HistoryProblem, match="not text in utf-8"):
        list(a_file(tmp_path, "number,status\n1,ge\xf6ffnet\n", encoding="latin-1").rows())
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(b"number,status\n" + b"1,Open\n" * 9_000)[:-12])
    with pytest.raises(HistoryProblem, match="cannot be read"):
        list(HistoryFile(cut).rows())


def test_columns_are_guessed_or_named() -> None:
    columns = ["unique key", "complaint type", "status", "created date", "latitude", "longitude", "remarks"]
    assert choose_columns("nyc.csv", columns, {})["number"] == "unique key"
    assert "description" not in choose_columns("nyc.csv", columns, {})
    assert choose_columns("nyc.csv", columns, {"description": "Remarks"})["description"] == "remarks"
    with pytest.raises(HistoryProblem, match="no column 'Nmber'"):
        choose_columns("nyc.csv", columns, {"number": "Nmber"})
    with pytest.raises(HistoryProblem, match="no column looks like the status"):
        choose_columns("nyc.csv", [name for name in columns if name != "status"], {})


@pytest.mark.parametrize(
    ("text", "examples", "date_format"),
    [
        ("2012-07-04T09:30:00", [], ""),
        ("2012-07-04 09:30", [], ""),
        ("2012-07-04T14:30:00+00:00", [], ""),
        ("07/04/2012 09:30:00 AM", ["07/25/2012"], ""),
        ("04/07/2012 09:30", ["25/07/2012"], ""),
        ("04.07.2012 09:30", ["25.07.2012"], ""),
        ("4 Jul 2012, 9h30", [], "%d %b %Y, %Hh%M"),
    ],
)
def test_dates_are_read_in_the_citys_time(text: str, examples: list[str], date_format: str) -> None:
    reader = date_reader("old.csv", ZoneInfo("America/Chicago"), date_format, examples)
    assert reader.read(text) == 1_341_412_200


def test_a_date_that_can_be_read_two_ways_is_not_guessed() -> None:
    with pytest.raises(HistoryProblem, match="month first or day first"):
        date_reader("old.csv", ZoneInfo("America/Chicago"), "", ["03/04/2012"])


def test_types_by_name_code_or_keyword_of_one_type() -> None:
    types = ServiceTypes(CATALOGUE, {"old thing": "graffiti", "bees": None})
    assert [types.code(name) for name in ("POTHOLE", "bache", "Pot-hole  in street", "wall_damage", "Old Thing")] == [
        "pothole",
        "pothole",
        "pothole",
        "wall_damage",
        "graffiti",
    ]
    for name, reason in (("wall", UNKNOWN), ("Bees", LEFT_OUT), ("", UNKNOWN)):
        with pytest.raises(Unusable) as unusable:
            types.code(name)
        assert unusable.value.reason == reason
    assert types.likely("Pot Holes in Streets") == "pothole"
    assert types.likely("xyzzy") is None
    with pytest.raises(HistoryProblem) as problem:
        ServiceTypes(CATALOGUE, {"a": "potole"})
    assert problem.value.mend == "Did you mean pothole?"


def test_a_row_becomes_a_case(tmp_path: Path) -> None:
    case = a_row(tmp_path)
    assert (case.number, case.service_code, case.status) == ("11-00002110", "pothole", Status.DONE)
    assert (case.created_at, case.closed_at) == (1_293_861_600, 1_294_034_400)
    assert (case.point.latitude, case.point.longitude) == (41.7, -87.6)
    assert (case.address, case.legacy_status) == ("7600 S PARNELL AVE", "Completed")


@pytest.mark.parametrize(
    ("legacy", "status"),
    [
        ("Completed", Status.DONE),
        ("closed - no action", Status.DONE),
        ("Completed - Dup", Status.DUPLICATE),
        ("Open - Duplicate", Status.DUPLICATE),
        ("CANCELED", Status.COULD_NOT_BE_DONE),
        ("Open", Status.RECEIVED),
        ("In Progress", Status.RECEIVED),
        ("Geschlossen", Status.NOT_OURS),
    ],
)
def test_statuses(tmp_path: Path, legacy: str, status: Status) -> None:
    mapping = HistoryMapping(statuses={"geschlossen": Status.NOT_OURS})
    case = a_row(tmp_path, mapping, STATUS=legacy)
    assert case.status is status
    assert (case.closed_at is None) is (status is Status.RECEIVED)


def test_a_duplicate_without_a_date_was_over_at_once(tmp_path: Path) -> None:
    case = a_row(tmp_path, STATUS="Open - Dup", **{"Completion Date": ""})
    assert case.closed_at == case.created_at


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"LATITUDE": ""}, NO_COORDINATES),
        ({"LATITUDE": "0", "LONGITUDE": "0.0"}, NO_COORDINATES),
        ({"LATITUDE": "1855505.8"}, "coordinates that are no place on the globe"),
        ({"LONGITUDE": "nan"}, "coordinates that are no place on the globe"),
        ({"Service Request Number": " "}, "no number"),
        ({"STATUS": "hm"}, "unknown status"),
        ({"CREATION DATE": ""}, "no created_at date"),
        ({"CREATION DATE": "yesterday"}, "created_at is not a date"),
        ({"Completion Date": ""}, "no closed_at date"),
        ({"Type of Service Request": "Bees"}, UNKNOWN),
    ],
)
def test_unusable_rows_say_why(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    with pytest.raises(Unusable) as unusable:
        a_row(tmp_path, **changes)
    assert unusable.value.reason == reason


def test_a_mapping_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("columns: {number: Ref}\ntypes: {'Old-Thing': pothole, Bees: null}\nstatuses: {Shut: done}\n")
    mapping = read_mapping(path)
    assert mapping.columns == {"number": "Ref"}
    assert mapping.types == {"old thing": "pothole", "bees": None}
    assert mapping.statuses == {"shut": Status.DONE}
    assert read_mapping(None) == HistoryMapping()
    for text, problem in (
        ("columns: [a]", "columns is not a mapping"),
        ("colums: {}", "no key colums"),
        ("columns: {nmber: x}", r"no key columns\.nmber"),
        ("statuses: {Shut: under_way}", "'under_way' is not a status to import"),
        ("- a", "not a mapping"),
        ("a: [", "cannot be read"),
    ):
        path.write_text(text)
        with pytest.raises(HistoryProblem, match=problem):
            read_mapping(path)
