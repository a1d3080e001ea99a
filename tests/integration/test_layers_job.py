"""Staff upload a changed layer; after its activation the city answers by it. All over HTTP, on the local cloud."""

import gzip
import json
import uuid
from typing import Any

import boto3
import httpx
import pytest

from hex311 import schemas
from hex311_cli.commands.demo import file, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused, wait_for
from tests.support.cloud import ROOT, CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.changes_layers, pytest.mark.timeout(900)]

LAYER = "council_districts"
SOURCE = ROOT / "cities" / "rivermark" / "layers" / f"{LAYER}.geojson.gz"
WISHES = {
    "file_name": f"{LAYER}.geojson.gz",
    "layer_id": LAYER,
    "name": {"en": "Council district", "es": "Distrito del concejo"},
    "id_field": "id",
    "name_field": "name",
    "keep": ["member", "phone", "office"],
    "volatile": ["member", "phone"],
}


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


def redrawn() -> bytes:
    """The districts with their numbers handed round."""
    document = json.loads(gzip.decompress(SOURCE.read_bytes()))
    numbers = [feature["properties"]["id"] for feature in document["features"]]
    for feature, number in zip(document["features"], [*numbers[1:], numbers[0]], strict=True):
        feature["properties"]["id"] = number
        feature["properties"]["name"] = f"Redrawn district {number}"
    return gzip.compress(json.dumps(document).encode())


def upload(door: Door, content: bytes, **wishes: Any) -> str:
    ticket = door.staff("POST", "/layers", {**WISHES, **wishes})
    form = ticket["upload"]
    answer = httpx.post(form["url"], data=form["fields"], files={"file": ("layer", content)}, timeout=60)
    assert answer.status_code in (200, 201, 204), answer.text
    assert door.staff("GET", f"/layers/{ticket['import_id']}")["status"] == "waiting"
    number: str = ticket["import_id"]
    return number


def run(door: Door, number: str, **wishes: Any) -> dict[str, Any]:
    """Start the state machine and wait for its report."""
    before = door.staff("GET", f"/layers/{number}")
    door.staff("POST", f"/layers/{number}/start", wishes)

    def ended() -> Any:
        report = door.staff("GET", f"/layers/{number}")
        return report if report != before and report["status"] not in ("waiting", "running") else None

    report: dict[str, Any] = wait_for(ended, seconds=300, every=0.5)
    return report


def follow(door: Door, number: str, **wishes: Any) -> dict[str, Any]:
    """Let open cases follow the layers, or tell what that would change; the report."""
    door.staff("POST", f"/layers/{number}/reroute", wishes)

    def ended() -> Any:
        report = door.staff("GET", f"/layers/{number}/reroute")
        return report if report["status"] != "running" else None

    report: dict[str, Any] = wait_for(ended, seconds=120, every=0.5)
    return report


def published_layers(door: Door) -> dict[str, Any]:
    """What stands and is announced."""
    found: dict[str, Any] = door.staff("GET", "/layers")
    schemas.check("answers/published_layers", found)
    assert LAYER in {one["layer"] for one in found["layers"]}
    return found


def take_back(door: Door, moment: str) -> None:
    """By the machine, and as one step however often it is sent."""
    key = uuid.uuid4().hex
    body = {"active_from": moment}
    started = [door.ask_staff("POST", "/layers/withdraw", body, Idempotency_Key=key) for _ in range(2)]
    number = started[0].json()["import_id"]
    assert [answer.json() for answer in started] == [started[0].json()] * 2

    def ended() -> Any:
        report = door.staff("GET", f"/layers/{number}")
        return report if report["status"] != "running" else None

    assert wait_for(ended, seconds=120, every=0.5)["status"] == "withdrawn"


def district(door: Door, place: dict[str, float]) -> dict[str, Any]:
    answers = door.get("/api/v1/overlay", lat=place["lat"], long=place["long"])["overlay"]
    found: dict[str, Any] = next(one for one in answers if one["layer"] == LAYER)
    return found


