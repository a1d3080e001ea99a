"""Chicago as a second city beside the demo: its own layers, its own requests, through the front door.

Runs where the city's open data are on this machine; everything it prints are measurements of this run.
"""

import csv
import itertools
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml

from hex311.adapters.dynamodb.overlay import DynamoOverlay
from hex311.domain.geography import Overlay, Point
from hex311.spatial.tiles import tile_of
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused, wait_for
from hex311_cli.history.choose import choose
from hex311_cli.history.file_again import FILED, Clerk, file_all
from hex311_cli.history.legacy_rows import LegacyReader
from hex311_cli.history.mapping import read_mapping
from hex311_cli.history.service_types import ServiceTypes
from hex311_cli.history.table import HistoryFile
from hex311_cli.target import Target, connect
from tests.support import chicago
from tests.support.cloud import ROOMY, CloudCity, parameters
from tests.support.map_tiles import cases_on

pytestmark = [
    pytest.mark.cloud,
    pytest.mark.full,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not chicago.CHICAGO.is_dir(), reason=chicago.MISSING),
]

STACK = "chicago"
REPORTS = 200
SAMPLE = 200
OPEN_CASES = 40
AGREEING = 0.95


@dataclass(frozen=True)
class Chicago:
    """The second city: its stack, and the folder with its pack and mapping file."""

    cloud: CloudCity
    target: Target
    folder: Path

    @property
    def mapping(self) -> Path:
        return self.folder / "mapping.yaml"

    def overlay(self) -> DynamoOverlay:
        return DynamoOverlay(self.target.outputs["OverlayTable"], lambda: int(time.time()))


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.1f} s")


@pytest.fixture(scope="module")
def second_city(cloud_city: CloudCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chicago]:
    folder = tmp_path_factory.mktemp("chicago")
    pack = chicago.build_pack(folder / "pack")
    with timed("checking the pack"):
        assert "is in order" in cloud_city.hex311("city", "check", str(pack))
    with timed("a second stack, with its layers"):
        print(cloud_city.hex311("up", "--city", str(pack), "--stack", STACK, *parameters(ROOMY)))
    (folder / "mapping.yaml").write_text(yaml.safe_dump(chicago.MAPPING))
    target = connect(STACK)
    target.door.sign_in("admin@example.org", DEMO_PASSWORD)
    yield Chicago(cloud_city, target, folder)
    with timed("deleting the second stack"):
        cloudformation = boto3.client("cloudformation")
        cloudformation.delete_stack(StackName=STACK)
        wait_for(lambda: not _stands(cloudformation), seconds=120)


def _stands(cloudformation: Any) -> bool:
    stacks = cloudformation.list_stacks()["StackSummaries"]
    return any(stack["StackName"] == STACK and stack["StackStatus"] != "DELETE_COMPLETE" for stack in stacks)


def located_rows() -> Iterator[tuple[Point, dict[str, str]]]:
    for path in chicago.request_files():
        for row in chicago.records(path):
            if row["latitude"] and row["longitude"]:
                yield Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])), row


def test_the_citys_own_columns_agree(second_city: Chicago) -> None:
    """Every located row of eight real files against the published overlay."""
    overlays = second_city.overlay()
    rows, equal = Counter[str](), Counter[str]()
    with timed("all rows"):
        for point, row in located_rows():
            overlay = overlays.overlay(point)
            for layer, names in chicago.COLUMNS.items():
                stated = next((row[name] for name in names if row.get(name)), "").lstrip("0")
                if stated:
                    rows[layer] += 1
                    equal[layer] += stated in {a.feature_id.lstrip("0") for a in overlay.answers if a.layer == layer}
    for layer in chicago.COLUMNS:
        print(f"{layer}: {equal[layer]:,} of {rows[layer]:,} agree, {equal[layer] / rows[layer]:.2%}")
        assert rows[layer] > 8_000
        assert equal[layer] / rows[layer] >= AGREEING


def test_the_front_door_says_the_same(second_city: Chicago) -> None:
    overlays, door = second_city.overlay(), second_city.target.door
    points = random.Random(311).sample([point for point, _ in located_rows()], SAMPLE)

    def asked(point: Point) -> set[tuple[str, str, str]] | str:
        try:
            answers = door.get("/api/v1/overlay", lat=point.latitude, long=point.longitude)["overlay"]
        except Refused as refused:
            return str(refused.document["code"])
        return {(answer["layer"], answer["feature_id"], answer["position"]) for answer in answers}

    def known(overlay: Overlay) -> set[tuple[str, str, str]] | str:
        if not overlay.covers("city_limits"):
            return "outside_city"
        return {(answer.layer, answer.feature_id, answer.position) for answer in overlay.answers}

    with timed(f"{SAMPLE} points over HTTP"), ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(asked, points))
    assert answers == [known(overlays.overlay(point)) for point in points]


