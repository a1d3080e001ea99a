"""`make bench-web`: the resident's app on a cheap phone, and what its browser tests saw on the way.

On a city of its own on the local cloud (HEX311_TEST_RUNNING=1: on the one that runs).
"""

import gzip
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench.report import report
from tests.support.cloud import ROOT, CloudCity, city_on_a_cloud

BROWSER = ROOT / "tests" / "browser"
#: The beginnings of the addresses of the resident's screens: each has to be among what was looked at.
SCREENS = {"/", "/report/", "/request/", "/explore/", "/map/", "/confirm/", "/leave/", "/basic/"}
WORKER = ROOT / "web" / ".build" / "site" / "sw.js"

NOTES = {
    "resident_shell_kb": "scripts that the largest page of the resident's app loads by itself, gzip (at most 60)",
    "usable_s_slow4g": "first visit until a field can be typed into and answers, slow 4G and a quarter of this "
    "machine's speed, the slowest page (at most 3)",
    "axe_violations": "WCAG 2.2 AA, all states that the browser tests looked at, light and dark",
    "taps_to_report": "a pothole where one stands, beside the photo",
    "screens": "states that were looked at",
}


def main() -> None:
    with city_on_a_cloud() as city:
        usable = usable_after(city)
        seen, passed = looked_at(city)
    states = {(one["page"], one["state"]) for one in seen if "state" in one}
    missing = {screen for screen in SCREENS if not any(is_of(page, screen) for page, _ in states)}
    if missing:
        raise RuntimeError(f"no state was looked at of {', '.join(sorted(missing))}")
    figures = {
        "resident_shell_kb": round(shell_bytes() / 1024, 1),
        "usable_s_slow4g": round(max(usable.values()), 2),
        "axe_violations": sum(one.get("violations", 0) for one in seen),
        "taps_to_report": max(one["taps"] for one in seen if "taps" in one),
        "screens": len(states),
    }
    report("web", figures, NOTES)
    if not passed:
        raise SystemExit("some browser tests failed: see above")


def is_of(page: str, screen: str) -> bool:
    return page == screen if screen == "/" else page.startswith(screen)


def environment(city: CloudCity) -> dict[str, str]:
    return os.environ | {"HEX311_DOOR": city.base_url, "HEX311_CLOUD": city.endpoint}


def looked_at(city: CloudCity) -> tuple[list[dict[str, Any]], bool]:
    """What the browser tests tell of each state (tests/browser/support/looks.mjs), and whether all of them passed."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "looks.jsonl"
        files = sorted(str(path) for path in BROWSER.glob("*.test.mjs") if not path.name.startswith("staff_"))
        done = subprocess.run(
            ["node", "--test", *files], cwd=BROWSER, env=environment(city) | {"HEX311_LOOKS": str(told)}, check=False
        )
        return [json.loads(line) for line in told.read_text().splitlines()], done.returncode == 0


def usable_after(city: CloudCity) -> dict[str, float]:
    """Seconds by page, the best of three visits."""
    done = subprocess.run(
        ["node", "slow.mjs"], cwd=BROWSER, env=environment(city), check=True, capture_output=True, text=True
    )
    return {str(page): float(seconds) for page, seconds in json.loads(done.stdout).items()}


def shell_bytes() -> int:
    """Of the largest page, as tests/contract/test_web.py holds it."""
    listed = re.search(r"const PAGES = (\{.*?\});", WORKER.read_text(), re.DOTALL)
    if listed is None:
        raise RuntimeError("the service worker names no pages: make web")
    pages: dict[str, list[str]] = json.loads(listed[1])
    return max(
        sum(len(gzip.compress((WORKER.parent / name[1:]).read_bytes(), 9)) for name in files if name.endswith(".js"))
        for files in pages.values()
    )


if __name__ == "__main__":
    main()
