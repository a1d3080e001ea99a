"""Publish places: only leaves that changed are written, and one transaction lets everybody see them.

New leaves are written first, beside those that stand. Then the directories of all changed categories and the list of
categories are replaced in one transaction, which fails when somebody else has published meanwhile. Readers follow a
directory, so they see a category as it was or as it is, never half of it. Leaves that no directory names any more
stay for an hour, for readers who remember an older directory, and are then deleted by the table itself (TTL); so are
leaves that a publication left behind which died on its way.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from botocore.exceptions import ClientError

from hex311.adapters.dynamodb.keys import CATEGORIES, DIRECTORY, directory_key
from hex311.domain.place import CategoryKind, Leaf, Place
from hex311.domain.place_item import VERSION_LENGTH, pack_leaves, unpack_leaves
from hex311_cli.pack.problems import PackErrors, PackProblem
from hex311_cli.places.build import build_category
from hex311_cli.places.table import Key, PlacesTable

Source = Literal["pack", "import"]
KEPT_S = 3_600
"""How long leaves outlive their directory."""

MOST_CATEGORIES = 90
MOST_DIRECTORY_BYTES = MOST_LEAF_BYTES = 380_000


class PlacesOvertaken(Exception):
    """Somebody else published places in the meantime; nothing that readers see was changed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A published category: its directory as it stands in the table."""

    kind: CategoryKind
    source: Source
    size: int
    version: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class PlacesReport:
    """What a publication did, in leaves; `places` and `categories` are what was given."""

    categories: int
    places: int
    written: int
    unchanged: int
    retired: int
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Built:
    kind: CategoryKind
    size: int
    version: str
    body: bytes
    leaves: dict[Leaf, bytes]


def standing_categories(table: PlacesTable) -> dict[str, Standing]:
    """What is published, by category."""
    return _standing(table, _listed(table)[0])


def publish_places(
    given: Mapping[str, tuple[CategoryKind, Iterable[Place]]],
    table: PlacesTable,
    source: Source,
    *,
    remove: Iterable[str] = (),
    progress: Callable[[str], None] = lambda note: None,
    now: Callable[[], float] = time.time,
) -> PlacesReport:
    """Publish categories and remove others. With the source `pack` those go that an earlier pack had.

    Raises `PlacesOvertaken` when another publication came between, `PackErrors` for more than the table can hold.
    """
    started = now()
    kinds, seen = _listed(table)
    standing = _standing(table, kinds)
    built = {code: _build(code, kind, places, progress) for code, (kind, places) in given.items()}
    gone = set(remove) & set(standing)
    if source == "pack":
        gone |= {code for code, one in standing.items() if one.source == "pack"} - set(built)
    before = {(leaf.key, leaf.version) for one in standing.values() for leaf in one.leaves}
    new = [
        (leaf, body)
        for one in built.values()
        for leaf, body in one.leaves.items()
        if (leaf.key, leaf.version) not in before
    ]
    changed = {
        code: one
        for code, one in built.items()
        if code not in standing or (standing[code].version, standing[code].source) != (one.version, source)
    }
    leaves, places = sum(len(one.leaves) for one in built.values()), sum(one.size for one in built.values())
    if not changed and not gone:
        return PlacesReport(len(built), places, 0, leaves, 0)
    _refuse_too_much({**standing, **built}, gone)
    table.put(
        (_leaf_item(leaf, body, now()) for leaf, body in new),
        lambda done: progress(f"places: {done:,} of {len(new):,} leaves"),
    )
    listed = {code: kind for code, kind in kinds.items() if code not in gone}
    listed |= {code: one.kind for code, one in built.items()}
    _switch(table, seen, listed, changed, gone, source)
    current = {code: one.leaves for code, one in standing.items() if code not in gone and code not in built}
    alive = {(leaf.key, leaf.version) for held in current.values() for leaf in held}
    alive |= {(leaf.key, leaf.version) for one in built.values() for leaf in one.leaves}
    retired = _retire(table, before, alive, started, now())
    return PlacesReport(len(built), places, len(new), leaves - len(new), retired, tuple(sorted(gone)))


def _build(code: str, kind: CategoryKind, places: Iterable[Place], progress: Callable[[str], None]) -> _Built:
    progress(f"places: packing {code}")
    category, leaves = build_category(code, kind, places)
    body = pack_leaves(category.leaves)
    if len(body) > MOST_DIRECTORY_BYTES:
        text = f"The category '{code}' has {category.size:,} places, more than one directory can name."
        raise PackErrors([PackProblem(f"category {code}", 0, text, "Divide it into several categories.")])
    for leaf, packed in leaves.items():
        if len(packed) > MOST_LEAF_BYTES:
            text = f"A place of the category '{code}' near {leaf.key} has too many vertices."
            raise PackErrors([PackProblem(f"category {code}", 0, text, "Simplify its geometry.")])
    return _Built(kind, category.size, sha256(body).hexdigest()[:VERSION_LENGTH], body, leaves)


def _refuse_too_much(all_of_them: Mapping[str, Any], gone: set[str]) -> None:
    count = len(set(all_of_them) - gone)
    if count > MOST_CATEGORIES:
        text = f"There would be {count} categories of places; at most {MOST_CATEGORIES} fit."
        raise PackErrors([PackProblem("places", 0, text, "Join some, or remove some: hex311 places remove.")])


def _listed(table: PlacesTable) -> tuple[dict[str, CategoryKind], str | None]:
    """The categories that stand, and the version of their list (None: there is none)."""
    item = table.get((CATEGORIES, CATEGORIES))
    return (json.loads(item["body"]["S"]), item["version"]["S"]) if item else ({}, None)


def _standing(table: PlacesTable, kinds: Iterable[str]) -> dict[str, Standing]:
    found = {}
    for code in kinds:
        item = table.get((directory_key(code), DIRECTORY))
        if item:
            found[code] = Standing(
                item["kind"]["S"],
                item["source"]["S"],
                int(item["size"]["N"]),
                item["version"]["S"],
                unpack_leaves(item["body"]["B"]),
            )
    return found


def _leaf_item(leaf: Leaf, body: bytes, now: float) -> dict[str, Any]:
    key = {"cell": {"S": leaf.key}, "sk": {"S": leaf.version}}
    return {**key, "body": {"B": body}, "written_at": {"N": _stamp(now)}}


def _switch(
    table: PlacesTable,
    seen: str | None,
    listed: Mapping[str, CategoryKind],
    changed: Mapping[str, _Built],
    gone: Iterable[str],
    source: Source,
) -> None:
    """The one moment at which readers see what is new."""
    puts = [
        {
            "cell": {"S": directory_key(code)},
            "sk": {"S": DIRECTORY},
            "kind": {"S": one.kind},
            "source": {"S": source},
            "size": {"N": str(one.size)},
            "version": {"S": one.version},
            "body": {"B": one.body},
        }
        for code, one in sorted(changed.items())
    ]
    text = json.dumps(dict(sorted(listed.items())), separators=(",", ":"))
    names = [f"{code}={one.version}" for code, one in sorted(changed.items())]
    version = sha256(f"{seen} {text} {source} {names}".encode()).hexdigest()[:VERSION_LENGTH]
    head = {
        "cell": {"S": CATEGORIES},
        "sk": {"S": CATEGORIES},
        "body": {"S": text},
        "version": {"S": version},
    }
    try:
        table.switch(head, seen, puts, [(directory_key(code), DIRECTORY) for code in sorted(gone)])
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        # A retry after a lost answer meets its own success.
        if _listed(table)[1] != version:
            text = "Somebody else published places in the meantime. Look at what changed, then publish again."
            raise PlacesOvertaken(text) from None


def _retire(table: PlacesTable, before: set[Key], alive: set[Key], started: float, now: float) -> int:
    """Give leaves that nobody names any more an end: those just replaced, and what dead publications left behind.

    Leaves that another publication is writing at this moment are younger than an hour and stay.
    """
    count = 0
    for key, written_at in list(_endless_leaves(table)):
        orphaned = written_at < now - KEPT_S
        if key not in alive and (key in before or orphaned):
            count += table.end(key, int(now) + KEPT_S, _stamp(started))
    return count


def _endless_leaves(table: PlacesTable) -> Iterator[tuple[Key, float]]:
    for item in table.all_keys():
        if "written_at" in item and "expires_at" not in item:
            yield (item["cell"]["S"], item["sk"]["S"]), float(item["written_at"]["N"])


def _stamp(now: float) -> str:
    return str(Decimal(repr(round(now, 3))))
