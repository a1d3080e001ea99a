"""Reading the change feed: after a place in it, or within a time."""

from dataclasses import dataclass

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import Gone
from hex311.domain.moments import iso
from hex311.domain.public_change import KEPT_DAYS, KEPT_S, Mark, PublicChange
from hex311.ports import Ports

TOO_OLD = f"This cursor is older than the {KEPT_DAYS} days that the feed is kept, or of another feed. Begin anew."


@dataclass(frozen=True, slots=True)
class Told:
    """Changes in their order. `end` is the place to go on after; None when nothing was ever told."""

    changes: tuple[PublicChange, ...]
    end: Mark | None


def read_changes(ports: Ports, after: Mark | None, most: int) -> Told:
    """Up to `most` changes after a place, or from the oldest that is kept. None is left out, none comes twice.

    `Gone` when changes behind `after` may have been dropped already, or the feed ends before it.
    """
    oldest = ports.now() - KEPT_S
    start = after or Mark(max(0, oldest), 0)
    is_old = after is not None and after.at < oldest
    if not is_old:
        found = _whole(ports, start, ports.changes.after(start, None, most), is_place=after is not None)
        if found:
            return Told(found, found[-1].mark)
    end = ports.changes.end()
    if after is not None and (end.position < after.position or (is_old and end.position > after.position)):
        raise Gone(TOO_OLD)
    return Told((), after)


def changes_between(ports: Ports, begin: int, end: int, after: Mark | None, most: int) -> Told:
    """Up to `most` changes published from `begin` to `end` (epoch seconds, both included), behind `after`."""
    start = max(Mark(begin, 0), after) if after else Mark(begin, 0)
    found = _whole(ports, start, ports.changes.after(start, end, most), is_place=start == after)
    return Told(found, found[-1].mark if found else after)


def feed_end(ports: Ports) -> Told:
    """No change, and the place behind all that were told."""
    end = ports.changes.end()
    return Told((), end if end.position else None)


def _whole(ports: Ports, start: Mark, found: tuple[PublicChange, ...], *, is_place: bool) -> tuple[PublicChange, ...]:
    """The changes up to the first hole. A query may see half of a transaction, or one before the one it follows; what
    is missing is there a moment later, and must not be passed over."""
    if not found:
        return ()
    expected = start.position + 1
    if not is_place:
        before = ports.changes.before(start)
        expected = before.position + 1 if before else found[0].mark.position
    whole = []
    for change in found:
        if change.mark.position != expected:
            break
        whole.append(change)
        expected += 1
    return tuple(whole)


def changes_view(catalogue: Catalogue, told: Told, language: str, asked: int) -> dict[str, object]:
    """The answer of the feed (schema `requests/changes.json`)."""
    return {
        "changes": [change_view(catalogue, change, language) for change in told.changes],
        "next": told.end.text if told.end else "",
        "more": len(told.changes) == asked,
    }


def change_view(catalogue: Catalogue, change: PublicChange, language: str) -> dict[str, object]:
    return {
        "position": change.mark.position,
        "service_request_id": change.case_id,
        "version": change.version,
        "event": change.name,
        "status": change.status,
        "service_code": change.service_code,
        "lat": change.latitude,
        "long": change.longitude,
        "occurred_at": iso(change.occurred_at),
        "published_at": iso(change.mark.at),
        "parts": list(change.parts),
        "text": catalogue.text(change.text, language) if change.text else "",
    }
