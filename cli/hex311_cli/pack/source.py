"""Files of a city pack as plain data that remembers its line numbers.

YAML is read by the rules of YAML 1.2: only `true` and `false` are booleans (so `off`, `no` and `on` stay
words), dates and times stay text, and keys are always text. Doubled keys are an error, never the last one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from hex311_cli.pack.problems import PackProblem

Path = tuple[str | int, ...]
MAX_NODES = 100_000


@dataclass(slots=True)
class Source:
    """The parsed content of one file, and the line of every key and list entry in it."""

    file: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the entry at `path`, or of the nearest thing around it."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.lines.get((), 1)

    def problem(self, path: Path, problem: str, mend: str = "") -> PackProblem:
        return PackProblem(self.file, self.line(path), problem, mend)


#: The parser written in C, where PyYAML was built with it, is about ten times as fast.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Yaml12Loader(_SafeLoader):  # type: ignore[misc]
    """PyYAML's safe loader with the scalars of YAML 1.2's core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    _Yaml12Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class _Builder:
    """Turns a tree of YAML nodes into plain data and a table of lines."""

    def __init__(self, file: str) -> None:
        self.source = Source(file, None)
        self.problems: list[PackProblem] = []
        self._open: set[int] = set()
        self._count = 0

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._count += 1
        if self._count > MAX_NODES or id(node) in self._open:
            raise yaml.YAMLError("the file refers to itself, or is too big")
        self.source.lines.setdefault(path, node.start_mark.line + 1)
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            if isinstance(node, yaml.SequenceNode):
                return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
            return self._scalar(node, path)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(
                    PackProblem(self.source.file, line, "A key must be a word.", "Look for a stray '{' or '?'.")
                )
                continue
            key = str(key_node.value)
            if key in out:
                self.problems.append(
                    PackProblem(self.source.file, line, f"'{key}' is there twice.", "Keep one of the two.")
                )
                continue
            self.source.lines[(*path, key)] = line
            out[key] = self.build(value_node, (*path, key))
        return out

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        tag, value = node.tag.rpartition(":")[2], str(node.value)
        if tag == "str":
            return value
        if tag == "int":
            return int(value)
        if tag == "float":
            return float(value)
        if tag == "bool":
            return value.lower() == "true"
        if tag == "null":
            return None
        self.problems.append(
            PackProblem(self.source.file, self.source.line(path), f"The tag !{tag} is not used here.", "Remove it.")
        )
        return value


def read_yaml(text: str, file: str, first_line: int = 1) -> tuple[Source, list[PackProblem]]:
    """Parses YAML text; `first_line` is the line of the file on which the text begins."""
    builder = _Builder(file)
    try:
        node = yaml.compose(text, Loader=_Yaml12Loader)
        builder.source.data = None if node is None else builder.build(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        return builder.source, [
            PackProblem(file, line, f"This is not YAML: {error.problem or error.context}.", _yaml_mend(error))
        ]
    except yaml.YAMLError as error:
        return builder.source, [PackProblem(file, first_line, f"This is not YAML: {error}.", "Mend the file.")]
    shift = first_line - 1
    builder.source.lines = {path: line + shift for path, line in builder.source.lines.items()}
    problems = [PackProblem(p.file, p.line + shift, p.problem, p.mend) for p in builder.problems]
    return builder.source, problems


def _yaml_mend(error: yaml.MarkedYAMLError) -> str:
    text = f"{error.problem} {error.context}"
    if "mapping values are not allowed" in text:
        return "Put quotes around text that has a colon in it."
    if "cannot start any token" in text:
        return "Indent with spaces, not with tabs, and put quotes around text that begins with a sign."
    return "Check quotes, brackets and indentation on this line and the one before."


def closest(word: str, known: Mapping[str, Any] | list[str] | set[str]) -> str:
    """A sentence that helps with an unknown name: the nearest known one, or a few of them."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    if not names:
        return "There is none yet; add it first."
    shown = ", ".join(names[:12])
    return f"Known: {shown}{' ...' if len(names) > 12 else ''}."
