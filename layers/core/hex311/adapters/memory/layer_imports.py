"""Uploads of layers, their jobs, and the runs over open cases, in dictionaries."""

from copy import deepcopy
from typing import Any


class MemoryLayerUploads:
    """`requests` are those with a ticket; put a `reports` entry to play the job."""

    def __init__(self) -> None:
        self.requests: dict[str, dict[str, Any]] = {}
        self.reports: dict[str, dict[str, Any]] = {}

    def ticket(self, import_id: str, request: dict[str, Any]) -> dict[str, Any]:
        self.requests[import_id] = request
        return {"url": "https://uploads.invalid/", "fields": {"key": f"imports/{import_id}/upload"}}

    def report(self, import_id: str) -> dict[str, Any] | None:
        if import_id not in self.requests:
            return None
        return self.reports.get(import_id, {"import_id": import_id, "status": "waiting"})


class MemoryLayerJobs:
    def __init__(self) -> None:
        self.started: list[tuple[str, dict[str, Any]]] = []
        self.rerouted: list[tuple[str, str]] = []

    def start(self, import_id: str, wishes: dict[str, Any]) -> None:
        self.started.append((import_id, wishes))

    def reroute(self, import_id: str, run: str) -> None:
        self.rerouted.append((import_id, run))


class MemoryLayerReroutings:
    def __init__(self) -> None:
        self.runs: dict[tuple[str, str], dict[str, Any]] = {}
        self.newest: dict[str, str] = {}

    def begin(self, run: dict[str, Any]) -> None:
        self.keep(run)
        self.newest[run["import_id"]] = run["run"]

    def keep(self, run: dict[str, Any]) -> None:
        self.runs[run["import_id"], run["run"]] = deepcopy(run)

    def standing(self, import_id: str) -> dict[str, Any] | None:
        newest = self.newest.get(import_id)
        return deepcopy(self.runs[import_id, newest]) if newest else None
