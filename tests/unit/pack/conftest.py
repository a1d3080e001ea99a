"""The small city of docs/city-pack.md as a folder that tests may spoil."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_BLOCK = re.compile(r"^`([\w./]+)`\n\n```(?:yaml|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def millbrook(tmp_path: Path) -> Path:
    folder = tmp_path / "millbrook"
    for name, text in _BLOCK.findall((ROOT / "docs/city-pack.md").read_text()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "messages").mkdir()
    shutil.copy(ROOT / "cities/rivermark/messages/en.json", folder / "messages")
    return folder
