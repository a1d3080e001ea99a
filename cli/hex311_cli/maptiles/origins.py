"""The hosts that maps of a city load from beside its own, when it names a base map elsewhere.

The content security policy of the pages allows these and no others: the stack's parameter `MapSources`.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hex311_cli.pack.source import read_yaml

_ADDRESSES = ("style_light", "style_dark", "pmtiles")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[!-~]*)?\Z")


def origins_of(basemap: Mapping[str, Any]) -> list[str]:
    """The origins (https://host) of what `basemap` of city.yaml names, and those it says besides; sorted."""
    addresses = [basemap[name] for name in _ADDRESSES if name in basemap]
    parts = [urlsplit(address) for address in (*addresses, *basemap.get("origins", ()))]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def map_sources(pack: Path) -> str:
    """The value of the parameter `MapSources` for a pack; empty for a file that `hex311 city check` will refuse."""
    source, problems = read_yaml((pack / "city.yaml").read_text(encoding="utf-8"), "city.yaml")
    wishes = source.data.get("basemap") if isinstance(source.data, dict) and not problems else None
    if not isinstance(wishes, dict):
        return ""
    addresses = [wishes[name] for name in _ADDRESSES if name in wishes]
    more = wishes.get("origins", [])
    told = [*addresses, *more] if isinstance(more, list) else addresses
    return " ".join(origins_of(wishes)) if all(_ADDRESS.match(str(one)) for one in told) else ""


def not_allowed(basemap: Mapping[str, Any], outputs: Mapping[str, str]) -> list[str]:
    """The origins that the pages of a stack (by its outputs) may not load from yet."""
    allowed = outputs.get("MapSources", "").split()
    return [origin for origin in origins_of(basemap) if origin not in allowed]
