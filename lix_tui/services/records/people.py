"""People in results: LinkedIn people and Sales Navigator leads."""

from __future__ import annotations

from collections.abc import Iterator

from lix_tui.api.models.person import Experience, Person
from lix_tui.api.models.search import Element
from lix_tui.services.queries.opening import Opening
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import person_forms
from lix_tui.services.records.related import of_person
from lix_tui.services.records.summary import SummaryLine, person_summary


class PeopleView:
    """People of a LinkedIn search: what they say of themselves."""

    def name(self, element: Element) -> str:
        """The full name."""
        return as_person(element.record).full_name

    def cells(self, element: Element) -> tuple[str, ...]:
        """Name, headline, company, location, degree."""
        person = as_person(element.record)
        return (
            person.full_name,
            person.headline_text,
            company_of(person),
            person.location or "",
            degree_of(person),
        )

    def links(self, element: Element) -> tuple[str, ...]:
        """The profile, then Sales Navigator."""
        person = as_person(element.record)
        return tuple(link for link in (person.link, person.sales_nav_link) if link)

    def summary(self, element: Element) -> list[SummaryLine]:
        """Who, where, what now, what before."""
        return person_summary(as_person(element.record))

    def related(self, element: Element) -> Iterator[Opening]:
        """Yield the places it leads to, the likeliest first."""
        return of_person(as_person(element.record))

    def forms(self, element: Element) -> list[CopyForm]:
        """Links, name, headline, id, JSON."""
        return person_forms(as_person(element.record), element.value)


class LeadsView(PeopleView):
    """Leads of a Sales Navigator search: what they do and for how long."""

    def cells(self, element: Element) -> tuple[str, ...]:
        """Name, title, company, location, time in the role."""
        person = as_person(element.record)
        return (
            person.full_name,
            title_of(person),
            company_of(person),
            person.location or "",
            tenure_of(person),
        )


class CandidatesView(PeopleView):
    """Candidates of a Recruiter search: what they do and what they can."""

    def cells(self, element: Element) -> tuple[str, ...]:
        """Name, title, company, location, skills."""
        person = as_person(element.record)
        return (
            person.full_name,
            title_of(person),
            company_of(person),
            person.location or "",
            ", ".join(skill.name for skill in person.skills if skill.name),
        )


def as_person(record: object) -> Person:
    """The record as the person it is. Raises TypeError for a record of another kind."""
    if isinstance(record, Person):
        return record
    message = f"a {type(record).__name__} is no person"
    raise TypeError(message)


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
