"""Library service: search, details, export rows, deletion."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from time import monotonic, time
from typing import TYPE_CHECKING

from lix_tui.api.models.elements import KINDS
from lix_tui.api.models.search import read_page
from lix_tui.durations import DAY
from lix_tui.linkedin.websites import website_keys
from lix_tui.services.library.private_content import ConversationContent
from lix_tui.services.library.query_language import QueryProblem
from lix_tui.services.library.record_choice import find_record
from lix_tui.services.library.redaction import without
from lix_tui.services.records.index_entries import records_in, stored_facts, stored_listings
from lix_tui.services.records.merged_record import merged_record
from lix_tui.services.records.record_types import RECORD_TYPES, subjects
from lix_tui.services.records.stored_records import mark_keys
from lix_tui.services.runs.lookup_values import record_of
from lix_tui.store.deletion import DeletedData
from lix_tui.store.rows import LibraryQuery

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject
    from lix_tui.services.export.export_row import ExportRow
    from lix_tui.services.library.record_choice import RecordChoice
    from lix_tui.services.records.merged_record import FieldSource
    from lix_tui.store.rows import (
        Entry,
        FieldChange,
        LibraryQuery,
        Listing,
        StoredRecord,
        UnmergedAnswer,
    )
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

BATCH = 200
"""Most answers that are merged in one transaction in the background."""
BATCH_TIME = 0.15
"""Seconds after which such a transaction has no further answer: others may want to write.

