"""Split of a record into two, answer by answer, after a wrong merge."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.identity import set_apart
from lix_tui.store.listing import merge_listing
from lix_tui.store.rows import Listing, Source, StoredRecord, UnmergedAnswer

Rebuild = Callable[[UnmergedAnswer], Iterable[Listing]]
"""Function that returns the records in a stored answer."""


class SplitProblem(Exception):
    """A record can't be split; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One answer that holds the record."""

    answer_id: int
    key: str
    keys: tuple[str, ...]
    first_entry: int
    endpoint: str
    viewer_id: str
    at: float


class RecordSplit:
    """Split of records. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def split(self, entry_id: int, keys: Collection[str], rebuild: Rebuild) -> int:
        """Move the answers with one of the keys to a record of their own; return its entry's id.

        Without keys the answers move that the record got by its last merge. The two never become
        one again; note and tags stay. Raises SplitProblem if no answer would move or stay.
        """
        with self._connection.write() as connection:
            rows = _rows(connection, entry_id)
            moved = _chosen(entry_id, rows, keys)
            kept = [row for row in rows if row not in moved]
            other = _new_entry(connection, entry_id)
            for row in moved:
                connection.execute(
                    "UPDATE entry_answers SET entry_id = ?, first_entry = ?"
                    " WHERE entry_id = ? AND answer_id = ? AND key = ?",
                    (other, other, entry_id, row.answer_id, row.key),
                )
            connection.execute(
                "UPDATE entry_answers SET first_entry = entry_id WHERE entry_id = ?", (entry_id,)
            )
            going = _keys_to_move(moved, kept)
            _move_keys(connection, entry_id, other, going)
            _move_lookups(connection, moved, kept, going)
            set_apart(connection, entry_id, other)
            _clear(connection, entry_id, rows)
            for one, part in ((entry_id, kept), (other, moved)):
                _merge_again(connection, one, part, rebuild)
        self._connection.report_change((entry_id, other))
        return other


def _rows(connection: sqlite3.Connection, entry_id: int) -> list[_Row]:
    """Return the answers about an entry, the oldest first."""
    rows = connection.execute(
        "SELECT answer_id, key, keys, first_entry, endpoint, viewer_id, fetched_at"
        " FROM entry_answers JOIN answers ON answers.id = answer_id WHERE entry_id = ?"
        " ORDER BY fetched_at, answer_id",
        (entry_id,),
    )
    return [
        _Row(answer, key, tuple(keys.split()), first, endpoint, viewer, at)
        for answer, key, keys, first, endpoint, viewer, at in rows
    ]


def _chosen(entry_id: int, rows: Sequence[_Row], keys: Collection[str]) -> list[_Row]:
    if len(rows) < 2:
        message = f"Record {entry_id} comes from one answer, so it can't be split."
        raise SplitProblem(message)
    if keys:
        moved = [row for row in rows if not set(keys).isdisjoint((row.key, *row.keys))]
        if len(moved) in (0, len(rows)):
            which = "All answers" if moved else "None of the answers"
            message = (
                f"{which} about record {entry_id} have this link, so they can't be told apart by "
                "it. Give a link that only one of the two has."
            )
            raise SplitProblem(message)
        return moved
    last = max(row.first_entry for row in rows)
    moved = [row for row in rows if row.first_entry == last]
    if len(moved) == len(rows):
        message = (
            f"Record {entry_id} wasn't merged from two records, so there is nothing to undo. "
            "Give a link of the one that doesn't belong to it."
        )
        raise SplitProblem(message)
    return moved


def _new_entry(connection: sqlite3.Connection, entry_id: int) -> int:
    cursor = connection.execute(
        "INSERT INTO entries (scope_id, kind, name, first_at, fetched_at)"
        " SELECT scope_id, kind, '', 0, -1 FROM entries WHERE id = ?",
        (entry_id,),
    )
    return int(cursor.lastrowid or 0)


def _keys_to_move(moved: Sequence[_Row], kept: Sequence[_Row]) -> set[str]:
    """Return the keys that go with the moved answers: a key of both is the newest answer's."""
    newest: dict[str, bool] = {}
    for row, goes in sorted(
        [*((row, True) for row in moved), *((row, False) for row in kept)],
        key=lambda pair: pair[0].at,
    ):
        newest.update(dict.fromkeys(row.keys, goes))
    return {key for key, goes in newest.items() if goes}


