"""`hex311 inbox`: what the local cloud would have mailed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Annotated, Any
from urllib.error import URLError
from urllib.request import urlopen

import typer
from rich.console import Console
from rich.markup import escape

from hex311_cli.deploy.places import Places

console = Console()
_LINK = re.compile(r"https?://[^\s\"'<>)]+")


def messages(endpoint: str) -> list[dict[str, Any]]:
    """All messages the emulator's SES took, oldest first, as it stores them."""
    with urlopen(f"{endpoint}/_ministack/ses/messages", timeout=10) as answer:
        by_account: dict[str, list[dict[str, Any]]] = json.load(answer)["messages"]
    return sorted((mail for mails in by_account.values() for mail in mails), key=lambda mail: float(mail["Timestamp"]))


def inbox(
    to: Annotated[str, typer.Option(help="Only messages to an address containing this text.")] = "",
    last: Annotated[int, typer.Option(help="Only the newest so many.")] = 20,
    text: Annotated[bool, typer.Option("--text", help="The whole text, not only the links.")] = False,
) -> None:
    """Print the messages sent by e-mail on the local cloud, with the links in them."""
    try:
        found = messages(Places.from_environment().endpoint)
    except URLError as error:
        console.print("The local cloud is not running: hex311 up")
        raise typer.Exit(1) from error
    wanted = [mail for mail in found if to in " ".join(mail["To"])]
    for mail in wanted[-last:]:
        when = datetime.fromtimestamp(float(mail["Timestamp"])).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        console.print(f"[bold]{escape(mail['Subject'])}[/]  [dim]{when}  to {escape(', '.join(mail['To']))}[/]")
        lines = mail["BodyText"].splitlines() if text else _LINK.findall(mail["BodyText"])
        for line in lines:
            console.print(f"    {escape(line)}", highlight=False, soft_wrap=True)
    if not wanted:
        console.print("No messages.")
