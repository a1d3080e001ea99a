"""`make bench-estimates`: how many of the dates come true that would have been told in Chicago.

Reads the city's published service requests (../shared/data/chicago, or HEX311_HISTORY) in place, and merges its two
figures into bench/out/workflow.json.
"""

import json
import os
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.report import OUT, machine
from hex311_cli.commands.estimates import show
from hex311_cli.estimates.backtest import Coverage, backtest, overall
from hex311_cli.estimates.history import read_lives

ROOT = Path(__file__).resolve().parents[1]
ZONE, AREA = ZoneInfo("America/Chicago"), "Community Area"


def history() -> list[Path]:
    """The files of the history; none where they are not at hand."""
    folder = Path(os.environ.get("HEX311_HISTORY", ROOT.parent / "shared" / "data" / "chicago" / "requests"))
    return sorted(folder.glob("*.csv.gz"))


def estimate_figures() -> dict[str, float]:
    """`estimate_p50_coverage` and `estimate_p80_coverage`; empty where there is no history to hold against."""
    files = history()
    if not files:
        return {}
    types = _coverage(files)
    total = overall(types)
    show(types, total)
    p50, p80 = total.shares
    return {"estimate_p50_coverage": round(p50, 4), "estimate_p80_coverage": round(p80, 4)}


def _coverage(files: list[Path]) -> dict[str, Coverage]:
    cases, _ = read_lives(files, ZONE, AREA)
    return backtest(cases)


def merge(figures: dict[str, float], name: str = "workflow") -> None:
    """Put the figures beside those that stand in `bench/out/<name>.json` already."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.json"
    document = json.loads(path.read_text()) if path.exists() else {"name": name, "machine": machine(), "figures": {}}
    document["figures"].update(figures)
    path.write_text(json.dumps(document, indent=2) + "\n")


def main() -> None:
    figures = estimate_figures()
    if not figures:
        print("There is no history to hold the estimates against (HEX311_HISTORY names a folder of CSV files).")
        return
    merge(figures)


if __name__ == "__main__":
    main()
