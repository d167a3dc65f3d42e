"""Results of a search joined with everything else that is stored about their records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from lix_tui.api.models.elements import with_value
from lix_tui.store.identity import lasting_first

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
        self._named: dict[str, dict[str, None]] = {}
        """Keys of results by each of their other identity keys."""
        self._own: dict[str, tuple[str, ...]] = {}
        """Remaining identity keys of results that have lost one, a slug, to another record."""
        self.filled: set[str] = set()
        """Ids of the automatic columns in which a result has or had a value."""
        self._count = 0
        """Number of the search's results when they were last looked at."""
        self._insertions = 0
        """Number of pages inserted in front of others by then."""

    @property
    def is_behind(self) -> bool:
        """True if there are records to read."""
        return bool(self._waiting) or self._count != len(self._session.elements)

    def element(self, received: Element) -> Element:
        """Return a result with the values of its record, or as received if that has no more."""
        return self._elements.get(received.key, received)

    def lookup_element(self, received: Element) -> Element:
        """Return a result as received, or with its record's link if its own leads elsewhere."""
        return self.element(received) if received.key in self._own else received

    def record(self, key: str) -> MergedRecord | None:
        """Return the record of a result; None if it has no more than the result."""
        merged = self._merged.get(key)
        return merged if merged is not None and self._has_more(merged) else None

    def own_key(self, key: str) -> str:
        """Return the key by which a result is found: its first one that no other record has."""
        if key in self._own:
            return next(iter(self._own[key]), key)
        return self._received[key].record_key if key in self._received else key

    def own_keys(self, element: Element) -> tuple[str, ...]:
        """Return the identity keys of a result that no other record has, the most lasting first."""
        return self._own.get(element.key) or lasting_first(
            self._received.get(element.key, element).keys
        )

    def note_changed(self, keys: Sequence[str]) -> bool:
        """Read a changed record again, by all its keys; return False if no result is about it."""
        named = [one for key in keys for one in (key, *self._named.get(key, ()))]
        changed = [one for one in named if one in self._received]
        self._waiting.update(dict.fromkeys(changed))
        return bool(changed)

    async def read_all(self) -> None:
        """Read the records of all results. Raises StoreError."""
        while self.is_behind:
            await self.read()

    async def read(self) -> bool:
        """Read the next batch; return True if a result or `filled` changed. Raises StoreError."""
        self._note_new()
        batch = list(self._waiting)[:BATCH]
        for key in batch:
            del self._waiting[key]
        keys_of = {key: self._keys_of(key) for key in batch}
        for key, keys in keys_of.items():
            for one in keys:
                if one != key:  # most results have no other key
                    self._named.setdefault(one, {})[key] = None
        found = await self._records.find_many(
            self._session.kind.detail, [one for keys in keys_of.values() for one in keys]
        )
        changed = [self._resolve(key, keys, found) for key, keys in keys_of.items()]
        before = len(self.filled)
        self._note_filled(batch)
        return any(changed) or len(self.filled) != before

    def _note_filled(self, keys: Iterable[str]) -> None:
        """Note the automatic columns in which one of these results has a value."""
        columns = self._session.view.joined
        for key in keys:
            missing = columns.keys() - self.filled
            if not missing:
                return
            if key in self._received:
                value = self.element(self._received[key]).shaped
                self.filled.update(one for one in missing if value.get(columns[one]))

    def _keys_of(self, key: str) -> tuple[str, ...]:
        """Return the keys of a result, the most lasting first; none after it has left."""
        return lasting_first(self._received[key].keys) if key in self._received else ()

    def _resolve(self, key: str, keys: Sequence[str], found: Mapping[str, MergedRecord]) -> bool:
        """Join a result with the record that has its most lasting key."""
        merged = next((found[one] for one in keys if one in found), None)
        own = tuple(one for one in keys if one not in found or found[one] is merged)
        before = self._own.pop(key, None)
        if len(own) < len(keys):
            self._own[key] = own
        return self._join(key, merged) or self._own.get(key) != before

    def _note_new(self) -> None:
        elements = self._session.elements
        if len(elements) < self._count:  # a refresh has begun
            self._count = 0
            self._received.clear()
            self._named.clear()
            self._own.clear()
        insertions = self._session.loaded.insertions
        start = self._count if insertions == self._insertions else 0
        for element in elements[start:]:
            if start or element.key not in self._received:
                self._received[element.key] = element
                self._waiting[element.key] = None
        self._count, self._insertions = len(elements), insertions

    def _join(self, key: str, merged: MergedRecord | None) -> bool:
        has_lost_link = key in self._own
        if (
            merged is not None
            and key in self._received
            and (has_lost_link or self._has_more(merged))
        ):
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
