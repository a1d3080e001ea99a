"""Keys that may read private types: what their holder is told, and that nobody else is, not by a cache either."""

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from functions.open311_api.app import app as open311
from hex311.usecases.api_keys import issue_key, revoke_key
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report, resident
from tests.support.gateway import Answer, call
from tests.support.world import World

PRIVATE, PUBLIC = "homeless_outreach", "pothole"


def get(path: str, key: str = "", bearer: str = "", **query: Any) -> Answer:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    asked = {**query, **({"api_key": key} if key else {})}
    return call(open311, "GET", f"/open311/v2/{path}", query=asked, headers=headers)


def a_key(city: Any, *scopes: str, per_hour: int = 100) -> str:
    return issue_key(city, "shelter", scopes, per_hour, "tests")[0]


@pytest.fixture
def reader(city: Any) -> str:
    return a_key(city, "read_private")


@pytest.fixture
def number(city: Any) -> str:
    report = a_report(PRIVATE, description="Ana sleeps by the door", address="12 Elm Street", reporter=resident())
    case_id = submit_request(city, report).request.id
    World(city).settle(case_id)
    return str(case_id)


@pytest.mark.parametrize("suffix", ["json", "xml"])
@pytest.mark.parametrize("how", ["key", "bearer"])
def test_the_holder_reads_a_private_case_without_the_words_of_residents(
    city: Any, reader: str, number: str, suffix: str, how: str
) -> None:
    answer = get(f"requests/{number}.{suffix}", **{how: reader}, extensions="true")
    assert answer.status == 200
    assert number in answer.text
    assert not any(word in answer.text for word in ("Ana", "Elm", "sleeps", "example.org"))
    if suffix == "json":
        (item,) = answer.json
        assert (item["service_code"], item["lat"], item["long"]) == (PRIVATE, HOME.latitude, HOME.longitude)
        assert (item["description"], item["address"], item["media_url"]) == ("", "", "")
        assert item["notes"]
    else:
        assert ElementTree.fromstring(answer.text.encode()).find("request/service_code") is not None


def test_lists_tell_of_private_cases_only_when_asked(city: Any, reader: str, number: str) -> None:
    public = submit_request(city, a_report(PUBLIC)).request.id

    def listed(**query: Any) -> set[str]:
        return {one["service_request_id"] for one in get("requests.json", bearer=reader, **query).json}

    box = f"{HOME.longitude - 0.01},{HOME.latitude - 0.01},{HOME.longitude + 0.01},{HOME.latitude + 0.01}"
    assert listed() == {public}
    assert listed(private="true") == {public, number}
    assert listed(private="true", service_code=PRIVATE) == {number}
    assert listed(private="true", bbox=box) == {public, number}
    assert listed(private="true", bbox=box, service_code=PRIVATE) == {number}
    assert listed(private="true", updated_after="2020-01-01", updated_before="2020-01-02") == set()
    assert listed(private="true", status="closed") == set()
    assert listed(service_request_id=f"{number},{public}") == {public}
    assert listed(service_request_id=f"{number},{public}", private="true") == {public, number}
    assert number in get("bulk.csv", bearer=reader, private="true").text
    assert number not in get("bulk.csv", bearer=reader).text


@pytest.mark.parametrize("scopes", [(), ("submit",), ("submit", "update")])
def test_nobody_else_is_told_anything(city: Any, number: str, scopes: tuple[str, ...]) -> None:
    key = a_key(city, *scopes) if scopes else ""
    for suffix in ("json", "xml"):
        hidden, missing = (get(f"requests/{one}.{suffix}", key=key) for one in (number, "7QX-4CM-2WF"))
        assert (hidden.status, hidden.text, hidden.headers) == (404, missing.text, missing.headers)
        for path in ("requests", "bulk", "servicerequestupdates"):
            asked = {"private": "true", "service_request_id": number} if path != "bulk" else {"private": "true"}
            refused = get(f"{path}.{suffix}", key=key, **asked)
            assert refused.status == 403
            assert number not in refused.text
    assert get("requests.json", service_code=PRIVATE).json == []
    assert get("servicerequestupdates.json", service_request_id=number, key=key).json == []


