"""The pieces of a city pack as they stand in its files, before they are checked against each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hex311.domain.place import CategoryKind
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.source import Path as DataPath
from hex311_cli.pack.source import Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a file (a service, a layer ...) and the way to its lines."""

    source: Source
    path: DataPath
    data: Mapping[str, Any]

    def problem(self, path: DataPath, problem: str, mend: str = "") -> PackProblem:
        """A problem at `path` within this item."""
        return self.source.problem((*self.path, *path), problem, mend)


@dataclass(frozen=True, slots=True)
class Article:
    """A knowledge article: its front matter and its Markdown text."""

    front: Entry
    body: str


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What a layer's file holds: feature ids, names, values of the kept attributes, and how much there is."""

    ids: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    features: int
    vertices: int
    bbox: tuple[float, float, float, float]  # west, south, east, north


@dataclass(slots=True)
class RawPack:
    """Everything read from a pack's folder. Each file has the right shape; nothing is checked across files."""

    folder: Path
    city: Entry
    departments: dict[str, Entry] = field(default_factory=dict)
    officers: dict[str, Entry] = field(default_factory=dict)
    groups: dict[str, Entry] = field(default_factory=dict)
    services: dict[str, Entry] = field(default_factory=dict)
    group_of: dict[str, str] = field(default_factory=dict)
    processes: dict[str, Entry] = field(default_factory=dict)
    layers: dict[str, Entry] = field(default_factory=dict)
    messages: dict[str, Entry] = field(default_factory=dict)
    articles: dict[str, dict[str, Article]] = field(default_factory=dict)
    layer_facts: dict[str, LayerFacts] = field(default_factory=dict)
    place_categories: dict[str, Entry] = field(default_factory=dict)
    my_city: Entry | None = None
    schedules: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    place_kinds: dict[str, str] = field(default_factory=dict)
    places: int = 0
    assets: int = 0
    addresses: int = 0

    @property
    def languages(self) -> list[str]:
        return list(self.city.data["languages"])

    @property
    def whole_languages(self) -> list[str]:
        """The languages in which nothing that residents read may be missing without a note."""
        partial = self.city.data.get("partial_languages", ())
        return [language for language in self.languages if language not in partial]

    @property
    def kinds_of_places(self) -> dict[str, CategoryKind]:
        """What places.yaml says about each category."""
        return {code: category.data["kind"] for code, category in self.place_categories.items()}

    @property
    def default_language(self) -> str:
        return str(self.city.data["default_language"])
