"""Items to look up, from marked records or from a file of links, names and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Literal

from lix_tui.counts import counted
from lix_tui.linkedin.link_wrappers import HAS_LINK
from lix_tui.linkedin.links import company_link, job_link, post_link
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.queries.query import OPENABLE
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.broken_links import (
    BROKEN,
    ends_inside_link,
    links_of_lines,
    with_links_joined,
)
from lix_tui.services.tables.header import value_column
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.rows import Row, width_of
from lix_tui.services.tables.table import Table, read_table
from lix_tui.text import clean, clean_line

LookupEndpoint = Literal[
    "person", "organisation", "job", "post", "hirers", "email", "person_by_email",
    "person_ids", "organisation_ids",
]  # fmt: skip
"""Endpoint of a bulk lookup, which looks up one record a request."""

LOOKUP_WORDS: dict[LookupEndpoint, str] = {
    "person": "profiles",
    "organisation": "organisations",
    "job": "jobs",
    "post": "posts",
    "hirers": "hirers of jobs",
    "email": "email addresses of people",
    "person_by_email": "people by their email address",
    "person_ids": "ids of people",
    "organisation_ids": "ids of organisations",
}
"""Names of the lookups in the plural."""
_COUNTED: dict[LookupEndpoint, tuple[str, str]] = {
    "person": ("1 profile", "{:,} profiles"),
    "organisation": ("1 organisation", "{:,} organisations"),
    "job": ("1 job", "{:,} jobs"),
    "post": ("1 post", "{:,} posts"),
    "hirers": ("hirers of 1 job", "hirers of {:,} jobs"),
    "email": ("the email address of 1 person", "email addresses of {:,} people"),
    "person_by_email": ("1 person by email address", "{:,} people by email address"),
    "person_ids": ("ids of 1 person", "ids of {:,} people"),
    "organisation_ids": ("ids of 1 organisation", "ids of {:,} organisations"),
}
"""Names of the lookups with a number: of one, and of several."""
_RECORD_OF: dict[LookupEndpoint, str] = {
    "person": "person", "organisation": "organisation", "job": "job", "post": "post",
    "hirers": "job", "email": "person", "person_ids": "person",
    "organisation_ids": "organisation", "person_by_email": "email",
}  # fmt: skip
"""Record type of a lookup's input."""
MOST_ITEMS = 100_000
_WORD_END = re.compile(r"[\s;|,]+")
_PLAUSIBLE = re.compile(r"[/@:.=]|[0-9]|[A-Za-z0-9+/]{12}")
"""Pattern in every link, id and address, as a quick check before they are parsed."""
_NUMBER = re.compile(r"[0-9]{5,20}")
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Line ends inside a cell: spreadsheets, databases and word processors write any of them."""
_CONTROL = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
_INNER_CONTROL = re.compile(_CONTROL)
_OUTER_CONTROL = re.compile(rf"(?<!\S){_CONTROL}+|{_CONTROL}+(?!\S)")


NOT_A_RECORD = "this isn't a link, id or address that can be looked up"
"""Reason for which any other row isn't looked up."""
_MOST_NAMED = 5


class ItemsProblem(Exception):
    """A file or a choice that can't be used; the message is for the user."""


@dataclass(frozen=True, slots=True)
class LookupInput:
    """One input of a bulk lookup."""

    link: str
    """A link, an id or an email address, as in the input."""
    label: str = ""
    """Other text of the row, such as a name."""
    others: tuple[str, ...] = ()
    """Other links, ids or addresses of the row, of which one may be of the wanted type."""
    line: int = field(default=0, compare=False)
    """Line of the file on which the input begins, from 1; 0 without a file."""
    problem: str = field(default="", compare=False)
    """Reason why the input can't be looked up although it looks like a link."""


