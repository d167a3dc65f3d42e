"""Background of a person: schools, certificates, languages, works, and related people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lix_tui.api.models.person import Person
from lix_tui.services.records.date_words import date_words, period_words
from lix_tui.services.records.summary import SummaryLine, facts, groups, lines
from lix_tui.services.records.types.person_sections import organisation_links

if TYPE_CHECKING:
    from lix_tui.api.models.career import Certification, Education
    from lix_tui.api.models.person import Member, Patent, Publication, RelatedPerson

PROFICIENCIES = {
    "NATIVE_OR_BILINGUAL": "native or bilingual",
    "FULL_PROFESSIONAL": "full professional",
    "PROFESSIONAL_WORKING": "professional working",
    "LIMITED_WORKING": "limited working",
    "ELEMENTARY": "elementary",
}


def education(person: Person) -> Iterator[SummaryLine]:
    """Yield each school, with degree, years, grade, activities, description and links."""
    return groups(tuple(_school(entry)) for entry in person.education)


def _school(entry: Education) -> Iterable[SummaryLine]:
    name = entry.institution_name or entry.organisation.name or "A school"
    degree = ", ".join(part for part in (entry.degree, entry.field_of_study) if part)
    yield SummaryLine(name, "subtitle")
    if entry.organisation.name != name:
        yield from lines(entry.organisation.name, role="muted")
    yield from lines(_joined(degree, period_words(entry), entry.grade), role="muted")
    yield from lines(entry.activities_and_societies, entry.description)
    yield from organisation_links(entry.organisation)


def certifications(person: Person) -> Iterator[SummaryLine]:
    """Yield each certificate, with issuer, date of issue and of expiry."""
    return groups(tuple(_certificate(entry)) for entry in person.certifications)


def _certificate(entry: Certification) -> Iterable[SummaryLine]:
    yield SummaryLine(entry.title or "A certificate", "subtitle")
    issued = f"issued {entry.issued_date}" if entry.issued_date else None
    expires = f"expires {entry.expiration_date}" if entry.expiration_date else None
    yield from lines(_joined(entry.organisation.name, issued, expires), role="muted")
    yield from organisation_links(entry.organisation)


def languages(person: Person) -> Iterable[SummaryLine]:
    """Yield each language, with the proficiency."""
    for entry in person.languages:
        level = entry.proficiency or ""
        words = PROFICIENCIES.get(level, level.replace("_", " ").lower())
        yield SummaryLine(f"{entry.name or '?'}{f' · {words}' if words else ''}")


def publications(person: Person) -> Iterator[SummaryLine]:
    """Yield each publication, with publisher, date, description, link and authors."""
    return groups(tuple(_publication(entry)) for entry in person.publications)


def _publication(entry: Publication) -> Iterable[SummaryLine]:
    yield SummaryLine(entry.name or "A publication", "subtitle")
    yield from lines(_joined(entry.publisher, date_words(entry.published_on)), role="muted")
    yield from lines(entry.description)
    yield from lines(entry.url, role="link")
    yield from _members("author", entry.authors)


def patents(person: Person) -> Iterator[SummaryLine]:
    """Yield each patent, with issuer, date, link and inventors."""
    return groups(tuple(_patent(entry)) for entry in person.patents)


def _patent(entry: Patent) -> Iterable[SummaryLine]:
    yield SummaryLine(entry.title or "A patent", "subtitle")
    yield from lines(_joined(entry.issuer, date_words(entry.issued_on)), role="muted")
    yield from lines(entry.url, role="link")
    yield from _members("inventor", entry.inventors)


def _members(label: str, members: Sequence[Member]) -> Sequence[SummaryLine]:
    return facts(*((label, member.entity_urn) for member in members), role="muted")


def related_people(person: Person) -> Iterator[SummaryLine]:
    """Yield each person that LinkedIn shows beside this one, with links."""
    return groups(tuple(related_person(entry)) for entry in person.related_persons)


def related_person(entry: RelatedPerson | Person) -> Iterable[SummaryLine]:
    """Yield name, headline, place and links of a person inside another record."""
    name = entry.full_name if isinstance(entry, Person) else entry.name
    yield SummaryLine(name or "LinkedIn Member", "subtitle")
    headline = entry.headline or entry.description
    yield from lines(_joined(headline, entry.location), role="muted")
    if entry.description != headline:
        yield from lines(entry.description, role="muted")
    yield from lines(entry.link, entry.sales_nav_link, role="link")
    yield from facts(("picture", entry.img), role="link")


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
