"""The fields of a person in an export, with the career laid flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lix_tui.api.models.base import as_object
from lix_tui.api.models.career import Education, Experience
from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import recruiter_link
from lix_tui.safe_cells import Cell, CellType
from lix_tui.services.export.fields import ExportField, ExportRow, month_text
from lix_tui.services.records.connections import since_in
from lix_tui.services.records.people import (
    as_person,
    company_of,
    current_position,
    degree_of,
    tenure_of,
)

MOST_POSITIONS = 10
MOST_SCHOOLS = 3

PERSON_DEFAULTS = (
    "name", "headline", "title", "company", "location", "industry", "degree", "tenure", "email",
    "skills", "link", "sales_nav_link",
)  # fmt: skip


def _field(
    id_: str, title: str, get: Callable[[Person], Cell], type_: CellType = "text"
) -> ExportField:
    return ExportField(id_, title, lambda row: get(as_person(row.record)), type_)


def _current(get: Callable[[Experience], Cell]) -> Callable[[Person], Cell]:
    def read(person: Person) -> Cell:
        entry = current_position(person)
        return get(entry) if entry else None

    return read


def _joined(texts: Iterable[str | None]) -> str:
    return "; ".join(text for text in texts if text)


def _recruiter_link(person: Person) -> str | None:
    token = person.recruiter_token
    return recruiter_link(token) if token else None


def _languages(person: Person) -> str:
    return _joined(
        f"{entry.name} ({entry.proficiency})" if entry.name and entry.proficiency else entry.name
        for entry in person.languages
    )


def _since(row: ExportRow) -> Cell:
    since = since_in(as_object(row.value))
    return f"{since:%Y-%m-%d}" if since else None


def _career(number: int) -> Iterator[ExportField]:
    def of(get: Callable[[Experience], Cell]) -> Callable[[ExportRow], Cell]:
        def read(row: ExportRow) -> Cell:
            entries = as_person(row.record).experience
            return get(entries[number - 1]) if len(entries) >= number else None

        return read

    pieces: tuple[tuple[str, str, Callable[[Experience], Cell]], ...] = (
        ("title", "Title", lambda entry: entry.title),
        ("company", "Company", lambda entry: entry.organisation.name),
        ("from", "From", lambda entry: month_text(entry.started)),
        ("to", "To", lambda entry: month_text(entry.ended) or ("present" * entry.current)),
    )
    for id_, title, get in pieces:
        yield ExportField(
            f"{id_}_{number}", f"{title} {number}", of(get), part="career", number=number
        )


def _studies(number: int) -> Iterator[ExportField]:
    def of(get: Callable[[Education], Cell]) -> Callable[[ExportRow], Cell]:
        def read(row: ExportRow) -> Cell:
            entries = as_person(row.record).education
            return get(entries[number - 1]) if len(entries) >= number else None

        return read

    pieces: tuple[tuple[str, str, Callable[[Education], Cell]], ...] = (
        ("school", "School", lambda entry: entry.institution_name or entry.organisation.name),
        ("degree", "Degree", lambda entry: entry.degree),
        ("field", "Field", lambda entry: entry.field_of_study),
        ("studied_from", "Studied from", lambda entry: month_text(entry.started)),
        ("studied_to", "Studied to", lambda entry: month_text(entry.ended)),
    )
    for id_, title, get in pieces:
        yield ExportField(
            f"{id_}_{number}", f"{title} {number}", of(get), part="education", number=number
        )


PERSON_FIELDS: tuple[ExportField, ...] = (
    _field("name", "Name", lambda person: person.full_name),
    _field("first_name", "First name", lambda person: person.first_name),
    _field("last_name", "Last name", lambda person: person.last_name),
    _field("pronoun", "Pronoun", lambda person: person.pronoun),
    _field("headline", "Headline", lambda person: person.headline_text),
    _field("title", "Title", _current(lambda entry: entry.title)),
    _field("company", "Company", company_of),
    _field("company_link", "Company link", _current(lambda entry: entry.organisation.link)),
    _field("seniority", "Seniority", _current(lambda entry: entry.seniority)),
    _field("location", "Location", lambda person: person.location),
    _field("industry", "Industry", lambda person: person.industry),
    _field("degree", "Degree", degree_of),
    _field("tenure", "In role", tenure_of),
    ExportField("since", "Since", _since),
    _field("email", "Email", lambda person: person.email),
    _field("phone", "Phone", lambda person: person.phone),
    _field("website", "Website", lambda person: person.website),
    _field("twitter", "Twitter", lambda person: person.twitter),
    _field("skills", "Skills", lambda person: _joined(skill.name for skill in person.skills)),
    _field("languages", "Languages", _languages),
    _field(
        "certifications",
        "Certifications",
        lambda person: _joined(entry.title for entry in person.certifications),
    ),
    _field("about", "About", lambda person: person.about_summary_text),
    _field("found", "Found", lambda person: person.summary),
    _field("current_jobs", "Current jobs", lambda person: person.current_jobs or person.current),
    _field("past_jobs", "Past jobs", lambda person: person.past_jobs),
    _field("connections", "Connections", lambda person: person.num_of_connections, "number"),
    _field(
        "shared_connections", "Shared", lambda person: person.num_shared_connections, "number"
    ),
    _field("followers", "Followers", lambda person: person.article_followers, "number"),
    _field("premium", "Premium", lambda person: person.premium, "flag"),
    _field("link", "Link", lambda person: person.link),
    _field("sales_nav_link", "Sales Navigator link", lambda person: person.sales_nav_link),
    _field("recruiter_link", "Recruiter link", _recruiter_link),
    _field("picture", "Picture", lambda person: person.img),
    _field("li_id", "LinkedIn id", lambda person: person.li_id),
    _field("sales_nav_id", "Sales Navigator id", lambda person: person.sales_nav_id),
    _field(
        "member_id", "Member id", lambda person: person.tokens[0] if person.tokens else None
    ),
    _field("lix_number", "Lix number", lambda person: person.default_db_id, "number"),
    *(field for number in range(1, MOST_POSITIONS + 1) for field in _career(number)),
    *(field for number in range(1, MOST_SCHOOLS + 1) for field in _studies(number)),
)  # fmt: skip


def pieces_of(row: ExportRow) -> tuple[int, int]:
    """Return the number of positions and schools in a row, at most as many as have columns.

    Both are 0 unless the record is a person.
    """
    if not isinstance(row.record, Person):
        return 0, 0
    person = row.record
    return (
        min(len(person.experience), MOST_POSITIONS),
        min(len(person.education), MOST_SCHOOLS),
    )
