"""Hostile input over real HTTP, through the front door, the gateway and the functions: refused, never a failure."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import boto3
import httpx
import pytest

from hex311 import schemas
from hex311_cli.commands.demo import harmless_answers, mails_to, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused, wait_for
from tests.support.cloud import CloudCity
from tests.support.hostile import BROKEN, NAUGHTY, PLACE, json_suite
from tests.support.wire import raw

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]

#: Words of our machinery that have no place in an answer.
MACHINERY = ("traceback", 'file "', "codec", "botocore", "pynamo", "chalice", "arn:", "amazon", "exception", "lambda")


@pytest.fixture
def http(cloud_city: CloudCity) -> httpx.Client:
    return cloud_city.door.http


@pytest.fixture(scope="module")
def body(cloud_city: CloudCity) -> dict[str, Any]:
    """A report that is right, at a place where nothing is reported yet."""
    return new_body(cloud_city)


def new_body(city: CloudCity) -> dict[str, Any]:
    door = city.door
    answers = harmless_answers(door.get("/api/v1/services/pothole"))
    return {"service_code": "pothole", **somewhere_new(door, door.get("/api/v1/city")), "answers": answers}


def refusal(answer: httpx.Response, *statuses: int) -> dict[str, Any]:
    """The body of a refusal in the one shape, without a word of how we are made."""
    assert answer.status_code in statuses, (answer.status_code, answer.text[:300])
    document: dict[str, Any] = answer.json()
    schemas.check("error", document)
    assert not [word for word in MACHINERY if word in answer.text.lower()], answer.text
    return document


def post(http: httpx.Client, content: bytes, path: str = "/api/v1/requests", **headers: str) -> httpx.Response:
    return http.post(path, content=content, headers={"Content-Type": "application/json", **headers})


#: The gateway hands text to a function: bytes that are none arrive as U+FFFD, and the JSON around them is whole.
NOT_TEXT = {"Latin-1", "overlong UTF-8", "surrogate in UTF-8"}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_body_that_is_no_json_is_refused(http: httpx.Client, kind: str) -> None:
    document = refusal(post(http, BROKEN[kind]), 400)
    fields = [problem["field"] for problem in document["problems"]]
    assert fields == (["service_code", "lat", "long"] if kind in NOT_TEXT else ["body"])


@pytest.mark.skipif(not json_suite("n"), reason=f"JSONTestSuite is not in {PLACE}")
def test_the_suite_of_broken_and_good_json(http: httpx.Client) -> None:
    for path in json_suite("nyi"):
        answer = post(http, path.read_bytes())
        assert answer.status_code in (400, 413), path.name
        schemas.check("error", answer.json())


@pytest.mark.parametrize("size", [64 * 1024 + 1, 1_000_000, 9_900_000, 10_485_761, 12_000_000])
def test_a_body_that_is_too_big_is_413(http: httpx.Client, size: int) -> None:
    assert refusal(post(http, b'{"description": "' + b"x" * (size - 19) + b'"}'), 413)["code"] == "too_large"


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_text_comes_back_as_it_was(cloud_city: CloudCity, body: dict[str, Any], text: str) -> None:
    submitted = cloud_city.door.post("/api/v1/requests", {**body, "description": text, "address": text[:300]})
    number, secret = submitted["follow_url"].rsplit("#", 1)[1].split(".", 1)
    mine = cloud_city.door.get(f"/api/v1/requests/{number}", secret=secret)
    assert (mine["description"], mine["address"]) == (text.strip(), text[:300].strip())
    assert "description" not in cloud_city.door.get(f"/api/v1/requests/{number}")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "lat=41.3",
        "lat=nan&long=-97.1",
        "lat=41.3&long=inf",
        "lat=%00&long=%F0%9F%92%A7",
        "lat=%FF%FE&long=1",
        "lat=%&long=%zz",
        "lat=" + "9" * 3000 + "&long=1",
        "lat=41.3&lat=north&long=1",
        "lat[]=41.3&long[]=1",
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/overlay", "/api/v1/duplicates"])
def test_what_is_no_place_is_refused(cloud_city: CloudCity, path: str, query: str) -> None:
    status, text = raw(cloud_city.base_url, f"GET {path}?service_code=pothole&{query} HTTP/1.1")
    assert status == 400, text
    schemas.check("error", json.loads(text))


STRANGE_PATHS = [
    "/api/v1/nothing",
    "/api/v1/requests/a/b/c",
    "/api/v1/requests/%00",
    "/api/v1/requests/%FF%FE",
    "/api/v1/requests/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/api/v1/requests/%F0%9F%92%A7",
    "/api/v1/requests/{0}",
    "/api/v1/requests/" + "x" * 3000,
    "/api/v1/requests/%zz",
    "/api/v1//requests",
    "/api/v1/services/__class__",
    "/api/v2/requests",
    "/api/",
]


@pytest.mark.parametrize("path", STRANGE_PATHS, ids=lambda path: path[:50])
def test_a_path_that_leads_nowhere_is_404(cloud_city: CloudCity, path: str) -> None:
    status, text = raw(cloud_city.base_url, f"GET {path} HTTP/1.1")
    assert status in (400, 404), text
    assert not [word for word in MACHINERY if word in text.lower()], text
    schemas.check("error", json.loads(text))


@pytest.mark.parametrize("path", ["/reprot", "/reprot/", "/report/me/", "/index.php", "/%3Cscript%3E"])
def test_a_mistyped_page_is_told_in_words(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Page not found" in answer.text
    assert "Página no encontrada" in answer.text
    assert "<script" not in answer.text
    assert http.get("/api/v1/nothing").json()["code"] == "not_found", "the API keeps its own answers"


@pytest.mark.parametrize("path", ["/api/v1/requests/", "/", "/report/", "/open311/v2/requests/"])
def test_a_line_end_in_a_path_adds_no_header(cloud_city: CloudCity, path: str) -> None:
    status, text = raw(cloud_city.base_url, f"GET {path}%0d%0aSet-Cookie:%20a=b HTTP/1.1", whole=True)
    assert status < 500
    assert "\nset-cookie" not in text.lower()


@pytest.mark.parametrize("path", ["/open311/v2/requests/%00.xml", "/open311/v2/services/%3Cscript%3E.json"])
def test_open311_refuses_in_its_own_shape(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.text or answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "PURGE"])
def test_another_method_is_refused(http: httpx.Client, method: str) -> None:
    answer = http.request(method, "/api/v1/requests")
    assert answer.status_code in (403, 404, 405)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_another_content_type_is_415(http: httpx.Client, body: dict[str, Any], kind: str) -> None:
    refusal(http.post("/api/v1/requests", content=json.dumps(body), headers={"Content-Type": kind}), 415)


STAFF = [
    "/me",
    "/work-orders?department=parks",
    "/requests/7QX-4CM-2WF",
    "/requests/7QX-4CM-2WF/contact?reason=because",
]


def forged(**header: str) -> str:
    """A token that says it is an administrator's, and that nobody has signed."""
    parts = ({"alg": "none", "typ": "JWT", **header}, {"sub": "x", "cognito:groups": ["admin"], "token_use": "id"})
    packed = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*packed, ""])