@dataclass(frozen=True, slots=True)
class LookupList:
    """Items to look up, each record once, and the inputs that can't be."""

    endpoint: LookupEndpoint
    items: tuple[LookupInput, ...]
    duplicates: int
    unusable: tuple[LookupInput, ...]
    """Inputs without a link, id or address of the right type."""

    @property
    def unusable_words(self) -> str:
        """The unusable inputs in words: their number, the first one, and their lines."""
        if not self.unusable:
            return ""
        first, *rest = self.unusable
        number = len(self.unusable)
        count = counted(number, "line") if first.line else f"{number:,}"
        words = f"{count} can't be used: '{clean_line(first.link)[:60]}'"
        lines = [f"{one.line:,}" for one in rest if one.line]
        if first.line:
            words += f" (line {first.line:,}{f': {first.problem}' if first.problem else ''})"
        if lines:
            more = len(lines) - _MOST_NAMED
            named = ", ".join(lines[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
            words += f", then line{'s' * (len(lines) > 1)} {named}"
        return words


def counted_lookups(endpoint: LookupEndpoint, count: int) -> str:
    """Return lookups of an endpoint with their number: "1 profile", "ids of 3 people"."""
    one, several = _COUNTED[endpoint]
    return one if count == 1 else several.format(count)


def read_inputs(path: Path) -> list[LookupInput]:
    """Return the inputs in a CSV, JSON or text file, one per line, row or record.

    Raises ItemsProblem.
    """
    try:
        with path.open("rb") as file:
            return inputs_of_file(file, path.name)
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}."
        raise ItemsProblem(message) from None


def inputs_of_file(file: IO[bytes], name: str) -> list[LookupInput]:
    """Return the inputs in an open CSV, JSON or text file. Raises ItemsProblem, OSError."""
    try:
        return inputs_of_table(read_table(file, name, is_lookup_value))
    except TableProblem as problem:
        raise ItemsProblem(str(problem)) from None


def inputs_of_table(table: Table) -> list[LookupInput]:
    """Return one input per row: the cell that is a link, id or address, and the row's others.

    The column with the most values comes first, then the other columns from left to right.
    A cell with several values counts as that many rows. Rows without values are returned as
    unusable inputs; only empty rows are left out. In a table that has such cells, a link inside a
    text, such as a note, is ignored, because it may be somebody else's. Raises ItemsProblem.
    """
    rows = [row for row in table.rows if not row.is_blank]
    if len(rows) > MOST_ITEMS:
        raise _too_many(len(rows))
    width = len(table.header or ()) or width_of(row for row in rows if row.lines == 1)
    broken = frozenset[int]()
    if not table.is_json:  # a value of JSON never continues in the next one
        whole, broken = with_links_joined(table.rows, width)  # with empty rows, which end a link
        rows = [row for row in whole if not row.is_blank]
    main = value_column(rows, lambda cell: bool(_values_of(cell)))
    is_mined = (main is None or table.width <= 1) and not (table.is_json and table.header)
    found = [
        replace(one, line=row.line)
        for row in rows
        for one in (
            [_broken_input(row)]
            if row.line in broken
            else _inputs_of_row(row.cells, main, is_mined=is_mined)
        )
    ]
    if len(found) > MOST_ITEMS:
        raise _too_many(len(found))
    return found


def _too_many(count: int) -> ItemsProblem:
    return ItemsProblem(f"{count:,} lines are too many for one run. Use {MOST_ITEMS:,} at most.")


def is_lookup_value(cell: str) -> bool:
    """Return True for a cell that is or contains a link, id or address."""
    text = _stripped(cell)
    return bool(_NUMBER.fullmatch(text)) or any(_record_in(word) for word in _words_of(text))


def _stripped(cell: str) -> str:
    """Return a cell without control characters, a stray quote, and white space around it.

    A control character inside a word stays: without it, the word would be another one.
    """
    text = _OUTER_CONTROL.sub("", _BREAK.sub("\n", cell))
    return (text if _INNER_CONTROL.search(text) else clean(text)).strip().strip('"').strip()


def _words_of(text: str) -> list[str]:
    return [word for word in _WORD_END.split(text) if word]


def _record_in(text: str) -> str | None:
    """Return the record type of a word; None for text that can't be a link, id or address."""
    if "\n" in text or _INNER_CONTROL.search(text) or not _PLAUSIBLE.search(text):
        return None
    return record_of(text)


def _values_of(cell: str) -> list[str]:
    """Return the links, ids and addresses of a cell that has no other text."""
    text = _stripped(cell)
    if not text or text.startswith("{"):  # a record inside a record is another person's
        return []
    if _record_in(text):
        return [text]
    if "\n" in text and HAS_LINK.search(text):
        if links := links_of_lines(text):
            return list(links) if all(map(_record_in, links)) else []
        if ends_inside_link(text):
            return []
    words = _words_of(text)
    return words if all(_record_in(word) for word in words) else []


def record_of(link: str) -> str | None:
    """Return the record type of a link, id or address ('person', 'email', …); None if unknown."""
    target = recognise(link)
    if target.kind == "email" and target.entity_id:
        return "email"
    if target.kind in OPENABLE and target.url and not target.problem:
        return OPENABLE[target.kind]
    return lix_id_of(link)


def build_lookup_list(inputs: Sequence[LookupInput], endpoint: LookupEndpoint | None) -> LookupList:
    """Return the lookups of the inputs, each record once. Raises ItemsProblem.

    Without `endpoint`, the inputs decide: email addresses look people up, links their records.
    """
    if endpoint is not None:
        inputs = [
            _with_link(_with_fitting_link(one, _RECORD_OF[endpoint]), _RECORD_OF[endpoint])
            for one in inputs
        ]
    records = [None if one.problem else record_of(one.link) for one in inputs]
    if endpoint is None:
        endpoint = _endpoint_for(records, _first_problem(inputs))
    wanted, seen = _RECORD_OF[endpoint], set[str]()
    items: list[LookupInput] = []
    unusable: list[LookupInput] = []
    for one, record in zip(inputs, records, strict=True):
        if record != wanted:
            unusable.append(one)
            continue
        link = _canonical(one.link, endpoint)
        keys = RECORD_TYPES[endpoint].keys(link) or (link,)
        if not seen.intersection(keys):
            items.append(LookupInput(link, one.label))
        seen.update(keys)
    if not items:
        words = LOOKUP_WORDS[endpoint]
        message = f"No line can be used to look up {words}.{_first_problem(inputs)}"
        raise ItemsProblem(message)
    return LookupList(
        endpoint, tuple(items), len(inputs) - len(items) - len(unusable), tuple(unusable)
    )


def _first_problem(inputs: Iterable[LookupInput]) -> str:
    """Return a sentence about the first unusable row that has a link."""
    return next((f" Line {one.line:,}: {one.problem}." for one in inputs if one.problem), "")


def _endpoint_for(records: Iterable[str | None], problem: str) -> LookupEndpoint:
    types = {record for record in records if record is not None}
    choices: dict[str, LookupEndpoint] = {
        "email": "person_by_email", "person": "person", "organisation": "organisation",
        "job": "job", "post": "post",
    }  # fmt: skip
    if len(types) == 1:
        return choices[types.pop()]
    message = (
        "The links are of several kinds. Choose one with --what."
        if types
        else f"The file doesn't contain a link, id or email address.{problem}"
    )
    raise ItemsProblem(message)


def _canonical(link: str, endpoint: LookupEndpoint) -> str:
    target = recognise(link)
    if endpoint == "person_by_email":
        return target.entity_id or link.strip()
    return link.strip() if lix_id_of(link) else target.url or link.strip()


def _inputs_of_row(row: Sequence[str], main: int | None, *, is_mined: bool) -> list[LookupInput]:
    """Return the inputs in a row: one, or the number of values in one cell.

    `main` is the preferred column. With `is_mined`, links among other words are used as well.
    """
    cells = [_stripped(cell) for cell in row]
    values = {i: found for i, cell in enumerate(cells) if (found := _values_of(cell))}
    if not values:
        filled = [cell for cell in cells if cell]
        if any("\n" in cell and ends_inside_link(cell) for cell in filled):
            return [replace(_unusable(row, filled), problem=BROKEN)]
        return _inputs_of_words(filled) if is_mined and filled else [_unusable(row, filled)]
    place = main if main in values else min(values)
    emails = {i for i, found in values.items() if _record_in(found[0]) == "email"}
    used = emails if place in emails else {place}  # only addresses may be of several people
    others = tuple(one for i, found in values.items() if i not in used for one in found)
    label = _label(cells, used)
    return [LookupInput(link, label, others) for i in sorted(used) for link in values[i]]


def _inputs_of_words(cells: Sequence[str]) -> list[LookupInput]:
    words = _words_of(" ".join(cells))
    places = {i for i, word in enumerate(words) if _record_in(word.strip('"')) is not None}
    if not places:
        return [_unusable(cells, cells)]
    label = _label(words, places)
    return [LookupInput(words[i].strip('"'), label) for i in sorted(places)]


def _broken_input(row: Row) -> LookupInput:
    """Return the unusable input of a row that ends inside a link."""
    *before, last = (cell.strip() for cell in row.cells)
    return replace(_unusable(row.cells, [last, *filter(None, before)]), problem=BROKEN)


def _unusable(row: Sequence[str], cells: Sequence[str]) -> LookupInput:
    """Return the unusable input of a row without a value, by its first cell."""
    return (
        LookupInput(cells[0], _label(cells, {0}))
        if cells
        else LookupInput(clean_line(" ".join(row)))
    )


def _label(cells: Sequence[str], but: set[int]) -> str:
    return clean_line(" ".join(cell for i, cell in enumerate(cells) if i not in but))[:200]


def _with_fitting_link(one: LookupInput, record: str) -> LookupInput:
    """Return an input with its link of the record type `record`, if it has one."""
    if record_of(one.link) == record:
        return one
    other = next((link for link in one.others if record_of(link) == record), None)
    return one if other is None else replace(one, link=other)


def _with_link(one: LookupInput, record: str) -> LookupInput:
    """Return an input whose bare number, such as ``3900512190``, is replaced by its link.

    A bare word stays: it may be a column title, and a lookup would cost a credit.
    """
    make = {"organisation": company_link, "job": job_link, "post": post_link}.get(record)
    number = one.link.strip()
    if make is None or not re.fullmatch(r"[0-9]{2,20}", number):
        return one
    try:
        return replace(one, link=make(number))
    except ValueError:
        return one
