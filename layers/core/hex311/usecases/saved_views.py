"""Staff keep what they look at in the queue under a name, for themselves or for a department."""

from collections.abc import Callable
from typing import Any

from hex311.domain.errors import BadInput, Problem, TransientFault
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.domain.saved_view import MOST_VIEWS, SavedView, Shelf, shelf_of_department, shelf_of_person
from hex311.ports import Clash, Ports
from hex311.usecases.change_case import ATTEMPTS


def list_views(ports: Ports, staff: Staff, department: str) -> dict[str, Any]:
    """One's own views of the department's queue and those that the department shares (schema `staff/views`)."""
    _check_department(ports, department)
    check(staff, Action.LIST_WORK_ORDERS, [department], private=False)
    own, shared = ports.views.read(shelf_of_person(staff.subject)), ports.views.read(shelf_of_department(department))
    mine = [view for view in own.views if view.question["department"] == department]
    first = own.firsts.get(department)
    return {
        "views": [
            *(_view(one, is_shared=False) for one in mine),
            *(_view(one, is_shared=True) for one in shared.views),
        ],
        "first": first if any(view.id == first for view in (*mine, *shared.views)) else None,
    }


def keep_view(ports: Ports, staff: Staff, view_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Keep a view under an id of the caller's making; the same again changes nothing, so a lost answer costs nothing.

    A shared one needs the right to share in its department. Raises `BadInput` for an unknown department and for more
    views than a shelf holds.
    """
    question, is_shared = body["question"], bool(body.get("shared"))
    owner = _shelf_to_change(ports, staff, question["department"], is_shared)
    view = SavedView(view_id, body["name"].strip(), question, staff.name, ports.now())

    def changed(shelf: Shelf) -> Shelf:
        known = shelf.find(view_id)
        if known is not None and (known.name, known.question) == (view.name, view.question):
            return shelf
        if known is None and len(shelf.views) >= MOST_VIEWS:
            raise BadInput([Problem("name", f"There are {MOST_VIEWS} views already.", "Remove one first.")])
        return shelf.with_view(view)

    kept = _change(ports, owner, changed).find(view_id)
    return _view(kept or view, is_shared=is_shared)


def remove_view(ports: Ports, staff: Staff, view_id: str, department: str, is_shared: bool) -> dict[str, Any]:
    """Remove it; one that is not there is removed already. Answers what is left, as `list_views` does."""
    owner = _shelf_to_change(ports, staff, department, is_shared)
    _change(ports, owner, lambda shelf: shelf.without(view_id))
    return list_views(ports, staff, department)


def begin_with_view(ports: Ports, staff: Staff, department: str, view_id: str) -> dict[str, Any]:
    """The view that the department's queue opens with for this person; with an empty id with none."""
    listed = list_views(ports, staff, department)
    if view_id and not any(view["view_id"] == view_id for view in listed["views"]):
        raise BadInput([Problem("view_id", "There is no such view.", "Use the id of one that is listed.")])
    _change(ports, shelf_of_person(staff.subject), lambda shelf: shelf.beginning_with(department, view_id))
    return {**listed, "first": view_id or None}


def _shelf_to_change(ports: Ports, staff: Staff, department: str, is_shared: bool) -> str:
    _check_department(ports, department)
    check(staff, Action.LIST_WORK_ORDERS, [department], private=False)
    if not is_shared:
        return shelf_of_person(staff.subject)
    check(staff, Action.SHARE_VIEWS, [department], private=False)
    return shelf_of_department(department)


def _check_department(ports: Ports, department: str) -> None:
    if department not in ports.catalogue.current().documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])


def _change(ports: Ports, owner: str, changed: Callable[[Shelf], Shelf]) -> Shelf:
    for attempt in range(ATTEMPTS):
        shelf = ports.views.read(owner)
        wanted = changed(shelf)
        if wanted == shelf:
            return shelf
        try:
            ports.views.keep(wanted)
        except Clash:
            ports.pause(attempt)
            continue
        return wanted
    raise TransientFault


def _view(view: SavedView, *, is_shared: bool) -> dict[str, Any]:
    return {
        "view_id": view.id,
        "name": view.name,
        "shared": is_shared,
        "question": dict(view.question),
        "by": view.by,
        "at": iso(view.at),
    }
