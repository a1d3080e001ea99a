"""`hex311 keys`: the keys of Open311 app makers."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hex311.domain.api_key import Scope
from hex311.domain.errors import BadInput, NotFound
from hex311.domain.moments import iso
from hex311.usecases.api_keys import issue_key, list_keys, revoke_key
from hex311_cli.target import connect

app = typer.Typer(help="API keys of Open311 app makers.", no_args_is_help=True)
console = Console()
Stack = Annotated[str, typer.Option(help="Name of the stack.")]
PER_HOUR = 600
#: Characters of a line when nobody watches, so that scripts find whole words.
PIPED = 160


@app.command()
def issue(
    name: Annotated[str, typer.Argument(help="Who it is for; the channel of the reports that come with it.")],
    scope: Annotated[list[Scope] | None, typer.Option(help="What it may do; submit unless given.")] = None,
    per_hour: Annotated[int, typer.Option(help="Reports and updates in an hour.")] = PER_HOUR,
    department: Annotated[str, typer.Option(help="The department that updates with this key speak for.")] = "",
    stack: Stack = "hex311",
) -> None:
    """Make a key. It is printed once and kept nowhere."""
    try:
        key, _ = issue_key(connect(stack).ports(), name, scope or [Scope.SUBMIT], per_hour, "command line", department)
    except BadInput as error:
        for problem in error.problems:
            console.print(f"{problem.field}: {problem.problem} {problem.mend}", style="red", highlight=False)
        raise typer.Exit(1) from None
    # alone on its line, and never wrapped, so that scripts can read it
    print(key)


@app.command("list")
def list_command(stack: Stack = "hex311") -> None:
    """All keys, the revoked ones too."""
    table = Table("id", "name", "scopes", "per hour", "made", "revoked")
    for column in table.columns[:2]:  # what `revoke` and people look for is never cut short
        column.no_wrap, column.overflow = True, "fold"
    for key in list_keys(connect(stack).ports()):
        scopes = ", ".join(sorted(key.scopes))
        table.add_row(key.id[:16], key.name, scopes, str(key.per_hour), iso(key.created_at), iso(key.revoked_at) or "")
    (console if console.is_terminal else Console(width=PIPED)).print(table)


@app.command()
def revoke(key_id: Annotated[str, typer.Argument(help="From the list.")], stack: Stack = "hex311") -> None:
    """Take a key back; it stops to work at once."""
    try:
        key = revoke_key(connect(stack).ports(), key_id)
    except NotFound as error:
        console.print(error.message, style="red")
        raise typer.Exit(1) from None
    console.print(f"revoked: {key.name}")
