"""Export fields of a person's positions and schools, numbered from the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lix_tui.safe_cells import Cell, CellType
from lix_tui.services.records.record_type import Field

if TYPE_CHECKING:
    from lix_tui.api.models.career import Education, Experience, YearMonth
    from lix_tui.api.models.person import Person

MOST_POSITIONS = 10
MOST_SCHOOLS = 3


def month_text(date: YearMonth | None) -> str:
    """Return '2021-04', or '2021' where the month is unknown; empty without a date."""
    if date is None:
        return ""
    year, month = date
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def counts(person: Person) -> tuple[int, int]:
    """Return the number of positions and schools, at most as many as have fields."""
    return (
        min(len(person.experience), MOST_POSITIONS),
        min(len(person.education), MOST_SCHOOLS),
    )


def _position_fields(number: int) -> Iterator[Field[Person]]:
    def of(get: Callable[[Experience], Cell]) -> Callable[[Person], Cell]:
        def read(person: Person) -> Cell:
            entries = person.experience
            return get(entries[number - 1]) if len(entries) >= number else None

        return read

    pieces: tuple[tuple[str, str, CellType, Callable[[Experience], Cell]], ...] = (
        ("title", "Title", "text", lambda entry: entry.title),
        ("company", "Company", "text", lambda entry: entry.organisation.name),
        ("from", "From", "date", lambda entry: month_text(entry.started)),
        ("to", "To", "date", lambda entry: month_text(entry.ended) or ("present" * entry.current)),
    )
    for id_, label, kind, get in pieces:
        yield Field(
            f"{id_}_{number}", f"{label} {number}", of(get), kind, group="career", number=number
        )


def _school_fields(number: int) -> Iterator[Field[Person]]:
    def of(get: Callable[[Education], Cell]) -> Callable[[Person], Cell]:
        def read(person: Person) -> Cell:
            entries = person.education
            return get(entries[number - 1]) if len(entries) >= number else None

        return read

    pieces: tuple[tuple[str, str, CellType, Callable[[Education], Cell]], ...] = (
        (
            "school", "School", "text",
            lambda entry: entry.institution_name or entry.organisation.name,
        ),
        ("degree", "Degree", "text", lambda entry: entry.degree),
        ("field", "Field", "text", lambda entry: entry.field_of_study),
        ("studied_from", "Studied from", "date", lambda entry: month_text(entry.started)),
        ("studied_to", "Studied to", "date", lambda entry: month_text(entry.ended)),
    )  # fmt: skip
    for id_, label, kind, get in pieces:
        yield Field(
            f"{id_}_{number}", f"{label} {number}", of(get), kind, group="education", number=number
        )


CAREER_FIELDS: tuple[Field[Person], ...] = (
    *(field for number in range(1, MOST_POSITIONS + 1) for field in _position_fields(number)),
    *(field for number in range(1, MOST_SCHOOLS + 1) for field in _school_fields(number)),
)
