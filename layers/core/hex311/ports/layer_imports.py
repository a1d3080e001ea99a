"""Map layers that staff send, and the open cases that follow them."""

from typing import Any, Protocol


class LayerUploads(Protocol):
    """Map layers that staff send, each with its request and the report of its import."""

    def ticket(self, import_id: str, request: dict[str, Any]) -> dict[str, Any]:
        """Keep the request; a presigned POST (`url`, `fields`) for the file, valid for a quarter of an hour."""

    def report(self, import_id: str) -> dict[str, Any] | None:
        """How the import stands (`status` and more); None when there is none."""


class LayerJobs(Protocol):
    def start(self, import_id: str, wishes: dict[str, Any]) -> None:
        """Start the state machine that imports an upload."""

    def reroute(self, import_id: str, run: str) -> None:
        """Start it for a run of `LayerReroutings` over the open cases."""


class LayerReroutings(Protocol):
    """Runs in which open cases follow the layers of an import; `run` and `import_id` name a document."""

    def begin(self, run: dict[str, Any]) -> None:
        """Keep it and make it the standing one."""

    def keep(self, run: dict[str, Any]) -> None:
        """How a run stands now."""

    def standing(self, import_id: str) -> dict[str, Any] | None:
        """The run that was begun last; None when there is none."""
