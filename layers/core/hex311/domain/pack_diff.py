"""What differs between two versions of the city pack, thing by thing: a type, a process, a department, an article.

Documents are compared as they are published. Within a thing each difference is told by where it stands and what was
and is there; lists of things with codes are compared by code, so that something moved is not something changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Document to the part of the pack that people know it as, in the order in which they are told.
PARTS = {
    "services": "types",
    "processes": "processes",
    "departments": "departments",
    "groups": "groups",
    "officers": "officers",
    "messages": "texts",
    "places": "places",
    "layers": "layers",
    "my_city": "my_city",
    "city": "city",
}
KNOWLEDGE = "knowledge."
MOST_DETAILS = 12
MOST_CHARS = 160


@dataclass(frozen=True, slots=True)
class Detail:
    """One difference within a thing; `before` or `after` is empty where there was or is nothing."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that came, went or became another: `kind` is added, removed or changed. `more` details are left out."""

    part: str
    code: str
    name: Mapping[str, str]
    kind: str
    details: tuple[Detail, ...] = ()
    more: int = 0


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Between the documents of two versions. Articles are compared where both versions' articles are at hand."""
    told = [
        change
        for document, part in PARTS.items()
        for change in _of_things(part, _things(document, before.get(document)), _things(document, after.get(document)))
    ]
    for document in sorted({name for name in (*before, *after) if name.startswith(KNOWLEDGE)}):
        told += _of_things(
            document.replace(KNOWLEDGE, "articles."), before.get(document) or {}, after.get(document) or {}
        )
    return told


def _things(document: str, content: Any) -> Mapping[str, Any]:
    """The things of a document by code; what has no codes is one thing, and texts are one for each language."""
    if document == "officers":
        return {one["code"]: one for one in content or ()}
    if document in ("city", "my_city"):
        return {document: content} if content else {}
    return content or {}


def _of_things(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for code in (*before, *(code for code in after if code not in before)):
        old, new = before.get(code), after.get(code)
        if old == new:
            continue
        kind = "added" if old is None else "removed" if new is None else "changed"
        details = list(_within("", old, new)) if kind == "changed" else []
        if kind == "changed" and not details:
            continue  # another order only
        shown = tuple(details[:MOST_DETAILS])
        yield Change(part, code, _name(new if new is not None else old), kind, shown, len(details) - len(shown))


def _name(thing: Any) -> Mapping[str, str]:
    """What people call it: a text in several languages, or in one (an article's title); empty where it has no name."""
    if not isinstance(thing, Mapping):
        return {}
    found = thing.get("name") or thing.get("title")
    return found if isinstance(found, Mapping) else {"": found} if isinstance(found, str) else {}


def _within(path: str, old: Any, new: Any) -> Iterator[Detail]:
    if old == new:
        return
    keyed = _keyed(old), _keyed(new)
    if keyed[0] is not None and keyed[1] is not None:
        for key in (*keyed[0], *(key for key in keyed[1] if key not in keyed[0])):
            yield from _within(f"{path}.{key}" if path else str(key), keyed[0].get(key), keyed[1].get(key))
    else:
        yield Detail(path, _short(old), _short(new))


def _keyed(value: Any) -> Mapping[str, Any] | None:
    """A mapping, or a list of things with codes as one; None for everything that is told whole."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        for key in ("code", "key"):
            if all(isinstance(one, Mapping) and key in one for one in value):
                return {str(one[key]): one for one in value}
    return None


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        parts = [f"{key}: {_short(one)}" for key, one in value.items() if one not in (None, [], {})]
        text = ", ".join(parts)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        text = ", ".join(_short(one) for one in value)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= MOST_CHARS else f"{text[: MOST_CHARS - 1]}…"
