"""What is open in the demo city now: some of every state a report can be in, with ages that make it so."""

from collections.abc import Callable
from typing import Any

from tools.rivermark.stories import LATE_NOW, Story, Writer

#: A working week has five days of seven.
DAYS = 7 / 5
#: No promise of the first piece of work is longer than this, where it has to be late.
SHORT_DAYS = 12.0


def open_now(writer: Writer) -> None:
    """Write the stories of stories.yaml's `open_now`."""
    for state, wanted in writer.habits["open_now"].items():
        for number in range(wanted["count"]):
            code = wanted["types"][number % len(wanted["types"])]
            _STATES[state](writer, code, number)


def _begun(writer: Writer, code: str, days: float, until: str, pace: float, **more: Any) -> Story:
    """A report of some days ago on whose first piece of work people have come as far as `until`."""
    story = writer.write(code, {"hours_ago": round(days * 24, 2)}, LATE_NOW)
    story["work"] = {
        order: [writer.fate(code, order, 0, until=until, pace=pace, **more)] for order in writer.pack.orders(code)
    }
    return story


def _new(writer: Writer, code: str, number: int) -> None:
    story = writer.write(code, {"hours_ago": round(0.4 + number * 1.3, 2)}, LATE_NOW)
    story["work"] = {}


def _assigned(writer: Writer, code: str, number: int) -> None:
    _begun(writer, code, 1.2 + 0.3 * number, "assigned", 0.3)


def _scheduled(writer: Writer, code: str, number: int) -> None:
    """For today, tomorrow or the day after: the next stops of the crews."""
    _begun(writer, code, 2.2 + 0.22 * number, "scheduled", 0.3, days_ahead=(0, 0, 1, 0, 2)[number % 5])


def _started(writer: Writer, code: str, number: int) -> None:
    _begun(writer, code, 3.2 + 0.2 * number, "started", 0.12)


def _paused(writer: Writer, code: str, number: int) -> None:
    reasons = ("weather", "waiting_for_parts", "access", "equipment")
    _begun(writer, code, 4.1 + 0.4 * number, "paused", 0.12, reason=reasons[number % len(reasons)])


def _waiting(writer: Writer, code: str, number: int) -> None:
    writer.ask(_begun(writer, code, 2.0 + 0.5 * number, "assigned", 0.3), answered=False)


def _late(writer: Writer, code: str, number: int) -> None:
    _begun(writer, code, _promise(writer, code) * DAYS * 1.2 + 2, "assigned", 0.4)


def _very_late(writer: Writer, code: str, number: int) -> None:
    _begun(writer, code, _promise(writer, code) * DAYS * 2.2 + 4, ("new", "assigned")[number % 2], 0.4)


def _promise(writer: Writer, code: str) -> float:
    return min(SHORT_DAYS, writer.pack.promise_days(code))


def _private(writer: Writer, code: str, number: int) -> None:
    _begun(writer, code, 0.6 + 0.6 * number, ("new", "assigned", "started")[number % 3], 0.4)


def _reopened(writer: Writer, code: str, number: int) -> None:
    """Done some days ago, and not fixed."""
    story = writer.write(code, {"hours_ago": round((7 + 2 * number) * 24.0, 2)}, 0)
    shares = writer.habits["types"][code]["work"]
    for order in story["work"]:
        done = [name for name in shares[order] if writer.pack.status(code, order, name) == "done"]
        first = writer.fate(code, order, 0, outcome=max(done, key=shares[order].__getitem__), pace=0.15)
        story["work"][order] = [first, writer.fate(code, order, 0, until="assigned", pace=0.6)]
    story["reopened"] = {"after": 20.0 + 4 * number, "reason": writer.habits["not_fixed"][number % 4]}


def _passed_on(writer: Writer, code: str, number: int) -> None:
    """With the utility, the state or the railway, who have not said anything yet."""
    _begun(writer, code, 2.5 + 2.5 * number, "new", 0.5)


def _done_lately(writer: Writer, code: str, number: int) -> None:
    writer.write(code, {"hours_ago": round((3 + 0.5 * number) * 24 + 0.7, 2)}, 0)


_STATES: dict[str, Callable[[Writer, str, int], None]] = {
    "new": _new,
    "assigned": _assigned,
    "scheduled": _scheduled,
    "started": _started,
    "paused": _paused,
    "waiting": _waiting,
    "late": _late,
    "very_late": _very_late,
    "private": _private,
    "reopened": _reopened,
    "passed_on": _passed_on,
    "done_lately": _done_lately,
}
