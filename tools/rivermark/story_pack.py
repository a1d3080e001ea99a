"""What the city pack says of a type: its questions, the work orders of its process, and how each may end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: How often an outcome of each status is written where stories.yaml does not say.
_USUAL = {"done": 8.0, "could_not_be_done": 1.0, "not_ours": 0.5}
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoryPack:
    """Service types and processes by code, as their files say."""

    services: Mapping[str, Document]
    processes: Mapping[str, Document]

    @classmethod
    def read(cls, folder: Path) -> "StoryPack":
        def by_code(name: str) -> dict[str, Document]:
            found = [one for file in sorted((folder / name).glob("*.yaml")) for one in _list(file)]
            return {one["code"]: one for one in found}

        return cls(by_code("services"), by_code("processes"))

    def is_private(self, code: str) -> bool:
        return bool(self.services[code].get("privacy") == "private")

    def orders(self, code: str) -> list[str]:
        """Codes of all work orders that the process of a type may call for."""
        return [str(order["code"]) for order in self._orders(code)]

    def usual_outcomes(self, code: str, order: str) -> dict[str, float]:
        return {one["code"]: _USUAL[one["status"]] for one in self._order(code, order)["outcomes"]}

    def status(self, code: str, order: str, outcome: str) -> str:
        return str(self._outcome(code, order, outcome)["status"])

    def needs_photo(self, code: str, order: str, outcome: str) -> bool:
        return bool(self._outcome(code, order, outcome).get("photo") == "required")

    def promise_days(self, code: str) -> float:
        """What a type promises, in working days."""
        sla = self.services[code].get("sla") or {}
        return float(sla.get("working_days", sla.get("working_hours", 8) / 9))

    def answers(self, code: str, wishes: Document, one_of: Callable[[Sequence[Any]], Any]) -> dict[str, Any]:
        """An answer to every question that is asked whatever else was answered, and to those that are wished for."""
        given: dict[str, Any] = {}
        for question in self.services[code].get("questions", ()):
            name, kind = question["code"], question["type"]
            if name in wishes:
                given[name] = one_of(wishes[name])
            elif question.get("required") and not question.get("when") and kind.endswith("valuelist"):
                value = one_of([value["key"] for value in question["values"]])
                given[name] = [value] if kind == "multivaluelist" else value
            elif question.get("required") and not question.get("when") and kind != "notice":
                raise ValueError(f"stories.yaml has to answer {code}.{name}")
        return given

    def _orders(self, code: str) -> Iterator[Document]:
        process = self.processes[str(self.services[code]["process"])]
        for stage in process.get("stages", ()):
            yield from stage.get("work_orders", ())

    def _order(self, code: str, order: str) -> Document:
        return next(one for one in self._orders(code) if one["code"] == order)

    def _outcome(self, code: str, order: str, outcome: str) -> Document:
        return next(one for one in self._order(code, order)["outcomes"] if one["code"] == outcome)


def _list(file: Path) -> list[Document]:
    """The entries of a file: a list, or the one under `services`."""
    parsed = yaml.safe_load(file.read_text(encoding="utf-8"))
    return list(parsed if isinstance(parsed, list) else parsed["services"])
