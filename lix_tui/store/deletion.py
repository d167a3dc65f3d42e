"""Deletion of records for good: from the library, from answers and from paging states."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lix_tui.store.answers import pack, unpack
from lix_tui.store.connection import Connection
from lix_tui.store.files import side
from lix_tui.store.identity import PAGE, PASSING
from lix_tui.store.leases import CLEARED

KeysOf = Callable[[str], Collection[str]]
"""Function that returns the identity keys of the entity behind a link, an organisation's slug with
`PAGE` before it."""
_CLEARED_LEASES = f"DELETE FROM leases WHERE process LIKE '{CLEARED}%'"  # noqa: S608  # names of ours
"""Statement that deletes the evidence of lost requests; it names the link that was looked up."""
_IMPERSONAL = "'balances', 'daily_allowance', 'sales_facet', 'recruiter_facet'"
"""Endpoints whose answers aren't about a person or organisation."""
_EMPTIED = b"{}"
"""Content of a deleted page, which stays as it has a position in its search; x'7b7d' in SQL."""
_OLD_ANSWERS = (
    "SELECT id FROM answers WHERE fetched_at < ? AND endpoint NOT IN"  # noqa: S608  # names of ours
    f" ({_IMPERSONAL}) AND id NOT IN (SELECT answer_id FROM entry_answers)"
    " AND (body <> x'7b7d' OR id NOT IN (SELECT answer_id FROM pages))"
)
"""Query for older answers without an entry, except for pages that are emptied already."""
_OLD_RUNS = "search_id IS NULL AND updated_at < ?"
Cut = Callable[[str, bytes, Collection[str]], bytes]
"""Function that removes the elements with these keys from an endpoint's answer."""


class DeletedData(NamedTuple):
    """Numbers of what a deletion removed."""

    entries: int = 0
    answers: int = 0
    """Answers that were only about deleted entries or about none, with pages that were emptied."""
    searches: int = 0
    """Searches whose results had deleted entries."""
    lookups: int = 0
    """Lines of lists of lookups, and notes that Lix has no such record."""
    runs: int = 0
    """Lists of lookups."""

    def plus(self, other: DeletedData) -> DeletedData:
        """Return the numbers of two deletions together."""
        return DeletedData(*(one + more for one, more in zip(self, other, strict=True)))


class Deletion:
    """Deletion of data without traces in the file. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def outdated_entries(self, before: float) -> list[int]:
        """Return the entries last fetched before a time (seconds since the epoch)."""
        with self._connection.read() as connection:
            rows = connection.execute("SELECT id FROM entries WHERE fetched_at < ?", (before,))
            return [int(row[0]) for row in rows]

    def has_older(self, before: float) -> bool:
        """Return True if there is data that `delete_older` would delete."""
        with self._connection.read() as connection:
            row = connection.execute(
                f"SELECT EXISTS ({_OLD_ANSWERS}) OR EXISTS (SELECT 1 FROM runs WHERE {_OLD_RUNS})"  # noqa: S608  # names of ours
                " OR EXISTS (SELECT 1 FROM missing_records WHERE at < ?)",
                (before, before, before),
            ).fetchone()
        return bool(row[0])

    def delete_older(self, before: float) -> DeletedData:
        """Delete older data without an entry; return what was removed.

        This covers answers without a record, unreadable ones, and lists of lookups. Delete
        entries first.
        """
        with self._connection.write() as connection:
            runs = connection.execute(
                f"DELETE FROM runs WHERE {_OLD_RUNS}",  # noqa: S608  # names of ours
                (before,),
            ).rowcount
            missing = connection.execute(
                "DELETE FROM missing_records WHERE at < ?", (before,)
            ).rowcount
            connection.execute(f"{_CLEARED_LEASES} AND taken_at < ?", (before,))
            answers = [int(row[0]) for row in connection.execute(_OLD_ANSWERS, (before,))]
            kept, packed = pack(_EMPTIED)
            for answer_id in answers:
                connection.execute("DELETE FROM records WHERE answer_id = ?", (answer_id,))
                # the page stays, as it has a position in its search
                connection.execute(
                    "UPDATE answers SET body = ?, packed = ? WHERE id = ?",
                    (kept, packed, answer_id),
                )
                connection.execute(
                    "DELETE FROM answers WHERE id = ? AND id NOT IN (SELECT answer_id FROM pages)",
                    (answer_id,),
                )
        if answers:
            self._wipe()
        return DeletedData(answers=len(answers), lookups=missing, runs=runs)

    def delete_entries(
        self, ids: Sequence[int], cut: Cut, keys_of: KeysOf, subjects: Mapping[str, str]
    ) -> DeletedData:
        """Delete entries and their data in every answer and search; return what was removed.

        ``subjects`` maps a kind of record to the kind of its entry, if they differ.
        """
        with self._connection.write() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
            connection.execute("DELETE FROM gone")
            connection.executemany("INSERT OR IGNORE INTO gone VALUES (?)", [(i,) for i in ids])
            marks = _deleted_keys(connection)
            keys = {key.replace(PAGE, PASSING, 1) for key in marks}
            answers = _delete_answers(connection, subjects)
            searches = _cut_pages(connection, cut)
            lookups = _delete_lookups(connection, marks, keys_of)
            lookups += connection.executemany(
                "DELETE FROM missing_records WHERE key = ?", [(key,) for key in keys]
            ).rowcount
            connection.executemany(
                f"{_CLEARED_LEASES} AND instr(thing, ?)", [(f" {key} ",) for key in keys]
            )
            count = connection.execute(
                "DELETE FROM entries WHERE id IN (SELECT id FROM gone)"
            ).rowcount
            # the text index keeps words of deleted rows until its parts are merged
            connection.execute("INSERT INTO entries_text (entries_text) VALUES ('optimize')")
            connection.execute("DELETE FROM gone")
        self._wipe()
        return DeletedData(int(count), answers, searches, lookups)

    def _wipe(self) -> None:
        """Remove deleted data from the write-ahead log, and delete older backups."""
        with self._connection.read() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for backup in _backups(self._connection.path):
            with suppress(FileNotFoundError):
                backup.unlink()


def _backups(path: Path) -> list[Path]:
    return list(path.parent.glob(side(path, ".backup-v*").name))


def _delete_answers(connection: sqlite3.Connection, subjects: Mapping[str, str]) -> int:
    """Delete the answers that are only about deleted entries; return their number."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS subjects (kind TEXT PRIMARY KEY, entry_kind TEXT)"
    )
    connection.execute("DELETE FROM subjects")
    connection.executemany("INSERT INTO subjects VALUES (?, ?)", subjects.items())
    answers = [
        int(row[0])
        for row in connection.execute(
            "SELECT DISTINCT answer_id FROM entry_answers WHERE entry_id IN (SELECT id FROM gone)"
            " AND answer_id NOT IN (SELECT answer_id FROM pages)"
            # and lookups without an entry, such as an address that doesn't exist
            " UNION SELECT records.answer_id FROM entry_keys JOIN record_keys"
            " ON record_keys.key = entry_keys.key"
            " AND record_keys.scope_id = entry_keys.scope_id"
            " LEFT JOIN subjects ON subjects.kind = record_keys.kind"
            " JOIN records ON records.id = record_keys.record_id"
            " WHERE entry_keys.entry_id IN (SELECT id FROM gone)"
            " AND COALESCE(subjects.entry_kind, record_keys.kind) = entry_keys.kind"
            " AND records.answer_id NOT IN (SELECT answer_id FROM pages)"
            # a key of theirs may have been another record's when its answer was stored
            " AND NOT EXISTS (SELECT 1 FROM entry_answers JOIN entries ON entries.id = entry_id"
            " WHERE answer_id = records.answer_id AND entries.kind = entry_keys.kind"
            " AND entry_id NOT IN (SELECT id FROM gone))"
        )
    ]
    for answer_id in answers:
        connection.execute("DELETE FROM records WHERE answer_id = ?", (answer_id,))
        connection.execute("DELETE FROM facet_prefixes WHERE answer_id = ?", (answer_id,))
        connection.execute("DELETE FROM answers WHERE id = ?", (answer_id,))
    return len(answers)