@pytest.mark.full  # the whole index is built four times
def test_a_redrawn_layer_is_checked_published_and_answered(door: Door, cloud_city: CloudCity) -> None:
    place = somewhere_new(door, door.get("/api/v1/city"))
    case = file(door, "pothole", place, description="on the old border")["service_request_id"]
    before = district(door, place)
    assert before["layer_name"]
    number = upload(door, redrawn())

    checked = run(door, number)
    assert checked["status"] == "checked", checked
    schemas.check("answers/layer_import", checked)
    difference = door.staff("GET", f"/layers/{number}/difference")
    schemas.check("answers/layer_difference", difference)
    assert difference["counts"] == {"added": 0, "gone": 0, "redrawn": 10, "reworded": 0, "same": 0}
    impact = checked["impact"]
    assert impact["changed"] > 1000
    assert impact["emptied"] == 0
    assert case in {one["case_id"] for one in impact["cases"]}
    assert district(door, place) == before

    published = run(door, number, dry_run=False)
    assert published["status"] == "published", published
    assert published["published"]["written"] == impact["changed"]
    after = wait_for(lambda: (now := district(door, place)) != before and now, seconds=120)
    assert after["name"].startswith("Redrawn district")
    assert after["feature_id"] != before["feature_id"]
    assert after["generation"] == published["published"]["generation"] > before["generation"]

    # The open case keeps its answers until the city asks that it follows.
    kept = next(one for one in door.staff("GET", f"/requests/{case}")["overlay"] if one["layer"] == LAYER)
    assert kept["feature_id"] == before["feature_id"]
    told = follow(door, number)
    assert (told["status"], told["failed"]) == ("checked", 0)
    assert case in {one["case_id"] for one in told["cases"]}
    kept = next(one for one in door.staff("GET", f"/requests/{case}")["overlay"] if one["layer"] == LAYER)
    assert kept["feature_id"] == before["feature_id"]
    done = follow(door, number, dry_run=False)
    assert [done[name] for name in ("status", "asked", "changed", "failed")] == [
        "done",
        told["asked"],
        told["changed"],
        0,
    ]
    assert "1 open cases asked, 0 changed." in cloud_city.hex311("layers", "reroute", "--case", case)
    moved = next(one for one in door.staff("GET", f"/requests/{case}")["overlay"] if one["layer"] == LAYER)
    assert moved["feature_id"] == after["feature_id"]

    # And back again, at a date that is taken back before it comes.
    number = upload(door, SOURCE.read_bytes())
    pending = run(door, number, dry_run=False, activate_at="2099-01-01T00:00:00Z")
    assert pending["status"] == "published"
    assert "Pending, active from 2099-01-01" in cloud_city.hex311("layers", "list")
    assert [one["active_from"] for one in published_layers(door)["announced"]].count("2099-01-01T00:00:00Z") == 1
    take_back(door, "2099-01-01T00:00:00Z")
    assert "2099-01-01T00:00:00Z" not in [one["active_from"] for one in published_layers(door)["announced"]]
    assert "Pending, active from 2099" not in cloud_city.hex311("layers", "list")
    number = upload(door, SOURCE.read_bytes())
    assert run(door, number, dry_run=False)["status"] == "published"
    # All open cases of this city had followed; they go back too.
    wait_for(lambda: district(door, place)["feature_id"] == before["feature_id"], seconds=120)
    back = follow(door, number, dry_run=False)
    assert (back["status"], back["changed"]) == ("done", done["changed"])


def test_a_layer_that_cannot_be_taken_is_refused_with_its_reasons(door: Door) -> None:
    document = json.loads(gzip.decompress(SOURCE.read_bytes()))
    for feature in document["features"]:
        feature["geometry"] = {"type": "Point", "coordinates": [0, 0]}
    refused = run(door, upload(door, json.dumps(document).encode(), file_name="points.geojson"))
    assert refused["status"] == "refused"
    assert "a Point covers no ground" in refused["problems"][0]["problem"]
    ticket = door.staff("POST", "/layers", WISHES)
    missing = run(door, ticket["import_id"])
    assert "it was not uploaded" in missing["problems"][0]["problem"]


def test_only_administrators_and_only_known_imports(door: Door) -> None:
    with pytest.raises(Refused) as refused:
        door.staff("GET", f"/layers/{'0' * 32}")
    assert refused.value.status == 404
    door.sign_in("triage@example.org", DEMO_PASSWORD)
    for method, path, body in (("POST", "/layers", WISHES), ("GET", f"/layers/{'0' * 32}", None)):
        with pytest.raises(Refused) as refused:
            door.staff(method, path, body)
        assert refused.value.status == 403
    door.sign_in("admin@example.org", DEMO_PASSWORD)


def test_the_watchman_is_awake(door: Door, cloud_city: CloudCity) -> None:
    answer = boto3.client("lambda").invoke(FunctionName="hex311-watch-layers", Payload=b"{}")
    assert json.loads(answer["Payload"].read()) == {"undone": False}
