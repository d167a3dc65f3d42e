"""A profile made ready to draw: the career with its dates, and every other fact as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from lix_tui.linkedin.links import lead_link, recruiter_link
from lix_tui.services.records.career_timeline import Career, CareerPosition, YearMonth, layout
from lix_tui.services.records.summary import Section, SummaryLine

if TYPE_CHECKING:
    from lix_tui.api.models.person import DateParts, Education, Experience, Person

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b(1[89]|2[01])\d\d\b")
PROFICIENCIES = {
    "NATIVE_OR_BILINGUAL": "native or bilingual",
    "FULL_PROFESSIONAL": "full professional",
    "PROFESSIONAL_WORKING": "professional working",
    "LIMITED_WORKING": "limited working",
    "ELEMENTARY": "elementary",
}


def career_of(person: Person, today: date) -> Career:
    """The person's positions at their places in time."""
    positions = [_position(entry) for entry in person.experience]
    return layout(positions, YearMonth(today.year, today.month))


def sections_of(person: Person) -> list[Section]:
    """About, education, certifications, languages, links and ids, contact: those that there are."""
    about = person.about_summary_text
    sections = [
        Section("About", (SummaryLine(about),) if about else ()),
        Section("Education", tuple(line for e in person.education for line in _education(e))),
        Section("Certifications", tuple(_certifications(person))),
        Section("Languages", tuple(_languages(person))),
        Section("Publications", tuple(_named((p.name, p.publisher) for p in person.publications))),
        Section("Patents", tuple(_named((p.title, p.issuer) for p in person.patents))),
        Section("Links and ids", tuple(_links(person))),
        Section("Contact", tuple(_contact(person))),
        Section("Network", tuple(_network(person))),
    ]
    return [section for section in sections if section.lines]


def _position(entry: Experience) -> CareerPosition:
    return CareerPosition(
        title=entry.title or "",
        organisation=entry.organisation.name or "",
        location=entry.location or "",
        started=_date(entry.time_period.started_on, entry.date_started),
        ended=None if entry.current else _date(entry.time_period.ended_on, entry.date_ended),
        current=entry.current,
        description=entry.description or "",
    )


def _date(parts: DateParts, words: str | None) -> YearMonth | None:
    """A date from its parts, else from its words ('April 2022', '2010')."""
    if parts.year:
        return YearMonth(parts.year, parts.month)
    found = _YEAR.search(words or "")
    if found is None:
        return None
    start = (words or "").strip().lower()[:3]
    month = MONTHS.index(start) + 1 if start in MONTHS else None
    return YearMonth(int(found.group()), month)


def _education(entry: Education) -> list[SummaryLine]:
    degree = ", ".join(part for part in (entry.degree, entry.field_of_study) if part)
    years = "–".join(part for part in (entry.date_started, entry.date_ended) if part)
    second = " · ".join(part for part in (degree, years, entry.grade) if part)
    lines = [SummaryLine(entry.institution_name or "A school", "subtitle")]
    return [*lines, SummaryLine(second, "muted")] if second else lines


def _certifications(person: Person) -> list[SummaryLine]:
    lines: list[SummaryLine] = []
    for entry in person.certifications:
        lines.append(SummaryLine(entry.title or "A certificate", "subtitle"))
        second = " · ".join(p for p in (entry.organisation.name, entry.issued_date) if p)
        if second:
            lines.append(SummaryLine(second, "muted"))
    return lines


def _languages(person: Person) -> list[SummaryLine]:
    lines = []
    for entry in person.languages:
        level = entry.proficiency or ""
        words = PROFICIENCIES.get(level, level.replace("_", " ").lower())
        lines.append(SummaryLine(f"{entry.name or '?'}{f' · {words}' if words else ''}"))
    return lines


def _named(pairs: Iterable[tuple[str | None, str | None]]) -> list[SummaryLine]:
    return [SummaryLine(" · ".join(part for part in pair if part)) for pair in pairs if any(pair)]


def _links(person: Person) -> list[SummaryLine]:
    lines = [SummaryLine(link, "link") for link in (person.link, person.sales_nav_link) if link]
    for token in person.tokens:
        if not person.sales_nav_link:
            lines.append(SummaryLine(lead_link(token), "link"))
        lines.append(SummaryLine(token, "muted"))
        break
    if (recruiter := person.recruiter_token) is not None:
        lines.append(SummaryLine(recruiter_link(recruiter), "link"))
    return lines


def _contact(person: Person) -> list[SummaryLine]:
    pairs = (
        ("email", person.email),
        ("phone", person.phone),
        ("website", person.website),
        ("twitter", person.twitter),
        ("birthday", person.birthday),
    )
    return [SummaryLine(f"{label} · {value}") for label, value in pairs if value]


def _network(person: Person) -> list[SummaryLine]:
    lines = []
    if person.num_of_connections is not None:
        lines.append(SummaryLine(f"{person.num_of_connections:,} connections"))
    if person.num_shared_connections:
        lines.append(SummaryLine(f"{person.num_shared_connections:,} shared connections"))
    if person.industry:
        lines.append(SummaryLine(person.industry))
    return lines
