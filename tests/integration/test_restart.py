"""The cloud stops and starts again; what was waiting still comes to its end, nested stacks and all."""

import time

import pytest

from hex311_cli.commands.demo import file, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import wait_for
from tests.integration.test_the_road import finish, next_order
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]

AGAIN_SECONDS = 60


@pytest.mark.full  # stopping and starting takes longer than most tests together
def test_waiting_cases_survive_down_and_up(cloud_city: CloudCity) -> None:
    door = cloud_city.door
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    home = somewhere_new(door, door.get("/api/v1/city"))
    started = file(door, "pothole", home)["service_request_id"]
    order = next_order(door, started)
    door.staff("POST", f"/requests/{started}/work-orders/{order['work_order_id']}/start")
    waiting = file(door, "graffiti_removal", home)["service_request_id"]
    next_order(door, waiting)

    cloud_city.hex311("down")
    began = time.monotonic()
    told = cloud_city.hex311("up", *cloud_city.up_arguments)
    print(f"up again in {time.monotonic() - began:.1f} s\n{told}")
    assert time.monotonic() - began < AGAIN_SECONDS

    door.sign_in("admin@example.org", DEMO_PASSWORD)
    assert finish(door, started)["status"] == "done"
    assert finish(door, waiting)["status"] == "done"
    fresh = file(door, "pothole", {**home, "lat": home["lat"] + 0.002})["service_request_id"]
    wait_for(lambda: door.get(f"/api/v1/requests/{fresh}")["status"] == "scheduled")


def test_up_when_all_is_up_changes_nothing(cloud_city: CloudCity) -> None:
    before = standing(cloud_city)
    told = cloud_city.hex311("up", *cloud_city.up_arguments)
    for step in ("Local cloud already running", "Web apps unchanged", "Build unchanged", "City unchanged"):
        assert f"✔ {step}" in told, told
    assert "✔ Stack hex311 unchanged" in told, told
    assert "✔ Demo staff 0 created" in told, told
    assert standing(cloud_city) == before


def standing(city: CloudCity) -> str:
    """The version that was published last; functions answer with an older one for a while."""
    city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return str(city.door.staff("GET", "/city")["standing"])
