"""The calls in a page of the docs: what is typed into a shell, and what the line behind it says must come back."""

import re
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"# (\d{3}) (json|xml|csv):(.*)")


@dataclass(frozen=True)
class Example:
    """One call of curl; `fields` are those that the first item of the answer has."""

    command: str
    status: int
    kind: str
    fields: tuple[str, ...]


def examples_of(page: Path) -> list[Example]:
    """Every call with an expectation, in the order of the page. A call without one, in a block that has some, is an
    error of the page."""
    found = []
    for block in _BLOCK.findall(page.read_text()):
        if not _EXPECTED.search(block):
            continue
        lines = iter(re.sub(r"\\\n\s*", "", block).splitlines())
        for line in lines:
            if not line.startswith("curl "):
                continue
            expected = _EXPECTED.fullmatch(next(lines, "").strip())
            assert expected, f"nothing says what must come back: {line}"
            found.append(Example(line, int(expected[1]), expected[2], tuple(expected[3].split())))
    return found
