"""A city pack as a ZIP file that an administrator sent: unpacked with care, then checked as `hex311 city check` does.

Layers, places and addresses are not opened: they are published by themselves. Of the layers' files only the names
count, and those of the standing pack are taken to be there.
"""

import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from hex311.domain.checked_pack import CheckedPack, PackFault
from hex311_cli.pack.pack import load_pack
from hex311_cli.pack.problems import PackErrors, PackProblem

MOST_FILES = 1_000
MOST_BYTES = 30_000_000
_READ = {".yaml", ".yml", ".json", ".md"}
#: Published by themselves, large, or (how officers are reached) nothing that may lie about.
_LEFT = {"layers", "addresses", "assets", "basemap", "demo"}


def check_upload(content: bytes, layer_files: Iterable[str]) -> CheckedPack:
    """Everything that is wrong with the pack, or its documents. `layer_files`: names that need not be in the ZIP."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        fault = _unpack(content, folder)
        if fault:
            return CheckedPack(faults=(fault,))
        for name in layer_files:
            if "/" not in name:
                (folder / "layers").mkdir(exist_ok=True)
                (folder / "layers" / name).touch()
        try:
            pack = load_pack(folder, geodata=False)
        except PackErrors as errors:
            return CheckedPack(faults=tuple(map(_fault, errors.problems)))
        return CheckedPack((), tuple(map(_fault, pack.notes)), pack.documents(), pack.content_hash())


def _unpack(content: bytes, folder: Path) -> PackFault | None:
    """Write what belongs to the pack into the folder; what is wrong with the ZIP file itself."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return PackFault("", 0, "This is not a ZIP file.", "Pack the folder of the city pack as a ZIP file.")
    if len(entries) > MOST_FILES:
        return PackFault("", 0, f"These are more than {MOST_FILES} files.", "Send the city pack's folder only.")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if ".." in path.parts or path.is_absolute() or "\\" in entry.filename:
            return PackFault(entry.filename[:100], 0, "This file would lie outside the pack.", "Leave it out.")
    left = MOST_BYTES
    top = _top([entry.filename for entry in entries])
    for entry in entries:
        path = PurePosixPath(entry.filename).relative_to(top)
        if path.suffix.lower() not in _READ or path.parts[0] in _LEFT or path.parts[0].startswith((".", "__")):
            continue
        left -= entry.file_size
        if left < 0:
            return PackFault("", 0, "Unpacked, this is too large.", "Leave layers, addresses and pictures out.")
        try:
            body = archive.read(entry)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
            return PackFault(
                str(path), 0, "This file cannot be unpacked.", "Pack the folder again, without a password."
            )
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return None


def _top(names: list[str]) -> PurePosixPath:
    """The folder that everything lies in, where the pack was packed with its own folder."""
    city = sorted(
        (PurePosixPath(name) for name in names if PurePosixPath(name).name == "city.yaml"),
        key=lambda one: len(one.parts),
    )
    top = city[0].parent if city else PurePosixPath()
    return top if all(PurePosixPath(name).is_relative_to(top) for name in names) else PurePosixPath()


def _fault(problem: PackProblem) -> PackFault:
    return PackFault(problem.file, problem.line, problem.problem, problem.mend)
