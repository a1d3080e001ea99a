"""The demo city's pack as an administrator would send it."""

import base64
import io
import zipfile
from collections.abc import Mapping
from functools import cache

from tests.support.city import ROOT

PACK = ROOT / "cities" / "rivermark"
LEFT = {"layers", "addresses", "assets", "basemap", "demo"}


@cache
def pack_files() -> dict[str, bytes]:
    """The files of the pack by name, without what an upload leaves out."""
    paths = [path for path in sorted(PACK.rglob("*")) if path.is_file()]
    names = {path.relative_to(PACK).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if name.split("/")[0] not in LEFT}


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return held.getvalue()


@cache
def a_pack() -> str:
    """The whole pack in base64."""
    return base64.b64encode(zipped(pack_files())).decode()
