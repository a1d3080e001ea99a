"""The mapping file: what the guesses about a city's CSV files get wrong, said in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hex311.domain.lifecycle import Status
from hex311.usecases.import_case import STATUSES
from hex311_cli.history.problems import HistoryProblem
from hex311_cli.history.words import plain

#: What a case needs to have, and what it may have.
REQUIRED = ("number", "type", "status", "created_at", "latitude", "longitude")
OPTIONAL = ("closed_at", "address", "description")
_PLAIN_KEYS = ("date_format", "encoding", "number_prefix")
_KEYS = ("columns", "types", "statuses", *_PLAIN_KEYS)


@dataclass(frozen=True, slots=True)
class HistoryMapping:
    """What the city says about its files; everything left out is guessed.

    `columns`: our name of a field -> the column. `types`: legacy type (plain words) -> service code, or None for a
    type that is left out on purpose. `statuses`: legacy status (plain words) -> status here. `date_format`: as for
    `datetime.strptime`. `number_prefix` is put before every number.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str | None] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    date_format: str = ""
    encoding: str = "utf-8-sig"
    number_prefix: str = ""


def read_mapping(path: Path | None) -> HistoryMapping:
    """Read a mapping file; `HistoryProblem` names the key that is wrong. Without a path everything is guessed."""
    if path is None:
        return HistoryMapping()
    try:
        data = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise HistoryProblem(str(path), f"it cannot be read: {error}", "Give a YAML file in UTF-8.") from error
    if not isinstance(data, dict):
        raise HistoryProblem(str(path), "it is not a mapping", f"Its keys are: {', '.join(_KEYS)}.")
    _known(path, "", data, _KEYS)
    sections = {name: _section(path, name, data.get(name)) for name in ("columns", "types", "statuses")}
    _known(path, "columns.", sections["columns"], (*REQUIRED, *OPTIONAL))
    given = {name: str(data[name]) for name in _PLAIN_KEYS if data.get(name) is not None}
    return HistoryMapping(
        columns={name: str(column) for name, column in sections["columns"].items()},
        types={plain(name): None if code is None else str(code) for name, code in sections["types"].items()},
        statuses={plain(name): _status(path, name, status) for name, status in sections["statuses"].items()},
        **given,
    )


def _section(path: Path, name: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise HistoryProblem(str(path), f"{name} is not a mapping", "Write one 'name: value' a line below it.")
    return {str(key): entry for key, entry in value.items()}


def _known(path: Path, prefix: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise HistoryProblem(str(path), f"there is no key {prefix}{name}", f"Use: {', '.join(known)}.")


def _status(path: Path, name: str, value: Any) -> Status:
    if value not in set(STATUSES):
        allowed = ", ".join(sorted(STATUSES))
        raise HistoryProblem(str(path), f"statuses.{name}: '{value}' is not a status to import", f"Use: {allowed}.")
    return Status(value)
