"""`hex311 inbox`: what the local cloud would have mailed."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any
from urllib.error import URLError
from urllib.request import urlopen

import typer
from rich.console import Console

from hex311_cli.deploy.places import Places

console = Console(highlight=False, soft_wrap=True)
_LINK = re.compile(r"https?://[^\s\"'<>)\]]+")


def messages(endpoint: str) -> list[dict[str, Any]]:
    """All mail the emulator took, oldest first, with Source, To, Subject, BodyText, BodyHtml and Timestamp
    (epoch seconds). Raises URLError when it is not running."""
    with urlopen(f"{endpoint}/_ministack/ses/messages", timeout=10) as answer:
        by_account: dict[str, list[dict[str, Any]]] = json.load(answer)["messages"]
    return sorted((mail for mails in by_account.values() for mail in mails), key=lambda mail: mail["Timestamp"])


def texts(endpoint: str) -> list[tuple[str, str]]:
    """`(number, text)` of all text messages the emulator took, by number, each number's oldest first (it keeps no
    times). Raises URLError when it is not running."""
    with urlopen(f"{endpoint}/_ministack/sns/sms-messages", timeout=10) as answer:
        by_phone: dict[str, list[dict[str, Any]]] = json.load(answer)["sms_messages"]
    return [(phone, str(text["Message"])) for phone, found in sorted(by_phone.items()) for text in found]


def links(mail: dict[str, Any]) -> list[str]:
    """The addresses in a message, each once, in order."""
    text = f"{mail.get('BodyText') or ''}\n{mail.get('BodyHtml') or ''}"
    return list(dict.fromkeys(link.rstrip(".,;") for link in _LINK.findall(text)))


def inbox(
    to: Annotated[str, typer.Option(help="Only mail to an address containing this text.")] = "",
    last: Annotated[int, typer.Option(help="Only the newest so many.", min=1)] = 20,
    text: Annotated[bool, typer.Option("--text", help="Show the whole text.")] = False,
) -> None:
    """Print the mail sent on the local cloud: who to, subject and the links in it; then the text messages."""
    try:
        found = messages(Places.from_environment().endpoint)
        sent = texts(Places.from_environment().endpoint)
    except URLError as error:
        console.print("The local cloud is not running. To start it: hex311 up")
        raise typer.Exit(1) from error
    wanted = [mail for mail in found if any(to.lower() in address.lower() for address in mail["To"])]
    for mail in wanted[-last:]:
        _print(mail, whole=text)
    shown = min(last, len(wanted))
    console.print(f"[dim]{shown} of {len(found)} messages[/]" if found else "[dim]No mail has been sent yet.[/]")
    numbers = [(phone, words) for phone, words in sent if to in phone]
    for phone, words in numbers[-last:]:
        console.print(f"\nText message to {phone}", style="bold", markup=False)
        console.print(f"  {words}", markup=False)


def _print(mail: dict[str, Any], *, whole: bool) -> None:
    console.print(mail["Subject"], style="bold", markup=False)
    console.print(f"  {mail['Source']} -> {', '.join(mail['To'])}", markup=False)
    if whole:
        for line in (mail.get("BodyText") or "").splitlines():
            console.print(f"  {line}", style="dim", markup=False)
    else:
        for link in links(mail):
            console.print(f"  {link}", markup=False)
    console.print()
