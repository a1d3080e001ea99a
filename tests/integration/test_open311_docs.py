"""docs/open311.md as an app maker reads it: its calls, typed into a shell, against the running city."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hex311.domain.api_key import key_id
from hex311_cli.commands.demo import file, harmless_answers
from tests.support.cloud import ROOT, CloudCity
from tests.support.doc_examples import Example, examples_of
from tests.support.pictures import photo

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]
PAGE = ROOT / "docs" / "open311.md"
TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8", "csv": "text/csv; charset=utf-8"}
HERE = {"lat": 41.3, "long": -97.1}


@pytest.fixture(scope="module")
def words(cloud_city: CloudCity) -> Iterator[dict[str, str]]:
    """The variables of the page: a city with a pothole in it, and keys."""
    door = cloud_city.door
    keys = {
        "KEY": cloud_city.hex311("keys", "issue", "docs-app", "--scope", "submit", "--scope", "update").strip(),
        "PRIVATE_KEY": cloud_city.hex311("keys", "issue", "docs-partner", "--scope", "read_private").strip(),
    }
    code = "homeless_outreach"
    answers = harmless_answers(door.get(f"/api/v1/services/{code}"))
    form = {"api_key": keys["KEY"], "service_code": code, **{name: str(value) for name, value in HERE.items()}}
    form |= {f"attribute[{name}]": value for name, value in answers.items()}
    private = door.http.post("/open311/v2/requests.json", data=form).json()[0]["service_request_id"]
    number = file(door, "pothole", HERE)["service_request_id"]
    yield {"CITY": cloud_city.base_url, "NUMBER": number, "PRIVATE_NUMBER": private, **keys}
    for secret in keys.values():
        cloud_city.hex311("keys", "revoke", key_id(secret)[:16])


def test_every_call_of_the_page_answers_as_it_says(words: dict[str, str], tmp_path: Path) -> None:
    assert shutil.which("curl")
    (tmp_path / "hole.jpg").write_bytes(photo())
    examples = examples_of(PAGE)
    assert {example.kind for example in examples} == {"json", "xml", "csv"}
    told = dict(words)
    for example in examples:
        status, kind, body = _run(example, told, tmp_path)
        assert status == example.status, f"{example.command}\n{body}"
        if example.command.count("/api/v1/") == 0:
            assert kind.startswith(TYPES[example.kind]), example.command
        missing = set(example.fields) - _fields(example.kind, body)
        assert not missing, f"{example.command}\n{missing} not in\n{body}"
        if "photo_id" in example.fields:
            told["PHOTO_ID"] = json.loads(body)["photo_id"]


def _run(example: Example, words: dict[str, str], folder: Path) -> tuple[int, str, str]:
    """The call as it is typed, in a shell where curl also tells the status and the type at the end."""
    script = 'curl() { command curl -sS -w "\\n%{http_code} %{content_type}" "$@"; }\n' + example.command
    done = subprocess.run(
        ["bash", "-u", "-c", script], cwd=folder, env=os.environ | words, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{example.command}\n{done.stderr}"
    body, _, end = done.stdout.rpartition("\n")
    status, _, kind = end.partition(" ")
    return int(status), kind, body


def _fields(kind: str, body: str) -> set[str]:
    """The names in the first item, or in all of an XML document."""
    if kind == "xml":
        assert re.match(r'<\?xml version="1.0" encoding="UTF-8"\?>', body)
        return {element.tag for element in ElementTree.fromstring(body.encode()).iter()}
    if kind == "csv":
        return set(next(csv.DictReader(io.StringIO(body))))
    document: Any = json.loads(body)
    if isinstance(document, list):
        return set(document[0]) if document else set()
    return set(document)
