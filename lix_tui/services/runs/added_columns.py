"""Columns that a bulk lookup adds to the columns of its input."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.lookc import LookcAnswer, LookcHit
from lix_tui.api.models.person import Person
from lix_tui.api.models.website_matches import WebsiteMatches
from lix_tui.services.export.chosen_columns import renamed_headers
from lix_tui.services.export.columns import DEFAULTS, FIELDS, select
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.types.career_fields import counts
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.safe_cells import Cell, CellType
    from lix_tui.services.export.chosen_columns import ChosenColumns
    from lix_tui.services.records.record_type import Field, LookedUp
    from lix_tui.services.records.stored_records import Detail

Answers = Mapping[str, "Detail"]
"""Answers for one row by endpoint."""
STATUS, NOTE = "lix_status", "lix_note"
"""Names of the first two added columns."""
ANNOTATIONS = ("note", "tags")
"""Ids of the columns with the user's own words, which the joined table reads."""
_DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "email_status"),
    "person": (
        "name", "first_name", "last_name", "title", "company", "location", "headline", "link",
        "sales_nav_link",
    ),
    "organisation": ("name", "industry", "size", "website", "headquarters", "link"),
    "organisations_by_website": (
        "name", "industry", "size", "website", "headquarters", "link", "matches",
    ),
    "person_by_email": ("name", "company", "link", "sales_nav_link"),
    "hirers": ("hirers", "hirer_links"),
    "job": DEFAULTS["job"],
    "post": DEFAULTS["post"],
}  # fmt: skip
"""Ids of the columns of each lookup unless others are chosen."""
_KINDS = {
    "person": "person", "email": "person", "person_by_email": "person", "hirers": "job",
    "organisations_by_website": "organisation",
}  # fmt: skip
"""Record type of a lookup's export columns, where it isn't the lookup itself."""
_WEBSITES = "organisations_by_website"
_ALL_FIELDS = ("person_ids", "organisation_ids", "person_extended", "person_employment")
"""Lookups whose columns are all fields of their record type."""


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """One column with values from the answers for a row."""

    id: str
    title: str
    type: CellType
    read: Callable[[Answers], Cell]


def added_columns(
    what: Sequence[str], ids: Sequence[str] | None, answers: Iterable[Answers]
) -> tuple[AddedColumn, ...]:
    """Return the columns with these ids, or the default ones of the lookups.

    `answers` are those of all rows: numbered columns depend on the longest career. Raises
    ColumnError for an unknown id.
    """
    table = _table(what)
    if ids is None:
        usual = [id_ for one in what for id_ in _default_ids(one)]
        return tuple(table[id_] for id_ in dict.fromkeys(usual))
    kinds = tuple(dict.fromkeys(_KINDS.get(one, one) for one in what))
    own = [id_ for id_ in ids if id_ not in table]  # groups, or unknown
    if own:
        select(own, kinds)
    positions = schools = 0
    for one in answers:
        if (detail := one.get("person")) and isinstance(detail.record, Person):
            held, studied = counts(detail.record)
            positions, schools = max(positions, held), max(schools, studied)
    found: list[str] = []
    for id_ in ids:
        if id_ == "default":
            found += [column for one in what for column in _default_ids(one)]
        elif id_ in table:
            found.append(id_)
        else:
            found += [one.id for one in select([id_], kinds).columns(positions, schools)]
    return tuple(table[id_] for id_ in dict.fromkeys(found) if id_ in table)


def added_headers(
    columns: Sequence[AddedColumn],
    chosen: ChosenColumns,
    input_columns: Sequence[str],
) -> dict[str, str]:
    """Return the chosen headers of added columns by id.

    Raises ColumnError for a renamed column that isn't added, and for a new header that another
    column has; a preset's header gives way like any name that is taken.
    """
    present = {column.id: chosen.headers.get(column.id, column.id) for column in columns}
    present = {STATUS: STATUS, NOTE: NOTE} | present
    new = renamed_headers(chosen.renames, present)
    headers = {id_: header for id_, header in (present | new).items() if header != id_}
    for id_, header in new.items():
        others = [*input_columns, *((present | new)[one] for one in present if one != id_)]
        if header in others:
            message = (
                f"The header '{clean_line(header)[:60]}' is that of another column already; choose "
                f"another one for '{id_}'."
            )
            raise ColumnError(message)
    return headers


def readers_of(what: Sequence[str]) -> dict[str, Callable[[Answers], Cell]]:
    """Return the readers of the default columns of lookups, by id."""
    return {column.id: column.read for column in added_columns(what, None, ())}


def record_json(what: Sequence[str], answers: Answers) -> object:
    """Return the record of a row as JSON: the answer, or the profile with the email address."""
    read = {endpoint: json.loads(detail.body) for endpoint, detail in answers.items()}
    if len(what) == 1 or len(read) < 2:
        return next(iter(read.values()), None)
    first, *others = read
    merged = dict(read[first]) if isinstance(read[first], dict) else {first: read[first]}
    for endpoint in others:
        record = answers[endpoint].record
        if isinstance(record, EmailAnswer) and first != "email":
            merged |= {"email": record.email, "email_status": record.status}
        else:
            merged[endpoint] = read[endpoint]
    return merged


