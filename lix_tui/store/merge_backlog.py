"""Answers whose records aren't merged yet: of an older store, or written by an older program.

Of answers that are merged, but by a former rule for email addresses, the addresses alone are merged
again. That changes neither the record that an answer belongs to nor anything else of the record.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress

from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.errors import StoreError
from lix_tui.store.identity import join
from lix_tui.store.listing import list_entries, merge_addresses
from lix_tui.store.rows import Listing, Source, StoredRecord, UnmergedAnswer

SPARE_ROOM = 32 << 20
"""Bytes that stay free on the disk while records are merged."""
GROWTH = 5
"""Bytes that merging may write per stored byte: merged records, entries, their index, and the log
until it is copied. Measured: 4.4 for 100,000 answers of searches, profiles and addresses."""
_ANSWER = "SELECT endpoint, body, packed, fetched_at FROM answers WHERE id = ?"
_OLD_KINDS = "'email', 'ids'"
"""Kinds of entries of an older program whose answers are about a person or an organisation."""


class MergeBacklog:
    """Answers that are to be merged in the background. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self) -> int:
        """Return the number of answers to merge."""
        with self._connection.read() as connection:
            row = connection.execute(
                "SELECT (SELECT COUNT(*) FROM answers WHERE NOT merged)"
                " + (SELECT COUNT(*) FROM unmerged_addresses)"
            ).fetchone()
        return int(row[0])

    def missing_room(self) -> tuple[int, int] | None:
        """Return the bytes that merging needs and those that are free, None if it is enough."""
        with self._connection.read() as connection:
            row = connection.execute(
                "SELECT COALESCE(SUM(length(body)), 0) FROM (SELECT body FROM answers"
                " WHERE NOT merged UNION ALL SELECT body FROM unmerged_addresses"
                " JOIN answers USING (id))"
            ).fetchone()
        needed = int(row[0]) * GROWTH + SPARE_ROOM
        with suppress(OSError):  # a disk that doesn't report its room is found out by writing
            free = shutil.disk_usage(self._connection.path.parent).free
            return (needed, free) if free < needed else None
        return None

    def next(self, limit: int) -> Iterator[UnmergedAnswer]:
        """Yield the oldest answers to merge, then those whose addresses alone are to be merged.

        Each one is read when it is needed.
        """
        with self._connection.read() as connection:
            ids, read = _ids(connection, "answers WHERE NOT merged ORDER BY id", limit), _unmerged
            if not ids:
                ids = _ids(connection, "unmerged_addresses ORDER BY id", limit)
                read = _with_unmerged_addresses
            for answer_id in ids:
                row = connection.execute(_ANSWER, (answer_id,)).fetchone()
                if row is not None:
                    body = _body(row[1], row[2])
                    yield read(connection, StoredRecord(answer_id, row[0], body, row[3]))

    def merge(self, answers: Iterable[tuple[StoredRecord, Iterable[Listing], str]]) -> int:
        """Merge the records of stored answers into the library in one transaction.

        A merge that a power cut undoes is done again by the next start.
        Each answer has its listings and printed facts. Returns the number of answers.
        """
        changed: dict[int, None] = {}
        count = 0
        with self._connection.write_repeatable() as connection:
            for answer, listings, printed in answers:
                changed |= dict.fromkeys(self._merge(connection, answer, listings, printed))
                count += 1
        self._connection.report_change(changed)
        return count

    def _merge(
        self,
        connection: sqlite3.Connection,
        answer: StoredRecord,
        listings: Iterable[Listing],
        printed: str,
    ) -> tuple[int, ...]:
        """Merge the records of one answer; return the ids of their entries."""
        endpoint, scopes = answer.endpoint, self._connection.scopes
        row = connection.execute(
            "SELECT scope_id, viewer_id, merged FROM answers WHERE id = ?", (answer.id,)
        ).fetchone()
        if row is None:  # deleted meanwhile
            return ()
        if row[2]:
            source = Source(endpoint, str(row[1]), answer.fetched_at)
            return _merge_addresses(connection, answer.id, listings, source)
        scope_id = int(row[0])
        if scope_id == scopes.of(endpoint):
            scope_id = scopes.library_of(endpoint)
        entries = list_entries(
            connection, scope_id, answer.id, endpoint, listings, answer.fetched_at, str(row[1])
        )
        if printed:
            connection.execute("UPDATE answers SET printed = ? WHERE id = ?", (printed, answer.id))
        if len(entries) == 1:
            _move_old_entries(connection, entries[0], answer.id)
        return entries


