"""Identity of records: numbers that never pass to another record, and joins of entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from lix_tui.store.record_merge import combined, differences, read_merged, write_merged

NUMBERS = ("member:", "org:")
"""Beginnings of keys that are numbers of LinkedIn: they never pass to another record."""
PASSING = "slug:"
"""Beginning of keys that pass to another record when its owner gives the name up."""
PAGE = "page:"
"""Beginning of an organisation's slug among keys of all kinds, where `PASSING` is a person's."""
OWNED = "(SELECT group_concat(key, char(10)) FROM entry_keys WHERE entry_id = entries.id)"
"""Expression for all keys of an entry, with line ends between them."""
NEXT_ENTRY = (
    "(SELECT MAX(COALESCE((SELECT MAX(id) FROM entries), 0), (SELECT last FROM entry_numbers)) + 1)"
)
"""Expression for the number of a new entry, which no entry has ever had."""
_MOVED = ("entry_keys", "entry_answers", "entry_fields", "entry_changes")


def lasting_first(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a record in the order in which they decide: slugs, which pass, last."""
    return tuple(sorted(keys, key=lambda key: key.startswith(PASSING)))


def differ(first: Collection[str], second: Collection[str]) -> bool:
    """Return True if both records have numbers of LinkedIn, but none in common."""
    return bool(first) and bool(second) and not set(first) & set(second)


def join(connection: sqlite3.Connection, entry_id: int, other: int) -> None:
    """Merge entry ``other`` into ``entry_id`` and delete it; notes and tags of both stay."""
    note, tags, opened, first_at, endpoints, mine, marks, ours = connection.execute(
        "SELECT other.note, other.tags, other.opened, other.first_at, other.endpoints,"
        " entries.note, entries.tags, entries.endpoints"
        " FROM entries AS other JOIN entries ON entries.id = ? WHERE other.id = ?",
        (entry_id, other),
    ).fetchone()
    if found := read_merged(connection, other):
        known = read_merged(connection, entry_id)
        write_merged(connection, entry_id, combined(known, found))
        connection.executemany(
            "INSERT INTO entry_changes (entry_id, field, before, after, at) VALUES (?, ?, ?, ?, ?)",
            [(entry_id, *change) for change in differences(known, found)],
        )
    for table in _MOVED:
        connection.execute(
            f"UPDATE OR IGNORE {table} SET entry_id = ? WHERE entry_id = ?",  # noqa: S608  # names of ours
            (entry_id, other),
        )
    for column in ("entry_id", "other_id"):
        connection.execute(
            f"UPDATE OR IGNORE entries_apart SET {column} = ? WHERE {column} = ?",  # noqa: S608  # names of ours
            (entry_id, other),
        )
    connection.execute("DELETE FROM entries WHERE id = ?", (other,))
    notes = dict.fromkeys(text for text in (mine, note) if text)
    connection.execute(
        "UPDATE entries SET note = ?, tags = ?, opened = MAX(opened, ?),"
        " first_at = MIN(first_at, ?), endpoints = ?,"
        " changed_at = (SELECT MAX(at) FROM entry_changes WHERE entry_id = entries.id)"
        " WHERE id = ?",
        (
            "\n".join(notes),
            " ".join(dict.fromkeys(f"{marks} {tags}".split())),
            opened,
            first_at,
            " ".join(sorted({*ours.split(), *endpoints.split()})),
            entry_id,
        ),
    )


def set_apart(connection: sqlite3.Connection, entry_id: int, other: int) -> None:
    """Never join two entries again."""
    connection.executemany(
        "INSERT OR IGNORE INTO entries_apart (entry_id, other_id) VALUES (?, ?)",
        [(entry_id, other), (other, entry_id)],
    )


def are_apart(connection: sqlite3.Connection, entry_id: int, other: int) -> bool:
    """Return True if the user split the two entries, so that they never join again."""
    row = connection.execute(
        "SELECT 1 FROM entries_apart WHERE entry_id = ? AND other_id = ?", (entry_id, other)
    ).fetchone()
    return row is not None


def keys_of(connection: sqlite3.Connection, ids: Collection[int]) -> tuple[str, ...]:
    """Return every key of some entries."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"SELECT key FROM entry_keys WHERE entry_id IN ({marks})",  # noqa: S608  # question marks of ours
        tuple(ids),
    )
    return tuple(str(row[0]) for row in rows)


def numbers_of(connection: sqlite3.Connection, entry_id: int) -> frozenset[str]:
    """Return LinkedIn's numbers of an entry, such as member numbers."""
    return frozenset(key for key in keys_of(connection, (entry_id,)) if key.startswith(NUMBERS))
