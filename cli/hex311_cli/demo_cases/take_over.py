"""A lived past is taken over into a running city: each case with all that hangs on it in one transaction.

The rows are written by the same adapter as ever, from what the use cases made. As with any history that is brought
over, its events are marked `history` and the relay does not publish them: nobody gets mail for what is long past. What
follows from a case (its photos' files, its place in the figures, its workflow) is done here, each safe to repeat: a
take-over that dies anywhere is finished by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue

from hex311.adapters.memory.cases import MemoryStore
from hex311.domain.catalogue import Catalogue
from hex311.domain.duplicates import NearbyEntry
from hex311.domain.photo import UNCLAIMED_S, Photo
from hex311.domain.picture import Redrawn
from hex311.ports import CaseFile, Change, Clash, Ports
from hex311.usecases.change_case import tile_entry
from hex311.usecases.count_insights import count_insights
from hex311.usecases.settle_photos import settle_photos


@dataclass(frozen=True, slots=True)
class Past:
    """What was lived: the store, its cases in the order of their filing, and the name of each photo's picture.
    `catalogue` is the city pack it was lived by."""

    store: MemoryStore
    cases: Sequence[CaseFile]
    photos: Mapping[str, str]
    pictures: Mapping[str, Redrawn]
    catalogue: Catalogue


def take_over(workers: Sequence[Ports], past: Past, on_case: Callable[[], None] = lambda: None) -> int:
    """Write all cases that are not there yet, several at a time; how many were new."""
    free: SimpleQueue[Ports] = SimpleQueue()
    for ports in workers:
        free.put(ports)
    nearby = _listings(past.store)

    def one(case: CaseFile) -> bool:
        ports = free.get()
        try:
            is_new = _write(ports, past, case, nearby.get(case.request.id, ()))
            _follow_up(ports, case)
            on_case()
            return is_new
        finally:
            free.put(ports)

    with ThreadPoolExecutor(len(workers)) as pool:
        return sum(pool.map(one, past.cases))


def _listings(store: MemoryStore) -> dict[str, tuple[tuple[str, NearbyEntry], ...]]:
    """Case id -> where it is listed for others to find."""
    found: dict[str, tuple[tuple[str, NearbyEntry], ...]] = {}
    for key, (_, entries) in store.nearby.items():
        for case_id, entry in entries.items():
            found[case_id] = (*found.get(case_id, ()), (key, entry))
    return found


def _write(ports: Ports, past: Past, case: CaseFile, listed: tuple[tuple[str, NearbyEntry], ...]) -> bool:
    case_id = case.request.id
    if ports.cases.case_file(case_id) is not None:
        return False
    for photo_id in case.request.all_photo_ids:
        _put_photo(ports, past, photo_id)
    tile = tile_entry(ports, case.request)
    if tile and tile.expires_at is not None and tile.expires_at <= ports.now():
        tile = None
    change = Change(
        request=case.request,
        expected_version=0,
        events=tuple(replace(event, data={**event.data, "history": True}) for event in case.events),
        # Nobody waits under a token of the past; the workflow that is started now brings its own.
        work_orders=tuple(replace(order, task_token="") for order in case.work_orders),
        followers=case.followers,
        contacts=tuple((role, one) for (of, role), one in past.store.contacts.items() if of == case_id),
        nearby_add=listed,
        tile=tile,
        photo_claims=case.request.all_photo_ids,
    )
    try:
        ports.cases.commit(change)
    except Clash:
        return False  # another take-over was quicker
    return True


def _put_photo(ports: Ports, past: Past, photo_id: str) -> None:
    """The record as a ticket makes it, the files, then the outcome, as when an upload is processed."""
    known, lived = ports.photos.read([photo_id]).get(photo_id), past.store.photos[photo_id]
    if known is not None and known.folder:
        return
    ports.photos.add(Photo(photo_id, lived.created_at, uploader=lived.uploader, expires_at=ports.now() + UNCLAIMED_S))
    ports.photo_files.store(lived.folder, past.pictures[past.photos[photo_id]].pictures)
    ports.photos.settle(lived)


def _follow_up(ports: Ports, case: CaseFile) -> None:
    """What a running city would have done when it heard of the case."""
    request = case.request
    if request.all_photo_ids:
        settle_photos(ports, request.id)
    count_insights(ports, request.id)
    if not request.is_closed:
        ports.workflows.start(request.id, request.generation + 1)
