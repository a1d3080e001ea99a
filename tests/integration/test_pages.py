"""The pages in a real browser, against the city behind its front door."""

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
