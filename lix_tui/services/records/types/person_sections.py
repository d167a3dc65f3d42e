"""Sections of a person: the career with its dates, and every other fact as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lix_tui.api.models.person import WITHOUT_NAME, Person
from lix_tui.linkedin.links import lead_link, recruiter_link
from lix_tui.services.records.career_timeline import (
    Career,
    CareerPosition,
    YearMonth,
    date_words,
    layout,
    period_words,
    tenure_words,
)
from lix_tui.services.records.position_lines import position_lines
from lix_tui.services.records.summary import SummaryLine, facts, groups, lines

if TYPE_CHECKING:
    from lix_tui.api.models.career import Certification, Education, OrganisationLink
    from lix_tui.api.models.person import (
        DateParts,
        Experience,
        Member,
        Patent,
        Publication,
        RelatedPerson,
    )

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b(1[89]|2[01])\d\d\b")
MOST_POSITIONS = 4
"""Current or former positions in a preview."""
DEGREES = {1: "1st", 2: "2nd", 3: "3rd"}
"""Distances between viewer and person, as LinkedIn writes them."""


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
        started=_date(entry.time_period.started_on, entry.date_started),
        ended=None if entry.current else _date(entry.time_period.ended_on, entry.date_ended),
        current=entry.current,
        details=tuple(_position_details(entry)),
    )


def _position_details(entry: Experience) -> Iterable[SummaryLine]:
    """Yield dates, place and seniority, tenures, the description, and the organisation's links."""
    at, role = tenure_words(entry.tenure_at_org), tenure_words(entry.tenure_at_position)
    place = None if entry.position is None else f"position {entry.position}"
    tenures = (f"{role} in the role" * bool(role), f"{at} at the organisation" * bool(at))
    yield from lines(_joined(period_words(entry), entry.location, entry.seniority), role="muted")
    yield from lines(_joined(*tenures, place), role="muted")
    yield from lines(entry.description)
    yield from organisation_links(entry.organisation)


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


def links(person: Person) -> Sequence[SummaryLine]:
    """Return the links that the record has."""
    return lines(person.link, person.sales_nav_link, role="link")


def all_links(person: Person) -> Iterable[SummaryLine]:
    """Yield every link in full: the record's own, those made from ids, company and picture."""
    yield from links(person)
    if person.tokens and not person.sales_nav_link:
        yield SummaryLine(lead_link(person.tokens[0]), "link")
    if (recruiter := person.recruiter_token) is not None:
        yield SummaryLine(recruiter_link(recruiter), "link")
    yield from facts(("company", person.company_url), ("picture", person.img), role="link")


def ids(person: Person) -> Sequence[SummaryLine]:
    """Return the ids, and the notes of Lix about the record."""
    return facts(
        ("member id", person.tokens[0] if person.tokens else None),
        ("LinkedIn id", person.li_id),
        ("Sales Navigator id", person.sales_nav_id),
        ("Lix id", person.lix_id),
        ("Lix number", person.default_db_id),
        ("collected automatically", person.auto_scraped),
        role="muted",
    )


def names(person: Person) -> Sequence[SummaryLine]:
    """Return the parts of the name, and the words of a search that differ from the headline."""
    is_other = person.headline and person.description != person.headline
    return facts(
        ("first name", person.first_name),
        ("last name", person.last_name),
        ("pronoun", person.pronoun),
        ("description", person.description if is_other else None),
    )


def work(person: Person) -> Sequence[SummaryLine]:
    """Return the facts about work that stand outside the career."""
    return facts(
        ("organisation", person.organisation),
        ("industry", person.industry),
        ("in role", tenure_words(person.tenure_at_position)),
        ("current", person.current),
        ("current jobs", person.current_jobs),
        ("past jobs", person.past_jobs),
        ("matched part", person.summary),
    )


def contact(person: Person) -> Sequence[SummaryLine]:
    """Return the ways to reach the person, and the birthday."""
    return facts(
        ("email", person.email),
        ("email status", person.email_status),
        *(("other email", address) for address in person.email_alternatives),
        ("phone", person.phone),
        ("website", person.website),
        ("twitter", person.twitter),
        ("messenger", person.im),
        ("birthday", person.birthday),
        ("born", date_words(person.birth_date)),
    )


def network(person: Person) -> Sequence[SummaryLine]:
    """Return the numbers of the person's network, and the viewer's relation to it."""
    counts = (
        (person.num_of_connections, "connection"),
        (person.num_shared_connections, "shared connection"),
        (person.article_followers, "follower"),
    )
    found = lines(
        *(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts if count is not None)
    )
    viewer = person.viewer_connection
    degree = viewer.connection_degree if viewer else None
    return (
        *found,
        *facts(("degree", DEGREES.get(degree or 0, str(degree)) if degree is not None else None)),
        *facts(
            ("saved", viewer.saved if viewer else None),
            ("on your lists", viewer.saved_list_count if viewer else None),
            ("recent posts", viewer.recent_posts_count if viewer else None),
            ("premium member", person.premium),
            ("Top Voice", person.top_voice),
        ),
    )


def shared_connections(person: Person) -> Iterable[SummaryLine]:
    """Yield the names of shared connections, their urns, and TeamLink's profiles."""
    yield from lines(*person.shared_connection_names)
    yield from lines(*person.shared_connection_urns, role="muted")
    if person.team_link_connection_profiles:
        yield SummaryLine("Through TeamLink", "subtitle")
        yield from lines(*person.team_link_connection_profiles)


def organisation_links(organisation: OrganisationLink) -> Sequence[SummaryLine]:
    """Return the links of an organisation that a position or a school names."""
    return lines(organisation.link, organisation.sales_nav_link, role="link")


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


def verified_positions(person: Person) -> Iterator[SummaryLine]:
    """Yield each position that Lix has verified."""
    return position_lines(person.verified_positions)


def related_people(person: Person) -> Iterator[SummaryLine]:
    """Yield each person that LinkedIn shows beside this one, with links."""
    return groups(tuple(related_person(entry)) for entry in person.related_persons)


def related_person(entry: RelatedPerson | Person) -> Iterable[SummaryLine]:
    """Yield name, headline, place and links of a person inside another record."""
    name = entry.full_name if isinstance(entry, Person) else entry.name or entry.link
    yield SummaryLine(name or entry.sales_nav_link or WITHOUT_NAME, "subtitle")
    headline = entry.headline or entry.description
    yield from lines(_joined(headline, entry.location), role="muted")
    if entry.description != headline:
        yield from lines(entry.description, role="muted")
    yield from lines(entry.link, entry.sales_nav_link, role="link")
    yield from facts(("picture", entry.img), role="link")


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