def _cut_pages(connection: sqlite3.Connection, cut: Cut) -> int:
    """Remove deleted entries from pages; return the number of searches that had them."""
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
    return len(searches)


def _cut_state(connection: sqlite3.Connection, search_id: int, deleted: set[str]) -> None:
    """Replace keys in a paging state by random ones, so that the loaded count stays."""
    row = connection.execute("SELECT state FROM searches WHERE id = ?", (search_id,)).fetchone()
    try:
        state = json.loads(row[0])
        seen = state["seen"]
    except (ValueError, KeyError, TypeError):  # written by a newer version
        return
    state["seen"] = [f"gone:{secrets.token_hex(8)}" if key in deleted else key for key in seen]
    connection.execute(
        "UPDATE searches SET state = ? WHERE id = ?",
        (json.dumps(state, separators=(",", ":")), search_id),
    )


def _deleted_keys(connection: sqlite3.Connection) -> set[str]:
    """Return the keys and links of deleted entries, and the addresses that found them.

    The slug of an organisation begins with `PAGE`: a person may have the same one.
    """
    rows = connection.execute(
        "SELECT CASE kind WHEN 'organisation' THEN replace(key, 'slug:', 'page:') ELSE key END"
        " FROM entry_keys WHERE entry_id IN (SELECT id FROM gone)"
        " UNION SELECT link FROM entries WHERE id IN (SELECT id FROM gone) AND link <> ''"
        " UNION SELECT CASE WHEN record_keys.kind IN ('organisation', 'organisation_ids')"
        " THEN replace(record_keys.key, 'slug:', 'page:') ELSE record_keys.key END"
        " FROM entry_answers"
        " JOIN records ON records.answer_id = entry_answers.answer_id"
        " JOIN record_keys ON record_keys.record_id = records.id"
        " WHERE entry_answers.entry_id IN (SELECT id FROM gone)"
    )
    return {str(row[0]) for row in rows}


def _delete_lookups(connection: sqlite3.Connection, deleted: set[str], keys_of: KeysOf) -> int:
    """Delete lookups of the entries from runs, in any form of their link; return their number."""
    links = [str(row[0]) for row in connection.execute("SELECT DISTINCT link FROM run_items")]
    return connection.executemany(
        "DELETE FROM run_items WHERE link = ?",
        [(link,) for link in links if not deleted.isdisjoint((link, *keys_of(link)))],
    ).rowcount
