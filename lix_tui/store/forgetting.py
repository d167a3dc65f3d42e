"""Deletes records for good: from the library, from answers, and from what searches remember."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from lix_tui.store.answers import pack, unpack
from lix_tui.store.connected import Connected
from lix_tui.store.files import side

Cut = Callable[[str, bytes, Collection[str]], bytes]
"""Cuts the elements with these keys out of the answer of an endpoint."""


class ForgettingStore(Connected):
    """What is deleted here leaves no trace in the file. Raises StoreError."""

    def outdated_entries(self, before: float) -> list[int]:
        """The entries that were last fetched before a time (seconds since the epoch)."""
        with self._read() as connection:
            rows = connection.execute("SELECT id FROM entries WHERE fetched_at < ?", (before,))
            return [int(row[0]) for row in rows]

    def forget_entries(self, ids: Sequence[int], cut: Cut) -> int:
        """Delete entries, and what every answer and search holds of them; returns how many."""
        with self._transaction() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
            connection.execute("DELETE FROM gone")
            connection.executemany("INSERT OR IGNORE INTO gone VALUES (?)", [(i,) for i in ids])
            _forget_records(connection)
            _cut_pages(connection, cut)
            _forget_links(connection)
            count = connection.execute(
                "DELETE FROM entries WHERE id IN (SELECT id FROM gone)"
            ).rowcount
            # the text index keeps words of deleted rows until its parts are merged
            connection.execute("INSERT INTO entries_text (entries_text) VALUES ('optimize')")
            connection.execute("DELETE FROM gone")
        self._wipe()
        return int(count)

    def _wipe(self) -> None:
        """Take what was deleted out of the write-ahead log, and older copies off the disk."""
        with self._read() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for backup in _backups(self._path):
            with suppress(FileNotFoundError):
                backup.unlink()


def _backups(path: Path) -> list[Path]:
    return list(path.parent.glob(side(path, ".backup-v*").name))


def _forget_records(connection: sqlite3.Connection) -> None:
    """Delete the answers that are about such an entry alone."""
    answers = [
        int(row[0])
        for row in connection.execute(
            "SELECT DISTINCT answer_id FROM entry_answers WHERE entry_id IN (SELECT id FROM gone)"
            " AND answer_id NOT IN (SELECT answer_id FROM pages)"
        )
    ]
    for answer_id in answers:
        connection.execute("DELETE FROM records WHERE answer_id = ?", (answer_id,))
        connection.execute("DELETE FROM facet_prefixes WHERE answer_id = ?", (answer_id,))
        connection.execute("DELETE FROM answers WHERE id = ?", (answer_id,))


def _cut_pages(connection: sqlite3.Connection, cut: Cut) -> None:
    rows = connection.execute(
        "SELECT answer_id, key FROM entry_answers WHERE entry_id IN (SELECT id FROM gone)"
    ).fetchall()
    keys: dict[int, set[str]] = {}
    for answer_id, key in rows:
        keys.setdefault(int(answer_id), set()).add(str(key))
    searches: dict[int, set[str]] = {}
    for answer_id, gone in keys.items():
        endpoint, body, packed = connection.execute(
            "SELECT endpoint, body, packed FROM answers WHERE id = ?", (answer_id,)
        ).fetchone()
        left, packed = pack(cut(str(endpoint), unpack(body, packed), gone))
        connection.execute(
            "UPDATE answers SET body = ?, packed = ? WHERE id = ?", (left, packed, answer_id)
        )
        for row in connection.execute(
            "SELECT search_id FROM pages WHERE answer_id = ?", (answer_id,)
        ):
            searches.setdefault(int(row[0]), set()).update(gone)
    for search_id, gone in searches.items():
        _cut_state(connection, search_id, gone)


def _cut_state(connection: sqlite3.Connection, search_id: int, gone: set[str]) -> None:
    """Take keys out of a paging state; others stand in for them, as what was loaded counts."""
    row = connection.execute("SELECT state FROM searches WHERE id = ?", (search_id,)).fetchone()
    try:
        state = json.loads(row[0])
        seen = state["seen"]
    except (ValueError, KeyError, TypeError):  # a newer program's
        return
    state["seen"] = [f"gone:{secrets.token_hex(8)}" if key in gone else key for key in seen]
    connection.execute(
        "UPDATE searches SET state = ? WHERE id = ?",
        (json.dumps(state, separators=(",", ":")), search_id),
    )


def _forget_links(connection: sqlite3.Connection) -> None:
    """Take them out of lists of lookups."""
    connection.execute(
        "DELETE FROM run_items WHERE link IN"
        " (SELECT link FROM entries WHERE id IN (SELECT id FROM gone) AND link <> '')"
    )
