"""web/: what it is built from is pinned without naming a place to fetch it, and its types are those of the API."""

import gzip
import json
import re
import shutil
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from hex311.usecases.refresh_map import AGAIN_S, PULSE_S
from tests.support.city import ROOT

WEB = ROOT / "web"


def test_the_lock_pins_everything_and_names_no_registry() -> None:
    packages = json.loads((WEB / "package-lock.json").read_text())["packages"]
    workspaces = set(json.loads((WEB / "package.json").read_text())["workspaces"])
    for name, package in packages.items():
        if not name or name in workspaces or package.get("link"):
            continue
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name


def test_direct_dependencies_have_exact_versions() -> None:
    manifests = [WEB / "package.json", *WEB.glob("*/package.json")]
    assert len(manifests) > 1
    for manifest in manifests:
        document = json.loads(manifest.read_text())
        for name, version in {**document.get("dependencies", {}), **document.get("devDependencies", {})}.items():
            assert name.startswith("@hex311/") or version[0].isdigit(), f"{manifest.parent.name}: {name} {version}"


def test_the_map_asks_as_often_as_its_costs_are_told_for() -> None:
    """docs/web.md is compared with pulse.ts; a city says in /tiles/requests.json how often to ask."""
    told = dict(re.findall(r"(\w+Ms): ([\d_]+),", (WEB / "lib/map/pulse.ts").read_text()))
    assert int(told["busyMs"]) == PULSE_S * 1000
    assert int(told["againMs"]) == AGAIN_S * 1000


def test_the_types_of_the_api_are_current() -> None:
    """Written by `make api-types` from what `hex311 openapi` prints."""
    if not (WEB / "node_modules").exists() or shutil.which("node") is None:
        pytest.skip("needs the packages of web/ (make web)")
    done = subprocess.run(
        ["node", "tools/api_types.mjs", "--check"], cwd=WEB, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


SHELL_MOST_BYTES = 60 * 1024
LANGUAGE_MOST_BYTES = 6 * 1024


def test_every_page_of_the_resident_stays_light() -> None:
    """All scripts that a page loads by itself, as a phone receives them; no map in them. A language that is spoken
    beside English is loaded then, and held apart."""
    worker = WEB / ".build" / "site" / "sw.js"
    if not worker.exists():
        pytest.skip("needs the built site (make web)")
    pages, words = (_constant(worker.read_text(), name) for name in ("PAGES", "WORDS"))
    assert "/report/" in pages
    for page, files in pages.items():
        assert _bytes(worker, files) <= SHELL_MOST_BYTES, page
        for language, own in words[page].items():
            assert _bytes(worker, own) <= LANGUAGE_MOST_BYTES, (page, language)


def _bytes(worker: Path, files: list[str]) -> int:
    """What the scripts among the files weigh on their way."""
    scripts = [worker.parent / name[1:] for name in files if name.endswith(".js")]
    assert scripts
    return sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts)


STAFF_PAGE = WEB / ".build" / "site" / "staff" / "index.html"
STAFF_MOST_BYTES = 150 * 1024
#: Loaded where they are shown, so no part of what somebody waits for.
_MAPS_AND_CHARTS = re.compile(r"maplibre|_session|chart", re.IGNORECASE)
_AT_ONCE = re.compile(r"""(?:\bfrom|\bimport)\s*["'`]\./([\w.-]+\.js)["'`]""")
_LATER = re.compile(r"""\bimport\(\s*["'`]\./([\w.-]+\.js)["'`]""")


def test_every_screen_of_the_staff_app_stays_light() -> None:
    """The page by itself, and with any one of its screens and all that this may load but maps and charts."""
    if not STAFF_PAGE.exists():
        pytest.skip("needs the built site (make web)")
    assert staff_shell_bytes() <= STAFF_MOST_BYTES


def staff_shell_bytes() -> int:
    """Of the page with the heaviest of its screens."""
    assets = STAFF_PAGE.parents[1] / "assets"
    shell = _closure(assets, re.findall(r'"/?assets/([^"]+\.js)"', STAFF_PAGE.read_text()), (_AT_ONCE,))
    later = {name for part in shell for name in _LATER.findall((assets / part).read_text())}
    assert len(later) > 2
    return max(_weight(assets, _closure(assets, [screen], (_AT_ONCE, _LATER), shell)) for screen in later)


def _closure(assets: Path, names: list[str], ways: tuple[re.Pattern[str], ...], loaded: Iterable[str] = ()) -> set[str]:
    """What is `loaded`, these scripts, and all that they load in one of these ways."""
    found = set(loaded)
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or _MAPS_AND_CHARTS.search(name):
            continue
        found.add(name)
        body = (assets / name).read_text()
        waiting += [part for way in ways for part in way.findall(body)]
    return found


def _weight(assets: Path, names: set[str]) -> int:
    """Bytes of scripts as they are sent."""
    return sum(len(gzip.compress((assets / name).read_bytes(), 9)) for name in names)


def _constant(worker: str, name: str) -> dict[str, Any]:
    """What the build wrote at the head of the service worker."""
    found = re.search(rf"const {name} = (\{{.*?\}});\n", worker, re.DOTALL)
    assert found
    written: dict[str, Any] = json.loads(found[1])
    return written


def test_the_installed_app_has_its_icons_and_goes_to_pages_that_are_there() -> None:
    public = WEB / "public"
    manifest = json.loads((public / "manifest.webmanifest").read_text())
    icons = [*manifest["icons"], *(icon for one in manifest["shortcuts"] for icon in one["icons"])]
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} >= {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in icons:
        content = (public / icon["src"][1:]).read_bytes()
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", content[16:24])
            assert icon["sizes"] == f"{width}x{height}"
    homes = {"/": "resident/home", "/map/": "map"}
    for address in [manifest["start_url"], *(one["url"] for one in manifest["shortcuts"])]:
        page = address.split("#")[0]
        folders = [WEB / homes.get(page, f"resident{page}"), public / page[1:]]
        assert any((folder / "index.html").exists() for folder in folders), address
