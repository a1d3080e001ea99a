"""What the history commands tell people when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import typer
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException
from rich.console import Console

from hex311.domain.errors import CityError
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.door import Refused
from hex311_cli.history.problems import HistoryProblem


@contextmanager
def plain_errors(console: Console, advice: str) -> Iterator[None]:
    """Every expected failure as plain sentences and exit code 1; `advice` is for faults of the connection."""
    try:
        yield
    except HistoryProblem as problem:
        _tell(console, f"{problem.where}: {problem.problem}.", problem.mend)
    except DeployProblem as problem:
        _tell(console, problem.what, problem.mend)
    except (CityError, Refused) as refusal:
        _tell(console, str(refusal))
    except (ClientError, BotoCoreError, PynamoDBException, httpx.HTTPError) as fault:
        _tell(console, str(fault), advice)


def _tell(console: Console, what: str, mend: str = "") -> None:
    console.print(what, style="red", markup=False)
    if mend:
        console.print(f"    {mend}", style="dim", markup=False)
    raise typer.Exit(1) from None
