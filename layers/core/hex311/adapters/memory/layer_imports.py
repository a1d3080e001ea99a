"""Uploads of layers and their jobs, in dictionaries."""

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

    def start(self, import_id: str, wishes: dict[str, Any]) -> None:
        self.started.append((import_id, wishes))
