"""`hex311 deliveries`: signing keys of the departments' systems, what did not arrive, how officers are reached."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import boto3
import typer
from rich.console import Console

from hex311.domain.delivery import DAY_S, OFFICERS, Delivery, DeliveryState
from hex311.domain.errors import CityError
from hex311.domain.signature import KeyRing, new_key
from hex311.ports import Ports
from hex311.usecases.staff_deliveries import redriven
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.officers import read_contacts, write_contacts
from hex311_cli.target import Target, connect

app = typer.Typer(help="Work orders on their way to departments and officers outside.", no_args_is_help=True)
console = Console(highlight=False, soft_wrap=True)

Stack = Annotated[str, typer.Option(help="Name of the stack.")]
DepartmentCode = Annotated[str, typer.Argument(help="The department's code in the pack.")]


@app.command("key")
def key_command(
    department: DepartmentCode,
    stack: Stack = "hex311",
    overlap_days: Annotated[float, typer.Option(help="How long the keys before go on counting.", min=0)] = 7,
) -> None:
    """Make a new signing key for a department's system and print it, once. Keys before it count for a while."""
    target = connect(stack)
    ports = _ports_of(target, department)
    key = new_key()
    ring = _ring(target).with_new_key(department, key, int(time.time()), int(overlap_days * DAY_S))
    _store(target, ring)
    count = len(ring.valid(department, ports.now()))
    console.print(key, markup=False)
    console.print(
        f"[dim]Give it to {department} on a safe way: it is shown this once. Keys that count now: {count}.[/]"
    )


@app.command("api-key")
def api_key_command(department: DepartmentCode, stack: Stack = "hex311") -> None:
    """Store the API key that a department's GeoReport v2 server gave the city. It is asked for, never an argument."""
    target = connect(stack)
    _ports_of(target, department)
    key = typer.prompt("API key of the other server", hide_input=True).strip()
    _store(target, _ring(target).with_api_key(department, key))
    console.print(f"Work orders of {department} are filed with this key from now on.")


@app.command("revoke")
def revoke_command(department: DepartmentCode, stack: Stack = "hex311") -> None:
    """Take all keys of a department back at once: its calls are refused, nothing is sent to it until a new key."""
    target = connect(stack)
    _store(target, _ring(target).without(department))
    console.print(f"No key of {department} counts any more (functions notice within five minutes).")


@app.command("list")
def list_command(
    department: DepartmentCode,
    stack: Stack = "hex311",
    state: Annotated[DeliveryState, typer.Option(help="Which ones.")] = DeliveryState.UNDELIVERED,
    officers: Annotated[bool, typer.Option("--officers", help="Those to officers instead.")] = False,
) -> None:
    """What did not arrive (or did, with --state), with the reason and the next attempt."""
    ports = _ports_of(connect(stack), department)
    found = _found(ports, department, state, officers)
    for delivery in found:
        again = _clock(delivery.next_at) if delivery.next_at else "no more attempts"
        console.print(
            f"{delivery.id}  {delivery.news}  {delivery.attempts}x  {delivery.reason or '-'}  {again}", markup=False
        )
    console.print(f"[dim]{len(found)} {state}[/]")


@app.command("redrive")
def redrive_command(
    department: DepartmentCode,
    delivery: Annotated[list[str] | None, typer.Argument(help="Ids; all undelivered ones unless given.")] = None,
    stack: Stack = "hex311",
    officers: Annotated[bool, typer.Option("--officers", help="Those to officers instead.")] = False,
) -> None:
    """Send again what did not arrive, within a minute, with a week of attempts before it."""
    ports = _ports_of(connect(stack), department)
    found = _found(ports, department, DeliveryState.UNDELIVERED, officers)
    wanted = set(delivery or [one.id for one in found])
    for one in found:
        if one.id in wanted:
            try:
                redriven(ports, one)
            except CityError as problem:
                console.print(f"{one.id}: {problem.message}", markup=False)
                continue
            wanted.discard(one.id)
            console.print(one.id, markup=False)
    if wanted:
        console.print(f"Not among the undelivered: {', '.join(sorted(wanted))}", markup=False)
        raise typer.Exit(1)


@app.command("contacts")
def contacts_command(
    file: Annotated[Path, typer.Argument(help="CSV: code,email,phone,language.", exists=True, dir_okay=False)],
    stack: Stack = "hex311",
) -> None:
    """Store how the officers of the district are reached, for cities that keep this apart from their pack."""
    ports = connect(stack).ports()
    officers = ports.catalogue.current().officers
    contacts = read_contacts(file, officers)
    write_contacts(contacts, [str(officer["code"]) for officer in officers])
    console.print(f"{len(contacts)} of {len(officers)} officers can be reached.")


def _ports_of(target: Target, department: str) -> Ports:
    ports = target.ports()
    if department not in ports.catalogue.current().documents["departments"]:
        raise DeployProblem(f"There is no department {department}.", "Use a code of departments.yaml.")
    return ports


def _found(ports: Ports, department: str, state: DeliveryState, officers: bool) -> list[Delivery]:
    found: list[Delivery] = []
    cursor = None
    while True:
        page = ports.deliveries.listed(OFFICERS if officers else department, state, 200, cursor)
        found += [delivery for delivery in page.deliveries if delivery.department == department]
        cursor = page.cursor
        if cursor is None:
            return found


def _ring(target: Target) -> KeyRing:
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=target.outputs["WebhookKeysArn"])
    return KeyRing(json.loads(secret["SecretString"]))


def _store(target: Target, ring: KeyRing) -> None:
    text = json.dumps(dict(ring.document), separators=(",", ":"))
    boto3.client("secretsmanager").put_secret_value(SecretId=target.outputs["WebhookKeysArn"], SecretString=text)


def _clock(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
