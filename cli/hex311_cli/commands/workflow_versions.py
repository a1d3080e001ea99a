"""`hex311 workflows versions|lead-to`: which definition new executions take."""

from __future__ import annotations

from typing import Annotated

import boto3
import typer
from rich.console import Console

from hex311.adapters.step_functions import ALIAS
from hex311_cli.target import connect

console = Console()
#: As many as are worth reading; each deploy that changes the definition leaves one.
SHOWN = 20


def versions_command(stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311") -> None:
    """Show the published versions of the workflow's definition, the newest first, and which one is live."""
    machine = connect(stack).outputs["StateMachineArn"]
    states = boto3.client("stepfunctions")
    live = _live(machine)
    for version in states.list_state_machine_versions(stateMachineArn=machine, maxResults=SHOWN)[
        "stateMachineVersions"
    ]:
        arn = version["stateMachineVersionArn"]
        mark = "live" if arn == live else ""
        console.print(f"{_number(arn):>4}  {version['creationDate']:%Y-%m-%d %H:%M}  {mark}", highlight=False)


def lead_to_command(
    version: Annotated[int, typer.Argument(help="Number of the version, as `versions` shows it.")],
    stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311",
) -> None:
    """Let new executions and successors take this version; what runs goes on as it began. The next deploy that
    changes the definition leads to its own version again."""
    machine = connect(stack).outputs["StateMachineArn"]
    states = boto3.client("stepfunctions")
    try:
        states.describe_state_machine(stateMachineArn=f"{machine}:{version}")
    except states.exceptions.StateMachineDoesNotExist:
        raise typer.BadParameter(f"There is no version {version}; `hex311 workflows versions` shows them.") from None
    states.update_state_machine_alias(
        stateMachineAliasArn=f"{machine}:{ALIAS}",
        routingConfiguration=[{"stateMachineVersionArn": f"{machine}:{version}", "weight": 100}],
    )
    console.print(f"{ALIAS} -> version {_number(_live(machine))}", highlight=False)


def _live(machine: str) -> str:
    alias = boto3.client("stepfunctions").describe_state_machine_alias(stateMachineAliasArn=f"{machine}:{ALIAS}")
    return alias["routingConfiguration"][0]["stateMachineVersionArn"]


def _number(version_arn: str) -> str:
    return version_arn.rsplit(":", 1)[-1]
