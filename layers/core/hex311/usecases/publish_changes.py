"""The one writer of the change feed: gives every public event of a case its position, in one transaction.

The message that wakes it only says that there is news of a case. What is told is read from the case itself, from the
version on that was told last, so messages may be lost, repeated or reordered: the feed has each event once, and the
events of a case in their order. See docs/decisions/0070-feed-positions.md.
"""

from collections.abc import Iterator

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import TransientFault
from hex311.domain.events import Event, EventName
from hex311.domain.languages import Borrowed
from hex311.domain.public_change import Mark, PublicChange
from hex311.ports import CaseFile, Clash, Ports, Standing
from hex311.usecases.change_case import load
from hex311.usecases.views import event_text

ATTEMPTS = 12
#: Not on the timeline, but they change what the public may read of a case.
CONTENT = frozenset({EventName.CONTENT_RELEASED, EventName.CONTENT_WITHDRAWN})
#: The counter and the mark of the case come with them in a transaction of at most 100 items.
MOST_AT_ONCE = 90


def publish_changes(ports: Ports, case_id: str, version: int) -> int:
    """Tell all that is public and not told yet of a case, when it was not told up to `version`; how many changes.

    Private cases are not told at all; once such a case becomes public, everything on its timeline is news.
    `TransientFault` when others were always first.
    """
    told = 0
    for attempt in range(ATTEMPTS):
        standing = ports.changes.standing(case_id)
        if standing.told >= version:
            return told
        case = load(ports, case_id)
        news = news_of(ports, case, standing)
        if not news:
            return told
        try:
            ports.changes.append(standing, news[:MOST_AT_ONCE])
        except Clash:
            ports.pause(attempt)
            continue
        told += len(news[:MOST_AT_ONCE])
        if len(news) <= MOST_AT_ONCE:
            return told
    raise TransientFault


def news_of(ports: Ports, case: CaseFile, standing: Standing) -> list[PublicChange]:
    """The public events that were not told yet, with the positions behind the feed's end."""
    return [] if case.request.is_private else changes_of(ports, case, standing)


def changes_of(ports: Ports, case: CaseFile, standing: Standing) -> list[PublicChange]:
    """What the timeline of a case would be told as behind `standing`, whoever may read the case."""
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    at = max(ports.now(), standing.end.at)
    return [
        PublicChange(
            mark=Mark(at, standing.end.position + number),
            case_id=case.request.id,
            version=event.version,
            name=str(event.name),
            status=str(event.data["status"]),
            service_code=str(event.data["service_code"]),
            latitude=request.public_point.latitude,
            longitude=request.public_point.longitude,
            occurred_at=event.occurred_at,
            parts=tuple(event.data.get("parts", ())),
            text=_texts(catalogue, case, event),
        )
        for number, event in enumerate(_untold(case, standing.told), start=1)
    ]


def _untold(case: CaseFile, told: int) -> Iterator[Event]:
    for event in case.events:
        is_news = event.is_public or event.name in CONTENT
        if event.version > told and is_news and not event.is_history:
            yield event


def _texts(catalogue: Catalogue, case: CaseFile, event: Event) -> dict[str, str]:
    if not event.is_public:
        return {}
    told = {language: event_text(catalogue, case, event, language) for language in catalogue.languages}
    return {language: text for language, text in told.items() if not isinstance(text, Borrowed)}
