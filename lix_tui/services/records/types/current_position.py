"""Current position of a person, and the time in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from lix_tui.services.records.career_timeline import FIRST_YEAR

if TYPE_CHECKING:
    from lix_tui.api.models.career import Experience, Tenure
    from lix_tui.api.models.person import Person


def current_position(person: Person) -> Experience | None:
    """Return the current position, the first listed one if none is marked as current."""
    for entry in person.experience:
        if entry.current:
            return entry
    return person.experience[0] if person.experience else None


def tenure_of(person: Person, today: date | None = None) -> str:
    """Return the time in the current position: '2 y 3 m'; empty if unknown.

    1. The time that the position itself has, as search results do.
    2. The time from the start of a current position to ``today``, as profiles have dates only: the
       months between both months, at least one; whole years if only the year of the start is known.
    3. The time that a former answer said of the same position.
    """
    entry = current_position(person)
    if entry is not None and (words := _words(entry.tenure_at_position)):
        return words
    computed = _since_start(entry, today or datetime.now(UTC).date()) if entry is not None else ""
    return computed or _words(person.tenure_at_position)


def _since_start(entry: Experience, today: date) -> str:
    if not entry.current or entry.started is None:
        return ""
    year, month = entry.started
    if year < FIRST_YEAR or (year, month or 1) > (today.year, today.month):
        return ""
    if month is None:
        return _text(today.year - year, 0)
    return _text(*divmod(max(1, (today.year - year) * 12 + today.month - month), 12))


def _words(tenure: Tenure | None) -> str:
    return "" if tenure is None else _text(tenure.years, tenure.months)


def _text(years: int | None, months: int | None) -> str:
    return " ".join(f"{value} {unit}" for value, unit in ((years, "y"), (months, "m")) if value)
