"""People and other records that are left out, because they are in a file or have a tag already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.stored_records import read_record
from lix_tui.services.runs.input_sheet import read_sheet
from lix_tui.services.runs.lookup_batch import LEFT_OUT, LookupBatch
from lix_tui.services.runs.lookup_list import ItemsProblem
from lix_tui.services.runs.lookup_values import record_in, values_of
from lix_tui.services.runs.slug_column import slug_reader
from lix_tui.store.rows import LibraryQuery
from lix_tui.text import clean_line, composed

if TYPE_CHECKING:
    from lix_tui.services.runs.input_sheet import InputSheet
    from lix_tui.services.runs.slug_column import ReadSlug
    from lix_tui.store.rows import Entry
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

TAG = "tag:"
"""Beginning of an exclusion that names a tag instead of a file."""
_ENDPOINTS = {"email": "person_by_email"}
"""Record type whose keys a value has, where it isn't that of the value."""
_SUBJECTS = ("person", "organisation", "job", "post")
_MOST_TAGGED = 1_000_000


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Keys of the records that are left out."""

    words: str
    """Names of the files and tags."""
    keys: frozenset[str]
    """Identity keys in the files, with the record type before them: 'person slug:ann-lee'."""
    tags: tuple[str, ...]
    notices: tuple[str, ...] = ()
    """Sentences about rows of the files that name nobody."""

    async def check(self, store: AsyncStore) -> None:
        """Raise ItemsProblem for a tag that no record has, StoreError."""
        await store.run(lambda opened: _check_tags(opened, self.tags))

    async def find_excluded(
        self, store: AsyncStore, endpoint: str, records: Sequence[Sequence[str]]
    ) -> list[bool]:
        """Return True for each record, named by its identity keys, that is there already.

        ``endpoint`` looks up such records. Raises StoreError.
        """

        def find(opened: Store) -> list[bool]:
            known = _known_keys(opened, self.keys, self.tags)
            return [
                bool(keys) and not known.isdisjoint(_all_keys(opened, endpoint, keys))
                for keys in records
            ]

        return await store.run(find)

    async def apply(self, store: AsyncStore, batch: LookupBatch) -> LookupBatch:
        """Return the batch without the records that are there already, by any of their ids.

        Raises ItemsProblem for a tag that no record has, and StoreError.
        """
        out = await store.run(lambda opened: _left_out(opened, batch, self.keys, self.tags))
        return batch.without(out, LEFT_OUT.format(self.words)) if out else batch


def read_exclusion(files_and_tags: Sequence[str]) -> Exclusion | None:
    """Return what files and tags, such as ``tag:customer``, leave out; None without any.

    Every link, id and address in any column of a file counts. Raises ItemsProblem for a file that
    can't be read or that has none.
    """
    keys: set[str] = set()
    tags: list[str] = []
    names: list[str] = []
    notices: list[str] = []
    for one in files_and_tags:
        if one.startswith(TAG):
            tag = composed(one.removeprefix(TAG).strip().lower())
            if not tag:
                message = "A tag to exclude needs a name, as in tag:customer."
                raise ItemsProblem(message)
            tags.append(tag)
            names.append(f"{TAG}{tag}")
            continue
        sheet = read_sheet(Path(one))
        by_row = _keys_by_row(sheet)
        found = set().union(*by_row)
        if not found:
            message = f"{sheet.name} doesn't contain a link, id or email address to exclude."
            raise ItemsProblem(message)
        if notice := _unread_words(sheet, by_row):
            notices.append(notice)
        keys |= found
        names.append(sheet.name)
    if not names:
        return None
    return Exclusion(" and ".join(names), frozenset(keys), tuple(tags), tuple(notices))


def _keys_by_row(sheet: InputSheet) -> list[set[str]]:
    """Return the keys in each row: of every link, id and address, and of slugs where they are."""
    titles = sheet.columns if sheet.table.header else ()
    readers = []
    for place in range(sheet.table.width):
        cells = (row.cells[place] for row in sheet.rows if place < len(row.cells))
        title = titles[place] if place < len(titles) else ""
        readers.append(slug_reader(title, cells, (), is_chosen=sheet.table.width == 1))
    return [
        {
            key
            for place, cell in enumerate(row.cells)
            for value in values_of(_as_link(cell, readers[place] if place < len(readers) else None))
            for key in _keys_of(value)
        }
        for row in sheet.rows
    ]


def _as_link(cell: str, read: ReadSlug | None) -> str:
    return cell if read is None else read(cell)


def _unread_words(sheet: InputSheet, by_row: Sequence[Collection[str]]) -> str:
    """Return a sentence about the rows without a key; empty if every row has one."""
    lines = [
        row.line
        for row, keys in zip(sheet.rows, by_row, strict=True)
        if not keys and not row.is_blank
    ]
    if not lines:
        return ""
    verb = "contains" if len(lines) == 1 else "contain"
    first = f"line {lines[0]:,}" if len(lines) == 1 else f"the first is line {lines[0]:,}"
    return (
        f"{counted(len(lines), 'row')} of {sheet.name} {verb} neither a link nor an id or email "
        f"address, so nobody is left out for {'it' if len(lines) == 1 else 'them'} ({first})."
    )


def _keys_of(value: str) -> list[str]:
    record = record_in(value)
    if record is None:
        return []
    keys = RECORD_TYPES[_ENDPOINTS.get(record, record)].keys(value)
    return [f"{record} {key}" for key in keys or (value,)]


def _left_out(
    store: Store, batch: LookupBatch, keys: Collection[str], tags: Sequence[str]
) -> set[tuple[str, str]]:
    """Return endpoint and link of the items that are in the files or have a tag.

    Raises ItemsProblem for a tag that no record has.
    """
    _check_tags(store, tags)
    known = _known_keys(store, keys, tags)
    return {
        (given.endpoint, item.link)
        for given in batch.lists
        for item in given.items
        if not known.isdisjoint(_keys_of_link(store, given.endpoint, item.link))
    }


def _known_keys(store: Store, keys: Collection[str], tags: Sequence[str]) -> set[str]:
    """Return every key of the records that are in the files or have a tag."""
    known = set(keys)
    for tag in tags:
        for entry in _tagged(store, tag):
            subject = entry.kind if entry.kind in _SUBJECTS else "person"
            own = RECORD_TYPES[subject].keys(entry.link) if entry.link else ()
            known |= {f"{subject} {key}" for key in own}
            if entry.kind == "email":
                known |= {f"email email:{entry.name.lower()}"}
    return known | _other_keys(store, known)


def _check_tags(store: Store, tags: Sequence[str]) -> None:
    """Raise ItemsProblem for a tag that no record has."""
    for tag in tags:
        if not _tagged(store, tag):
            shown = clean_line(tag)[:60]
            message = f"No record has the tag '{shown}'. Check its spelling, or leave it out."
            raise ItemsProblem(message)


def _tagged(store: Store, tag: str) -> list[Entry]:
    """Return the entries with exactly this tag."""
    found = store.library.search(LibraryQuery(tag=tag), limit=_MOST_TAGGED)
    return [entry for entry in found if tag in entry.tags.lower().split()]


def _other_keys(store: Store, known: Collection[str]) -> set[str]:
    """Return the other keys that the library has for the records with these keys."""
    found: set[str] = set()
    for subject in _SUBJECTS:
        own = [key.removeprefix(f"{subject} ") for key in known if key.startswith(f"{subject} ")]
        for start in range(0, len(own), 500):
            some = store.library.same_keys(subject, own[start : start + 500])
            found |= {f"{subject} {key}" for key in some}
    return found


def _keys_of_link(store: Store, endpoint: str, link: str) -> set[str]:
    """Return all keys of a link, with the owner of an email address."""
    record_type = RECORD_TYPES[endpoint]
    keys = record_type.keys(link) or (link,)
    if endpoint != "person_by_email":
        return _all_keys(store, endpoint, keys)
    found = {f"email {key}" for key in keys}
    answer = store.records.find(endpoint, keys)
    if answer is not None:
        named = record_type.listings(read_record(endpoint, answer.body), link)
        people = [one for one in named if one.kind == "person"]  # not their employer
        found |= {f"person {key}" for one in people for key in one.keys}
    return found


def _all_keys(store: Store, endpoint: str, keys: Sequence[str]) -> set[str]:
    """Return all keys of a record, with the stored address of a person."""
    subject = RECORD_TYPES[endpoint].subject or endpoint
    same = store.library.same_keys(subject, keys)
    found = {f"{subject} {key}" for key in same}
    address = store.records.find("email", keys, subject="person") if subject == "person" else None
    if address is not None:
        record = read_record("email", address.body)
        email = RECORD_TYPES["email"].best_link(record)
        found |= {f"email email:{email.lower()}"} if email else set()
    return found
