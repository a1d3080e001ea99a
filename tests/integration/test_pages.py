"""The pages in a real browser, against the city behind its front door."""

import json
import os
import subprocess
import warnings
from pathlib import Path

import pytest

from tests.support.cloud import ROOT, CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(1500)]

BROWSER = ROOT / "tests" / "browser"
FILES = sorted(BROWSER.glob("*.test.mjs"))


#: What takes longest and goes furthest into the corners; the others stand for it in every run.
CORNERS = {
    "explore",
    "races",
    "refusals",
    "replies",
    "staff_admin",
    "staff_admin_layers",
    "staff_agent",
    "staff_case",
    "staff_case_acts",
    "staff_crew",
    "staff_dispatch",
    "staff_finish",
    "staff_late",
    "staff_overview",
    "staff_queue",
    "staff_watch",
    "status",
    "words",
}


def name_of(path: Path) -> str:
    return path.name.removesuffix(".test.mjs")


FULL = pytest.mark.full


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=FULL if one in CORNERS else ()) for one in map(name_of, FILES)]
)
def test_the_pages(cloud_city: CloudCity, name: str) -> None:
    """A browser may be late once where a machine has much else to do; what fails twice is a fault."""
    code, told = run(cloud_city, name)
    if code:
        warnings.warn(f"{name}.test.mjs failed and is run once more:\n{told[-MOST_TOLD:]}", stacklevel=1)
        code, told = run(cloud_city, name)
    print(told)
    assert code == 0, told[-MOST_TOLD:]


def test_no_file_is_forgotten() -> None:
    assert {name_of(path) for path in FILES} > CORNERS


MOST_TOLD = 6000


def run(city: CloudCity, name: str) -> tuple[int, str]:
    """`tests/browser/setup.sh` has installed the browser and its driver; node's own runner tells the rest."""
    environment = os.environ | {"HEX311_DOOR": city.base_url, "HEX311_CLOUD": city.endpoint}
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", f"{name}.test.mjs"],
        env=environment,
        cwd=BROWSER,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


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
