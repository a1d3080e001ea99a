"""Map layers that staff send, and the open cases that follow them."""

from collections.abc import Sequence
from typing import Any, Protocol

from hex311.domain.map_layers import LayerTimeline


class LayerUploads(Protocol):
    """Map layers that staff send, each with its request and the report of its import."""

    def ticket(self, import_id: str, request: dict[str, Any]) -> dict[str, Any]:
        """Keep the request; a presigned POST (`url`, `fields`) for the file, valid for a quarter of an hour."""

    def keep(self, import_id: str, request: dict[str, Any]) -> None:
        """Keep a request that needs no file."""

    def begin(self, import_id: str, run: str) -> None:
        """Let the report say that a run works, under a mark by which its own reports are known."""

    def report(self, import_id: str) -> dict[str, Any] | None:
        """How the import stands (`status` and more); None when there is none."""

    def difference(self, import_id: str) -> dict[str, Any] | None:
        """What the dry run found to change, area by area; None before there was one."""

    def recent(self, most: int) -> Sequence[dict[str, Any]]:
        """The imports started last, the newest first: `at` (epoch seconds), `request` and `report` of each."""


class LayerJobs(Protocol):
    def start(self, import_id: str, wishes: dict[str, Any], run: str) -> None:
        """Start the state machine that imports an upload; the same run of an import starts once."""

    def reroute(self, import_id: str, run: str, mark: str) -> None:
        """Start it for a run of `LayerReroutings` over the open cases; with the same mark once."""


class LayerReroutings(Protocol):
    """Runs in which open cases follow the layers of an import; `run` and `import_id` name a document."""

    def begin(self, run: dict[str, Any]) -> None:
        """Keep it and make it the standing one."""

    def keep(self, run: dict[str, Any]) -> None:
        """How a run stands now."""

    def standing(self, import_id: str) -> dict[str, Any] | None:
        """The run that was begun last; None when there is none."""


class LayerGenerations(Protocol):
    def timeline(self) -> LayerTimeline:
        """What is published; nothing before the first publication."""
