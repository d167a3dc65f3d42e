"""Results of a search joined with everything else that is stored about their records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.api.models.elements import with_value

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.records.merged_record import MergedRecord
    from lix_tui.services.records.merged_records import MergedRecords
    from lix_tui.services.search.session import SearchSession

BATCH = 200
"""Results whose records are read at once, between two chances to paint."""


class JoinedRecords:
    """Records of a search's results that other answers, a note or tags say more about.

    They are read in batches when results arrive and when a record changes, so that a painted cell
    needs no query.
    """

    def __init__(self, session: SearchSession, records: MergedRecords) -> None:
        self._session, self._records = session, records
        self._merged: dict[str, MergedRecord] = {}
        self._elements: dict[str, Element] = {}
        """Results with the values of their records, by key."""
        self._waiting: dict[str, None] = {}
        """Keys whose records are to be read, in order."""
        self._received: dict[str, Element] = {}
        """Results as received, by key, as far as they are known here."""
        self._count = 0
        """Number of the search's results when they were last looked at."""

    @property
    def is_behind(self) -> bool:
        """True if there are records to read."""
        return bool(self._waiting) or self._count != len(self._session.elements)

    def element(self, received: Element) -> Element:
        """Return a result with the values of its record, or as received if that has no more."""
        return self._elements.get(received.key, received)

    def record(self, key: str) -> MergedRecord | None:
        """Return the record of a result; None if it has no more than the result."""
        return self._merged.get(key)

    def note_changed(self, keys: Sequence[str]) -> bool:
        """Read a changed record again, by all its keys; return False if no result is about it."""
        changed = [key for key in keys if key in self._received]
        self._waiting.update(dict.fromkeys(changed))
        return bool(changed)

    async def read_all(self) -> None:
        """Read the records of all results. Raises StoreError."""
        while self.is_behind:
            await self.read()

    async def read(self) -> bool:
        """Read the next batch; return True if a result changed. Raises StoreError."""
        self._note_new()
        batch = list(self._waiting)[:BATCH]
        for key in batch:
            del self._waiting[key]
        found = await self._records.find_many(self._session.kind.detail, batch)
        changed = [self._join(key, found.get(key)) for key in batch]
        return any(changed)

    def _note_new(self) -> None:
        elements = self._session.elements
        if len(elements) < self._count:  # a refresh has begun
            self._count = 0
            self._received.clear()
        for element in elements[self._count :]:
            self._received[element.key] = element
            self._waiting[element.key] = None
        self._count = len(elements)

    def _join(self, key: str, merged: MergedRecord | None) -> bool:
        if merged is not None and key in self._received and self._has_more(merged):
            if self._merged.get(key) == merged:
                return False
            self._merged[key] = merged
            self._elements[key] = with_value(self._received[key], merged.value)
            return True
        self._elements.pop(key, None)
        return self._merged.pop(key, None) is not None

    def _has_more(self, merged: MergedRecord) -> bool:
        others = merged.endpoints - {self._session.kind.endpoint}
        return bool(others or merged.note or merged.tags)
