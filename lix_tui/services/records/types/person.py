"""Record type of people: results, leads, candidates, connections and profiles."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal

from lix_tui.api.models.base import JsonObject, datetime_of, first_present
from lix_tui.api.models.career import Experience
from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import lead_link, organisation_keys, recruiter_link
from lix_tui.safe_cells import Cell
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.career_timeline import current_position, tenure_of
from lix_tui.services.records.mark_fields import MARK_FIELDS
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import Chart, EntryText, Field, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, lines
from lix_tui.services.records.types import person_sections as sections
from lix_tui.services.records.types.career_fields import CAREER_FIELDS

_CONNECTED = ("connectedAt", "followedAt", "createdAt")
"""Names that the date of a connection has in answers; Lix documents none."""


def title_of(person: Person) -> str:
    """Return the title of the current position, else the headline."""
    entry = current_position(person)
    return (entry.title if entry and entry.title else None) or person.headline_text


def company_of(person: Person) -> str:
    """Return the current organisation's name, else the words after 'at' in the headline."""
    if person.company:
        return person.company
    _, found, after = person.headline_text.partition(" at ")
    return after.strip() if found else ""


def degree_of(person: Person) -> str:
    """Return the distance between viewer and person: '1st', '2nd', '3rd'; empty if unknown."""
    degree = person.viewer_connection.connection_degree if person.viewer_connection else None
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(degree or 0, "")


def since_of(received: JsonObject) -> str | None:
    """Return the day since when a connection exists, as YYYY-MM-DD; None if unknown.

    A month in words, as followers have it ("July 2024"), becomes YYYY-MM.
    """
    sent = first_present(received, *_CONNECTED)
    if since := datetime_of(sent):
        return f"{since:%Y-%m-%d}"
    month, _, year = sent.strip().partition(" ") if isinstance(sent, str) else ("", "", "")
    if month in month_name and month and year.isdigit():
        return f"{year}-{list(month_name).index(month):02}"
    return None


def _current(get: Callable[[Experience], Cell]) -> Callable[[Person], Cell]:
    def read(person: Person) -> Cell:
        entry = current_position(person)
        return get(entry) if entry else None

    return read


def _joined(texts: Iterable[str | None], separator: str = "; ") -> str:
    return separator.join(text for text in texts if text)


def _skills(person: Person) -> list[str | None]:
    return [skill.name for skill in person.skills]


def _languages(person: Person) -> str:
    return _joined(
        f"{entry.name} ({entry.proficiency})" if entry.name and entry.proficiency else entry.name
        for entry in person.languages
    )


def _name_part(person: Person, part: Literal["first", "last"]) -> str | None:
    """Return the first or last name as received, else split from the full name."""
    if person.known_name is None:
        return None
    if received := person.first_name if part == "first" else person.last_name:
        return received
    from lix_tui.services.records.person_name import split_name

    name = split_name(person.name or "")
    return (name.first if part == "first" else name.last) or None


def _token(person: Person) -> str | None:
    return person.tokens[0] if person.tokens else None


def _lead_link(person: Person) -> str | None:
    token = _token(person)
    return person.sales_nav_link or (lead_link(token) if token else None)


def _recruiter_link(person: Person) -> str | None:
    token = person.recruiter_token
    return recruiter_link(token) if token else None


FIELDS: tuple[Field[Person], ...] = (
    Field(
        "name", "Name", lambda p: p.known_name,
        cell=lambda p: p.full_name, column=ColumnLayout(18, 1.2, 0),
    ),
    Field("own_name", "Name", lambda p: p.known_name, exported=False),
    Field("first_name", "First name", lambda p: _name_part(p, "first")),
    Field("last_name", "Last name", lambda p: _name_part(p, "last")),
    Field("pronoun", "Pronoun", lambda p: p.pronoun),
    Field("headline", "Headline", lambda p: p.headline_text, column=ColumnLayout(20, 3.0, 1)),
    Field(
        "title", "Title", _current(lambda entry: entry.title),
        cell=title_of, column=ColumnLayout(20, 2.2, 1),
    ),
    Field("company", "Company", company_of, column=ColumnLayout(14, 1.6, 2)),
    Field("company_link", "Company link", _current(lambda entry: entry.organisation.link), "link"),
    Field("seniority", "Seniority", _current(lambda entry: entry.seniority)),
    Field("location", "Location", lambda p: p.location, column=ColumnLayout(12, 1.4, 4)),
    Field("industry", "Industry", lambda p: p.industry),
    Field("degree", "Degree", degree_of, column=ColumnLayout(6, 0.0, 5)),
    Field("tenure", "In role", tenure_of, column=ColumnLayout(8, 0.0, 5)),
    Field(
        "since", "Since", lambda _: None, "date",
        received=since_of, column=ColumnLayout(10, 0.0, 3),
    ),
    Field(
        "email", "Email", lambda p: p.email, column=ColumnLayout(18, 2.0, 1), joined="email",
    ),
    Field(
        "email_status", "Email status", lambda p: p.email_status,
        column=ColumnLayout(12, 0.0, 3), joined="emailStatus",
    ),
    Field("email_alternatives", "Other addresses", lambda p: _joined(p.email_alternatives)),
    Field("phone", "Phone", lambda p: p.phone),
    Field("website", "Website", lambda p: p.website, "link"),
    Field("twitter", "Twitter", lambda p: p.twitter),
    Field(
        "skills", "Skills", lambda p: _joined(_skills(p)),
        cell=lambda p: _joined(_skills(p), ", "), column=ColumnLayout(18, 2.0, 3),
    ),
    Field("languages", "Languages", _languages),
    Field(
        "certifications", "Certifications",
        lambda p: _joined(entry.title for entry in p.certifications),
    ),
    Field("about", "About", lambda p: p.about_summary_text),
    Field("found", "Found", lambda p: p.summary),
    Field("current_jobs", "Current jobs", lambda p: p.current_jobs or p.current),
    Field("past_jobs", "Past jobs", lambda p: p.past_jobs),
    Field("connections", "Connections", lambda p: p.num_of_connections, "number"),
    Field("shared_connections", "Shared", lambda p: p.num_shared_connections, "number"),
    Field("followers", "Followers", lambda p: p.article_followers, "number"),
    Field("premium", "Premium", lambda p: p.premium, "flag"),
    Field("link", "Link", lambda p: p.link, "link"),
    Field("sales_nav_link", "Sales Navigator link", lambda p: p.sales_nav_link, "link"),
    Field("lead_link", "Sales Navigator link", _lead_link, exported=False),
    Field("recruiter_link", "Recruiter link", _recruiter_link, "link"),
    Field("picture", "Picture", lambda p: p.img, "link"),
    Field("li_id", "LinkedIn id", lambda p: p.li_id),
    Field("sales_nav_id", "Sales Navigator id", lambda p: p.sales_nav_id),
    Field("member_id", "Member id", _token),
    Field("lix_id", "Lix id", lambda p: p.lix_id),
    Field("lix_number", "Lix number", lambda p: p.default_db_id, "number"),
    *CAREER_FIELDS,
    *MARK_FIELDS,
)  # fmt: skip


