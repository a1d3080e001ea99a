"""Taking files over, and filing their rows again: counts, rejects, repeatability."""

import csv
from pathlib import Path
from typing import Any

import httpx
import pytest

from hex311.adapters.memory.ports import MemoryPorts
from hex311_cli.door import Door
from hex311_cli.history.choose import choose
from hex311_cli.history.file_again import Clerk, file_all
from hex311_cli.history.legacy_rows import LegacyReader
from hex311_cli.history.mapping import HistoryMapping
from hex311_cli.history.rejects import rejects_file
from hex311_cli.history.service_types import ServiceTypes
from hex311_cli.history.table import HistoryFile
from hex311_cli.history.take_over import Account, take_over
from tests.support.city import HOME, memory_city

HEADER = "number,type,status,created,closed,latitude,longitude"
HERE = f"{HOME.latitude},{HOME.longitude}"
ROWS = [
    f"L-001,Pothole,Open,2026-09-01,,{HERE}",
    f"L-002,pothole,Completed,2011-01-01,2011-01-03,{HERE}",
    f"L-003,Graffiti removal,Completed - Dup,2011-01-01,2011-01-01,{HERE}",
    "L-004,Pothole,Open,2026-09-01,,,",
    "L-005,Pothole,Open,2026-09-01,,10.0,10.0",
    f"L-006,Bees,Open,2026-09-01,,{HERE}",
    f"L-001,Pothole,Open,2026-09-01,,{HERE}",
    f"L-007,Pothole,Completed,2011-01-03,2011-01-01,{HERE}",
]


def sources(city: MemoryPorts, folder: Path, rows: list[str] = ROWS) -> list[tuple[HistoryFile, LegacyReader]]:
    path = folder / "old.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    file, catalogue = HistoryFile(path), city.catalogue.current()
    return [(file, LegacyReader(file, catalogue, HistoryMapping(), ServiceTypes(catalogue, {})))]


def numbers(account: Account) -> tuple[int, int, int, int]:
    return account.opened, account.closed, account.there, sum(account.skipped.values())


@pytest.mark.parametrize("workers", [1, 4])
def test_every_row_is_accounted_for_and_again_changes_nothing(tmp_path: Path, workers: int) -> None:
    city = memory_city()
    seen: list[int] = []
    account = take_over(sources(city, tmp_path), [city] * workers, seen.append)
    assert numbers(account) == (1, 2, 1, 4)
    assert seen == list(range(1, len(ROWS) + 1))
    assert account.skipped["no coordinates"] == 1
    assert account.details["unknown service type", "Bees"] == 1
    before = dict(city.store.cases)
    assert numbers(take_over(sources(city, tmp_path), [city] * workers)) == (0, 0, 4, 4)
    assert city.store.cases == before
    assert city.workflows.started == [("L-001", 1)]
    assert city.messenger.sent == []


def test_rejects_can_be_mended_and_imported(tmp_path: Path) -> None:
    city, rejects = memory_city(), tmp_path / "rejects.csv"
    files = sources(city, tmp_path)
    with rejects_file(rejects, [file for file, _ in files]) as write:
        take_over(files, [city], on_reject=write)
    rows = list(csv.DictReader(rejects.open(encoding="utf-8")))
    assert [(row["number"], row["reject line"]) for row in rows] == [
        ("L-004", "5"),
        ("L-005", "6"),
        ("L-006", "7"),
        ("L-007", "9"),
    ]
    assert "closed before" in rows[3]["reject reason"]
    mended = rejects.read_text().replace("Bees", "Pothole").replace("10.0,10.0", HERE)
    rejects.write_text(mended)
    file, catalogue = HistoryFile(rejects), city.catalogue.current()
    reader = LegacyReader(file, catalogue, HistoryMapping(), ServiceTypes(catalogue, {}))
    assert numbers(take_over([(file, reader)], [city])) == (2, 0, 0, 2)


def test_a_case_closed_lately_is_drawn_on_the_map(tmp_path: Path) -> None:
    city = memory_city()
    take_over(sources(city, tmp_path, [f"L-1,Pothole,Completed,2011-01-01,2011-01-03,{HERE}"]), [city])
    assert city.tiles.objects == {}
    take_over(sources(city, tmp_path, [f"L-002,Pothole,Completed,2026-09-01,2026-09-10,{HERE}"]), [city])
    assert {path.split("/")[2] for path in city.tiles.objects} == {"12", "13", "14"}


def test_a_fault_ends_the_import_and_is_not_swallowed(tmp_path: Path) -> None:
    class Broken(MemoryPorts):
        def now(self) -> int:
            raise ConnectionError("no cloud")

    city = memory_city()
    broken = Broken(catalogue=city.catalogue, overlays=city.overlays)
    with pytest.raises(ConnectionError):
        take_over(sources(city, tmp_path), [broken])


def test_the_choice_of_rows_is_repeatable(tmp_path: Path) -> None:
    city = memory_city()
    files = sources(city, tmp_path, [f"L-{n:03},Pothole,Open,2026-09-01,,{HERE}" for n in range(200)])
    first = choose(files, 20, seed=7)
    assert len({case.number for case in first}) == 20
    assert choose(files, 20, seed=7) == first
    assert choose(files, 20, seed=8) != first
    assert len(choose(files, 500, seed=7)) == 200


class FrontDoor:
    """Plays the city: files by key, and says `429` to the first call of every third report."""

    def __init__(self) -> None:
        self.cases: dict[str, Any] = {}
        self.limited: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/api/v1/services/"):
            return httpx.Response(200, json={"questions": [], "stoppers": []})
        key = request.headers["Idempotency-Key"]
        if key == "replay-L-005":
            return httpx.Response(422, json={"code": "outside_city", "message": "", "problems": []})
        if key.endswith("3") and key not in self.limited:
            self.limited.add(key)
            return httpx.Response(429, json={"code": "too_many"}, headers={"Retry-After": "1"})
        if key == "replay-L-007":
            return httpx.Response(429, json={"code": "too_many"}, headers={"Retry-After": "3600"})
        headers = {"Idempotency-Replayed": "true"} if key in self.cases else {}
        number = self.cases.setdefault(key, f"N-{len(self.cases)}")
        return httpx.Response(201, json={"service_request_id": number}, headers=headers)


def test_rows_are_filed_once_and_limits_are_honoured(tmp_path: Path) -> None:
    city, front = memory_city(), FrontDoor()
    door = Door("http://city.example")
    door.http = httpx.Client(base_url="http://city.example", transport=httpx.MockTransport(front))
    cases = choose(sources(city, tmp_path), 100, seed=1)
    seen: list[str] = []
    answers = file_all(Clerk(door, patience=2), cases, 2, lambda answer: seen.append(answer.outcome))
    by_number = {answer.case.number: answer for answer in answers}
    assert by_number["L-003"].waited == 1
    assert (by_number["L-005"].outcome, by_number["L-007"].outcome) == ("outside_city", "too_many")
    assert by_number["L-007"].come_back == 3600
    assert sorted(seen) == sorted(answer.outcome for answer in answers)
    again = file_all(Clerk(door, patience=2), [by_number["L-002"].case], 1, lambda answer: None)
    assert [(answer.outcome, answer.number) for answer in again] == [("replayed", by_number["L-002"].number)]
