"""Known facet values, and texts that were looked up with typeahead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lix_tui.store import answers, ledger
from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.rows import ANY_VIEWER, FacetValue, KnownPrefix


def remember(
    connection: sqlite3.Connection,
    scope_id: int,
    facet: str,
    values: Iterable[FacetValue],
    at: float,
) -> None:
    """Store values. A known one gets the newer text; a headline is never removed."""
    connection.executemany(
        "INSERT INTO facet_values (scope_id, facet, id, text, headline, seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scope_id, facet, id) DO UPDATE SET"
        " text = excluded.text, seen_at = excluded.seen_at,"
        " headline = CASE excluded.headline WHEN '' THEN headline ELSE excluded.headline END",
        [(scope_id, facet, one.id, one.text, one.headline, at) for one in values],
    )


def known(connection: sqlite3.Connection, scope_id: int, facet: str) -> list[FacetValue]:
    """Return all known values, the latest first."""
    rows = connection.execute(
        "SELECT id, text, headline FROM facet_values WHERE scope_id = ? AND facet = ?"
        " ORDER BY seen_at DESC, text",
        (scope_id, facet),
    )
    return [FacetValue(*row) for row in rows]


def note_prefix(
    connection: sqlite3.Connection,
    scope_id: int,
    facet: str,
    prefix: str,
    *,
    viewer_id: str,
    complete: bool,
    answer_id: int,
) -> None:
    """Store a looked-up text, with a flag that is True if its answer had all values."""
    connection.execute(
        "INSERT INTO facet_prefixes (scope_id, facet, prefix, viewer_id, complete, answer_id)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scope_id, facet, prefix, viewer_id)"
        " DO UPDATE SET complete = excluded.complete, answer_id = excluded.answer_id",
        (scope_id, facet, prefix, viewer_id, complete, answer_id),
    )


def prefixes(
    connection: sqlite3.Connection, scope_id: int, facet: str, viewer_id: str | None
) -> dict[str, bool]:
    """Return the texts looked up by any viewer or by one; True marks a complete answer."""
    rows = connection.execute(
        "SELECT prefix, MAX(complete) FROM facet_prefixes WHERE scope_id = ? AND facet = ?"
        " AND (? IS NULL OR viewer_id IN (?, ?)) GROUP BY prefix",
        (scope_id, facet, viewer_id, viewer_id, ANY_VIEWER),
    )
    return {str(prefix): bool(complete) for prefix, complete in rows}


def find_prefix(
    connection: sqlite3.Connection, scope_id: int, facet: str, prefix: str, viewer_id: str | None
) -> KnownPrefix | None:
    """Return the newest answer to exactly this text, preferring a complete one; or None."""
    row = connection.execute(
        "SELECT complete, body, packed, fetched_at FROM facet_prefixes"
        " JOIN answers ON answers.id = answer_id WHERE facet_prefixes.scope_id = ?"
        " AND facet = ? AND prefix = ? AND (? IS NULL OR facet_prefixes.viewer_id IN (?, ?))"
        " ORDER BY complete DESC, fetched_at DESC LIMIT 1",
        (scope_id, facet, prefix, viewer_id, viewer_id, ANY_VIEWER),
    ).fetchone()
    return KnownPrefix(bool(row[0]), unpack(row[1], row[2]), row[3]) if row else None


@dataclass(frozen=True, slots=True)
class FacetWrite:
    """Answer to a text typed into a facet, with its ledger line."""

    facet: str
    prefix: str
    values: tuple[FacetValue, ...]
    complete: bool
    ledger_id: int
    endpoint: str
    body: bytes
    at: float
    status: int
    elapsed: float
    viewer_id: str | None = None


class FacetStore:
    """Typeahead answers and the values in them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, answer: FacetWrite) -> None:
        """Store an answer, its values and its ledger line in one transaction."""
        with self._connection.write_received() as connection:
            scope_id, viewer = self._connection.scopes.of(answer.endpoint), answer.viewer_id or ""
            answer_id = answers.add(
                connection,
                answer.endpoint,
                answer.body,
                answer.at,
                scope_id=scope_id,
                viewer_id=viewer,
            )
            remember(connection, scope_id, answer.facet, answer.values, answer.at)
            note_prefix(
                connection,
                scope_id,
                answer.facet,
                answer.prefix,
                viewer_id=viewer,
                complete=answer.complete,
                answer_id=answer_id,
            )
            ledger.finish(
                connection,
                answer.ledger_id,
                outcome=ledger.OK,
                status=answer.status,
                elapsed=answer.elapsed,
                answer_id=answer_id,
            )

    def add_values(self, facet: str, values: Sequence[FacetValue], at: float) -> None:
        """Store values from another source than an answer, such as a pasted URL."""
        with self._connection.write() as connection:
            remember(connection, self._connection.scopes.main, facet, values, at)

    def known_values(
        self, facet: str, viewer_id: str | None = None
    ) -> tuple[list[FacetValue], dict[str, bool]]:
        """Return all known values, and the texts that a viewer looked up.

        A text maps to True if its answer was complete.
        """
        with self._connection.read() as connection:
            scope_id = self._connection.scopes.main
            asked = prefixes(connection, scope_id, facet, viewer_id)
            return known(connection, scope_id, facet), asked

    def find_prefix(
        self, facet: str, prefix: str, viewer_id: str | None = None
    ) -> KnownPrefix | None:
        """Return the answer to exactly this text, of any viewer or of one."""
        with self._connection.read() as connection:
            return find_prefix(connection, self._connection.scopes.main, facet, prefix, viewer_id)