def _entry(person: Person) -> EntryText:
    titles = [entry.title for entry in person.experience]
    words = (
        person.headline_text, person.industry, *_skills(person), *titles,
        person.about_summary_text,
    )  # fmt: skip
    return EntryText(
        person.known_name or "",
        title_of(person),
        company_of(person),
        person.location or "",
        _joined(words, " "),
        person.full_name,
    )


def _charts(person: Person) -> list[Chart]:
    charts = []
    if person.experience:
        career = sections.career_of(person, datetime.now(UTC).date())
        charts.append(Chart("Career", career=career))
    if person.skills:
        bars = tuple((skill.name or "?", skill.num_of_endorsement) for skill in person.skills)
        charts.append(Chart("Skills", bars=bars))
    return charts


def _company_links(person: Person) -> list[str]:
    entry = current_position(person)
    at = entry.organisation if entry else None
    found = (at.link, at.sales_nav_link) if at else ()
    return [link for link in (*found, person.company_url) if link and organisation_keys(link)]


def _related(person: Person, link: str | None) -> Iterator[Destination]:
    """Yield the company, its people, the profile and the other answers about the person."""
    link, company, links = person.best_link or link, person.company, _company_links(person)
    yield from related_records.lookup("organisation", next(iter(links), None), company)
    yield from related_records.people_at(company, links)
    yield from related_records.titles_at(company, links)
    for endpoint in ("person", "email", "person_ids", "person_employment", "person_extended"):
        yield from related_records.lookup(endpoint, link, person.full_name)


def _head(person: Person) -> Iterable[SummaryLine]:
    return (
        SummaryLine(person.full_name, "title"),
        *lines(person.headline_text, role="subtitle"),
        *lines(person.location, role="muted"),
    )


PERSON: RecordType[Person] = RecordType(
    endpoint="person",
    model=Person,
    entry_kind="person",
    keys=IDENTITIES["person"].keys,
    subject=IDENTITIES["person"].subject,
    params=lambda link: {"profile_link": link},
    links=lambda person: (person.link, person.sales_nav_link),
    ids=lambda person: (person.sales_nav_id, person.li_id),
    best_link=lambda person: person.best_link,
    title=lambda person: person.full_name,
    subtitle=lambda person: (person.headline_text, person.location),
    fields=FIELDS,
    export_defaults=(
        "name", "headline", "title", "company", "location", "industry", "degree", "tenure",
        "email", "skills", "link", "sales_nav_link",
    ),
    copies=(
        ("Profile link", "link"),
        ("Sales Navigator link", "lead_link"),
        ("Recruiter link", "recruiter_link"),
        ("name", "own_name"),
        ("headline", "headline"),
        ("email address", "email"),
        ("member id", "member_id"),
    ),
    head=_head,
    preview=(
        SectionSpec("Now", lambda person: sections.positions(person, current=True)),
        SectionSpec("Before", lambda person: sections.positions(person, current=False)),
        SectionSpec("Skills", lambda person: lines(_joined(_skills(person), " · "))),
        SectionSpec("About", sections.about),
        SectionSpec("Links", sections.links),
    ),
    detail=(
        SectionSpec("About", sections.about, wide=True),
        SectionSpec("Verified positions", sections.verified_positions, wide=True, is_late=True),
        SectionSpec("Education", sections.education, wide=True, is_late=True),
        SectionSpec("Certifications", sections.certifications, wide=True, is_late=True),
        SectionSpec("Publications", sections.publications, wide=True, is_late=True),
        SectionSpec("Patents", sections.patents, wide=True, is_late=True),
        SectionSpec("Shared connections", sections.shared_connections, wide=True, is_late=True),
        SectionSpec("Related people", sections.related_people, wide=True, is_late=True),
        SectionSpec("Links", sections.all_links, wide=True, is_late=True),
        SectionSpec("Contact", sections.contact),
        SectionSpec("Work", sections.work),
        SectionSpec("Network", sections.network),
        SectionSpec("Languages", sections.languages),
        SectionSpec("Name", sections.names),
        SectionSpec("Ids", sections.ids),
    ),
    charts=_charts,
    portrait=lambda person: person.img,
    related=_related,
    entry=_entry,
    marks=True,
)  # fmt: skip
