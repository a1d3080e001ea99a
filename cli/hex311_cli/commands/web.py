"""`hex311 web`: build, check and publish the pages and the web apps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.deploy.steps import show_problem
from hex311_cli.deploy.webbuild import WebBuild
from hex311_cli.deploy.website import WebsiteClash, sign_in_config, upload_website
from hex311_cli.target import connect

app = typer.Typer(help="Build, check and publish the pages and the web apps of web/.", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)


@app.command()
def build() -> None:
    """Build the web apps into web/.build/site; at once when nothing changed."""
    _told("Web apps", lambda: WebBuild(Places.from_environment()).build())


@app.command()
def check() -> None:
    """Types, the compiler's accessibility warnings and the tests that need no browser; at once when nothing changed."""
    _told("Web apps", lambda: WebBuild(Places.from_environment()).check())


@app.command(name="api-types")
def api_types() -> None:
    """Write web/lib/api/schema.d.ts from the description of the API."""

    def write() -> str:
        WebBuild(Places.from_environment()).api_types()
        return "written"

    _told("web/lib/api/schema.d.ts", write)


@app.command()
def publish(stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311") -> None:
    """Build what changed; put pages and apps into the stack's web bucket, scripts before the pages that need them."""

    def put() -> str:
        web = WebBuild(Places.from_environment())
        web.build()
        target = connect(stack)
        config = sign_in_config(target.outputs, Places.from_environment().endpoint if target.is_local else None)
        uploaded, deleted = upload_website(boto3.client("s3"), web.parts, target.outputs["WebBucket"], config)
        return f"{uploaded} uploaded, {deleted} deleted"

    _told(f"Web files of {stack}", put)


def _told(name: str, work: Callable[[], str]) -> None:
    try:
        out.print(f"{name}: {work()}", markup=False)
    except DeployProblem as problem:
        show_problem(out, problem)
        raise typer.Exit(1) from None
    except (WebsiteClash, ClientError, BotoCoreError) as fault:
        out.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from None
