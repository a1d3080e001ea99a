"""`hex311 insights`: prove the city's figures by a recount."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from hex311_cli.insights.recount import Recount, StoredCounters, case_ids, count_missing, recount
from hex311_cli.target import connect

app = typer.Typer(help="The city in figures.", no_args_is_help=True)
out = Console(highlight=False)

SHOWN = 10


@app.callback()
def _group() -> None:
    """Keeps `recount` a command of its own while it is the only one."""


@app.command("recount")
def recount_command(
    stack: Annotated[str, typer.Option(help="The city's stack.")] = "hex311",
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is wrong, then prove it.")] = False,
) -> None:
    """Compare every counter with a recount from the cases; exit code 1 when they differ.

    Cases that change while it runs may show as not counted yet: run it again when the city is quiet.
    """
    target = connect(stack)
    ports, stored = target.ports(), StoredCounters(target.outputs["InsightsTable"])

    def look() -> Recount:
        return recount(ports, case_ids(target.outputs["CasesTable"]), stored.read())

    found = look()
    if repair and not found.is_exact:
        # First the counters, as what was counted says; then the cases, which change counters and memory together.
        mended, counted = stored.mend(found), count_missing(ports, found)
        out.print(f"{mended:,} counters mended, {counted:,} cases counted")
        found = look()
    show(found)
    if not found.is_exact:
        raise typer.Exit(1)


def show(found: Recount) -> None:
    """What the recount found, with some examples."""
    out.print(f"{found.cases:,} cases, {found.counters:,} counters")
    for case_id in found.uncounted[:SHOWN]:
        out.print(f"  {case_id} is not counted as it is")
    for (key, name), (there, right) in sorted(found.wrong.items())[:SHOWN]:
        out.print(f"  {'/'.join(key)} {name}: {there}, and should be {right}")
    if found.is_exact:
        out.print("The counters say what the cases say.")
    else:
        out.print(f"{len(found.uncounted):,} cases and {len(found.wrong):,} counters differ. --repair mends them.")
