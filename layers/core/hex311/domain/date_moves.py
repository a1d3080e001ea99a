"""When the date that people were told has moved, from what to what, and why: read from the event log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hex311.domain.events import Event, EventName
from hex311.domain.request import ServiceRequest

_FILED = (EventName.REQUEST_SUBMITTED, EventName.REQUEST_IMPORTED)


class MovedBy(StrEnum):
    """`learned`: by now enough cases of this kind were closed to say more than the target; `slower`, `faster`: what was
    closed since says so; `passed`: the date before has passed; `answer`: we waited for the resident's answer;
    `type`: the report turned out to be of another type."""

    LEARNED = "learned"
    SLOWER = "slower"
    FASTER = "faster"
    PASSED = "passed"
    ANSWER = "answer"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class DateMove:
    """All times in epoch seconds. `was_at` is None where no date had been told."""

    at: int
    was_at: int | None
    is_at: int
    why: MovedBy


def date_moves(
    request: ServiceRequest, events: Sequence[Event], due_after: Callable[[int], int | None]
) -> list[DateMove]:
    """Every move of the date, oldest first.

    `due_after` says when the case is due by its service level, going by the first so many events.
    """
    filed = next((event for event in events if event.name in _FILED), None)
    told = request.first_p80_at or (filed.data.get("expected_at") if filed else None)
    learned, moves = request.first_p80_at is not None, list[DateMove]()
    for number, event in enumerate(events, 1):
        now: int | None = None
        why = MovedBy.ANSWER
        if event.name is EventName.ESTIMATE_CHANGED:
            now = int(event.data["p80_at"])
            why = _why(told, now, event.occurred_at) if learned else MovedBy.LEARNED
            learned = True
        elif event.name is EventName.RESIDENT_ANSWERED and not learned:
            now = due_after(number)
        elif event.name is EventName.REQUEST_RECLASSIFIED:
            why = MovedBy.TYPE
            learned = "p80_at" in event.data
            now = int(event.data["p80_at"]) if learned else due_after(number)
        if now is not None and now != told:
            moves.append(DateMove(event.occurred_at, told, now, why))
            told = now
    return moves


def _why(was: int | None, now: int, at: int) -> MovedBy:
    if was is None:
        return MovedBy.LEARNED
    if was < at:
        return MovedBy.PASSED
    return MovedBy.SLOWER if now > was else MovedBy.FASTER
