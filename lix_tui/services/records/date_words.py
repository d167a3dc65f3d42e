"""Dates of a record in words, as exactly as they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.api.models.career import DateParts, year_month
from lix_tui.services.records.career_timeline import MONTHS, duration_words

if TYPE_CHECKING:
    from lix_tui.api.models.career import DatedEntry, Tenure


def date_words(parts: DateParts) -> str:
    """Return '14 Mar 2021', 'Mar 2021', '2021' or '14 Mar'; empty for a date without parts."""
    month = parts.month
    name = MONTHS[month - 1] if month is not None and 1 <= month <= 12 else month
    return " ".join(str(part) for part in (parts.day, name, parts.year) if part is not None)


def end_words(words: str | None, parts: DateParts) -> str:
    """Return one end of a period: the words as sent, and the parts where they say more."""
    exact = date_words(parts)
    if not words or words == "0":
        return exact
    if not exact:
        return words
    is_same = year_month(parts, None) == year_month(DateParts(), words)
    if is_same:
        return exact if parts.day is not None else words
    return f"{words} ({exact})"


def period_words(entry: DatedEntry) -> str:
    """Return start and end as they were sent: 'April 2021 – Present'; empty without dates."""
    period = entry.time_period
    start = end_words(entry.date_started, period.started_on)
    end = end_words(entry.date_ended, period.ended_on)
    if start and end:
        return f"{start} – {end}"
    if not start and end.lower() == "present":  # sent for unknown dates too
        return ""
    return start or (f"until {end}" if end else "")


def tenure_words(tenure: Tenure | None) -> str:
    """Return a length of time: '2 yrs 3 mos'; empty for an unknown one."""
    if tenure is None or tenure.years is tenure.months is None:
        return ""
    months = (tenure.years or 0) * 12 + (tenure.months or 0)
    return (
        duration_words(months)
        if months > 0
        else f"{tenure.years or 0} yrs {tenure.months or 0} mos"
    )
