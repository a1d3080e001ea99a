"""Saved views of the queue: a name for what somebody looks at again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

#: A shelf is one item: so many views of at most so many characters stay far below what an item may hold.
MOST_VIEWS = 30


@dataclass(frozen=True, slots=True)
class SavedView:
    """`question` is what the queue is asked (schema `staff/queue_question.json`); `by` is the colleague who kept it
    last, by name, `at` when (epoch seconds)."""

    id: str
    name: str
    question: Mapping[str, Any]
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The views of one owner, a person or a department. `firsts` are the views that a person begins with, by
    department; such a view may stand on the department's shelf. `version` 0: nothing was ever kept."""

    owner: str
    version: int = 0
    views: tuple[SavedView, ...] = ()
    firsts: Mapping[str, str] = field(default_factory=dict)

    def find(self, view_id: str) -> SavedView | None:
        return next((view for view in self.views if view.id == view_id), None)

    def with_view(self, view: SavedView) -> "Shelf":
        """In the place of the one with its id, or as the last."""
        if self.find(view.id) is None:
            return replace(self, views=(*self.views, view))
        return replace(self, views=tuple(view if one.id == view.id else one for one in self.views))

    def without(self, view_id: str) -> "Shelf":
        firsts = {department: first for department, first in self.firsts.items() if first != view_id}
        return replace(self, views=tuple(view for view in self.views if view.id != view_id), firsts=firsts)

    def beginning_with(self, department: str, view_id: str) -> "Shelf":
        """`view_id` empty: with nothing in particular."""
        firsts = {**self.firsts, department: view_id}
        return replace(self, firsts={code: first for code, first in firsts.items() if first})


def shelf_of_person(subject: str) -> str:
    return f"person:{subject}"


def shelf_of_department(code: str) -> str:
    return f"department:{code}"
