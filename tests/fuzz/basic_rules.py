"""What must be true of every page without scripts, whatever was sent."""

from html.parser import HTMLParser
from typing import Any

from tests.fuzz.gate import Sent
from tests.fuzz.town import Town
from tests.support.gateway import Answer

STATUSES = frozenset({200, 303, 400, 403, 404, 409, 413, 422, 429})
VOID = frozenset({"meta", "link", "input", "img", "br"})
LOADS = frozenset({"src", "href", "action"})
#: Where a page of ours may lead: here, to a telephone, and to the pages of those who take care of something else.
PLACES = ("/", "#", "tel:", "https://")


class _Reader(HTMLParser):
    """Collects what is wrong with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings = 0
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.headings += tag == "h1"
        if tag == "script" or any(name.startswith("on") or name == "style" for name, _ in attrs):
            self.wrong.append(f"a script or style in <{tag}>")
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in LOADS and not (value or "").startswith(PLACES):
                self.wrong.append(f"leads to {value!r}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")


def broken_page_rules(sent: Sent, answer: Answer) -> list[str]:
    """Rules on status, headers and markup that the answer does not keep."""
    found = [] if answer.status in STATUSES else [f"status {answer.status} is none of this door"]
    if answer.headers.get("content-type") != "text/html; charset=utf-8":
        found.append(f"came as {answer.headers.get('content-type')}")
    policy = answer.headers.get("content-security-policy", "")
    if not policy.startswith("default-src 'none'") or "script" in policy:
        found.append(f"may run scripts: {policy}")
    kept = ("no-store", "private, no-cache") if sent.path.startswith("/basic/report/") else ("no-store",)
    if answer.headers.get("cache-control") not in kept and (sent.method == "POST" or answer.status != 200):
        found.append("may be kept by others")
    if answer.status == 429 and "retry-after" not in answer.headers:
        found.append("429 without Retry-After")
    if answer.status == 303:
        return found + ([] if answer.headers["location"].startswith("/basic/") else ["leads away"])
    reader = _Reader()
    reader.feed(answer.text)
    if reader.headings != 1:
        found.append(f"{reader.headings} headings")
    if len(set(reader.ids)) != len(reader.ids):
        found.append("an id stands twice")
    return found + reader.wrong + [f"<{tag}> stays open" for tag in reader.open]


def wrongly_kept(sent: Sent, answer: Answer, before: tuple[Any, ...], after: tuple[Any, ...]) -> list[str]:
    """A refusal leaves no trace, a read writes nothing, one form files at most one report, and none comes of an act."""
    if before == after or not after:
        return []
    if sent.method != "POST" or answer.status not in (200, 303):
        return ["refused or only read, and yet something was stored"]
    new = set(after[0]) - set(before[0])
    most = 1 if sent.path.startswith("/basic/report/") else 0
    return [f"{len(new)} new cases"] if len(new) > most else []


def secrets_shown(sent: Sent, answer: Answer, town: Town) -> list[str]:
    """What opens a report stands in no address, and on a page only for those who came with it."""
    told = f"{dict(sent.headers)} {sent.body!r}"
    found = []
    for name, case in town.cases.items():
        if case.secret in answer.headers.get("location", ""):
            found.append(f"the secret of {name} in an address")
        if case.secret in answer.text and case.secret not in told:
            found.append(f"the secret of {name} told to a stranger")
    private = town.cases["private"]
    shown = f"{dict(sent.query)} {sent.path} {told}"
    if private.number in answer.text and answer.status == 200 and private.number not in shown:
        found.append("a private case told to a stranger")
    return found


def is_insider(sent: Sent, town: Town) -> bool:
    """Whether the call holds a reporter's secret: such a page shows what its reader wrote."""
    told = f"{dict(sent.headers)} {sent.body!r}"
    return any(case.secret in told for case in town.cases.values())
