"""How a job writes down what it found, for its own later steps and for the staff API."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from hex311_cli.overlay.impact import Impact
from hex311_cli.overlay.inspect import Inspection
from hex311_cli.overlay.publish import Report
from hex311_cli.overlay.stages import Stage
from hex311_cli.overlay.store import LayerEntry

SHOWN = 200
"""Findings, repairs and cases in a report; the rest is counted."""


def stage_view(stage: Stage) -> dict[str, Any]:
    return {
        "active_from": stage.active_from,
        "extent": stage.extent,
        "layers": [asdict(entry) for entry in stage.layers],
        "given": list(stage.given),
        "removed": list(stage.removed),
    }


def stage_of_view(document: Mapping[str, Any]) -> Stage:
    return Stage(**{**document, "layers": [LayerEntry(**entry) for entry in document["layers"]]})


def inspection_view(inspection: Inspection) -> dict[str, Any]:
    return {
        "repairs": [asdict(one) for one in inspection.repairs[:SHOWN]],
        "findings": [asdict(one) for one in inspection.findings[:SHOWN]],
    }


def report_view(report: Report) -> dict[str, Any]:
    return {
        "generation": report.generation,
        "layers": report.layers,
        "features": report.features,
        "cells": report.cells,
        "written": report.written,
        "emptied": report.emptied,
        "unchanged": report.unchanged,
        "notes": list(report.notes),
    }


def impact_view(found: Impact) -> dict[str, Any]:
    """An impact for the staff API; cases by number, without anything about people."""
    return {
        "cells": found.cells,
        "changed": len(found.changed),
        "emptied": len(found.emptied),
        "open_cases": found.open_cases,
        "other_answers": len(found.reroutings),
        "change_hands": len(found.handed_over),
        "outside": found.outside,
        "cases": [asdict(one) for one in found.reroutings[:SHOWN]],
    }
