"""Moments as text."""

from datetime import UTC, datetime


def iso(seconds: int | None) -> str | None:
    """Epoch seconds as ISO 8601 in UTC."""
    return None if seconds is None else datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(seconds: int) -> str:
    """A span of time in its largest unit: `20 s`, `5 min`, `3 h`, `2 d`."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{max(0, seconds)} s"
