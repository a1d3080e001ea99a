"""`hex311 workflows`: executions that died, and taking their cases up again. Versions of the definition are beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.records import RequestRecord
from hex311.domain.events import EventName
from hex311.domain.lifecycle import CLOSED
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_case import case_id_of, load
from hex311.usecases.recover_workflow import failures_in_a_row, is_alive, last_generation, start_successor
from hex311.wiring import AwsPorts
from hex311_cli.commands.workflow_versions import lead_to_command, versions_command
from hex311_cli.deploy.places import Places
from hex311_cli.target import Target, connect, point_at, settings_from

app = typer.Typer(help="Workflow executions of open cases.", no_args_is_help=True)
app.command("versions")(versions_command)
app.command("lead-to")(lead_to_command)
console = Console()


@app.command("list")
def list_command(stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311") -> None:
    """Show every open case that no execution looks after, and how often in a row its executions have failed."""
    found = 0
    for case in stuck(connect(stack).ports()):
        found += 1
        failures = failures_in_a_row(case.events)
        last = next((e for e in reversed(case.events) if e.name is EventName.WORKFLOW_FAILED), None)
        why = (
            f"failed {failures} times in a row, last with {last.data['error']}" if failures and last else "no execution"
        )
        console.print(f"{case.request.id}  {case.request.status}  {why}", highlight=False)
    console.print(f"{found} stuck" if found else "none is stuck", highlight=False)


@app.command("redrive")
def redrive_command(
    number: Annotated[str, typer.Argument(help="Tracking number of the case.")],
    stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311",
) -> None:
    """Start the next execution of one case, unless one looks after it."""
    ports = connect(stack).ports()
    case = load(ports, case_id_of(number))
    if case.request.is_closed:
        raise typer.BadParameter(f"{number} is closed.")
    if is_alive(ports, case, last_generation(case)):
        console.print(f"{case.request.id} is looked after by generation {last_generation(case)}", highlight=False)
        return
    console.print(f"{case.request.id} -> generation {start_successor(ports, case)}", highlight=False)


@app.command("recover")
def recover_command(
    stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
) -> None:
    """Start a successor execution for every open case whose last one is gone. Safe to run at any time."""
    target: Target = connect(stack)
    ports = target.ports()
    for case in stuck(ports):
        generation = "" if dry_run else f" -> generation {start_successor(ports, case)}"
        console.print(f"{case.request.id}  {case.request.status}{generation}", highlight=False)


def recover(outputs: dict[str, str], stack: str = "hex311") -> int:
    """Take up all stuck cases of a stack; returns how many. Called by `hex311 up` after every start."""
    point_at(Places.from_environment())
    ports = AwsPorts(settings_from(outputs, stack))
    return sum(1 for case in stuck(ports) if start_successor(ports, case))


def stuck(ports: Ports) -> Iterator[CaseFile]:
    """Open cases without a running execution.

    Reads the whole table: this is a tool for after a restart, not a part of the road.
    """
    condition = (RequestRecord.sk == keys.META) & ~RequestRecord.status.is_in(*(str(status) for status in CLOSED))
    for record in RequestRecord.scan(condition):
        case = ports.cases.case_file(record.id)
        if case is None or case.request.is_closed:
            continue
        if not is_alive(ports, case, last_generation(case)):
            yield case
