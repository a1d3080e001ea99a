"""The pages in a real browser, against the city behind its front door."""

import json
import os
import subprocess

import pytest

from tests.support.cloud import ROOT, CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]

BROWSER = ROOT / "tests" / "browser"


def test_the_pages(cloud_city: CloudCity) -> None:
    """`tests/browser/setup.sh` has installed the browser and its driver; node's own runner tells the rest."""
    environment = os.environ | {"HEX311_DOOR": cloud_city.base_url, "HEX311_CLOUD": cloud_city.endpoint}
    files = sorted(str(path) for path in BROWSER.glob("*.test.mjs"))
    done = subprocess.run(
        ["node", "--test", *files],
        env=environment,
        cwd=BROWSER,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    print(done.stdout)
    assert files
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
