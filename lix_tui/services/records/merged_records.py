"""Merged records of the store, by identity key, and notice of their changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from lix_tui.services.records.merged_record import MergedRecord, merged_record

if TYPE_CHECKING:
    from lix_tui.store.worker import AsyncStore


class MergedRecords:
    """Merged records of the account in use. Methods raise StoreError."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self.listeners: list[Callable[[Sequence[str]], object]] = store.listeners
        """Called with all keys of the records that an answer, a note or tags have changed."""

    async def find(self, kind: str, keys: Iterable[str]) -> MergedRecord | None:
        """Return the record of a kind that has one of these keys, the first key's first.

        None if there is none, or if its answers aren't merged yet.
        """
        wanted = tuple(keys)
        found = await self.find_many(kind, wanted)
        return next((found[key] for key in wanted if key in found), None)

    async def find_many(self, kind: str, keys: Iterable[str]) -> dict[str, MergedRecord]:
        """Return the records of a kind by key, without the keys that no record has."""
        wanted = tuple(keys)
        if not wanted:
            return {}
        rows = await self._store.run(lambda store: store.merged.find_many(kind, wanted))
        records = {row.entry_id: merged_record(row) for row in rows.values()}
        return {key: records[row.entry_id] for key, row in rows.items()}

    async def same_keys(self, kind: str, keys: Sequence[str]) -> tuple[str, ...]:
        """Return keys and all other keys that the records with one of them have."""
        return await self._store.run(lambda store: store.library.same_keys(kind, keys))

    async def of_entries(self, ids: Sequence[int]) -> dict[int, MergedRecord]:
        """Return the records of library entries by their ids."""
        rows = await self._store.run(lambda store: store.merged.of_entries(ids))
        return {entry_id: merged_record(row) for entry_id, row in rows.items()}
