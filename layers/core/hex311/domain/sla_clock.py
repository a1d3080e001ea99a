"""The clock of a promise: how much working time is used, when it is over, and whether it stands still.

A pure function of what the event log says (`Course`) and of the working calendar. The promise is an amount of working
time: from the start to the moment that was promised. While the clock stands still none of it is used, so the due time
moves by exactly the working time of the pause. While it stands still there is no due time at all: nobody knows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hex311.domain.sla import WorkingCalendar

#: How much of its working time a promise may use before it is very late, unless the pack says otherwise.
VERY_LATE_AFTER = 1.5


class ClockState(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    VERY_LATE = "very_late"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood still; `until` is None while it still does. Epoch seconds."""

    since: int
    until: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a promise. `promised_at` is the due time given at the start; None where none was given."""

    started_at: int
    promised_at: int | None
    pauses: tuple[Pause, ...] = ()
    ended_at: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """How a promise stands. Times are epoch seconds, amounts seconds of working time.

    `due_at` and `very_late_at` are the first moments at which the promise is used up, once and `VERY_LATE_AFTER`
    times; None when nothing was promised, and while the clock stands still before that moment.
    """

    started_at: int
    promised_s: int | None
    used_s: int
    due_at: int | None
    very_late_at: int | None
    state: ClockState
    paused: Pause | None = None
    ended_at: int | None = None

    @property
    def left_s(self) -> int | None:
        """Working time that is left; negative when the promise is broken."""
        return None if self.promised_s is None else self.promised_s - self.used_s


def read_clock(course: Course, calendar: WorkingCalendar, now: int, very_late: float = VERY_LATE_AFTER) -> Clock:
    """The clock at `now`, or at its end if that came before.

    Pauses may overlap and lie in any order. An end before the start counts as the start.
    """
    end = now if course.ended_at is None else min(now, course.ended_at)
    pauses = _merged(course.pauses, course.started_at)
    used = _used(course.started_at, end, pauses, calendar)
    paused = None if course.ended_at is not None else _now_paused(course.pauses)
    if course.promised_at is None:
        return Clock(course.started_at, None, used, None, None, ClockState.ON_TIME, paused, course.ended_at)
    promised = calendar.worked(course.started_at, course.promised_at)
    due_at = _reached(course, promised, pauses, calendar)
    if due_at is not None and not any(pause.since < course.promised_at for pause in pauses):
        due_at = course.promised_at  # given outside working time, it stays what was said
    very_late_at = _reached(course, round(promised * very_late), pauses, calendar)
    state = ClockState.ON_TIME
    if due_at is not None and end > due_at:
        state = ClockState.VERY_LATE if very_late_at is not None and end > very_late_at else ClockState.LATE
    return Clock(course.started_at, promised, used, due_at, very_late_at, state, paused, course.ended_at)


def _merged(pauses: Iterable[Pause], start: int) -> list[Pause]:
    """In order, without overlap, none before the start. An open one is the last."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.since):
        since = max(pause.since, start)
        if pause.until is not None and pause.until <= since:
            continue
        last = merged[-1] if merged else None
        if last is None or (last.until is not None and last.until < since):
            merged.append(Pause(since, pause.until, pause.reason))
        elif last.until is not None and (pause.until is None or pause.until > last.until):
            merged[-1] = Pause(last.since, pause.until, last.reason)
    return merged


def _now_paused(pauses: Iterable[Pause]) -> Pause | None:
    """The oldest of the pauses that are not over."""
    return min((pause for pause in pauses if pause.until is None), key=lambda pause: pause.since, default=None)


def _used(start: int, end: int, pauses: list[Pause], calendar: WorkingCalendar) -> int:
    used, running_from = 0, start
    for pause in pauses:
        if pause.since >= end:
            break
        used += calendar.worked(running_from, pause.since)
        running_from = end if pause.until is None else min(pause.until, end)
    return used + calendar.worked(running_from, end)


def _reached(course: Course, seconds: int, pauses: list[Pause], calendar: WorkingCalendar) -> int | None:
    """The first moment at which so much is used; None when the clock stands still before."""
    left, running_from = seconds, course.started_at
    for pause in pauses:
        until_pause = calendar.worked(running_from, pause.since)
        if left <= until_pause:
            break
        if pause.until is None:
            return None
        left, running_from = left - until_pause, pause.until
    return calendar.after(running_from, left)
