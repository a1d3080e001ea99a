"""The pages without scripts over the city in memory, for a browser without scripts."""

from typing import Any

from functions.basic_pages.app import app as basic
from tests.support.city import HOME
from tests.support.gateway import call
from tests.support.plain_browser import Page, PlainBrowser, Reply

PLACE = f"{HOME.latitude}, {HOME.longitude}"


def send(method: str, path: str, query: dict[str, list[str]], headers: dict[str, str], body: bytes | None) -> Reply:
    # the front door asks the gateway for /basic, which knows no path that ends in a slash
    answer = call(basic, method, path.rstrip("/"), body, headers, dict(query))
    return Reply(answer.status, answer.headers, answer.text)


def browser(**how: Any) -> PlainBrowser:
    return PlainBrowser(send, **how)


def to_check(visitor: PlainBrowser, code: str = "pothole", place: str = PLACE, **answers: object) -> Page:
    """The page on which everything is looked over, by the shortest way."""
    page = visitor.press(visitor.get(f"/basic/report/{code}"), "Continue", place=place)
    if page.heading == "Is it one of these?":
        page = visitor.press(page, "Mine is different")
    page = visitor.press(page, "Continue", **(answers or {"answer_size": "plate"}))
    if page.heading == "Add a photo":
        page = visitor.press(page, "Continue")
    assert page.heading == "Check and send", page.text
    return page


def report(visitor: PlainBrowser, code: str = "pothole", place: str = PLACE, **answers: object) -> Page:
    page = visitor.press(to_check(visitor, code, place, **answers), "Send the report")
    assert page.heading == "Thank you. We have your report", page.text
    return page


def number_of(page: Page) -> str:
    return page.text.split("Your tracking number:")[1].split()[0]
