"""Identity of records: the entry that an answer is about, by its keys, and joins of entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from lix_tui.store.merged_records import join_merged
from lix_tui.store.rows import Listing

NUMBERS = ("member:", "org:")
"""Beginnings of keys that are numbers of LinkedIn: they never pass to another record."""
PASSING = "slug:"
"""Beginning of keys that pass to another record when its owner gives the name up."""
_MOVED = ("entry_keys", "entry_answers", "entry_fields", "entry_changes")


def numbers_in(keys: Iterable[str]) -> frozenset[str]:
    """Return the keys that are numbers of LinkedIn."""
    return frozenset(key for key in keys if key.startswith(NUMBERS))


def differ(first: Collection[str], second: Collection[str]) -> bool:
    """Return True if two records have numbers and none in common, so that they are two."""
    return bool(first) and bool(second) and not set(first) & set(second)


def claim_entry(
    connection: sqlite3.Connection, scope_id: int, listing: Listing, at: float
) -> int | None:
    """Return the entry that a listing is about; None if there is none.

    Entries that the listing shows to be one are joined, except those with different numbers and
    those that were taken apart. A slug that has passed to the listing's record is released.
    """
    claims = _claims(connection, scope_id, listing)
    if not claims:
        return None
    own, ids = numbers_in(listing.keys), sorted({entry_id for entry_id, _, _ in claims})
    by_number = {entry_id for entry_id, key, _ in claims if key in own}
    if len(ids) == 1 and (by_number or not own):
        return ids[0]
    numbers = {entry_id: _numbers_of(connection, entry_id) for entry_id in ids}
    by_key = [entry_id for entry_id, key, _ in claims if key == listing.key]
    ordered = sorted(ids, key=lambda one: (one not in by_number, one not in by_key, one))
    chosen: int | None = None
    for entry_id in ordered:
        if differ(own, numbers[entry_id]):
            continue
        if chosen is None:
            chosen, own = entry_id, own | numbers[entry_id]
        elif not are_apart(connection, chosen, entry_id):
            own |= numbers[entry_id]
            first, other = sorted((chosen, entry_id))
            join(connection, first, other)
            chosen = first
    _release(connection, scope_id, listing, claims, chosen, at)
    return chosen


def claim_keys(
    connection: sqlite3.Connection, scope_id: int, entry_id: int, listing: Listing, at: float
) -> None:
    """Tie the keys of a listing to its entry, except those of another entry."""
    connection.executemany(
        "INSERT INTO entry_keys (scope_id, kind, key, entry_id, seen_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (scope_id, kind, key) DO UPDATE SET seen_at = excluded.seen_at"
        " WHERE excluded.seen_at > seen_at AND entry_id = excluded.entry_id",
        [(scope_id, listing.kind, key, entry_id, at) for key in listing.keys],
    )


def join(connection: sqlite3.Connection, entry_id: int, other: int) -> None:
    """Make two entries that turned out to be one into one; nothing the user wrote is lost."""
    note, tags, opened, first_at, mine, marks = connection.execute(
        "SELECT other.note, other.tags, other.opened, other.first_at, entries.note, entries.tags"
        " FROM entries AS other JOIN entries ON entries.id = ? WHERE other.id = ?",
        (entry_id, other),
    ).fetchone()
    join_merged(connection, entry_id, other)
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
        " first_at = MIN(first_at, ?) WHERE id = ?",
        (
            "\n".join(notes),
            " ".join(dict.fromkeys(f"{marks} {tags}".split())),
            opened,
            first_at,
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
    """Return True if a reader took the two entries apart."""
    row = connection.execute(
        "SELECT 1 FROM entries_apart WHERE entry_id = ? AND other_id = ?", (entry_id, other)
    ).fetchone()
    return row is not None


def known_entries(
    connection: sqlite3.Connection, scope_id: int, kind: str, keys: Sequence[str]
) -> list[int]:
    """Return the entries of a scope that have one of these keys, the oldest first."""
    marks = ", ".join("?" * len(keys))
    rows = connection.execute(
        "SELECT DISTINCT entry_id FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
        f" AND key IN ({marks}) ORDER BY entry_id",
        (scope_id, kind, *keys),
    )
    return [int(row[0]) for row in rows]


def keys_of(connection: sqlite3.Connection, ids: Collection[int]) -> tuple[str, ...]:
    """Return every key of some entries."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"SELECT key FROM entry_keys WHERE entry_id IN ({marks})",  # noqa: S608  # question marks of ours
        tuple(ids),
    )
    return tuple(str(row[0]) for row in rows)


def numbers_differ(connection: sqlite3.Connection, entry_id: int, other: int) -> bool:
    """Return True if two entries have different numbers of LinkedIn."""
    return differ(_numbers_of(connection, entry_id), _numbers_of(connection, other))


def _claims(
    connection: sqlite3.Connection, scope_id: int, listing: Listing
) -> list[tuple[int, str, float]]:
    """Return entry, key and time of the newest answer with it, for the keys that are known."""
    marks = ", ".join("?" * len(listing.keys))
    rows = connection.execute(
        "SELECT entry_id, key, seen_at FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
        f" AND key IN ({marks})",
        (scope_id, listing.kind, *listing.keys),
    ).fetchall()
    return [(int(row[0]), str(row[1]), float(row[2])) for row in rows]


def _numbers_of(connection: sqlite3.Connection, entry_id: int) -> frozenset[str]:
    return numbers_in(keys_of(connection, (entry_id,)))


def _release(
    connection: sqlite3.Connection,
    scope_id: int,
    listing: Listing,
    claims: Sequence[tuple[int, str, float]],
    chosen: int | None,
    at: float,
) -> None:
    """Free the slugs of another entry that this newer answer has."""
    for entry_id, key, seen_at in claims:
        if entry_id != chosen and key.startswith(PASSING) and at > seen_at:
            connection.execute(
                "DELETE FROM entry_keys WHERE scope_id = ? AND kind = ? AND key = ?",
                (scope_id, listing.kind, key),
            )
