"""A pack that came as a ZIP file: the same check as on the command line, and nothing else gets through."""

import pytest

from hex311_cli.pack import load_pack
from hex311_cli.pack.uploaded import MOST_BYTES, check_upload
from tests.support.packs import PACK, pack_files, zipped

LAYERS = [path.name for path in (PACK / "layers").iterdir()]


def test_the_documents_are_those_of_the_folder() -> None:
    checked = check_upload(zipped(pack_files()), LAYERS)
    pack = load_pack(PACK, geodata=False)
    assert checked.faults == ()
    assert checked.documents == pack.documents()
    assert checked.content_hash == pack.content_hash()


def test_a_folder_around_the_pack_does_not_matter() -> None:
    inside = {f"rivermark/{name}": body for name, body in pack_files().items()}
    assert check_upload(zipped(inside), LAYERS).documents == check_upload(zipped(pack_files()), LAYERS).documents


def test_faults_name_file_line_and_remedy() -> None:
    broken = pack_files()["services/streets.yaml"].replace(b"process: pothole", b"process: potholes", 1)
    assert broken != pack_files()["services/streets.yaml"]
    checked = check_upload(zipped({**pack_files(), "services/streets.yaml": broken}), LAYERS)
    assert checked.documents is None
    fault = next(one for one in checked.faults if one.file == "services/streets.yaml")
    assert fault.line > 0
    assert "potholes" in fault.problem
    assert fault.mend


def test_a_layer_that_nobody_knows_needs_its_file() -> None:
    checked = check_upload(zipped(pack_files()), [])
    assert {one.file for one in checked.faults} == {"layers.yaml"}


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip", b"PK\x03\x04" + b"\x00" * 40])
def test_what_is_no_zip_file_is_said_to_be_none(content: bytes) -> None:
    (fault,) = check_upload(content, LAYERS).faults
    assert fault.problem == "This is not a ZIP file."


@pytest.mark.parametrize("name", ["../city.yaml", "services/../../x.yaml", "/etc/x.yaml", "a\\..\\x.yaml"])
def test_nothing_is_written_outside(name: str) -> None:
    (fault,) = check_upload(zipped({"city.yaml": b"", name: b"x"}), LAYERS).faults
    assert "outside" in fault.problem


def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    (fault,) = check_upload(zipped({"city.yaml": b" " * (MOST_BYTES + 1)}), LAYERS).faults
    assert "too large" in fault.problem


def test_files_of_other_kinds_and_of_officers_are_left_alone() -> None:
    more = {"notes.exe": b"x", "layers/huge.json": b"x", "officers.contacts.csv": b"x", "__MACOSX/a.yaml": b"x"}
    assert check_upload(zipped({**pack_files(), **more}), LAYERS).faults == ()