It ends earlier once somebody waits for the store.
"""
LINKS_AT_ONCE = 500
"""Links that are read at once, between two chances for others to use the store."""


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
    record: JsonObject = field(default_factory=dict)
    """Everything stored about it, merged; empty while its answers aren't merged yet."""
    sources: Mapping[str, FieldSource] = field(default_factory=dict)
    """Source of each value of ``record``."""


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

    async def ids(self, query: LibraryQuery) -> list[int]:
        """Return the ids of all matches."""
        return await self._store.run(lambda store: store.library.ids(query))

    async def count_elsewhere(self, query: LibraryQuery) -> int:
        """Return how many records of other servers and accounts match."""
        if query.all_owners:
            return 0
        wider = replace(query, all_owners=True)
        return await self.count(wider) - await self.count(query)

    async def detail(self, entry_id: int) -> EntryDetail | None:
        """Return an entry with its details; None if it was deleted."""
        return await self._store.run(lambda store: _detail(store, entry_id))

    async def find(self, names: Sequence[str]) -> list[RecordChoice]:
        """Return the record that each of these texts names."""
        return await self._store.run(lambda store: [find_record(store, one) for one in names])

    async def rows(self, query: LibraryQuery) -> list[ExportRow]:
        """Return every record that matches, to be exported, without addresses and ids alone.

        Raises QueryProblem for a query with a problem, StoreError.
        """
        if query.problem:
            raise QueryProblem(query.problem)
        return await self._store.run(lambda store: _rows(store, query))

    async def links_of(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the links of these records by their ids, the newest first; empty without one."""
        links: dict[int, str] = {}
        ordered = sorted(ids, reverse=True)
        for start in range(0, len(ordered), LINKS_AT_ONCE):  # whoever waits for the store is next
            some = ordered[start : start + LINKS_AT_ONCE]
            links |= await self._store.run(partial(_links, some))
        return links

    async def rows_of(self, ids: Sequence[int]) -> list[ExportRow]:
        """Return these records like `rows`, the newest first."""
        query, wanted = LibraryQuery(all_owners=True), frozenset(ids)
        return await self._store.run(lambda store: _rows(store, query, wanted))

    async def forget(self, ids: Sequence[int]) -> int:
        """Delete entries from all stored answers and return their number.

        Conversations with a deleted person go as a whole.
        """
        # else an older answer that isn't listed yet would still contain them
        await self.catch_up(even_without_room=True)
        # first, because the entries have the keys of the people
        await self._store.run(
            lambda store: store.private_answers.delete_of(ids, ConversationContent())
        )
        return (await self._delete(ids)).entries

    async def _delete(self, ids: Sequence[int]) -> DeletedData:
        return await self._store.run(
            lambda store: store.deletion.delete_entries(ids, without, _keys_of, subjects())
        )

    async def outdated(self, seconds: float) -> list[int]:
        """Return the ids of entries last fetched more than ``seconds`` ago."""
        before = time() - seconds
        return await self._store.run(lambda store: store.deletion.outdated_entries(before))

    async def has_older(self, seconds: float) -> bool:
        """Return True if `purge` would delete something that isn't an entry."""
        before = time() - seconds
        return await self._store.run(lambda store: store.deletion.has_older(before))

    async def purge(self, seconds: float) -> DeletedData:
        """Delete entries last fetched more than ``seconds`` ago; return what was removed.

        Older conversations and messages go too; newer ones stay, whoever they are with.
        """
        await self.catch_up(even_without_room=True)  # as in `forget`
        ids, before = await self.outdated(seconds), time() - seconds
        gone = await self._delete(ids) if ids else DeletedData()
        return gone.plus(await self._store.run(lambda store: store.deletion.delete_older(before)))

    async def purge_older_than(self, days: int) -> DeletedData:
        """Delete entries last fetched more than ``days`` ago; 0 deletes nothing."""
        return await self.purge(days * DAY) if days else DeletedData()

    async def split(self, entry_id: int, keys: Sequence[str] = ()) -> int:
        """Undo a wrong merge; return the id of the new entry.

        The answers with one of ``keys`` move to it; without keys those of the last merge. Raises
        SplitProblem, StoreError.
        """
        await self.catch_up(even_without_room=True)
        return await self._store.run(lambda store: store.splits.split(entry_id, keys, _listings_of))

    async def catch_up(
        self,
        on_progress: Callable[[int, int], object] = lambda _done, _count: None,
        *,
        even_without_room: bool = False,
    ) -> str:
        """Merge the answers of an older store in small batches, which a later start continues.

        ``on_progress`` is called with the number of merged answers and of all, once there are
        some. Returns a sentence if the disk has too little room for it, otherwise an empty text.
        """
        count = await self._store.run(lambda store: store.backlog.count())
        if not count:
            return ""
        missing = await self._store.run(lambda store: store.backlog.missing_room())
        if missing is not None and not even_without_room:
            needed, free = (_megabytes(size) for size in missing)
            return (
                f"Stored answers aren't merged into records yet: that needs {needed} on the disk, "
                f"and {free} are free. Make room and start lix-tui again."
            )
        done = 0
        while found := await self._store.run(self._merge_some):
            done += found
            on_progress(min(done, count), count)
            await asyncio.sleep(0.02)  # whoever waits for the store comes first
        return ""

    def _merge_some(self, store: Store) -> int:
        """Merge the next answers in one transaction; return their number."""
        end = monotonic() + BATCH_TIME

        def prepared() -> Iterator[tuple[StoredRecord, list[Listing], str]]:
            for one in store.backlog.next(BATCH):
                answer = one.answer
                yield answer, _listings_of(one), stored_facts(answer.endpoint, answer.body)
                if self._store.is_awaited or monotonic() > end:
                    return

        return store.backlog.merge(prepared())


def _links(ids: Sequence[int], store: Store) -> dict[int, str]:
    return store.library.links(ids)


def _keys_of(link: str) -> tuple[str, ...]:
    """Return the keys of the record that a link, an email address or a domain identifies."""
    record = record_of(link)
    endpoint = "person_by_email" if record == "email" else record
    if not endpoint:
        return website_keys(link)
    return mark_keys(RECORD_TYPES[endpoint].entry_kind, RECORD_TYPES[endpoint].keys(link))


def _listings_of(one: UnmergedAnswer) -> list[Listing]:
    return stored_listings(one.answer.endpoint, one.answer.body, one.link, one.keys)


def _megabytes(size: int) -> str:
    return f"{max(size >> 20, 1):,} MB"


def _detail(store: Store, entry_id: int) -> EntryDetail | None:
    entry, newest = store.library.entry(entry_id), store.library.newest_answer(entry_id)
    if entry is None:
        return None
    raw, endpoint = None, ""
    if newest is not None:
        key, answer = newest
        endpoint, raw = answer.endpoint, _raw_of(answer.endpoint, answer.body, key)
    changes, searches = store.library.changes(entry_id), store.library.searches_of(entry_id)
    detail = EntryDetail(entry, tuple(changes), tuple(searches), raw, endpoint)
    row = store.merged.of_entries((entry_id,)).get(entry_id)
    if row is None:
        return detail
    merged = merged_record(row)
    return replace(detail, record=merged.value, sources=merged.sources)


def _rows(store: Store, query: LibraryQuery, ids: frozenset[int] | None = None) -> list[ExportRow]:
    """Return the merged records in the order of the entries, of those with ``ids`` if given.

    A record whose answers aren't merged yet is the newest of them.
    """
    from lix_tui.services.export.export_row import ExportRow

    wanted = [
        found
        for found in store.library.entries_with_answers(query)
        if _is_exported(found[0].kind) and (ids is None or found[0].id in ids)
    ]
    merged = store.merged.of_entries([entry.id for entry, _, _ in wanted])
    rows: list[ExportRow] = []
    for entry, answer_id, key in wanted:
        if (row := merged.get(entry.id)) is not None:
            one = merged_record(row)
            rows.append(ExportRow(entry.kind, one.record, one.value, one.note, one.tags))
        elif (answer := store.answers.get(answer_id)) is not None:
            records = records_in(answer.endpoint, answer.body)
            if (found := records.get(key) or records.get("")) is not None:
                rows.append(ExportRow(entry.kind, *found, entry.note, entry.tags))
    return rows


def _is_exported(kind: str) -> bool:
    """Return True if entries of this kind are records that can be exported."""
    return kind in RECORD_TYPES and RECORD_TYPES[kind].is_exported


def _raw_of(endpoint: str, body: bytes, key: str) -> object:
    """Return the element of that key in a page; another answer whole."""
    answer: object = json.loads(body)
    if endpoint in KINDS and isinstance(answer, dict):
        for element in read_page(endpoint, answer).elements:
            if element.record_key == key:
                return element.raw
    return answer