def test_history_is_imported_once(second_city: Chicago) -> None:
    path = chicago.CHICAGO / "requests" / "garbage-carts.csv.gz"
    numbers = {row["service request number"] for row in chicago.records(path)}
    command = ("cases", "import", str(path), "--stack", STACK, "--mapping", str(second_city.mapping))
    tiles = objects(second_city.target.outputs["TilesBucket"])
    with timed("importing one file"):
        print(second_city.cloud.hex311(*command))
    before = all_items(second_city.target.outputs["CasesTable"])
    metas = {item["pk"]["S"].removeprefix("CASE#") for item in before if item["sk"]["S"] == "META"}
    assert numbers - metas <= left_out(path), "all but those without a place in the city"
    with timed("importing it again"):
        print(second_city.cloud.hex311(*command))
    assert all_items(second_city.target.outputs["CasesTable"]) == before
    assert objects(second_city.target.outputs["TilesBucket"]) == tiles, "history of 2012 is not on the map"
    row = next(row for row in chicago.records(path) if row["service request number"] in metas)
    view = second_city.target.door.get(f"/api/v1/requests/{row['service request number']}")
    assert view["requested_at"][:10] == row["creation date"][:10]
    assert view["closed_at"][:10] == row["completion date"][:10]
    assert view["status"] == ("duplicate" if "Dup" in row["status"] else "done")


def test_open_cases_go_to_work_here(second_city: Chicago) -> None:
    """Real potholes as if the city had not closed them: the earlier files hold closed cases only."""
    legacy, numbers = second_city.folder / "open.csv", []
    lately = (datetime.now(UTC) - timedelta(days=9)).strftime("%Y-%m-%dT00:00:00")
    rows = list(itertools.islice(chicago.records(chicago.CHICAGO / "requests" / "pot-holes.csv.gz"), OPEN_CASES))
    with legacy.open("w", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        for row in rows:
            numbers.append(row["service request number"])
            writer.writerow({**row, "status": "Open", "completion date": "", "creation date": lately})
    with timed(f"{OPEN_CASES} open cases, imported and with a work order each"):
        print(second_city.cloud.hex311("cases", "import", str(legacy), "--stack", STACK))
        wait_for(lambda: set(numbers) <= set(work_orders(second_city.target.door, "transportation")), seconds=90)
    door, place = second_city.target.door, rows[0]
    point = {"lat": float(place["latitude"]), "long": float(place["longitude"])}
    known = door.get("/api/v1/duplicates", service_code="pothole", **point)["duplicates"]
    assert numbers[0] in {case["service_request_id"] for case in known}
    x, y = tile_of(Point(latitude=point["lat"], longitude=point["long"]), 14)

    def drawn() -> bool:
        answer = door.http.get(f"/tiles/requests/14/{x}/{y}.mvt")
        return answer.status_code == 200 and numbers[0] in cases_on(answer.content)

    wait_for(drawn, seconds=60)


def test_real_reports_reach_the_right_departments(second_city: Chicago) -> None:
    """Rows filed as residents file them; each gets its work order at the department that its ward says."""
    door, overlays = second_city.target.door, second_city.overlay()
    mapping = read_mapping(second_city.mapping)
    catalogue = second_city.target.ports().catalogue.current()
    types = ServiceTypes(catalogue, mapping.types)
    files = [HistoryFile(path) for path in chicago.request_files()]
    cases = choose([(file, LegacyReader(file, catalogue, mapping, types)) for file in files], REPORTS, seed=311)
    with timed(f"filing {REPORTS} reports"):
        answers = file_all(Clerk(door, patience=30), cases, 4, lambda answer: None)
    outcomes = Counter(answer.outcome for answer in answers)
    print(f"outcomes: {dict(outcomes)}; p50 {sorted(a.seconds for a in answers)[REPORTS // 2] * 1000:.0f} ms")
    outside = {case.number for case in cases if not overlays.overlay(case.point).covers("city_limits")}
    assert outcomes[FILED] == REPORTS - len(outside)
    expected: dict[str, str] = {}
    for answer in answers:
        if answer.number:
            ward = overlays.overlay(answer.case.point).first("wards_2003")
            expected[answer.number] = chicago.expected_department(
                answer.case.service_code, ward.feature_id if ward else ""
            )
    assert set(expected.values()) == {"transportation", "sanitation", "forestry_north", "forestry_south"}

    def at_work() -> dict[str, str]:
        found = {
            number: department for department in set(expected.values()) for number in work_orders(door, department)
        }
        return {number: department for number, department in found.items() if number in expected}

    with timed("every report has its work order"):
        wait_for(lambda: len(at_work()) == len(expected), seconds=180, every=0.5)
    assert at_work() == expected

    files_again = [str(path) for path in chicago.request_files()]
    command = ("replay", *files_again, "--stack", STACK, "--mapping", str(second_city.mapping))
    told = second_city.cloud.hex311(*command, "--count", str(REPORTS), "--seed", "311")
    print(told)
    assert "0  filed" in told
    assert f"{len(expected)}  replayed" in told


def work_orders(door: Door, department: str) -> list[str]:
    """Numbers of the cases that a department has open work for."""
    numbers: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = door.staff("GET", "/work-orders", department=department, limit=200, **cursor)
        numbers += [order["service_request_id"] for order in page["work_orders"]]
        if not page["next"]:
            return numbers
        cursor = {"cursor": page["next"]}


def left_out(path: Path) -> set[str]:
    return {row["service request number"] for row in chicago.records(path) if not row["latitude"]}


def all_items(table: str) -> list[dict[str, Any]]:
    """Every item of a table, in a fixed order."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return sorted(
        (item for page in pages for item in page["Items"]), key=lambda item: (item["pk"]["S"], item["sk"]["S"])
    )


def objects(bucket: str) -> dict[str, str]:
    pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {item["Key"]: item["ETag"] for page in pages for item in page.get("Contents", [])}
