"""Listing of an answer's records in the library, each once, with its changes."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from lix_tui.store.rows import Listing

FIELDS = ("name", "title", "company", "place")
"""Fields that are compared with the former answer of the same endpoint."""
_composed = partial(unicodedata.normalize, "NFC")
"""Function that composes letters and accents, the form that the library's index uses."""


def list_entries(
    connection: sqlite3.Connection,
    scope_id: int,
    answer_id: int,
    endpoint: str,
    listings: Iterable[Listing],
    at: float,
) -> None:
    """Put the records of an answer into a scope's library, inside a transaction."""
    for received in listings:
        listing = replace(
            received,
            name=_composed(received.name),
            title=_composed(received.title),
            company=_composed(received.company),
            place=_composed(received.place),
            words=_composed(received.words),
        )
        entry_id = _entry_for(connection, scope_id, listing, at)
        _compare(connection, entry_id, endpoint, listing, at)
        connection.execute(
            "INSERT OR IGNORE INTO entry_answers (entry_id, answer_id, key) VALUES (?, ?, ?)",
            (entry_id, answer_id, listing.key),
        )
    connection.execute("UPDATE answers SET listed = 1 WHERE id = ?", (answer_id,))


def _entry_for(connection: sqlite3.Connection, scope_id: int, listing: Listing, at: float) -> int:
    known = known_entries(connection, scope_id, listing.kind, listing.keys)
    if known:
        entry_id = known[0]
        for other in known[1:]:
            join(connection, entry_id, other)
        _renew(connection, entry_id, listing, at)
    else:
        cursor = connection.execute(
            "INSERT INTO entries (scope_id, kind, name, title, company, place, words, link, opened,"
            " first_at, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                scope_id,
                listing.kind,
                listing.name,
                listing.title,
                listing.company,
                listing.place,
                _words(listing),
                listing.link,
                listing.opened,
                at,
                at,
            ),
        )
        entry_id = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT OR IGNORE INTO entry_keys (scope_id, kind, key, entry_id) VALUES (?, ?, ?, ?)",
        [(scope_id, listing.kind, key, entry_id) for key in listing.keys],
    )
    return entry_id


def _renew(connection: sqlite3.Connection, entry_id: int, listing: Listing, at: float) -> None:
    """Update an entry from a newer answer; fields that the answer lacks stay."""
    connection.execute(
        "UPDATE entries SET name = COALESCE(NULLIF(?, ''), name),"
        " title = COALESCE(NULLIF(?, ''), title), company = COALESCE(NULLIF(?, ''), company),"
        " place = COALESCE(NULLIF(?, ''), place), link = COALESCE(NULLIF(?, ''), link),"
        " words = CASE WHEN ? OR length(?) >= length(words) THEN ? ELSE words END,"
        " fetched_at = ? WHERE id = ? AND fetched_at <= ?",
        (
            listing.name,
            listing.title,
            listing.company,
            listing.place,
            listing.link,
            listing.opened,
            _words(listing),
            _words(listing),
            at,
            entry_id,
            at,
        ),
    )
    connection.execute(
        "UPDATE entries SET opened = MAX(opened, ?), first_at = MIN(first_at, ?) WHERE id = ?",
        (listing.opened, at, entry_id),
    )


def kind_word(kind: str) -> str:
    """Return the word that represents a kind of record in the full-text index."""
    return f"kind0{kind}"


def _words(listing: Listing) -> str:
    """Return the words for the index alone: one for the kind, then those of the listing."""
    return f"{kind_word(listing.kind)} {listing.words}"


def _compare(
    connection: sqlite3.Connection, entry_id: int, endpoint: str, listing: Listing, at: float
) -> None:
    """Write the differences from the former answer of the same endpoint."""
    rows = connection.execute(
        "SELECT field, value, fetched_at FROM entry_fields WHERE entry_id = ? AND endpoint = ?",
        (entry_id, endpoint),
    ).fetchall()
    before = {field: (value, fetched_at) for field, value, fetched_at in rows}
    for field in FIELDS:
        value = getattr(listing, field)
        former, fetched_at = before.get(field, ("", -1.0))
        if not value or fetched_at > at:
            continue
        if former and _composed(former) != value:
            connection.execute(
                "INSERT INTO entry_changes (entry_id, at, field, before, after)"
                " VALUES (?, ?, ?, ?, ?)",
                (entry_id, at, field, former, value),
            )
            connection.execute("UPDATE entries SET changed_at = ? WHERE id = ?", (at, entry_id))
        connection.execute(
            "INSERT OR REPLACE INTO entry_fields (entry_id, endpoint, field, value, fetched_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (entry_id, endpoint, field, value, at),
        )


def join(connection: sqlite3.Connection, entry_id: int, other: int) -> None:
    """Merge entry ``other`` into ``entry_id``, which survives; ``other`` is deleted.

    Keys, answers and changes move to the survivor. Notes and tags are joined, so nothing that the
    user wrote is lost.
    """
    row = connection.execute(
        "SELECT note, tags, opened, first_at FROM entries WHERE id = ?", (other,)
    ).fetchone()
    for table in ("entry_keys", "entry_answers", "entry_fields", "entry_changes"):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET entry_id = ? WHERE entry_id = ?",  # noqa: S608  # names of ours
            (entry_id, other),
        )
    connection.execute("DELETE FROM entries WHERE id = ?", (other,))
    note, tags, opened, first_at = row
    connection.execute(
        "UPDATE entries SET note = trim(note || char(10) || ?, char(10)),"
        " tags = trim(tags || ' ' || ?), opened = MAX(opened, ?), first_at = MIN(first_at, ?)"
        " WHERE id = ?",
        (note, tags, opened, first_at, entry_id),
    )


def known_entries(
    connection: sqlite3.Connection, scope_id: int, kind: str, keys: Sequence[str]
) -> list[int]:
    """Return the ids of the entries in a scope that have one of these keys, the oldest first."""
    found: dict[int, None] = {}
    for key in keys:
        row = connection.execute(
            "SELECT entry_id FROM entry_keys WHERE scope_id = ? AND kind = ? AND key = ?",
            (scope_id, kind, key),
        ).fetchone()
        if row:
            found[int(row[0])] = None
    return sorted(found)
