"""Records as a part of the store: each answer written with its ledger line."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from lix_tui.store import answers, ledger, records
from lix_tui.store.connection import Connection
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing, StoredRecord


class RecordStore:
    """Records of the account in use. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(
        self,
        *,
        kind: str,
        keys: Sequence[str],
        ledger_id: int,
        endpoint: str,
        body: bytes,
        at: float,
        status: int,
        elapsed: float,
        cost: int | None = None,
        listings: Sequence[Listing] = (),
        viewer_id: str | None = None,
    ) -> None:
        """Store the answer about a record with its ledger line in one transaction.

        ``cost`` is the final cost, None for the expected one. Without ``keys`` the answer alone is
        stored, without a record. ``listings`` are its entries in the library.
        """
        with self._connection.write_received() as connection:
            answer_id = self._add_record(
                connection, kind, keys, endpoint, body, at, listings, viewer_id
            )
            ledger.finish(
                connection,
                ledger_id,
                outcome=ledger.OK,
                status=status,
                elapsed=elapsed,
                cost=cost,
                answer_id=answer_id,
            )

    def add(
        self,
        *,
        kind: str,
        keys: Sequence[str],
        endpoint: str,
        body: bytes,
        at: float,
        listings: Sequence[Listing] = (),
    ) -> None:
        """Store an answer about a record for which no request was sent."""
        with self._connection.write_received() as connection:
            self._add_record(connection, kind, keys, endpoint, body, at, listings, None)

    def _add_record(
        self,
        connection: sqlite3.Connection,
        kind: str,
        keys: Sequence[str],
        endpoint: str,
        body: bytes,
        at: float,
        listings: Sequence[Listing],
        viewer_id: str | None,
    ) -> int:
        """Store an answer with its record and entries; return the answer's id."""
        viewer, scope_id = viewer_id or "", self._connection.scopes.of(kind)
        answer_id = answers.add(connection, endpoint, body, at, scope_id=scope_id, viewer_id=viewer)
        library = self._connection.scopes.library_of(kind)
        list_entries(connection, library, answer_id, endpoint, listings, at)
        if keys:
            records.save(connection, scope_id, viewer, kind, keys, answer_id)
        return answer_id

    def find(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None
    ) -> StoredRecord | None:
        """Return the newest answer about a record with any of these keys.

        Without a viewer any viewer's answer serves; with one, only that viewer's.
        """
        with self._connection.read() as connection:
            return records.find(connection, self._connection.scopes.of(kind), kind, keys, viewer_id)

    def known_keys(self, kind: str, viewer_id: str | None = None) -> set[str]:
        """Return every key of the records of a kind, of any viewer or of one."""
        with self._connection.read() as connection:
            return records.known_keys(connection, self._connection.scopes.of(kind), kind, viewer_id)

    def note_missing(
        self, kind: str, keys: Sequence[str], *, sentence: str, at: float, viewer_id: str | None
    ) -> None:
        """Remember that the server has no such record."""
        with self._connection.write_received() as connection:
            records.note_missing(
                connection,
                self._connection.scopes.of(kind),
                viewer_id or "",
                kind,
                keys,
                sentence=sentence,
                at=at,
            )

    def missing_keys(self, kind: str, viewer_id: str | None = None) -> set[str]:
        """Return the keys of the records that the server didn't have for this viewer."""
        with self._connection.read() as connection:
            return records.missing_keys(
                connection, self._connection.scopes.of(kind), kind, viewer_id
            )

    def find_missing(
        self, kind: str, keys: Sequence[str], viewer_id: str | None = None
    ) -> tuple[str, float] | None:
        """Return the server's sentence about a missing record and its time; otherwise None."""
        with self._connection.read() as connection:
            return records.find_missing(
                connection, self._connection.scopes.of(kind), kind, keys, viewer_id
            )
