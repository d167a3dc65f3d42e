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
from lix_tui.services.export.columns import DEFAULTS, FIELDS, column_id, select
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.types.career_fields import counts
from lix_tui.services.runs.column_names import free_names
from lix_tui.services.runs.row_answers import RowAnswers
from lix_tui.store.record_merge import address_rank
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.safe_cells import Cell, CellType
    from lix_tui.services.export.chosen_columns import ChosenColumns
    from lix_tui.services.records.record_type import Field, LookedUp

STATUS, NOTE = "lix_status", "lix_note"
"""Names of the first two added columns."""
ANNOTATIONS = ("note", "tags")
"""Ids of the columns with the user's own words."""
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
"""Ids of the columns of each lookup unless others are chosen; ids have all of their fields."""
_KINDS = {
    "person": "person", "email": "person", "person_by_email": "person", "person_ids": "person",
    "person_extended": "person", "person_employment": "person",
    "organisation_ids": "organisation", "hirers": "job",
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
    read: Callable[[RowAnswers], Cell]


def added_columns(
    lookups: Sequence[str], ids: Sequence[str] | None, positions: int = 0, schools: int = 0
) -> tuple[AddedColumn, ...]:
    """Return the columns with these ids, or the default ones of the lookups.

    Groups have numbered columns for so many positions and schools. Raises ColumnError for an
    unknown id.
    """
    table = _table(lookups)
    if ids is None:
        usual = [id_ for one in lookups for id_ in _default_ids(one)]
        return tuple(table[id_] for id_ in dict.fromkeys(usual))
    kinds = tuple(dict.fromkeys(_KINDS.get(one, one) for one in lookups))
    own = [id_ for id_ in ids if id_ not in table]  # groups, or unknown
    if own:
        select(own, kinds)
    found: list[str] = []
    for id_ in ids:
        if id_ == "default":
            found += [column for one in lookups for column in _default_ids(one)]
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
    column has in any case; a preset's header gives way like any name that is taken.
    """
    present = {column.id: chosen.headers.get(column.id, column.id) for column in columns}
    present = {STATUS: STATUS, NOTE: NOTE} | present
    added = dict(zip(present, free_names(list(present.values()), input_columns), strict=True))
    _check_owners([old for old, _ in chosen.renames], added, input_columns)
    new = renamed_headers(chosen.renames, added)
    wanted = present | new
    names = dict(zip(wanted, free_names(list(wanted.values()), input_columns), strict=True))
    for id_, header in new.items():
        others = {wanted[one].casefold() for one in wanted if one != id_}
        if names[id_] != header or header.casefold() in others:
            message = (
                f"The header '{clean_line(header)[:60]}' is that of another column already; choose "
                f"another one for '{id_}'."
            )
            raise ColumnError(message)
    return {id_: header for id_, header in wanted.items() if header != id_}


def _check_owners(
    renamed: Iterable[str], added: Mapping[str, str], input_columns: Iterable[str]
) -> None:
    """Raise ColumnError for the name of a column of the input, which keeps it."""
    own = {name.strip().casefold(): name for name in input_columns}
    for old in renamed:
        name = own.get(old.strip().casefold())
        if name is None or old in added or old in added.values():
            continue
        shown, id_ = clean_line(name)[:60], column_id(old)
        advice = (
            f"Rename the added column, '{added[id_]}', instead"
            if id_ in added
            else f"Columns that can be renamed are {', '.join(added.values())}"
        )
        message = f"'{shown}' is a column of the file, which keeps its name. {advice}."
        raise ColumnError(message)


def readers_of(lookups: Sequence[str]) -> dict[str, Callable[[RowAnswers], Cell]]:
    """Return the readers of the default columns of lookups, by id."""
    return {column.id: column.read for column in added_columns(lookups, None)}


def career_counts(row: RowAnswers) -> tuple[int, int]:
    """Return the number of positions and schools of the person of a row."""
    person = next((model for model, _ in row.models("person")), None)
    return counts(person) if isinstance(person, Person) else (0, 0)


def record_json(lookups: Sequence[str], row: RowAnswers) -> object:
    """Return the record of a row as JSON; None if nothing is stored.

    The values of the merged record replace those of the answers, except of unsaved ones. The other
    keys of the answers stay.
    """
    said = _answers_json(lookups, row)
    known: dict[str, object] = {}
    for record in row.records.values():
        known |= record.value
    if not known or not isinstance(said, dict):
        return said if said is not None else known or None
    is_newer = any(detail.unsaved for detail in row.answers.values())
    is_newer = is_newer or not any(map(row.is_merged, row.records))
    found = known | said if is_newer else said | known
    names = ("status", "email_status") if "email" in row.answers else ()
    return _with_one_address(found, row, [name for name in names if name in said])


def _with_one_address(
    record: dict[str, object], row: RowAnswers, status_names: Sequence[str]
) -> dict[str, object]:
    """Return the record with the person's address and the status from the same answer."""
    address, status = _best_address(row)
    if not address:
        return record
    one = record | {"email": address} | dict.fromkeys(status_names, status)
    if "emailStatus" in one:
        one["emailStatus"] = status
    return one


def _answers_json(lookups: Sequence[str], row: RowAnswers) -> object:
    """Return the answer of a row as JSON, or the profile with the email address."""
    read = {endpoint: json.loads(detail.body) for endpoint, detail in row.answers.items()}
    if len(lookups) == 1 or len(read) < 2:
        return next(iter(read.values()), None)
    first, *others = read
    merged = dict(read[first]) if isinstance(read[first], dict) else {first: read[first]}
    for endpoint in others:
        record = row.answers[endpoint].record
        if isinstance(record, EmailAnswer) and first != "email":
            merged |= {"email": record.email, "email_status": record.status}
        else:
            merged[endpoint] = read[endpoint]
    return merged


def _default_ids(lookup: str) -> Sequence[str]:
    if lookup in _ALL_FIELDS:
        return [field.id for field in RECORD_TYPES[lookup].fields]
    return _DEFAULTS[lookup]


def _table(lookups: Sequence[str]) -> dict[str, AddedColumn]:
    """Return every column that lookups can fill, by id."""
    found: dict[str, AddedColumn] = {}
    for one in lookups:
        if one in _ALL_FIELDS:
            for field in RECORD_TYPES[one].fields:
                read = _reader(one, field.id)
                found[field.id] = AddedColumn(field.id, field.label, field.type, read)
        kind = _KINDS.get(one, one)
        for field in FIELDS[kind]:
            former = found.get(field.id)
            if former is None or one not in _KINDS or one in _ALL_FIELDS:
                read = _either(former, _reader(kind, field.id))
                found[field.id] = AddedColumn(field.id, field.label, field.type, read)
        found |= {column.id: column for column in _EXTRA.get(kind, ())}
        if one == _WEBSITES:
            found |= {field.id: _match_column(field.id) for field in RECORD_TYPES[one].fields}
    return found


def _either(
    former: AddedColumn | None, read: Callable[[RowAnswers], Cell]
) -> Callable[[RowAnswers], Cell]:
    """Return a reader of the first of two values that isn't empty."""
    if former is None:
        return read
    return lambda row: former.read(row) or read(row)


def _reader(kind: str, field_id: str) -> Callable[[RowAnswers], Cell]:
    """Return a reader of a field of the row's record of a type."""
    field = RECORD_TYPES[kind].field(field_id)
    from_hit = _HITS.get(field_id) if kind == "person" else None

    def read(row: RowAnswers) -> Cell:
        for model, value in row.models(kind):
            cell = field.read(model, value() if field.received else None)
            if cell not in (None, ""):
                return cell
        if kind == "organisation" and field.received is None:
            return _first_match(row, field)
        return from_hit(row) if from_hit is not None else None

    return read


def _first_match(row: RowAnswers, field: Field[LookedUp]) -> Cell:
    """Return a field of the first organisation with a website; None without any."""
    detail = row.answers.get(_WEBSITES)
    found = detail.record if detail is not None else None
    matches = found.organisations if isinstance(found, WebsiteMatches) else ()
    return field.read(matches[0], None) if matches else None


def _match_column(field_id: str) -> AddedColumn:
    """Return a column of the number, the names or the links of all matches."""
    field = RECORD_TYPES[_WEBSITES].field(field_id)
    return AddedColumn(field.id, field.label, field.type, _reader(_WEBSITES, field.id))


def _hit(read: Callable[[LookcHit], str | None]) -> Callable[[RowAnswers], Cell]:
    """Return a reader of the person that an email address belongs to."""

    def of_row(row: RowAnswers) -> Cell:
        detail = row.answers.get("person_by_email")
        answer = detail.record if detail is not None else None
        hits = answer.hits if isinstance(answer, LookcAnswer) else ()
        return read(hits[0]) if hits else None

    return of_row


def _employer(row: RowAnswers) -> Cell:
    detail = row.answers.get("person_by_email")
    answer = detail.record if detail is not None else None
    at = answer.organisation if isinstance(answer, LookcAnswer) else None
    return at.name if at is not None else None


_HITS: Mapping[str, Callable[[RowAnswers], Cell]] = {
    "name": _hit(lambda hit: hit.name),
    "link": _hit(lambda hit: hit.link),
    "sales_nav_link": _hit(lambda hit: hit.sales_nav_link),
    "company": _employer,
}
"""Columns of people that the owner of an email address has too."""


def _best_address(row: RowAnswers) -> tuple[str | None, str | None]:
    """Return the person's email address and its status, both from one answer.

    A lookup's answer that isn't stored counts most. Of two others that rank alike the stored record
    counts more than the lookup's answer, which is part of it.
    """
    people = [model for model, _ in row.models("person") if isinstance(model, Person)]
    found = [(person.email, person.email_status) for person in people]
    detail = row.answers.get("email")
    if detail is not None and isinstance(detail.record, EmailAnswer):
        one = detail.record.email, detail.record.status
        if detail.unsaved and one[0]:
            return one
        found.append(one)
    return max(found, key=lambda one: (address_rank(*one), bool(one[1])), default=(None, None))


def _hirers(read: Callable[[Person], str | None]) -> Callable[[RowAnswers], Cell]:
    def of_row(row: RowAnswers) -> Cell:
        detail = row.answers.get("hirers")
        found = detail.record if detail is not None else None
        people = found.people if isinstance(found, Hirers) else ()
        return "; ".join(text for person in people if (text := read(person)))

    return of_row


_EXTRA: Mapping[str, tuple[AddedColumn, ...]] = {
    "person": (
        AddedColumn("email", "Email", "text", lambda row: _best_address(row)[0]),
        AddedColumn("email_status", "Email status", "text", lambda row: _best_address(row)[1]),
    ),
    "job": (
        AddedColumn("hirers", "Hirers", "text", _hirers(lambda person: person.full_name)),
        AddedColumn("hirer_links", "Hirers' links", "text", _hirers(lambda p: p.best_link)),
    ),
}
"""Columns that aren't fields of a record type's own answer."""
