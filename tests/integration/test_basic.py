"""The pages without scripts through the front door: what only a real gateway and a real distribution can get wrong."""

from typing import Any

import httpx
import pytest

from hex311_cli.commands.demo import somewhere_new
from hex311_cli.door import Door
from tests.support.cloud import CloudCity
from tests.support.pictures import photo
from tests.support.plain_browser import Page, PlainBrowser, Reply

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def door(cloud_city: CloudCity) -> Door:
    return cloud_city.door


@pytest.fixture(scope="module")
def place(door: Door) -> str:
    home = somewhere_new(door, door.get("/api/v1/city"))
    return f"{home['lat']}, {home['long']}"


def browser(door: Door, **how: Any) -> PlainBrowser:
    def send(method: str, path: str, query: dict[str, list[str]], headers: dict[str, str], body: bytes | None) -> Reply:
        answer = door.http.request(method, path, params=query, headers=headers, content=body)
        return Reply(answer.status_code, answer.headers, answer.text)

    return PlainBrowser(send, **how)


def to_check(visitor: PlainBrowser, place: str, **files: list[bytes]) -> Page:
    page = visitor.press(visitor.get("/basic/report/graffiti_removal"), "Continue", place=place)
    if page.heading == "Is it one of these?":
        page = visitor.press(page, "Mine is different")
    answers = {f"answer_{name}": chosen[-1] for name, chosen in answers_of(page).items()}
    page = visitor.press(page, "Continue", description="<b>on the wall</b>", **answers)
    return visitor.press(page, "Continue", files=files)


def answers_of(page: Page) -> dict[str, list[str]]:
    choices = page.form("Continue").choices
    return {name.removeprefix("answer."): keys for name, keys in choices.items() if name != "answer.permission"}


def test_a_report_with_a_photo_is_filed_once_and_its_page_shows_it(door: Door, place: str) -> None:
    visitor = browser(door)
    page = to_check(visitor, place, photo=[photo()])
    assert "1 photo added" in page.text, page.text
    first, second = visitor.press(page, "Send the report"), visitor.press(page, "Send the report")
    assert first.heading == second.heading == "Thank you. We have your report", first.text
    number = first.text.split("Your tracking number:")[1].split()[0]
    assert number in second.text
    assert door.get(f"/api/v1/requests/{number}")["service_code"] == "graffiti_removal"
    own, other = visitor.get(f"/basic/request/{number}"), browser(door).get(f"/basic/request/{number}")
    assert "<b>on the wall</b>" in own.text, "its reporter reads it, as text"
    assert "on the wall" not in other.text
    assert "Your photos" in own.text


def test_without_cookies_it_is_filed_as_well(door: Door, place: str) -> None:
    visitor = browser(door, cookies=False)
    page = to_check(visitor, place)
    first, second = visitor.press(page, "Send the report"), visitor.press(page, "Send the report")
    assert first.heading == "Thank you. We have your report"
    assert first.text == second.text


def test_an_address_in_words_is_found_with_the_citys_own_book(door: Door) -> None:
    visitor = browser(door)
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place="Main")
    assert page.heading == "Which of these is it?", page.text
    assert len(page.form("Continue").choices["choice"]) > 2


@pytest.mark.parametrize("path", ["/basic/", "/basic/report", "/basic/request", "/basic/mail", "/basic/no/such/page"])
def test_every_answer_forbids_scripts_and_is_a_page(door: Door, path: str) -> None:
    answer = door.http.get(path)
    assert answer.status_code == (404 if "no" in path.split("/") else 200)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-frame-options"] == "DENY"


def test_the_address_without_a_slash_leads_there(door: Door) -> None:
    answer = door.http.get("/basic")
    assert answer.status_code == 301
    assert httpx.URL(answer.headers["location"]).path == "/basic/"


def test_the_language_and_the_head_alone(door: Door) -> None:
    spanish = door.http.get("/basic/report", headers={"Accept-Language": "es"})
    assert '<html lang="es" dir="ltr">' in spanish.text
    assert door.http.head("/basic/report").status_code == 200


def test_a_photo_beyond_what_the_pages_take_is_told_at_its_field(door: Door, place: str) -> None:
    visitor = browser(door)
    page = to_check(visitor, place, photo=[b"\xff\xd8\xff" + b"x" * (4 * 1024 * 1024)])
    assert page.status == 400
    assert "more than 4 MB" in page.text
