"""`make bench-estimates`: how many of the dates come true that would have been told in Chicago.

Reads the city's published service requests (../shared/data/chicago, or HEX311_HISTORY) in place, does the same with
invented histories (`made_up`), and merges its figures into bench/out/workflow.json. `chicago.json` has the city's
holidays of those years and, for the peer that tells fixed targets, which type of the demo city is like which of
Chicago's.
"""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from bench.made_up import WORKED, made_up_history
from bench.report import OUT, machine
from hex311.domain.worked_days import WorkedDays
from hex311_cli.estimates.backtest import Lived, backtest, overall
from hex311_cli.estimates.following import follow
from hex311_cli.estimates.history import read_lives
from hex311_cli.estimates.methods import AS_BEFORE, AsInTheCity, FixedTarget, KaplanMeier
from hex311_cli.estimates.tables import in_range, show_followed, show_peers, show_types, show_years
from hex311_cli.pack import load_pack

ROOT = Path(__file__).resolve().parents[1]
ZONE, AREA = ZoneInfo("America/Chicago"), "Community Area"
OUTPUT = Console(highlight=False, width=140)
CHICAGO = json.loads((Path(__file__).parent / "chicago.json").read_text())


def history() -> list[Path]:
    """The files of the history; none where they are not at hand."""
    folder = Path(os.environ.get("HEX311_HISTORY", ROOT.parent / "shared" / "data" / "chicago" / "requests"))
    return sorted(folder.glob("*.csv.gz"))


def calendar() -> WorkedDays:
    """Chicago's working days: Monday to Friday without the city's holidays."""
    return WorkedDays.of(range(5), (date.fromisoformat(day).toordinal() for day in CHICAGO["holidays"]))


def targets() -> dict[str, int]:
    """The demo city's service levels, in working days, of the types that are like Chicago's."""
    services = load_pack(ROOT / "cities" / "rivermark").documents()["services"]
    return {code: services[like]["sla"]["working_days"] for code, like in CHICAGO["like"].items()}


def estimate_figures() -> dict[str, float]:
    """`estimate_p50_coverage`, `estimate_p80_coverage`, and the shares by type; empty where there is no history."""
    if not history():
        return {}
    types = backtest(cases_of_chicago(), AsInTheCity(calendar()))
    show_types(OUTPUT, types)
    show_years(OUTPUT, types)
    p50, p80 = overall(types).shares
    within, judged, share = in_range(types)
    return {
        "estimate_p50_coverage": round(p50, 4),
        "estimate_p80_coverage": round(p80, 4),
        "estimate_types_judged": judged,
        "estimate_types_in_range": within,
        "estimate_share_in_range": round(share, 4),
    }


def show_comparisons() -> None:
    """Other methods, duplicates counted in, and what open cases are told night by night."""
    cases, days = cases_of_chicago(), calendar()
    ours = AsInTheCity(days)
    peers = {
        "as before: all days, not adjusted": AS_BEFORE,
        "working days, not adjusted": AsInTheCity(days, is_adjusted=False),
        "fixed targets": FixedTarget(days, targets()),
        "Kaplan-Meier of 90 days": KaplanMeier(),
    }
    show_peers(OUTPUT, backtest(cases, ours), {name: backtest(cases, method) for name, method in peers.items()})
    all_rows = backtest([replace(case, merged=False) for case in cases], ours)
    p50, p80 = overall(all_rows).shares
    within, judged, share = in_range(all_rows)
    OUTPUT.print(
        f"With duplicates taken for cases of their own: by P50 {p50:.3f}, by P80 {p80:.3f}, "
        f"{within} of {judged} types within both ({share:.3f} of their cases)."
    )
    show_followed(OUTPUT, follow(cases, ours))


def cases_of_chicago() -> list[Lived]:
    cases, _ = read_lives(history(), ZONE, AREA)
    return cases


def made_up_figures() -> dict[str, float]:
    """The same on invented histories without gaps; `estimate_share_in_range_made_up`."""
    cases = made_up_history()
    types = backtest(cases, AsInTheCity(WORKED))
    show_types(OUTPUT, types)
    plain = AsInTheCity(WORKED, is_adjusted=False)
    show_peers(
        OUTPUT,
        types,
        {"not adjusted": backtest(cases, plain), "Kaplan-Meier of 90 days": backtest(cases, KaplanMeier())},
    )
    return {"estimate_share_in_range_made_up": round(in_range(types)[2], 4)}


def merge(figures: dict[str, float], name: str = "workflow") -> None:
    """Put the figures beside those that stand in `bench/out/<name>.json` already."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.json"
    document = json.loads(path.read_text()) if path.exists() else {"name": name, "machine": machine(), "figures": {}}
    document["figures"].update(figures)
    path.write_text(json.dumps(document, indent=2) + "\n")


def main() -> None:
    figures = estimate_figures()
    if figures:
        show_comparisons()
    else:
        print("There is no history to hold the estimates against (HEX311_HISTORY names a folder of CSV files).")
    merge({**figures, **made_up_figures()})


if __name__ == "__main__":
    main()
