"""What a person's record says in a line: title, company, degree, time in the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.api.models.person import Experience, Person


def current_position(person: Person) -> Experience | None:
    """The position a person holds now, the first listed one when none is marked as current."""
    for entry in person.experience:
        if entry.current:
            return entry
    return person.experience[0] if person.experience else None


def title_of(person: Person) -> str:
    """The current title, else the headline."""
    entry = current_position(person)
    return (entry.title if entry and entry.title else None) or person.headline_text


def company_of(person: Person) -> str:
    """The current organisation's name, else what follows 'at' in the headline."""
    if person.company:
        return person.company
    _, found, after = person.headline_text.partition(" at ")
    return after.strip() if found else ""


def degree_of(person: Person) -> str:
    """How far the viewer is from the person: '1st', '2nd', '3rd'; empty when unknown."""
    degree = person.viewer_connection.connection_degree if person.viewer_connection else None
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(degree or 0, "")


def tenure_of(person: Person) -> str:
    """Time in the current position: '2 y 3 m'; empty when unknown."""
    entry = current_position(person)
    tenure = entry.tenure_at_position if entry else None
    if tenure is None:
        return ""
    parts = ((tenure.years, "y"), (tenure.months, "m"))
    return " ".join(f"{value} {unit}" for value, unit in parts if value)