def _ids(connection: sqlite3.Connection, source: str, limit: int) -> list[int]:
    rows = connection.execute(f"SELECT id FROM {source} LIMIT ?", (limit,))  # noqa: S608  # names of ours
    return [int(row[0]) for row in rows.fetchall()]


def _unmerged(connection: sqlite3.Connection, stored: StoredRecord) -> UnmergedAnswer:
    keys, link = _record_keys(connection, stored.id), _link_of(connection, stored.id)
    return UnmergedAnswer(stored, keys, link)


def _with_unmerged_addresses(
    connection: sqlite3.Connection, stored: StoredRecord
) -> UnmergedAnswer:
    entries = _merged_into(connection, stored.id)
    return UnmergedAnswer(
        stored, tuple(dict.fromkeys(key for _, own in entries for key in own)), ""
    )


def _merged_into(
    connection: sqlite3.Connection, answer_id: int
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the entries that an answer was merged into, each with the keys that it has for it."""
    rows = connection.execute(
        "SELECT entry_id, key, keys FROM entry_answers WHERE answer_id = ?", (answer_id,)
    )
    return [(int(entry), (str(key), *str(keys).split())) for entry, key, keys in rows.fetchall()]


def _merge_addresses(
    connection: sqlite3.Connection, answer_id: int, listings: Iterable[Listing], source: Source
) -> tuple[int, ...]:
    """Merge the addresses of an answer into the entries that have it.

    Its links don't count: a slug may have passed to somebody else since, and a split is the user's
    word. Returns the ids of the entries that changed.
    """
    changed = dict[int, None]()
    entries = _merged_into(connection, answer_id)
    for listing in listings:
        for entry_id, keys in entries:
            if not set(keys).isdisjoint((listing.key, *listing.keys)) and merge_addresses(
                connection, entry_id, listing, source
            ):
                changed[entry_id] = None
    connection.execute("DELETE FROM unmerged_addresses WHERE id = ?", (answer_id,))
    return tuple(changed)


def _body(body: bytes, packed: int) -> bytes:
    try:
        return unpack(body, packed)
    except StoreError:  # damaged on the disk: the others are merged all the same
        return b""


def _record_keys(connection: sqlite3.Connection, answer_id: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT DISTINCT key FROM record_keys JOIN records ON records.id = record_id"
        " WHERE answer_id = ?",
        (answer_id,),
    )
    return tuple(str(row[0]) for row in rows)


def _link_of(connection: sqlite3.Connection, answer_id: int) -> str:
    """Return the link by which an address or ids were looked up, from an older program's entry.

    Such an entry has one link; if several people have its address, their answers can't be told
    apart by it.
    """
    row = connection.execute(
        "SELECT link FROM entry_answers AS one JOIN entries ON entries.id = entry_id"  # noqa: S608  # names of ours
        f" WHERE answer_id = ? AND kind IN ({_OLD_KINDS}) AND link <> ''"
        " AND (SELECT COUNT(DISTINCT records.id) FROM entry_answers AS other"
        " JOIN records USING (answer_id) WHERE other.entry_id = one.entry_id) <= 1 LIMIT 1",
        (answer_id,),
    ).fetchone()
    return "" if row is None else str(row[0])


def _move_old_entries(connection: sqlite3.Connection, entry_id: int, answer_id: int) -> None:
    """Make an older program's entries of an address or of ids part of the record."""
    rows = connection.execute(
        "SELECT DISTINCT entries.id FROM entry_answers JOIN entries ON entries.id = entry_id"  # noqa: S608  # names of ours
        f" WHERE answer_id = ? AND kind IN ({_OLD_KINDS}) AND entries.id <> ?",
        (answer_id, entry_id),
    ).fetchall()
    for (old,) in rows:
        connection.execute(
            "DELETE FROM entry_answers WHERE entry_id = ? AND answer_id = ?", (old, answer_id)
        )
        rest = connection.execute(
            "SELECT 1 FROM entry_answers WHERE entry_id = ?", (old,)
        ).fetchone()
        if rest is None:
            connection.execute("DELETE FROM entry_keys WHERE entry_id = ?", (old,))
            connection.execute("DELETE FROM entry_fields WHERE entry_id = ?", (old,))
            join(connection, entry_id, int(old))
