"""Library service: search, notes, tags, deletion."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.models.elements import KINDS
from lix_tui.api.models.search import read_page
from lix_tui.durations import DAY
from lix_tui.services.library.query_language import QueryProblem
from lix_tui.services.library.redaction import without
from lix_tui.services.records.index_entries import records_in, stored_listings
from lix_tui.services.records.record_types import RECORD_TYPES, subjects
from lix_tui.services.runs.lookup_list import record_of
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.services.export.export_row import ExportRow
    from lix_tui.store.rows import Entry, FieldChange, LibraryQuery
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

BATCH = 5
"""Answers that are listed at once in the background."""
MOST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An entry with its changes, searches and newest answer."""

    entry: Entry
    changes: tuple[FieldChange, ...]
    searches: tuple[str, ...]
    """Titles of the searches that found it."""
    raw: object
    """Newest JSON about it."""
    endpoint: str
    """Endpoint of the newest JSON."""


class Library:
    """All stored records as entries. Methods raise StoreError."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store

    async def search(
        self, query: LibraryQuery, *, limit: int, after: Sequence[Entry] = ()
    ) -> list[Entry]:
        """Return the newest entries first, or in the query's order.

        ``after`` are those read before.
        """
        before = after[-1].id if after else None
        return await self._store.run(
            lambda store: store.library.search(
                query, limit=limit, before_id=before, skip=len(after) if query.order else 0
            )
        )

    async def count(self, query: LibraryQuery) -> int:
        """Return the number of matches, at most one more than the limit of counting."""
        return await self._store.run(lambda store: store.library.count(query))

    async def count_elsewhere(self, query: LibraryQuery) -> int:
        """Return how many records of other servers and accounts match."""
        if query.all_owners:
            return 0
        wider = replace(query, all_owners=True)
        return await self.count(wider) - await self.count(query)

    async def detail(self, entry_id: int) -> EntryDetail | None:
        """Return an entry with its details; None if it was deleted."""
        return await self._store.run(lambda store: _detail(store, entry_id))

    async def rows(self, query: LibraryQuery) -> list[ExportRow]:
        """Return every record that matches, to be exported, without addresses and ids alone.

        Raises QueryProblem for a query with a problem, StoreError.
        """
        if query.problem:
            raise QueryProblem(query.problem)
        return await self._store.run(lambda store: _rows(store, query))

    async def note(self, entry_id: int, note: str) -> None:
        """Store a note; an empty text removes it."""
        text = "\n".join(clean_line(line) for line in note.splitlines()).strip()[:MOST_NOTE]
        await self._store.run(lambda store: store.library.write_note(entry_id, text))

    async def tag(self, entry_id: int, tags: str) -> str:
        """Store tags, one word each, and return them as stored."""
        words = dict.fromkeys(re.findall(r"[\w-]+", tags.lower()))
        kept = " ".join(words)
        await self._store.run(lambda store: store.library.write_tags(entry_id, kept))
        return kept

    async def forget(self, ids: Sequence[int]) -> int:
        """Delete entries from all stored answers and return their number."""
        await self.catch_up()  # else an older answer that isn't listed yet would still contain them
        return await self._store.run(
            lambda store: store.deletion.delete_entries(ids, without, _keys_of, subjects())
        )

    async def outdated(self, seconds: float) -> list[int]:
        """Return the ids of entries last fetched more than ``seconds`` ago."""
        before = time() - seconds
        return await self._store.run(lambda store: store.deletion.outdated_entries(before))

    async def purge(self, seconds: float) -> int:
        """Delete entries last fetched more than ``seconds`` ago and return their number."""
        ids, before = await self.outdated(seconds), time() - seconds
        gone = await self.forget(ids) if ids else 0
        await self._store.run(lambda store: store.deletion.delete_older(before))
        return gone

    async def purge_older_than(self, days: int) -> int:
        """Delete entries last fetched more than ``days`` ago; 0 deletes nothing."""
        return await self.purge(days * DAY) if days else 0

    async def catch_up(self) -> None:
        """List answers from before there was a library, in small batches."""
        while True:
            if not await self._store.run(_list_some):
                return
            await asyncio.sleep(0.02)


def _keys_of(link: str) -> tuple[str, ...]:
    """Return the keys of the record that a link or an email address identifies."""
    record = record_of(link)
    endpoint = "person_by_email" if record == "email" else record
    return RECORD_TYPES[endpoint].keys(link) if endpoint else ()


def _list_some(store: Store) -> bool:
    answers = store.library.unlisted(BATCH)
    for answer in answers:
        store.library.list_answer(answer, stored_listings(answer.endpoint, answer.body))
    return bool(answers)


def _detail(store: Store, entry_id: int) -> EntryDetail | None:
    entry, newest = store.library.entry(entry_id), store.library.newest_answer(entry_id)
    if entry is None:
        return None
    raw, endpoint = None, ""
    if newest is not None:
        key, answer = newest
        endpoint, raw = answer.endpoint, _raw_of(answer.endpoint, answer.body, key)
    changes, searches = store.library.changes(entry_id), store.library.searches_of(entry_id)
    return EntryDetail(entry, tuple(changes), tuple(searches), raw, endpoint)


def _rows(store: Store, query: LibraryQuery) -> list[ExportRow]:
    """Return rows in the order of the entries; each answer is read once."""
    from lix_tui.services.export.export_row import ExportRow

    wanted = store.library.entries_with_answers(query)
    by_answer: dict[int, list[tuple[int, Entry, str]]] = {}
    for place, (entry, answer_id, key) in enumerate(wanted):
        by_answer.setdefault(answer_id, []).append((place, entry, key))
    rows: dict[int, ExportRow] = {}
    for answer_id, entries in by_answer.items():
        answer = store.answers.get(answer_id)
        if answer is None:
            continue
        records = records_in(answer.endpoint, answer.body)
        for place, entry, key in entries:
            found = records.get(key) or records.get("")
            if found is not None and _is_exported(entry.kind):
                rows[place] = ExportRow(entry.kind, *found)
    return [rows[place] for place in sorted(rows)]


def _is_exported(kind: str) -> bool:
    """Return True if entries of this kind are records that can be exported."""
    return kind in RECORD_TYPES and RECORD_TYPES[kind].is_exported


def _raw_of(endpoint: str, body: bytes, key: str) -> object:
    """Return the element of that key in a page; another answer whole."""
    answer: object = json.loads(body)
    if endpoint in KINDS and isinstance(answer, dict):
        for element in read_page(endpoint, answer).elements:
            if element.key == key:
                return element.raw
    return answer
