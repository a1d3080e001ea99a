"""The `hex311` command."""

from __future__ import annotations

import sys

import httpx
import typer
from botocore.exceptions import EndpointConnectionError, NoCredentialsError
from rich.console import Console

from hex311_cli.commands import (
    addresses,
    cases,
    city,
    deliveries,
    demo,
    demo_data,
    duplicates,
    estimates,
    insights,
    keys,
    layers,
    places,
    tiles,
    web,
    workflows,
)
from hex311_cli.commands.inbox import inbox
from hex311_cli.commands.openapi import openapi
from hex311_cli.commands.replay import replay
from hex311_cli.commands.up import down, up
from hex311_cli.deploy.problems import DeployProblem

app = typer.Typer(
    name="hex311", help="The whole 311 system of a city.", no_args_is_help=True, pretty_exceptions_show_locals=False
)
app.command()(up)
app.command()(down)
app.command()(inbox)
app.command()(demo.demo)
app.command()(openapi)
app.command()(replay)
app.add_typer(addresses.app, name="addresses")
app.add_typer(cases.app, name="cases")
app.add_typer(city.app, name="city")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(demo_data.app, name="demo-data")
app.add_typer(duplicates.app, name="duplicates")
app.add_typer(estimates.app, name="estimates")
app.add_typer(insights.app, name="insights")
app.add_typer(keys.app, name="keys")
app.add_typer(layers.app, name="layers")
app.add_typer(places.app, name="places")
app.add_typer(tiles.app, name="tiles")
app.add_typer(web.app, name="web")
app.add_typer(workflows.app, name="workflows")


def run() -> None:
    """The command; what any of them may meet (no city, no cloud, no credentials) is told in plain words."""
    try:
        app()
    except DeployProblem as problem:
        _end(problem.what, problem.mend)
    except (EndpointConnectionError, httpx.ConnectError):
        _end("The city's cloud does not answer.", "make up starts the local one; HEX311_CLOUD_PORT says where it is.")
    except NoCredentialsError:
        _end("There are no AWS credentials.", "Set a profile, or leave HEX311_TARGET out for the local cloud.")


def _end(what: str, mend: str) -> None:
    console = Console(stderr=True)
    console.print(what, style="red", markup=False, highlight=False)
    console.print(f"    {mend}", style="dim", markup=False, highlight=False)
    sys.exit(1)
