"""`hex311 openapi`: the description of the API, as the door gives it, without a city."""

import json

import typer

from hex311.http.openapi import document


def openapi() -> None:
    """Print the OpenAPI description of this version; needs no running city."""
    typer.echo(json.dumps(document(), ensure_ascii=False))
