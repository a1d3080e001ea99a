"""Uploads of layers, their jobs, and the runs over open cases, in dictionaries."""

from copy import deepcopy
from typing import Any

from hex311.domain.map_layers import LayerTimeline


class MemoryLayerUploads:
    """`requests` are those with a ticket; put a `reports` entry to play the job, and a `differences` one."""

    def __init__(self) -> None:
        self.requests: dict[str, dict[str, Any]] = {}
        self.reports: dict[str, dict[str, Any]] = {}
        self.differences: dict[str, dict[str, Any]] = {}

    def ticket(self, import_id: str, request: dict[str, Any]) -> dict[str, Any]:
        self.keep(import_id, request)
        return {"url": "https://uploads.invalid/", "fields": {"key": f"imports/{import_id}/upload"}}

    def keep(self, import_id: str, request: dict[str, Any]) -> None:
        self.requests[import_id] = request

    def begin(self, import_id: str, run: str) -> None:
        self.reports[import_id] = {"import_id": import_id, "run": run, "status": "running"}

    def difference(self, import_id: str) -> dict[str, Any] | None:
        return self.differences.get(import_id)

    def recent(self, most: int) -> list[dict[str, Any]]:
        """All at the same moment, the newest first."""
        newest = list(reversed(self.reports.items()))[:most]
        return [{"at": 0, "request": self.requests.get(one, {}), "report": report} for one, report in newest]

    def report(self, import_id: str) -> dict[str, Any] | None:
        if import_id not in self.requests:
            return None
        return self.reports.get(import_id, {"import_id": import_id, "status": "waiting"})


class MemoryLayerGenerations:
    """Set `published` to what stands."""

    def __init__(self) -> None:
        self.published = LayerTimeline()

    def timeline(self) -> LayerTimeline:
        return self.published


class MemoryLayerJobs:
    def __init__(self) -> None:
        self.started: list[tuple[str, dict[str, Any]]] = []
        self.runs: set[tuple[str, str]] = set()
        self.rerouted: list[tuple[str, str]] = []

    def start(self, import_id: str, wishes: dict[str, Any], run: str) -> None:
        if (import_id, run) not in self.runs:
            self.runs.add((import_id, run))
            self.started.append((import_id, wishes))

    def reroute(self, import_id: str, run: str, mark: str) -> None:
        if (import_id, mark) not in self.runs:
            self.runs.add((import_id, mark))
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
