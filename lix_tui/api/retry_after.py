"""Parser of the header Retry-After."""

from __future__ import annotations

MAX_PAUSE = 300.0
"""Longest pause in seconds, after which one request checks if the server still refuses.

A wrong or hostile Retry-After must not stop all processes of a key for days."""


def seconds_of(header: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or an HTTP date.

    The result is between 0 and MAX_PAUSE; None without a valid header.
    """
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        seconds = _until(header)
    return min(max(0.0, seconds), MAX_PAUSE) if seconds == seconds else None


def _until(date: str) -> float:
    """Return the seconds until an HTTP date; NaN if the text isn't one."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(date)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (moment - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return float("nan")
