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
from lix_tui.services.tables.table import Table, read_table, table_of
from lix_tui.text import clean, clean_line

What = Literal[
    "person", "organisation", "job", "post", "hirers", "email", "person_by_email",
    "person_ids", "organisation_ids",
]  # fmt: skip
"""An endpoint that looks one record up."""

WHAT_WORDS: dict[What, str] = {
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
_RECORD_OF: dict[What, str] = {
    "person": "person", "organisation": "organisation", "job": "job", "post": "post",
    "hirers": "job", "email": "person", "person_ids": "person",
    "organisation_ids": "organisation", "person_by_email": "email",
}  # fmt: skip
"""What a lookup takes."""
MOST_ITEMS = 100_000
_WORD_END = re.compile(r"[\s;|,]+")
_PLAUSIBLE = re.compile(r"[/@:.=]|[0-9]|[A-Za-z0-9+/]{12}")
"""Part of every link, id and address. Telling them apart takes longer than this look."""
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
    """A file or a choice cannot be used; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that was given."""

    link: str
    """A link, an id or an address, as given."""
    label: str = ""
    """What stood beside it, such as a name."""
    others: tuple[str, ...] = ()
    """Other links, ids or addresses beside it, of which one may be what is wanted."""
    line: int = field(default=0, compare=False)
    """Line of the file on which it begins, 0 where it isn't from a file."""
    problem: str = field(default="", compare=False)
    """Reason for which it can't be looked up although it looks like a link."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Items to look up, each record once, and the inputs that can't be."""

    what: What
    items: tuple[Given, ...]
    duplicates: int
    unusable: tuple[Given, ...]
    """What is no link, id or address that the lookup takes."""

    @property
    def unusable_words(self) -> str:
        """Words about what can't be used: how much, the first one, and the lines of the file."""
        if not self.unusable:
            return ""
        first, *rest = self.unusable
        number = len(self.unusable)
        count = counted(number, "line") if first.line else f"{number:,}"
        words = f"{count} cannot be used, the first is '{clean_line(first.link)[:60]}'"
        lines = [f"{one.line:,}" for one in rest if one.line]
        if first.line:
            words += f" (line {first.line:,}{f': {first.problem}' if first.problem else ''})"
        if lines:
            more = len(lines) - _MOST_NAMED
            named = ", ".join(lines[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
            words += f", then line{'s' * (len(lines) > 1)} {named}"
        return words


def read_given(path: Path) -> list[Given]:
    """Return the things in a CSV, JSON or text file, one a line, row or record.

    Raises ItemsProblem.
    """
    try:
        with path.open("rb") as file:
            return given_of(file, path.name)
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}."
        raise ItemsProblem(message) from None


def given_of(file: IO[bytes], name: str) -> list[Given]:
    """Return the things in an open CSV, JSON or text file. Raises ItemsProblem, OSError."""
    try:
        return given_in_table(read_table(file, name, _is_value))
    except TableProblem as problem:
        raise ItemsProblem(str(problem)) from None


def given_in(text: str) -> list[Given]:
    """Return the things in a text, as `given_in_table` does. Raises ItemsProblem."""
    try:
        return given_in_table(table_of(text, _is_value))
    except TableProblem as problem:
        raise ItemsProblem(str(problem)) from None


def given_in_table(table: Table) -> list[Given]:
    """Return one thing per row: the cell that is a link, id or address, and the others beside it.

    The column with the most of them comes first, then the others from left to right.
    A cell with several of them counts as that many rows. Rows without any are kept as they are, so
    that none goes missing unsaid; only empty rows are left out. In a table that has such cells, a
    link inside a cell of words, such as a note, belongs to somebody else and is left alone. Raises
    ItemsProblem.
    """
    rows = [row for row in table.rows if not row.is_blank]
    if len(rows) > MOST_ITEMS:
        raise _too_many(len(rows))
    width = len(table.header or ()) or width_of(row for row in rows if row.lines == 1)
    broken = frozenset[int]()
    if not table.is_json:  # there no value goes on in the next one
        whole, broken = with_links_joined(table.rows, width)  # empty rows too: they end a link
        rows = [row for row in whole if not row.is_blank]
    main = value_column(rows, lambda cell: bool(_values_of(cell)))
    is_mined = (main is None or table.width <= 1) and not (table.is_json and table.header)
    found = [
        replace(given, line=row.line)
        for row in rows
        for given in (
            [_broken(row)] if row.line in broken else _of_row(row.cells, main, is_mined=is_mined)
        )
    ]
    if len(found) > MOST_ITEMS:
        raise _too_many(len(found))
    return found


def _too_many(count: int) -> ItemsProblem:
    return ItemsProblem(f"{count:,} lines are too many for one run; {MOST_ITEMS:,} is the most.")


def _is_value(cell: str) -> bool:
    """Return True for a cell that can be looked up, or that holds something that can."""
    text = _stripped(cell)
    return bool(_NUMBER.fullmatch(text)) or any(_record_in(word) for word in _words_of(text))


def _stripped(cell: str) -> str:
    """Return a cell without what isn't part of a link: controls, a stray quote, white space.

    A control inside a word stays: the word without it would be another one.
    """
    text = _OUTER_CONTROL.sub("", _BREAK.sub("\n", cell))
    return (text if _INNER_CONTROL.search(text) else clean(text)).strip().strip('"').strip()


def _words_of(text: str) -> list[str]:
    return [word for word in _WORD_END.split(text) if word]


def _record_in(text: str) -> str | None:
    """Return `record_of` of a cell or word that has only one line and no controls."""
    if "\n" in text or _INNER_CONTROL.search(text) or not _PLAUSIBLE.search(text):
        return None
    return record_of(text)


def _values_of(cell: str) -> list[str]:
    """Return the links, ids and addresses of a cell that holds nothing else."""
    text = _stripped(cell)
    if not text or text.startswith("{"):  # a record inside a record is somebody else's
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


def sort_given(given: Sequence[Given], what: What | None) -> Sorted:
    """Sort what was given by what can be looked up; raises ItemsProblem.

    Without ``what`` it is told by the things themselves: addresses look people up, links their
    records.
    """
    if what is not None:
        given = [_with_link(_fitting(one, _RECORD_OF[what]), _RECORD_OF[what]) for one in given]
    records = [None if one.problem else record_of(one.link) for one in given]
    if what is None:
        what = _told_by(records, _first_problem(given))
    wanted, seen = _RECORD_OF[what], set[str]()
    items: list[Given] = []
    unusable: list[Given] = []
    for one, record in zip(given, records, strict=True):
        if record != wanted:
            unusable.append(one)
            continue
        link = _canonical(one.link, what)
        keys = RECORD_TYPES[what].keys(link) or (link,)
        if not seen.intersection(keys):
            items.append(Given(link, one.label))
        seen.update(keys)
    if not items:
        message = f"There is nothing to look {WHAT_WORDS[what]} up with.{_first_problem(given)}"
        raise ItemsProblem(message)
    return Sorted(what, tuple(items), len(given) - len(items) - len(unusable), tuple(unusable))


def _first_problem(given: Iterable[Given]) -> str:
    """Return a sentence about the first row that can't be used though it has a link."""
    return next((f" Line {one.line:,}: {one.problem}." for one in given if one.problem), "")


def _told_by(records: Iterable[str | None], problem: str) -> What:
    told = {record for record in records if record is not None}
    choices: dict[str, What] = {
        "email": "person_by_email", "person": "person", "organisation": "organisation",
        "job": "job", "post": "post",
    }  # fmt: skip
    if len(told) == 1:
        return choices[told.pop()]
    message = (
        "There are links of several kinds here; say with --what which ones to look up."
        if told
        else f"The file doesn't contain a link, id or email address.{problem}"
    )
    raise ItemsProblem(message)


def _canonical(link: str, what: What) -> str:
    target = recognise(link)
    if what == "person_by_email":
        return target.entity_id or link.strip()
    return link.strip() if lix_id_of(link) else target.url or link.strip()


def _of_row(row: Sequence[str], main: int | None, *, is_mined: bool) -> list[Given]:
    """Return the things in a row: one, or as many as one cell has.

    `main` is the column that is looked at first. `is_mined` says that links among other words are
    looked for as well.
    """
    cells = [_stripped(cell) for cell in row]
    values = {i: found for i, cell in enumerate(cells) if (found := _values_of(cell))}
    if not values:
        filled = [cell for cell in cells if cell]
        if any("\n" in cell and ends_inside_link(cell) for cell in filled):
            return [replace(_unread(row, filled), problem=BROKEN)]
        return _of_words(filled) if is_mined and filled else [_unread(row, filled)]
    place = main if main in values else min(values)
    emails = {i for i, found in values.items() if _record_in(found[0]) == "email"}
    used = emails if place in emails else {place}  # addresses may be of several people, links not
    others = tuple(one for i, found in values.items() if i not in used for one in found)
    label = _label(cells, used)
    return [Given(link, label, others) for i in sorted(used) for link in values[i]]


def _of_words(cells: Sequence[str]) -> list[Given]:
    words = _words_of(" ".join(cells))
    places = {i for i, word in enumerate(words) if _record_in(word.strip('"')) is not None}
    if not places:
        return [_unread(cells, cells)]
    label = _label(words, places)
    return [Given(words[i].strip('"'), label) for i in sorted(places)]


def _broken(row: Row) -> Given:
    """Return a row that ends inside a link."""
    *before, last = (cell.strip() for cell in row.cells)
    return replace(_unread(row.cells, [last, *filter(None, before)]), problem=BROKEN)


def _unread(row: Sequence[str], cells: Sequence[str]) -> Given:
    """Return a row without anything that can be looked up, by its first cell."""
    return Given(cells[0], _label(cells, {0})) if cells else Given(clean_line(" ".join(row)))


def _label(cells: Sequence[str], but: set[int]) -> str:
    return clean_line(" ".join(cell for i, cell in enumerate(cells) if i not in but))[:200]


def _fitting(one: Given, record: str) -> Given:
    """Return the link of a row that is of the wanted kind, where its first one is of another."""
    if record_of(one.link) == record:
        return one
    other = next((link for link in one.others if record_of(link) == record), None)
    return one if other is None else replace(one, link=other)


def _with_link(one: Given, record: str) -> Given:
    """Return a bare number such as ``3900512190`` as the link it stands for.

    A bare word is none: it may as well be a column title, and looking it up costs.
    """
    make = {"organisation": company_link, "job": job_link, "post": post_link}.get(record)
    number = one.link.strip()
    if make is None or not re.fullmatch(r"[0-9]{2,20}", number):
        return one
    try:
        return replace(one, link=make(number))
    except ValueError:
        return one
