"""How every bench reports: a table for people, a JSON file for comparing."""

import json
import os
import platform
from pathlib import Path

from rich.console import Console
from rich.table import Table

OUT = Path(__file__).parent / "out"


def machine() -> str:
    """What the figures were taken on; ratios travel, absolute times do not."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def report(name: str, figures: dict[str, float], notes: dict[str, str]) -> None:
    """Print and write the figures. `notes` explains each one."""
    table = Table(title=f"{name} ({machine()})")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_column("what it is")
    for key, value in figures.items():
        table.add_row(key, f"{value:g}", notes.get(key, ""))
    Console().print(table)
    _write(name, figures)


def add_figures(name: str, figures: dict[str, float], notes: dict[str, str]) -> None:
    """Like `report`, for one of several writers of the same file: the others' figures stay."""
    path = OUT / f"{name}.json"
    known = json.loads(path.read_text())["figures"] if path.exists() else {}
    report(name, figures, notes)
    _write(name, {**known, **figures})


def _write(name: str, figures: dict[str, float]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    document = {"name": name, "machine": machine(), "figures": figures}
    (OUT / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n")