def test_a_revoked_key_reads_nothing_more(city: Any, reader: str, number: str) -> None:
    (kept,) = city.api_keys.all()
    revoke_key(city, kept.id)
    assert get(f"requests/{number}.json", bearer=reader).status == 404
    assert get("requests.json", bearer=reader, private="true").status == 403


def test_no_cache_keeps_what_a_key_was_told(city: Any, reader: str, number: str) -> None:
    """Neither a shared cache nor one that asks again with the ETag of another may hand it to a neighbour."""
    submit_request(city, a_report(PUBLIC))
    for path, query in (
        (f"requests/{number}.json", {}),
        ("requests.json", {"private": "true"}),
        ("requests.xml", {"private": "true", "service_request_id": number}),
        ("bulk.csv", {"private": "true"}),
        ("servicerequestupdates.json", {"service_request_id": number}),
    ):
        told = get(path, bearer=reader, **query)
        assert told.status == 200
        assert told.headers["cache-control"] == "private, no-store"
        assert told.headers["vary"] == "Authorization"
        assert "etag" not in told.headers
        open_to_all = get(path) if not query else None
        assert open_to_all is None or number not in open_to_all.text
    public = get("requests.json")
    assert public.headers["cache-control"] == "public, max-age=15"
    assert "Authorization" in public.headers["vary"]  # what is kept for anybody is not for the holder of a key
    tag = public.headers["etag"]
    headers = {"Authorization": f"Bearer {reader}", "If-None-Match": tag}
    answer = call(open311, "GET", "/open311/v2/requests.json", query={"private": "true"}, headers=headers)
    assert (answer.status, number in answer.text) == (200, True)


def test_a_key_in_the_query_is_not_repeated_in_a_link(city: Any, reader: str, number: str) -> None:
    submit_request(city, a_report(PUBLIC))
    answer = get("requests.json", key=reader, private="true", page_size=1)
    assert "after_key=" in answer.headers["link"]
    assert "private=true" in answer.headers["link"]
    assert reader not in answer.headers["link"] + answer.text


def test_reading_counts_against_the_quota(city: Any, number: str) -> None:
    key = a_key(city, "read_private", per_hour=2)
    assert [get(f"requests/{number}.json", bearer=key).status for _ in range(3)] == [200, 200, 429]
    assert "retry-after" in get("requests.json", bearer=key, private="true").headers
    assert get("requests.json").status == 200


def test_updates_of_a_private_case_for_the_holder_alone(city: Any, reader: str, number: str) -> None:
    updates = get("servicerequestupdates.json", bearer=reader, service_request_id=number).json
    assert updates
    assert {one["service_request_id"] for one in updates} == {number}
    assert "Ana" not in str(updates)
    both = a_key(city, "read_private", "update")
    body = {"api_key": both, "service_request_id": number, "update_id": "1", "status": "OPEN", "description": "seen"}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    posted = call(open311, "POST", "/open311/v2/servicerequestupdates.json", urlencode(body), headers=headers)
    assert posted.status == 200
    assert get("servicerequestupdates.json").json == []  # the feed of all tells nobody


def test_updates_by_number_are_those_of_the_feed_for_public_cases(city: Any) -> None:
    public = submit_request(city, a_report(PUBLIC)).request.id
    World(city).settle(public)
    told = get("servicerequestupdates.json", service_request_id=f"{public},nonsense").json
    assert told
    assert [one["update_id"] for one in told] == sorted(
        {one["update_id"] for one in told}, key=lambda text: int(text.rsplit("-", 1)[1])
    )
    assert get("servicerequestupdates.json", service_request_id=public, end_date="2001-01-01").json == []
    many = ",".join(["7QX-4CM-2WF"] + [f"x{number}" for number in range(60)])
    assert get("servicerequestupdates.json", service_request_id=many).status == 400
