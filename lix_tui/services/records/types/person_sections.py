"""Sections of a person: the career with its dates, and every other fact as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lix_tui.linkedin.links import lead_link, recruiter_link
from lix_tui.services.records.career_timeline import Career, CareerPosition, YearMonth, layout
from lix_tui.services.records.summary import SummaryLine, lines

if TYPE_CHECKING:
    from lix_tui.api.models.person import DateParts, Experience, Person

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b(1[89]|2[01])\d\d\b")
MOST_POSITIONS = 4
"""Current or former positions in a preview."""
PROFICIENCIES = {
    "NATIVE_OR_BILINGUAL": "native or bilingual",
    "FULL_PROFESSIONAL": "full professional",
    "PROFESSIONAL_WORKING": "professional working",
    "LIMITED_WORKING": "limited working",
    "ELEMENTARY": "elementary",
}


def career_of(person: Person, today: date) -> Career:
    """Return the person's positions laid out in time."""
    now = YearMonth(today.year, today.month)
    return layout([_position(entry) for entry in person.experience], now)


def about(person: Person) -> Sequence[SummaryLine]:
    """Return the person's own summary."""
    return lines(person.about_summary_text)


def positions(person: Person, *, current: bool) -> list[SummaryLine]:
    """Return the first current or former positions, one line each, and the number of others."""
    entries = [entry for entry in person.experience if entry.current is current]
    found = [SummaryLine(_position_text(entry)) for entry in entries[:MOST_POSITIONS]]
    if (others := len(entries) - MOST_POSITIONS) > 0:
        found.append(SummaryLine(f"and {others} more", "muted"))
    return found


def _position_text(entry: Experience) -> str:
    organisation = entry.organisation.name
    text = _joined(entry.title, organisation) or "A position"
    years = "–".join(
        part for part in (entry.date_started, entry.date_ended) if part and part != "0"
    )
    return f"{text}  {years}" if years else text


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
    """Return a date from its parts, else from its words ('April 2022', '2010')."""
    if parts.year:
        return YearMonth(parts.year, parts.month)
    found = _YEAR.search(words or "")
    if found is None:
        return None
    start = (words or "").strip().lower()[:3]
    month = MONTHS.index(start) + 1 if start in MONTHS else None
    return YearMonth(int(found.group()), month)


def education(person: Person) -> Iterable[SummaryLine]:
    """Yield each school, with the degree, years and grade."""
    for entry in person.education:
        degree = ", ".join(part for part in (entry.degree, entry.field_of_study) if part)
        years = "–".join(part for part in (entry.date_started, entry.date_ended) if part)
        yield SummaryLine(entry.institution_name or "A school", "subtitle")
        yield from lines(_joined(degree, years, entry.grade), role="muted")


def certifications(person: Person) -> Iterable[SummaryLine]:
    """Yield each certificate, with its issuer and date."""
    for entry in person.certifications:
        yield SummaryLine(entry.title or "A certificate", "subtitle")
        yield from lines(_joined(entry.organisation.name, entry.issued_date), role="muted")


def languages(person: Person) -> Iterable[SummaryLine]:
    """Yield each language, with the proficiency."""
    for entry in person.languages:
        level = entry.proficiency or ""
        words = PROFICIENCIES.get(level, level.replace("_", " ").lower())
        yield SummaryLine(f"{entry.name or '?'}{f' · {words}' if words else ''}")


def publications(person: Person) -> Sequence[SummaryLine]:
    """Return each publication, with its publisher."""
    return lines(*(_joined(one.name, one.publisher) for one in person.publications))


def patents(person: Person) -> Sequence[SummaryLine]:
    """Return each patent, with its issuer."""
    return lines(*(_joined(one.title, one.issuer) for one in person.patents))


def links(person: Person) -> Sequence[SummaryLine]:
    """Return the links that the record has."""
    return lines(person.link, person.sales_nav_link, role="link")


def links_and_ids(person: Person) -> Iterable[SummaryLine]:
    """Yield the links, those that can be made from ids, and the member id."""
    yield from links(person)
    if person.tokens:
        token = person.tokens[0]
        if not person.sales_nav_link:
            yield SummaryLine(lead_link(token), "link")
        yield SummaryLine(token, "muted")
    if (recruiter := person.recruiter_token) is not None:
        yield SummaryLine(recruiter_link(recruiter), "link")


def contact(person: Person) -> Sequence[SummaryLine]:
    """Return the ways to reach the person, and the birthday."""
    pairs = (
        ("email", person.email),
        ("phone", person.phone),
        ("website", person.website),
        ("twitter", person.twitter),
        ("birthday", person.birthday),
    )
    return lines(*(f"{label} · {value}" for label, value in pairs if value))


def network(person: Person) -> Iterable[SummaryLine]:
    """Yield the numbers of connections, and the industry."""
    if person.num_of_connections is not None:
        yield SummaryLine(f"{person.num_of_connections:,} connections")
    if person.num_shared_connections:
        yield SummaryLine(f"{person.num_shared_connections:,} shared connections")
    yield from lines(person.industry)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