TOKENS = [None, "", "Bearer", "Bearer x", "Bearer a.b.c", "Basic eDp5", forged(), f"Bearer {forged(alg='HS256')}"]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("path", STAFF)
def test_the_staff_door_stays_shut_without_a_signed_token(http: httpx.Client, path: str, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": token}
    refusal(http.get(f"/api/v1/staff{path}", headers=headers), 401, 403)


def test_a_token_with_one_character_changed_is_refused(cloud_city: CloudCity) -> None:
    door = Door(cloud_city.base_url, outputs=cloud_city.outputs)
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    token = str(door._token)
    assert door.staff("GET", "/me")["roles"] == ["admin"]
    head, claims, signature = token.split(".")
    other = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)).replace(b"admin", b"Admin")
    changed = [
        f"{head}.{base64.urlsafe_b64encode(other).decode().rstrip('=')}.{signature}",
        f"{head}.{claims}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}",
    ]
    for one in changed:
        refusal(door.http.get("/api/v1/staff/me", headers={"Authorization": f"Bearer {one}"}), 401, 403)


def test_claims_in_headers_make_nobody_a_member_of_staff(http: httpx.Client) -> None:
    headers = {"x-amzn-oidc-data": forged(), "X-Claims": '{"sub": "x"}'}
    refusal(http.get("/api/v1/staff/me", headers=headers), 401, 403)


