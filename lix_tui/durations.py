"""Ages, waits and clock times as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from time import time

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def age(seconds: float) -> str:
    """Return an age of ``seconds`` as text: 'just now', '3 days ago'."""
    if seconds < 45:
        return "just now"
    return f"{_rounded(seconds)} ago"


def stored_age(fetched_at: float, stale_days: Mapping[str, int], kind: str) -> str:
    """Return the age of stored data as text: 'stored 3 days ago', 'stored 40 days ago: stale'.

    ``fetched_at`` is in seconds since the epoch. ``stale_days`` has the days after which data of
    a kind is stale; a kind without an entry never is.
    """
    seconds = time() - fetched_at
    stale = kind in stale_days and seconds > stale_days[kind] * DAY
    return f"stored {age(seconds)}{': stale' if stale else ''}"


def wait_text(seconds: float) -> str:
    """Return a remaining wait of ``seconds`` as text: '2.1 s', '4 min', '5 h 12 min'."""
    if seconds < 9.95:
        return f"{max(0.0, seconds):.1f} s"
    if round(seconds) < 2 * MINUTE:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / MINUTE), 60)  # rounded first: never "1 h 60 min"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def clock_time(moment: datetime) -> str:
    """Return a moment as local clock time with its zone: '14:05 CET'."""
    return f"{moment.astimezone():%H:%M %Z}".strip()


def _rounded(seconds: float) -> str:
    for size, word in ((365 * DAY, "year"), (30 * DAY, "month"), (DAY, "day"), (HOUR, "hour")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {word}{'s' if count != 1 else ''}"
    return f"{max(1, int(seconds // MINUTE))} min"
