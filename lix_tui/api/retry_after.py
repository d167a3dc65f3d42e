"""The pause that a server asks for."""

from __future__ import annotations

MAX_PAUSE = 300.0
"""Longest pause in seconds: after it one request finds out whether the server still refuses.

A wrong or hostile Retry-After must not stop every process that shares the key for days."""


def seconds_of(header: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or an HTTP date.

    Between 0 and MAX_PAUSE; None without a header or when it is neither.
    """
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        seconds = _until(header)
    return min(max(0.0, seconds), MAX_PAUSE) if seconds == seconds else None


def _until(date: str) -> float:
    """Seconds until an HTTP date; not a number when it is none."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(date)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (moment - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return float("nan")