def _move_keys(
    connection: sqlite3.Connection, entry_id: int, other: int, keys: Iterable[str]
) -> None:
    connection.executemany(
        "UPDATE entry_keys SET entry_id = ? WHERE entry_id = ? AND key = ?",
        [(other, entry_id, key) for key in keys],
    )


def _move_lookups(
    connection: sqlite3.Connection, moved: Sequence[_Row], kept: Sequence[_Row], going: set[str]
) -> None:
    """Split the lookups whose answer is of one of the two, so that each link finds its own."""
    ids = {row.answer_id: row for row in (*moved, *kept)}
    marks = ", ".join("?" * len(ids))
    lookups = connection.execute(
        "SELECT id, answer_id, kind, scope_id, viewer_id FROM records"  # noqa: S608  # question marks of ours
        f" WHERE answer_id IN ({marks})",
        tuple(ids),
    ).fetchall()
    for record_id, answer_id, kind, scope_id, viewer in lookups:
        goes = ids[answer_id] in moved
        others = kept if goes else moved
        left = [row for row in others if (row.endpoint, row.viewer_id) == (kind, viewer)]
        theirs = connection.execute(
            "SELECT key FROM record_keys WHERE record_id = ?", (record_id,)
        ).fetchall()
        strange = [key for (key,) in theirs if (key in going) is not goes]
        if not left:
            connection.executemany(
                "DELETE FROM record_keys WHERE record_id = ? AND key = ?",
                [(record_id, key) for key in strange],
            )
            continue
        cursor = connection.execute(
            "INSERT INTO records (kind, answer_id, scope_id, viewer_id) VALUES (?, ?, ?, ?)",
            (kind, left[-1].answer_id, scope_id, viewer),
        )
        connection.executemany(
            "UPDATE record_keys SET record_id = ? WHERE record_id = ? AND key = ?",
            [(cursor.lastrowid, record_id, key) for key in strange],
        )


def _clear(connection: sqlite3.Connection, entry_id: int, rows: Sequence[_Row]) -> None:
    """Remove what the answers said from an entry; the user's note and tags stay."""
    connection.execute("DELETE FROM merged_records WHERE entry_id = ?", (entry_id,))
    connection.execute("DELETE FROM entry_fields WHERE entry_id = ?", (entry_id,))
    connection.executemany(
        "DELETE FROM entry_changes WHERE entry_id = ? AND at = ?",
        [(entry_id, row.at) for row in rows],
    )
    connection.execute(
        "UPDATE entries SET name = '', title = '', company = '', place = '', words = '', link = '',"
        " opened = 0, fetched_at = -1, email = '', email_status = '', endpoints = '',"
        " changed_at = (SELECT MAX(at) FROM entry_changes WHERE entry_id = entries.id)"
        " WHERE id = ?",
        (entry_id,),
    )


def _merge_again(
    connection: sqlite3.Connection, entry_id: int, rows: Sequence[_Row], rebuild: Rebuild
) -> None:
    for row in rows:
        body, packed, scope_id = connection.execute(
            "SELECT body, packed, scope_id FROM answers WHERE id = ?", (row.answer_id,)
        ).fetchone()
        stored = StoredRecord(row.answer_id, row.endpoint, unpack(body, packed), row.at)
        source = Source(row.endpoint, row.viewer_id, row.at)
        for listing in rebuild(UnmergedAnswer(stored, row.keys, "")):
            if listing.key == row.key or not set(listing.keys).isdisjoint(row.keys):
                merge_listing(connection, scope_id, entry_id, listing, source)
    connection.execute(
        "UPDATE entries SET first_at = ? WHERE id = ?", (min(row.at for row in rows), entry_id)
    )
