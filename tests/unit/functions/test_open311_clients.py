"""How clients in the field call, byte for byte: each file of `open311_clients` is one call as it goes over the wire.

Its first lines say whose habit it is and what must come back: the status, `array`, `object` or `xml`, a field that the
first item must have, and how many there must be.
"""

import json
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
    key, _ = issue_key(city, "clients", ["submit"], 100, "tests")
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
    if "_post" in path.stem and status == 200:
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
