"""What is to be looked up: from marked records, or from a file of links, names and addresses."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Literal

from lix_tui.explorer.details import DETAILS
from lix_tui.explorer.lix_ids import lix_id_of
from lix_tui.explorer.query import OPENABLE
from lix_tui.linkedin.links import company_link, job_link, post_link
from lix_tui.linkedin.recognise import recognise
from lix_tui.text import clean_line

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
_FILE_SIZE = 50 * 1024 * 1024


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


@dataclass(frozen=True, slots=True)
class Sorted:
    """What was given, made ready: each record once."""

    what: What
    items: tuple[Given, ...]
    duplicates: int
    unusable: tuple[Given, ...]
    """What is no link, id or address that the lookup takes."""


def read_given(path: Path) -> list[Given]:
    """The things in a CSV or text file, one a line or row; raises ItemsProblem."""
    try:
        with path.open("rb") as file:
            return given_of(file, path.name)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise ItemsProblem(message) from None


def given_of(file: IO[bytes], name: str) -> list[Given]:
    """The things in an open CSV or text file; raises ItemsProblem."""
    content = file.read(_FILE_SIZE + 1)  # a device or a pipe does not tell its size, or has none
    if len(content) > _FILE_SIZE:
        message = f"{name} is larger than {_FILE_SIZE // 1024 // 1024} MB; split it."
        raise ItemsProblem(message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{name} is no text; save it as UTF-8 CSV or text."
        raise ItemsProblem(message) from None
    return given_in(text.replace("\r\n", "\n").replace("\r", "\n"))


def given_in(text: str) -> list[Given]:
    """One thing a line or row: the cell that is a link, id or address, and the others beside it.

    A cell with several of them counts as so many rows. Lines and rows without any are kept as they
    are, so that nothing goes missing unsaid; a first row of column titles is none.
    """
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row)]
    found = [given for row in rows for given in _of_row(row)]
    usable = [record_of(given.link) for given in found]
    if len(found) > 1 and usable[0] is None and usable[1] is not None and _is_titles(rows):
        found = found[1:]
    if len(found) > MOST_ITEMS:
        message = f"{len(found):,} lines are too many for one run; {MOST_ITEMS:,} is the most."
        raise ItemsProblem(message)
    return found


def _rows(text: str) -> list[list[str]]:
    """The cells of each row; a quote that is opened and never closed swallows no other row."""
    delimiter = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:  # no CSV: a stray line end or zero byte
        return [[line] for line in text.splitlines()]
    if any(_swallowed(cell) for row in rows for cell in row):
        plain = csv.reader(text.splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        rows = [[cell.strip().strip('"') for cell in row] for row in plain]
    return rows


def _swallowed(cell: str) -> bool:
    """Whether a cell of several lines holds rows: a line in it has a record of its own."""
    lines = cell.splitlines()[1:] if "\n" in cell else []
    return any(record_of(word) for line in lines for word in re.split(r"[\s;|,]+", line) if word)


def _is_titles(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row looks like column titles rather than like a spoiled link."""
    return not any(re.search(r"[/@:]|[0-9]{4}", cell) for cell in rows[0])


def record_of(link: str) -> str | None:
    """What a link, id or address is about: 'person', 'email', …; None when that cannot be said."""
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
    records = [record_of(one.link) for one in given]
    if what is None:
        what = _told_by(records)
    wanted, seen = _RECORD_OF[what], set[str]()
    items: list[Given] = []
    unusable: list[Given] = []
    for one, record in zip(given, records, strict=True):
        if record != wanted:
            unusable.append(one)
            continue
        link = _canonical(one.link, what)
        keys = DETAILS[what].keys(link) or (link,)
        if not seen.intersection(keys):
            items.append(Given(link, one.label))
        seen.update(keys)
    if not items:
        message = f"There is nothing to look {WHAT_WORDS[what]} up with."
        raise ItemsProblem(message)
    return Sorted(what, tuple(items), len(given) - len(items) - len(unusable), tuple(unusable))


def _told_by(records: Iterable[str | None]) -> What:
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
        else "There is no link, id or email address in it."
    )
    raise ItemsProblem(message)


def _canonical(link: str, what: What) -> str:
    target = recognise(link)
    if what == "person_by_email":
        return target.entity_id or link.strip()
    return link.strip() if lix_id_of(link) else target.url or link.strip()


def _of_row(row: Sequence[str]) -> list[Given]:
    """What stands in a row: one thing, or so many as its first cell with any has."""
    cells = [cell.strip() for cell in row if cell.strip()]
    place = _place_of_record(cells)
    if place is not None:
        kinds = {i: kind for i, cell in enumerate(cells) if (kind := record_of(cell)) is not None}
        if kinds[place] == "email":  # each address may lead to somebody else; links of a row do not
            addresses = {i for i, kind in kinds.items() if kind == "email"}
            others = tuple(cells[i] for i in kinds if i not in addresses)
            label = _label(cells, addresses)
            return [Given(cells[i], label, others) for i in sorted(addresses)]
        others = tuple(cells[i] for i in kinds if i != place)
        return [Given(cells[place], _label(cells, {place}), others)]
    words = [word for word in re.split(r"[\s;|,]+", " ".join(cells)) if word]
    places = {i for i, word in enumerate(words) if record_of(word) is not None}
    if not places:
        return [Given(cells[0], _label(cells, {0}))]
    return [Given(words[i], _label(words, places)) for i in sorted(places)]


def _label(cells: Sequence[str], but: set[int]) -> str:
    return clean_line(" ".join(cell for i, cell in enumerate(cells) if i not in but))[:200]


def _place_of_record(cells: Sequence[str]) -> int | None:
    return next((i for i, cell in enumerate(cells) if record_of(cell) is not None), None)


def _fitting(one: Given, record: str) -> Given:
    """The link of a row that is of the wanted kind, where its first one is of another."""
    if record_of(one.link) == record:
        return one
    other = next((link for link in one.others if record_of(link) == record), None)
    return one if other is None else replace(one, link=other)


def _with_link(one: Given, record: str) -> Given:
    """A bare number such as ``3900512190`` as the link it stands for.

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


def _delimiter(text: str) -> str:
    first = text[:2000].partition("\n")[0]
    return max((";", "\t", ","), key=first.count) if any(c in first for c in ";\t,") else ","
