"""An administrator at work over HTTP on the local cloud: people, the city's versions, rules, and the log of it all."""

import base64
import time
from typing import Any

import httpx
import pytest

from hex311 import schemas
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door
from tests.support.cloud import CloudCity
from tests.support.packs import a_pack, pack_files, zipped

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]


@pytest.fixture
def admin(cloud_city: CloudCity) -> Door:
    door = cloud_city.door
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    return door


def answered(answer: httpx.Response, shape: str, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    schemas.check(f"answers/{shape}", answer.json())
    return answer.json()


def test_somebody_is_invited_given_other_work_and_switched_off_and_the_log_tells_it(admin: Door) -> None:
    email = f"kim-{time.time_ns()}@example.org"
    body = {"email": email, "name": "Kim Lee", "roles": ["crew"], "departments": ["parks"]}
    kim = answered(admin.ask_staff("POST", "/users", body), "user", 201)
    assert (kim["state"], kim["roles"], kim["departments"]) == ("invited", ["crew"], ["parks"])
    person = f"/users/{kim['user_id']}"
    other = {"name": "Kim Lee", "roles": ["dispatcher"], "departments": ["water"], "version": kim["version"]}
    changed = answered(admin.ask_staff("POST", person, other), "user")
    assert (changed["roles"], changed["departments"]) == (["dispatcher"], ["water"])
    assert admin.ask_staff("POST", person, other).status_code == 409  # it was seen as it is not any more
    assert answered(admin.ask_staff("POST", f"{person}/switch-off"), "user")["state"] == "off"
    listed = answered(admin.ask_staff("GET", "/users"), "users")["users"]
    assert next(one for one in listed if one["email"] == email)["state"] == "off"

    me = next(one for one in listed if one["email"] == "admin@example.org")
    assert admin.ask_staff("POST", f"/users/{me['user_id']}/switch-off").status_code == 409

    log = answered(admin.ask_staff("GET", f"/audit?by={me['subject']}&limit=4"), "audit_log")
    told = [(one["action"], one["outcome"]) for one in log["entries"] if one["about"] in ("", kim["user_id"])]
    assert told[:3] == [("user_switched_off", "done"), ("user_changed", "done"), ("user_invited", "done")]


def test_a_pack_is_checked_published_and_taken_back(admin: Door) -> None:
    standing = answered(admin.ask_staff("GET", "/city"), "city_versions")["standing"]
    files = pack_files()
    broken = files["services/streets.yaml"].replace(b"process: pothole", b"process: potholes", 1)
    sent = {"zip": base64.b64encode(zipped({**files, "services/streets.yaml": broken})).decode()}
    faults = answered(admin.ask_staff("POST", "/city/check", sent), "checked_pack")["problems"]
    assert any(one["file"] == "services/streets.yaml" and one["line"] > 0 for one in faults)

    told = admin.ask_staff("POST", "/city/check", {"zip": a_pack()})
    assert answered(told, "checked_pack")["problems"] == []
    # what is published is the pack as it is, under a version of its own, so that the shared city stays the same
    done = answered(admin.ask_staff("POST", "/city/publish", {"zip": a_pack(), "version": standing}), "published_city")
    try:
        again = admin.ask_staff("POST", "/city/publish", {"zip": a_pack(), "version": standing})
        assert again.status_code == 409
        versions = answered(admin.ask_staff("GET", "/city"), "city_versions")
        assert versions["standing"] == done["version"]
        assert versions["publications"][0]["way"] == "upload"
        difference = answered(admin.ask_staff("GET", f"/city/difference?before={standing}"), "city_difference")
        assert difference["changes"] == []
    finally:
        back = {"version": done["version"], "to": standing}
        assert answered(admin.ask_staff("POST", "/city/roll-back", back), "published_city")["version"] == standing


def test_rules_are_tried_and_nothing_changes(admin: Door) -> None:
    rules = admin.staff("GET", "/duplicate-rules")
    wider = {**rules["rules"]["pothole"]["rule"], "radius_m": 400}
    body = {"version": rules["version"], "rules": {"pothole": wider}}
    told = answered(admin.ask_staff("POST", "/duplicate-rules/try", body), "tried_rules")
    assert "pothole" in told["types"]
    assert told["after"] == told["before"] + told["joined"] - told["parted"]
    assert admin.staff("GET", "/duplicate-rules")["version"] == rules["version"]


def test_who_is_no_administrator_gets_nothing_of_it(cloud_city: CloudCity) -> None:
    door = cloud_city.door
    door.sign_in("manager@example.org", DEMO_PASSWORD)
    for path in ("/users", "/audit", "/city"):
        assert door.ask_staff("GET", path).status_code == 403