@pytest.mark.parametrize("name", ["Idempotency-Key", "X-Follow-Secret", "Accept-Language", "X-Front-Door"])
@pytest.mark.parametrize("value", [b"x" * 6000, b"\xff\xfe", "💧".encode(), b"'; --", b"a\x7fb"])
def test_strange_headers_are_no_failure(http: httpx.Client, body: dict[str, Any], name: str, value: bytes) -> None:
    answers = [
        http.post("/api/v1/requests", json=body, headers={name: value}),  # type: ignore[dict-item]
        http.get("/api/v1/requests/7QX-4CM-2WF", headers={name: value}),  # type: ignore[dict-item]
    ]
    assert all(answer.status_code < 500 for answer in answers), [answer.text for answer in answers]


def test_one_key_from_many_hands_at_once_files_one_report(cloud_city: CloudCity) -> None:
    http, body = cloud_city.door.http, new_body(cloud_city)
    headers = {"Idempotency-Key": uuid4().hex}
    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(lambda _: http.post("/api/v1/requests", json=body, headers=headers), range(8)))
    assert {answer.status_code for answer in answers} <= {201, 503}
    filed = {answer.json()["service_request_id"] for answer in answers if answer.status_code == 201}
    assert len(filed) == 1
    again = http.post("/api/v1/requests", json=body, headers=headers).json()
    assert again["service_request_id"] in filed


def test_of_reports_at_the_same_instant_none_stays_unseen(cloud_city: CloudCity) -> None:
    http, body = cloud_city.door.http, new_body(cloud_city)
    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(lambda _: http.post("/api/v1/requests", json=body), range(4)))
    filed = [answer.json() for answer in answers if answer.status_code == 201]
    assert len(filed) >= 2
    assert {answer.status_code for answer in answers} <= {201, 503}
    known = [(one["service_request_id"], set(one["duplicates"])) for one in filed]
    for place, (number, seen) in enumerate(known):
        for other, also_seen in known[:place]:
            assert other in seen or number in also_seen


def test_nothing_personal_stands_in_the_logs(cloud_city: CloudCity, body: dict[str, Any]) -> None:
    """What the real functions wrote about a whole submission, from the door to the mail."""
    mark = uuid4().hex[:10]
    email, person = f"{mark}@example.org", {"first_name": f"Ana{mark}", "phone": "+1 555 0142 77"}
    report = {**body, "description": f"ask {mark}", "address": f"{mark} Elm", "reporter": {"email": email, **person}}
    submitted = cloud_city.door.post("/api/v1/requests", report)
    secret = submitted["follow_url"].rsplit(".", 1)[1]
    assert wait_for(lambda: mails_to(email))
    with pytest.raises(Refused):
        cloud_city.door.post("/api/v1/requests", {**report, "lat": "north"})
    logs = boto3.client("logs", endpoint_url=cloud_city.endpoint)
    groups = [group["logGroupName"] for group in logs.describe_log_groups(logGroupNamePrefix="/hex311/")["logGroups"]]
    lines = [event["message"] for name in groups for event in _events(logs, name)]
    assert any(submitted["service_request_id"] in line for line in lines)
    assert not [line for line in lines for word in (mark, secret, "0142 77") if word in line]


def _events(logs: Any, group: str) -> list[dict[str, Any]]:
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
    return [event for page in pages for event in page["events"]]
