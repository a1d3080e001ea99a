"""A photo's way through the front door: the ticket, quarantine, drawing anew, release, and back."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from hex311 import schemas
from hex311_cli.commands.demo import file, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused, wait_for
from tests.support.cloud import CloudCity
from tests.support.pictures import PLACE, photo

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


def upload(ticket: dict[str, Any], data: bytes, kind: str = "image/jpeg", **fields: str) -> httpx.Response:
    """What a browser does with a ticket."""
    form = {**ticket["upload"]["fields"], "Content-Type": kind, **fields}
    return httpx.post(ticket["upload"]["url"], data=form, files={"file": ("photo", data)}, timeout=60)


def state(door: Door, ticket: dict[str, Any], language: str = "en") -> dict[str, Any]:
    headers = {"X-Photo-Secret": ticket["secret"]}
    answer = door.http.get(f"/api/v1/photos/{ticket['photo_id']}", params={"lang": language}, headers=headers)
    assert answer.status_code == 200, answer.text
    schemas.check("photos/photo", answer.json())
    found: dict[str, Any] = answer.json()
    return found


def settled(door: Door, ticket: dict[str, Any]) -> dict[str, Any]:
    def look() -> Any:
        found = state(door, ticket)
        return found if found["state"] != "waiting" else None

    found: dict[str, Any] = wait_for(look, 60, 0.2)
    return found


def sent(door: Door, data: bytes) -> dict[str, Any]:
    ticket: dict[str, Any] = door.post("/api/v1/photos", {})
    schemas.check("photos/ticket", ticket)
    assert upload(ticket, data).status_code == 204
    return ticket


def test_a_photo_from_the_ticket_to_the_public_and_back(door: Door, cloud_city: CloudCity) -> None:
    source = photo(6)
    assert PLACE in source
    ticket = sent(door, source)
    assert settled(door, ticket)["state"] == "ready"
    home = somewhere_new(door, door.get("/api/v1/city"))
    filed = file(door, "pothole", home, photo_ids=[ticket["photo_id"]])
    number, secret = filed["follow_url"].split("#")[1].split(".", 1)
    with pytest.raises(Refused) as taken:
        file(door, "pothole", home, photo_ids=[ticket["photo_id"]])
    assert taken.value.document["problems"][0]["field"] == "photo_ids"

    # Hidden: neither told of nor to be had, from the store neither.
    case = f"/api/v1/requests/{number}"
    assert door.get(case)["photos"] == []
    own = door.get(case, secret=secret)["own_photos"]
    assert [(each["photo_id"], each["state"]) for each in own] == [(ticket["photo_id"], "ready")]
    shown = door.staff("GET", f"/requests/{number}/photos")
    schemas.check("staff/case_photos", shown)
    address = shown["photos"][0]["url"]
    seen = httpx.get(address)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    assert httpx.get(address.split("?")[0]).status_code == 403
    key = address.split("?")[0].split("/processed/")[1]
    for path in (f"/processed/{key}", f"/photos/../processed/{key}", f"/photos/{ticket['photo_id']}-1280.jpg"):
        assert door.http.get(path).status_code in (403, 404)
    history = door.staff("GET", f"/requests/{number}")["history"]
    assert "PhotosViewed" in [event["name"] for event in history]  # the workflow may write after it

    # Released: everybody sees it, and nothing but its pixels.
    door.staff("POST", f"/requests/{number}/release", {"parts": ["photos"]})
    (public,) = door.get(case)["photos"]
    answer = wait_for(lambda: (got := door.http.get(public["url"])).status_code == 200 and got)
    assert answer.headers["content-type"] == "image/jpeg"
    assert "max-age=300" in answer.headers["cache-control"]
    assert PLACE not in answer.content
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.size, len(picture.getexif())) == ((640, 1280), 0)  # it was held upright
    assert door.http.get(public["thumbnail_url"]).status_code == 200
    item = door.get(f"/open311/v2/requests/{number}.json")[0]
    assert item["media_url"].endswith(public["url"])
    card = door.get("/api/v1/duplicates", service_code="pothole", **home)["duplicates"][0]
    assert card["photo"] == {name: value for name, value in public.items() if name != "of"}

    # Withdrawn: gone.
    door.staff("POST", f"/requests/{number}/withdraw", {"parts": ["photos"]})
    assert door.get(case)["photos"] == []
    wait_for(lambda: door.http.get(public["url"], headers={"Cache-Control": "no-cache"}).status_code == 404)


def test_a_photo_may_come_after_its_report_and_be_refused(door: Door) -> None:
    ticket = door.post("/api/v1/photos", {})
    home = somewhere_new(door, door.get("/api/v1/city"))
    filed = file(door, "pothole", home, photo_ids=[ticket["photo_id"]])
    number, secret = filed["follow_url"].split("#")[1].split(".", 1)
    assert upload(ticket, photo()[:3000]).status_code == 204
    assert settled(door, ticket)["reason"] == "broken"
    (own,) = door.get(f"/api/v1/requests/{number}", secret=secret, lang="es")["own_photos"]
    assert "dañada" in own["reason_text"]


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(50), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04"])
def test_what_only_calls_itself_a_photo_is_refused(door: Door, data: bytes) -> None:
    assert settled(door, sent(door, data))["reason"] == "not_a_photo"


def test_the_ticket_bounds_size_kind_and_place(door: Door) -> None:
    ticket = door.post("/api/v1/photos", {})
    too_much = b"\xff\xd8\xff" + bytes(ticket["most_bytes"])
    refused = {
        "too large": upload(ticket, too_much),
        "empty": upload(ticket, b""),
        "another kind": upload(ticket, b"x", "text/html"),
        "another place": upload(ticket, b"x", key="photos/mine.jpg"),
        "another rule": upload(ticket, b"x", **{"acl": "public-read"}),
    }
    assert {name: answer.status_code >= 400 for name, answer in refused.items()} == dict.fromkeys(refused, True)
    assert state(door, ticket)["state"] == "waiting"


def test_a_stranger_learns_nothing_of_a_photo(door: Door) -> None:
    ticket = door.post("/api/v1/photos", {})
    path = f"/api/v1/photos/{ticket['photo_id']}"
    answers = [door.http.get(path), door.http.get(path, headers={"X-Photo-Secret": "guess"})]
    answers.append(door.http.get(f"/api/v1/photos/{'0' * 32}", headers={"X-Photo-Secret": ticket["secret"]}))
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}


def test_a_body_that_is_too_big_says_how_to_send_photos(door: Door) -> None:
    for size in (100_000, 4_200_000):
        answer = door.http.post("/api/v1/requests", json={"description": "x" * size})
        assert answer.status_code == 413
        assert "/api/v1/photos" in answer.json()["problems"][0]["how_to_mend"]
