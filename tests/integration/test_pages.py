"""The pages in a real browser, against the city behind its front door."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.cloud import ROOT, CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(1500)]

BROWSER = ROOT / "tests" / "browser"
FILES = sorted(BROWSER.glob("*.test.mjs"))


#: What takes longest and goes furthest into the corners; the others stand for it in every run.
CORNERS = {
    "explore",
    "refusals",
    "replies",
    "staff_admin",
    "staff_agent",
    "staff_case",
    "staff_crew",
    "staff_dispatch",
    "staff_finish",
    "staff_overview",
    "staff_queue",
    "status",
    "words",
}


def test_the_pages(cloud_city: CloudCity) -> None:
    run(cloud_city, [path for path in FILES if name_of(path) not in CORNERS])


@pytest.mark.full
def test_the_corners_of_the_pages(cloud_city: CloudCity) -> None:
    run(cloud_city, [path for path in FILES if name_of(path) in CORNERS])


def test_no_file_is_forgotten() -> None:
    assert {name_of(path) for path in FILES} > CORNERS


def name_of(path: Path) -> str:
    return path.name.removesuffix(".test.mjs")


def run(city: CloudCity, files: list[Path]) -> None:
    """`tests/browser/setup.sh` has installed the browser and its driver; node's own runner tells the rest."""
    environment = os.environ | {"HEX311_DOOR": city.base_url, "HEX311_CLOUD": city.endpoint}
    done = subprocess.run(
        ["node", "--test", *map(str, files)],
        env=environment,
        cwd=BROWSER,
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


USABLE_WITHIN_S = 3


@pytest.mark.full  # a first visit on a slow line, three times for each page, and nothing else may run beside it
def test_the_pages_can_be_used_soon_on_a_slow_phone(cloud_city: CloudCity) -> None:
    """Slow 4G and a quarter of this machine's speed: until a field can be typed into and answers."""
    environment = os.environ | {"HEX311_DOOR": cloud_city.base_url, "HEX311_CLOUD": cloud_city.endpoint}
    done = subprocess.run(
        ["node", "slow.mjs"], env=environment, cwd=BROWSER, capture_output=True, text=True, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    times = json.loads(done.stdout)
    assert "/report/" in times
    assert all(seconds <= USABLE_WITHIN_S for seconds in times.values()), times
