"""Times in words: how old a thing is, how long a wait is, when something resets."""

from __future__ import annotations

from datetime import datetime

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def age(seconds: float) -> str:
    """How long ago something happened, ``seconds`` before now: 'just now', '3 days ago'."""
    if seconds < 45:
        return "just now"
    return f"{_rounded(seconds)} ago"


def wait(seconds: float) -> str:
    """How long a wait still is, in seconds: '2.1 s', '4 min', '5 h 12 min'."""
    if seconds < 10:
        return f"{max(0.0, seconds):.1f} s"
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} min"
    hours, rest = divmod(seconds, HOUR)
    return f"{hours:.0f} h {rest / MINUTE:02.0f} min"


def clock_time(moment: datetime) -> str:
    """A moment as local clock time with its zone: '14:05 CET'."""
    return f"{moment.astimezone():%H:%M %Z}".strip()


def _rounded(seconds: float) -> str:
    for size, word in ((365 * DAY, "year"), (30 * DAY, "month"), (DAY, "day"), (HOUR, "hour")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {word}{'s' if count != 1 else ''}"
    return f"{max(1, int(seconds // MINUTE))} min"
