"""`make bench-staff`: the staff app with ten thousand open work orders, and what its browser tests saw on the way.

On a city of its own on the local cloud (HEX311_TEST_RUNNING=1: on the one that runs). Fails when a bar is broken.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.queue_page import queue_page
from bench.report import report
from tests.contract.test_web import staff_shell_bytes
from tests.support.cloud import ROOT, CloudCity, city_on_a_cloud

BROWSER = ROOT / "tests" / "browser"
SHELL_MOST_KB = 150
LIST_MOST_S = 2
LOOKED_AT = re.compile(r"(\w+) as \S+@\S+")

NOTES = {
    "staff_shell_kb": f"scripts with the heaviest screen, without maps and charts, gzip (at most {SHELL_MOST_KB})",
    "list_10000_s": "from opening the queue until all 10,000 rows are listed and the keys move in them, answers in the "
    f"API's own shape and pages, headless Chromium, the slowest of three (at most {LIST_MOST_S})",
    "list_10000_first_s": "until the first page of them is listed",
    "filter_10000_ms": "from choosing a filter until the narrowed rows stand",
    "scroll_10000_ms": "longest frame while scrolling from the first row to the last",
    "queue_page_ms": "processor time of the API for a page of 1,000 rows, all of them late, this machine",
    "queue_page_kb": "such a page, not packed",
    "axe_violations": "WCAG 2.2 AA, all states that the browser tests looked at, light and dark",
    "screens": "registered screens that a role that sees them was looked at with",
    "states": "states that were looked at",
}


def main() -> None:
    with city_on_a_cloud() as city:
        seen = looked_at(city)
        long_list = with_ten_thousand(city)
    figures = {
        "staff_shell_kb": round(staff_shell_bytes() / 1024, 1),
        **long_list,
        **queue_page(),
        "axe_violations": sum(one["violations"] for one in seen),
        "screens": len({found[1] for one in seen if (found := LOOKED_AT.fullmatch(one["state"]))}),
        "states": len({(one["page"], one["state"]) for one in seen}),
    }
    report("staff", figures, NOTES)
    broken = [
        name
        for name, most in (("staff_shell_kb", SHELL_MOST_KB), ("list_10000_s", LIST_MOST_S), ("axe_violations", 0))
        if figures[name] > most
    ]
    if broken:
        sys.exit(f"broken: {', '.join(f'{name} is {figures[name]}' for name in broken)}")


def looked_at(city: CloudCity) -> list[dict[str, object]]:
    """What the browser tests of the staff app tell of each state (tests/browser/support/looks.mjs)."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "looks.jsonl"
        files = sorted(str(path) for path in BROWSER.glob("staff_*.test.mjs"))
        run = ["node", "--test", "--test-concurrency=1", *files]
        subprocess.run(run, cwd=BROWSER, env=environment(city) | {"HEX311_LOOKS": str(told)}, check=True)
        return [line for line in map(json.loads, told.read_text().splitlines()) if "violations" in line]


def with_ten_thousand(city: CloudCity) -> dict[str, float]:
    run = ["node", "ten_thousand.mjs"]
    done = subprocess.run(run, cwd=BROWSER, env=environment(city), check=True, capture_output=True, text=True)
    return {str(name): float(value) for name, value in json.loads(done.stdout).items()}


def environment(city: CloudCity) -> dict[str, str]:
    return os.environ | {"HEX311_DOOR": city.base_url, "HEX311_CLOUD": city.endpoint}


if __name__ == "__main__":
    main()
