"""The city in figures, through the front door: a report is counted when it comes and goes, and a recount proves it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from hex311 import schemas
from hex311_cli.commands.demo import Story, file, somewhere_new, work
from hex311_cli.commands.insights import recount
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from hex311_cli.insights.recount import StoredCounters, case_ids
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]

SERVICE = "graffiti_removal"


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


def explored(door: Door, district: str) -> dict[str, Any]:
    """Figures of the last two days; a day ahead, because the city's day is not that of UTC."""
    today = datetime.now(tz=UTC).date()
    period = {"from": str(today - timedelta(days=2)), "to": str(today + timedelta(days=1))}
    answer = door.get("/api/v1/explore", layer="council_districts", area=district, service_code=SERVICE, **period)
    schemas.check("explore/figures", answer)
    return answer


def test_a_report_is_counted_when_it_comes_and_when_it_goes(door: Door) -> None:
    home = somewhere_new(door, door.get("/api/v1/city"))
    overlay = door.get("/api/v1/overlay", **home)["overlay"]
    district = next(answer["feature_id"] for answer in overlay if answer["layer"] == "council_districts")
    before = explored(door, district)
    filed = file(door, SERVICE, home)
    assert filed["estimate"]["basis"] in ("closings", "service_level")
    assert filed["estimate"]["text"]
    wait_for(lambda: explored(door, district)["figures"]["opened"] > before["figures"]["opened"])
    work(door, Story("worked on, so that it is counted"), filed["service_request_id"])
    wait_for(lambda: explored(door, district)["figures"]["closed"] > before["figures"]["closed"])
    after = explored(door, district)
    for part in ("figures", "city"):
        assert after[part]["closed"] == before[part]["closed"] + 1
        assert after[part]["by_outcome"]["done"] == before[part]["by_outcome"].get("done", 0) + 1


def test_staff_see_what_is_hidden_from_the_public(door: Door) -> None:
    figures = door.staff("GET", "/figures")
    schemas.check("staff/figures", figures)
    assert figures["figures"]["opened"] >= door.get("/api/v1/explore")["city"]["opened"]


def test_a_recount_proves_the_counters(cloud_city: CloudCity) -> None:
    ports, outputs = cloud_city.target.ports(), cloud_city.outputs

    def is_exact() -> bool:
        ids = list(case_ids(outputs["CasesTable"]))
        return recount(ports, ids, StoredCounters(outputs["InsightsTable"]).read()).is_exact

    wait_for(is_exact)


def test_the_night_learns_and_the_day_shows_how_it_went(cloud_city: CloudCity, door: Door) -> None:
    answer = boto3.client("lambda").invoke(FunctionName="hex311-make-estimates", Payload=b"{}")
    night = json.loads(answer["Payload"].read())
    assert night.get("is_complete") is True, night
    schemas.check("explore/estimates", door.get("/api/v1/explore/estimates"))