def _default_ids(what: str) -> Sequence[str]:
    if what in _ALL_FIELDS:
        return [field.id for field in RECORD_TYPES[what].fields]
    return _DEFAULTS[what]


def _table(what: Sequence[str]) -> dict[str, AddedColumn]:
    """Return every column that lookups can fill, by id."""
    found: dict[str, AddedColumn] = {}
    for one in what:
        if one in _ALL_FIELDS:
            for field in RECORD_TYPES[one].fields:
                read = _reader(one, field.id)
                found[field.id] = AddedColumn(field.id, field.label, field.type, read)
            continue
        kind = _KINDS.get(one, one)
        for field in FIELDS[kind]:
            if field.id not in found or one not in _KINDS:
                read = _either(found.get(field.id), _reader(kind, field.id))
                found[field.id] = AddedColumn(field.id, field.label, field.type, read)
        found |= {column.id: column for column in _EXTRA.get(kind, ())}
        if one == _WEBSITES:
            found |= {field.id: _match_column(field.id) for field in RECORD_TYPES[one].fields}
    for id_ in ANNOTATIONS:
        found.setdefault(id_, AddedColumn(id_, id_.capitalize(), "text", lambda _: None))
    return found


def _either(
    former: AddedColumn | None, read: Callable[[Answers], Cell]
) -> Callable[[Answers], Cell]:
    """Return a reader of the first of two values that isn't empty."""
    if former is None:
        return read
    return lambda answers: former.read(answers) or read(answers)


def _reader(kind: str, field_id: str) -> Callable[[Answers], Cell]:
    """Return a reader of a field of the answer for a record type."""
    field = RECORD_TYPES[kind].field(field_id)
    from_hit = _HITS.get(field_id) if kind == "person" else None

    def read(answers: Answers) -> Cell:
        if (detail := answers.get(kind)) is not None:
            value = field.read(detail.record, json.loads(detail.body) if field.received else None)
            if value not in (None, ""):
                return value
        if kind == "organisation" and field.received is None:
            return _first_match(answers, field)
        return from_hit(answers) if from_hit is not None else None

    return read


def _first_match(answers: Answers, field: Field[LookedUp]) -> Cell:
    """Return a field of the first organisation with a website; None without any."""
    detail = answers.get(_WEBSITES)
    found = detail.record if detail is not None else None
    matches = found.organisations if isinstance(found, WebsiteMatches) else ()
    return field.read(matches[0], None) if matches else None


def _match_column(field_id: str) -> AddedColumn:
    """Return a column of the number, the names or the links of all matches."""
    field = RECORD_TYPES[_WEBSITES].field(field_id)
    return AddedColumn(field.id, field.label, field.type, _reader(_WEBSITES, field.id))


def _hit(read: Callable[[LookcHit], str | None]) -> Callable[[Answers], Cell]:
    """Return a reader of the person that an email address belongs to."""

    def of_answers(answers: Answers) -> Cell:
        detail = answers.get("person_by_email")
        answer = detail.record if detail is not None else None
        hits = answer.hits if isinstance(answer, LookcAnswer) else ()
        return read(hits[0]) if hits else None

    return of_answers


def _employer(answers: Answers) -> Cell:
    detail = answers.get("person_by_email")
    answer = detail.record if detail is not None else None
    at = answer.organisation if isinstance(answer, LookcAnswer) else None
    return at.name if at is not None else None


_HITS: Mapping[str, Callable[[Answers], Cell]] = {
    "name": _hit(lambda hit: hit.name),
    "link": _hit(lambda hit: hit.link),
    "sales_nav_link": _hit(lambda hit: hit.sales_nav_link),
    "company": _employer,
}
"""Columns of people that the owner of an email address has too."""


def _address(read: Callable[[EmailAnswer], Cell]) -> Callable[[Answers], Cell]:
    def of_answers(answers: Answers) -> Cell:
        detail = answers.get("email")
        found = detail.record if detail is not None else None
        return read(found) if isinstance(found, EmailAnswer) else None

    return of_answers


def _email(answers: Answers) -> Cell:
    """Return the address that was looked up, else the one on the profile."""
    found = _address(lambda answer: answer.email)(answers)
    return found or _reader("person", "email")(answers)


def _hirers(read: Callable[[Person], str | None]) -> Callable[[Answers], Cell]:
    def of_answers(answers: Answers) -> Cell:
        detail = answers.get("hirers")
        found = detail.record if detail is not None else None
        people = found.people if isinstance(found, Hirers) else ()
        return "; ".join(text for person in people if (text := read(person)))

    return of_answers


_EXTRA: Mapping[str, tuple[AddedColumn, ...]] = {
    "person": (
        AddedColumn("email", "Email", "text", _email),
        AddedColumn("email_status", "Email status", "text", _address(lambda answer: answer.status)),
    ),
    "job": (
        AddedColumn("hirers", "Hirers", "text", _hirers(lambda person: person.full_name)),
        AddedColumn("hirer_links", "Hirers' links", "text", _hirers(lambda p: p.best_link)),
    ),
}
"""Columns that aren't fields of a record type's own answer."""
