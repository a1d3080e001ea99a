"""Reading the folder of a city pack: every file once, shape checked, nothing thrown away silently."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hex311_cli.pack.places_files import read_schedule
from hex311_cli.pack.problems import PackErrors, PackProblem
from hex311_cli.pack.raw import Article, Entry, RawPack
from hex311_cli.pack.shape import check_shape
from hex311_cli.pack.source import Source, read_yaml


class _Folder:
    """The files of one pack; collects problems so that all of them can be shown at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[PackProblem] = []

    def text(self, path: Path) -> str | None:
        name = self.name(path)
        try:
            return path.read_text("utf-8-sig")
        except FileNotFoundError:
            self.problems.append(PackProblem(name, 0, "The file is missing.", "See docs/city-pack.md."))
        except UnicodeDecodeError as error:
            self.problems.append(PackProblem(name, 0, f"This is not UTF-8 text ({error.reason}).", "Save it as UTF-8."))
        except OSError as error:
            self.problems.append(PackProblem(name, 0, f"The file cannot be read: {error.strerror}.", "Check it."))
        return None

    def name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def yaml(self, path: Path, kind: str) -> Source | None:
        text = self.text(path)
        if text is None:
            return None
        return self.checked(*read_yaml(text, self.name(path)), kind=kind)

    def checked(self, source: Source, problems: list[PackProblem], kind: str) -> Source | None:
        if not problems:
            problems = check_shape(source, kind)
        self.problems += problems
        return None if problems else source

    def collect(self, into: dict[str, Entry], what: str, items: Iterable[Entry], key: str = "code") -> None:
        for item in items:
            code = item.data[key]
            if code in into:
                first = into[code]
                place = f"{first.source.file}:{first.source.line(first.path)}"
                self.problems.append(
                    item.problem((key,), f"The {what} '{code}' is there twice (first in {place}).", "Rename one.")
                )
            else:
                into[code] = item


def read_folder(folder: Path) -> RawPack:
    """Reads all files; raises `PackErrors` when any is missing, unreadable or of the wrong shape."""
    if not folder.is_dir():
        raise PackErrors([PackProblem(str(folder), 0, "There is no such folder.", "Give the folder of a city pack.")])
    files = _Folder(folder)
    city = files.yaml(folder / "city.yaml", "city")
    pack = RawPack(folder, Entry(city, (), city.data) if city else Entry(Source("city.yaml", {}), (), {}))
    _read_departments(files, pack)
    _read_services(files, pack)
    _read_processes(files, pack)
    layers = files.yaml(folder / "layers.yaml", "layers")
    if layers:
        files.collect(pack.layers, "layer", _entries(layers, "layers"), key="id")
    _read_places(files, pack)
    _read_messages(files, pack)
    _read_articles(files, pack)
    if files.problems:
        raise PackErrors(files.problems)
    return pack


def _entries(source: Source, *path: str) -> Iterable[Entry]:
    data: Any = source.data
    for step in path:
        data = data[step]
    return [Entry(source, (*path, index), item) for index, item in enumerate(data)]


def _read_departments(files: _Folder, pack: RawPack) -> None:
    source = files.yaml(files.folder / "departments.yaml", "departments")
    if source:
        files.collect(pack.departments, "department", _entries(source, "departments"))
    if (files.folder / "officers.yaml").exists():
        source = files.yaml(files.folder / "officers.yaml", "officers")
        if source:
            files.collect(pack.officers, "officer", _entries(source, "officers"))


def _read_services(files: _Folder, pack: RawPack) -> None:
    paths = sorted((files.folder / "services").glob("*.yaml"))
    if not paths:
        files.problems.append(PackProblem("services", 0, "There are no service types.", "Add services/<group>.yaml."))
    for path in paths:
        source = files.yaml(path, "services")
        if source:
            group = Entry(source, ("group",), source.data["group"])
            files.collect(pack.groups, "group", [group])
            services = list(_entries(source, "services"))
            files.collect(pack.services, "service type", services)
            pack.group_of.update({service.data["code"]: group.data["code"] for service in services})


def _read_processes(files: _Folder, pack: RawPack) -> None:
    paths = sorted((files.folder / "processes").glob("*.yaml"))
    if not paths:
        files.problems.append(PackProblem("processes", 0, "There are no processes.", "Add processes/<name>.yaml."))
    for path in paths:
        source = files.yaml(path, "processes")
        if source:
            one = isinstance(source.data, dict)
            files.collect(pack.processes, "process", [Entry(source, (), source.data)] if one else _entries(source))


def _read_places(files: _Folder, pack: RawPack) -> None:
    """places.yaml and my_city.yaml, neither of which a city must have, and the schedules that my_city.yaml names."""
    if (files.folder / "places.yaml").exists():
        source = files.yaml(files.folder / "places.yaml", "places")
        if source:
            files.collect(pack.place_categories, "category", _entries(source, "categories"))
    if (files.folder / "my_city.yaml").exists():
        source = files.yaml(files.folder / "my_city.yaml", "my_city")
        if source:
            pack.my_city = Entry(source, (), source.data)
            for name in dict.fromkeys(rule["dates"] for rule in source.data.get("dates", ()) if "dates" in rule):
                text = files.text(files.folder / "schedules" / name)
                if text is not None:
                    pack.schedules[name], problems = read_schedule(text, f"schedules/{name}")
                    files.problems += problems


def _read_messages(files: _Folder, pack: RawPack) -> None:
    for path in sorted((files.folder / "messages").glob("*.json")):
        text, name = files.text(path), files.name(path)
        if text is None:
            continue
        source = files.checked(*_read_json(text, name), kind="messages")
        if source:
            pack.messages[path.stem] = Entry(source, (), source.data)


def _read_json(text: str, name: str) -> tuple[Source, list[PackProblem]]:
    """A flat JSON object with the line of each key; doubled keys are a problem."""
    problems: list[PackProblem] = []
    source = Source(name, None)
    for number, line in enumerate(text.splitlines(), start=1):
        key = line.strip().partition('":')[0]
        if key.startswith('"'):
            source.lines.setdefault((key[1:],), number)

    def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, value in pairs:
            if key in out:
                problems.append(source.problem((key,), f"'{key}' is there twice.", "Keep one of the two."))
            out[key] = value
        return out

    try:
        source.data = json.loads(text, object_pairs_hook=no_doubles)
    except json.JSONDecodeError as error:
        return source, [PackProblem(name, error.lineno, f"This is not JSON: {error.msg}.", "Check quotes and commas.")]
    return source, problems


def _read_articles(files: _Folder, pack: RawPack) -> None:
    for path in sorted((files.folder / "knowledge").glob("*/*.md")):
        text, name = files.text(path), files.name(path)
        if text is None:
            continue
        head, fence, body = text.partition("\n---\n")
        if not text.startswith("---\n") or not fence:
            files.problems.append(
                PackProblem(
                    name, 1, "The front matter is missing.", "Begin with ---, title, topics, service_codes, ---."
                )
            )
            continue
        if not body.strip():
            files.problems.append(PackProblem(name, 1, "The article has no text.", "Write it below the second ---."))
            continue
        source = files.checked(*read_yaml(head[4:], name, first_line=2), kind="article")
        if source:
            article = Article(Entry(source, (), source.data), body.strip() + "\n")
            pack.articles.setdefault(path.parent.name, {})[path.stem] = article
