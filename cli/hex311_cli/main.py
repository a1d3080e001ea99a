"""The `hex311` command."""

from __future__ import annotations

import typer

from hex311_cli.commands import (
    addresses,
    cases,
    city,
    deliveries,
    demo,
    duplicates,
    estimates,
    insights,
    keys,
    layers,
    places,
    workflows,
)
from hex311_cli.commands.inbox import inbox
from hex311_cli.commands.replay import replay
from hex311_cli.commands.up import down, up

app = typer.Typer(
    name="hex311", help="The whole 311 system of a city.", no_args_is_help=True, pretty_exceptions_show_locals=False
)
app.command()(up)
app.command()(down)
app.command()(inbox)
app.command()(demo.demo)
app.command()(replay)
app.add_typer(addresses.app, name="addresses")
app.add_typer(cases.app, name="cases")
app.add_typer(city.app, name="city")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(duplicates.app, name="duplicates")
app.add_typer(estimates.app, name="estimates")
app.add_typer(insights.app, name="insights")
app.add_typer(keys.app, name="keys")
app.add_typer(layers.app, name="layers")
app.add_typer(places.app, name="places")
app.add_typer(workflows.app, name="workflows")
