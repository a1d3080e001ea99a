"""How clients in the field call, byte for byte: each file of `open311_clients` is one call as it goes over the wire.
The files were written from the clients' sources and documentation, not recorded from them (see the README there).

Its first lines say whose habit it is and what must come back: the status, `array`, `object` or `xml`, a field that the
first item must have, and how many there must be.
"""

import json
import re
import socket
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from functions.open311_api.app import app as open311
from hex311.usecases.api_keys import issue_key
from hex311.usecases.open311_views import ACTED_UPON
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, answers_for, rivermark
from tests.support.served import served

CALLS = sorted((Path(__file__).parent / "open311_clients").glob("*.http"))
DAY_S = 86_400


@pytest.fixture
def words(city: Any) -> Iterator[dict[str, str]]:
    """What stands in the files in braces: a city of three reports, served."""
    now, city.clock = int(time.time()), int(time.time()) - 3 * DAY_S
    numbers = []
    for _ in range(3):
        numbers.append(submit_request(city, a_report("graffiti_removal")).request.id)
        city.clock += DAY_S // 2
    city.clock = now
    key, _ = issue_key(city, "clients", ["submit", "update"], 100, "tests")
    with served(open311) as url:
        yield {
            "host": urlsplit(url).netloc,
            "key": key,
            "city": str(rivermark()["city"]["jurisdiction_id"]),
            "size": str(answers_for("pothole")["size"]),
            "first": numbers[0],
            "second": numbers[1],
            "start": time.strftime("%Y-%m-%d", time.gmtime(now - 4 * DAY_S)),
            "end": time.strftime("%Y-%m-%d", time.gmtime(now + DAY_S)),
        }


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_client_is_understood_and_understands(path: Path, words: dict[str, str], city: Any) -> None:
    told = path.read_text()
    (expected,) = [line.split(": ", 1)[1].split() for line in told.splitlines() if line.startswith("# answer: ")]
    status, body, headers = sent("".join(line for line in told.splitlines(True) if line[0] != "#"), words)
    assert status == int(expected[0]), body
    kind, field, number = expected[1], *(*expected[2:], "", "")[:2]
    found = items(kind, field, body, headers["content-type"])
    assert len(found) == int(number) if number else found
    assert all(found) or not field
    if "_post" in path.stem and "update" not in path.stem and status == 200:
        reported = city.cases.case_file(found[0]).request
        assert (reported.service_code, reported.channel) == ("pothole", "clients")
        assert len(reported.photo_ids) == told.count("filename=")


def items(kind: str, field: str, body: bytes, content_type: str) -> list[Any]:
    """The field of every item of an answer, the way the clients look for it."""
    if kind == "xml":
        assert content_type == "text/xml; charset=utf-8"
        return [element.text for element in ElementTree.fromstring(body).iter(field)]
    assert content_type == "application/json; charset=utf-8"
    document = json.loads(body)
    assert isinstance(document, dict if kind == "object" else list)
    return [document] if kind == "object" else [one[field] for one in document]


def sent(text: str, words: dict[str, str]) -> tuple[int, bytes, Any]:
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    head, _, body = text.partition("\n\n")
    # the newline at the end of a file is the editor's; a multipart body has it as well
    content = body.replace("\n", "\r\n").encode() if "multipart" in head else body.rstrip("\n").encode()
    head = head.replace("{length}", str(len(content))).replace("\n", "\r\n")
    host, port = words["host"].split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode() + b"\r\n\r\n" + content)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read(), answer.headers


def test_the_same_report_sent_again_by_fixmystreet_is_the_same_case(words: dict[str, str]) -> None:
    """It sends again when an answer got lost, with its own id."""
    path = next(path for path in CALLS if path.stem == "fixmystreet_post")
    call = "".join(line for line in path.read_text().splitlines(True) if line[0] != "#")
    assert sent(call, words)[:2] == sent(call, words)[:2]


def get(path: str, words: dict[str, str]) -> bytes:
    status, body, _ = sent(f"GET /open311/v2/{path} HTTP/1.1\nHost: {{host}}\n\n", words)
    assert status == 200, body
    return body


def test_fixmystreet_finds_every_category_and_private_ones_by_the_word_that_it_knows(words: dict[str, str]) -> None:
    """Its sync deletes what is missing from a list, and hides or changes services by some keywords."""
    services = rivermark()["services"]
    assert {one.findtext("service_code") for one in ElementTree.fromstring(get("services.xml", words))} == set(services)
    for language in rivermark()["city"]["languages"]:
        for one in ElementTree.fromstring(get(f"services.xml?locale={language}", words)):
            acted_upon = set((one.findtext("keywords") or "").split(",")) & ACTED_UPON
            is_private = services[one.findtext("service_code") or ""]["privacy"] == "private"
            assert acted_upon == ({"private"} if is_private else set())


def test_fixmystreet_can_ask_for_as_many_ids_as_it_may_in_one_line(words: dict[str, str]) -> None:
    """The gateway takes 10,240 bytes of request line and headers."""
    ids = "%2C".join([words["first"], *["7QX-4CM-2WF"] * 499])
    assert len(ids) < 8_000
    assert len(ElementTree.fromstring(get(f"requests.xml?service_request_id={ids}", words))) == 1


def test_an_update_of_fixmystreet_is_kept_with_its_links_and_without_its_sender(
    words: dict[str, str], city: Any
) -> None:
    path = next(path for path in CALLS if path.stem == "fixmystreet_post_update")
    call = "".join(line for line in path.read_text().splitlines(True) if line[0] != "#")
    assert sent(call, words)[1] == sent(call, words)[1]
    (comment,) = city.cases.case_file(words["first"]).request.comments
    assert comment["text"].startswith("Still there\n\nAnd deeper")
    assert comment["text"].count("https://fms.example.org/photo/") == 2
    assert "ana@example.org" not in str(comment)


def test_a_missing_attribute_is_named(words: dict[str, str]) -> None:
    path = next(path for path in CALLS if path.stem == "validator_missing_attribute")
    call = "".join(line for line in path.read_text().splitlines(True) if line[0] != "#")
    assert b"attribute[size]" in sent(call, words)[1]


def test_requests_fit_the_strictest_schema_in_the_field(words: dict[str, str]) -> None:
    """That of mySociety's adapter: ids of few characters, times without fractions, numbers, and texts that may be
    empty but are there. The pull job of FixMyStreet needs id, place and the time of the last change as well."""
    requests = json.loads(get("requests.json", words))
    assert len(requests) == 3
    for one in requests:
        assert re.fullmatch("[A-Za-z0-9_-]+", one["service_request_id"])
        for name in ("requested_datetime", "updated_datetime"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", one[name])
        assert all(isinstance(one[name], float) for name in ("lat", "long"))
        texts = (
            "service_name",
            "service_code",
            "status",
            "description",
            "address",
            "address_id",
            "zipcode",
            "media_url",
        )
        assert all(isinstance(one[name], str) for name in texts)
