"""Marks on entries of the library, which follow an entry into the record it is merged into."""

from __future__ import annotations

from collections.abc import Iterable, Set
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.store.worker import AsyncStore


class EntryMarks:
    """Marked entries. `settle` drops those that are gone and follows those that were merged."""

    def __init__(self) -> None:
        self._first_at: dict[str, float] = {}
        """Time when a marked entry was first fetched, by its id; infinity until `settle` reads it.

        It tells the entry from a later one with the same id.
        """
        self.ids: Set[str] = self._first_at.keys()
        """Ids of the marked entries; always the present ones."""

    def __len__(self) -> int:
        return len(self._first_at)

    @property
    def words(self) -> str:
        """Number of marked entries in words; empty for none."""
        return f"{len(self):,} marked" if self._first_at else ""

    def toggle(self, entry_id: str) -> None:
        """Mark an entry, or remove its mark."""
        if entry_id in self._first_at:
            del self._first_at[entry_id]
        else:
            self._first_at[entry_id] = inf

    def add(self, ids: Iterable[str]) -> None:
        """Mark entries."""
        for entry_id in ids:
            self._first_at.setdefault(entry_id, inf)

    def toggle_all(self, ids: Set[str]) -> None:
        """Mark entries; unmark them if all of them are marked."""
        if ids <= self.ids:
            for entry_id in ids:
                del self._first_at[entry_id]
        else:
            self.add(ids)

    def clear(self) -> None:
        """Remove all marks."""
        self._first_at.clear()

    async def settle(self, store: AsyncStore) -> None:
        """Follow the stored entries: two marked ones that were merged into one have one mark then.

        Raises StoreError.
        """
        marked = {int(entry_id): at for entry_id, at in self._first_at.items()}
        if not marked:
            return
        found = await store.run(lambda store: store.library.survivors(marked))
        for entry_id in marked:
            if self._first_at.pop(str(entry_id), None) is None:  # unmarked meanwhile
                continue
            if entry_id in found:
                survivor, first_at = found[entry_id]
                self._first_at[str(survivor)] = first_at
