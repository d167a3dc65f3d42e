"""The library: every record once, found by any word of it; filled as answers are written."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from lix_tui.store.answers import unpack
from lix_tui.store.connected import Connected
from lix_tui.store.rows import Change, Entry, LibraryQuery, Listing, StoredRecord

FIELDS = ("name", "title", "company", "place")
"""What is compared with what the same endpoint said before."""
MOST_COUNTED = 1000
"""Matches that are counted at most: counting all of a short word costs more than finding them."""
_ENTRY = (
    "entries.id, kind, entries.name, entries.title, entries.company, entries.place, link,"
    " entries.note, entries.tags, opened, first_at, fetched_at, changed_at"
)
_WORD = re.compile(r"\w+")


def list_entries(
    connection: sqlite3.Connection,
    answer_id: int,
    endpoint: str,
    listings: Iterable[Listing],
    at: float,
) -> None:
    """Put the records of an answer into the library; to be called inside a transaction."""
    for listing in listings:
        entry_id = _entry_for(connection, listing, at)
        _compare(connection, entry_id, endpoint, listing, at)
        connection.execute(
            "INSERT OR IGNORE INTO entry_answers (entry_id, answer_id, key) VALUES (?, ?, ?)",
            (entry_id, answer_id, listing.key),
        )
    connection.execute("UPDATE answers SET listed = 1 WHERE id = ?", (answer_id,))


class LibraryStore(Connected):
    """Reads the library and what users write into it. Times are seconds since the epoch."""

    def search_library(
        self, query: LibraryQuery, *, limit: int, before_id: int | None = None, skip: int = 0
    ) -> list[Entry]:
        """The newest entries first, or in the query's order.

        With ``before_id`` those that follow that one, which is quick; in an order of the query's
        without the first ``skip``.
        """
        sources, conditions, values = _conditions(query)
        if before_id is not None and query.order is None:
            conditions.append("entries.id < ?")
            values.append(before_id)
        newest = "entries_text.rowid" if "entries_text" in sources else "entries.id"
        order, values = _order(query, newest), [*values, limit, skip]
        with self._read() as connection:
            rows = connection.execute(
                f"SELECT {_ENTRY} FROM {sources} WHERE {' AND '.join(conditions) or '1'}"  # noqa: S608  # names of ours; values are bound
                f" ORDER BY {order} LIMIT ? OFFSET ?",
                values,
            ).fetchall()
        return [_entry(row) for row in rows]

    def count_library(self, query: LibraryQuery) -> int:
        """How many entries match, up to one more than are counted."""
        sources, conditions, values = _conditions(query)
        with self._read() as connection:
            row = connection.execute(
                f"SELECT COUNT(*) FROM (SELECT 1 FROM {sources}"  # noqa: S608  # as above
                f" WHERE {' AND '.join(conditions) or '1'} LIMIT ?)",
                (*values, MOST_COUNTED + 1),
            ).fetchone()
        return int(row[0])

    def entry(self, entry_id: int) -> Entry | None:
        """One entry by its id."""
        with self._read() as connection:
            row = connection.execute(
                f"SELECT {_ENTRY} FROM entries WHERE id = ?",  # noqa: S608  # names of ours
                (entry_id,),
            ).fetchone()
        return _entry(row) if row else None

    def entry_of(self, kind: str, keys: Sequence[str]) -> Entry | None:
        """The entry that is known by one of these keys."""
        with self._read() as connection:
            found = _known(connection, kind, keys)
        return self.entry(found[0]) if found else None

    def same_keys(self, kind: str, keys: Sequence[str]) -> tuple[str, ...]:
        """``keys`` with every other one that the entry of one of them is known by."""
        with self._read() as connection:
            marks = ", ".join("?" * len(keys))
            rows = connection.execute(
                "SELECT key FROM entry_keys WHERE kind = ? AND entry_id IN"  # noqa: S608  # question marks of ours
                f" (SELECT entry_id FROM entry_keys WHERE kind = ? AND key IN ({marks}))",
                (kind, kind, *keys),
            ).fetchall()
        return tuple(dict.fromkeys((*keys, *(str(row[0]) for row in rows))))

    def changes(self, entry_id: int) -> list[Change]:
        """What was said differently than before, the newest first."""
        with self._read() as connection:
            rows = connection.execute(
                "SELECT at, field, before, after FROM entry_changes WHERE entry_id = ?"
                " ORDER BY at DESC, id DESC",
                (entry_id,),
            ).fetchall()
        return [Change(*row) for row in rows]

    def newest_answer(self, entry_id: int) -> tuple[str, StoredRecord] | None:
        """The newest answer that holds an entry, with its key in there."""
        with self._read() as connection:
            row = connection.execute(
                "SELECT key, answers.id, endpoint, body, packed, fetched_at FROM entry_answers"
                " JOIN answers ON answers.id = answer_id WHERE entry_id = ?"
                " ORDER BY fetched_at DESC, answers.id DESC LIMIT 1",
                (entry_id,),
            ).fetchone()
        if row is None:
            return None
        return str(row[0]), StoredRecord(row[1], row[2], unpack(row[3], row[4]), row[5])

    def answers_about(
        self, kind: str, keys: Sequence[str], endpoint: str, limit: int
    ) -> list[StoredRecord]:
        """The newest answers of one endpoint about the entry with any of these keys, newest first.

        ``kind`` is the entry's: 'organisation'.
        """
        marks = ", ".join("?" * len(keys))
        with self._read() as connection:
            rows = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE endpoint = ?"  # noqa: S608  # question marks of ours
                " AND id IN (SELECT answer_id FROM entry_answers JOIN entry_keys USING (entry_id)"
                f" WHERE kind = ? AND entry_keys.key IN ({marks}))"
                " ORDER BY fetched_at DESC LIMIT ?",
                (endpoint, kind, *keys, limit),
            ).fetchall()
        return [StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) for row in rows]

    def holding_answers(self, query: LibraryQuery) -> list[tuple[Entry, int, str]]:
        """Every entry that matches, with its newest answer and its key in there."""
        sources, conditions, values = _conditions(query)
        newest = (
            "SELECT answers.id FROM entry_answers JOIN answers ON answers.id = answer_id"
            " WHERE entry_id = entries.id ORDER BY fetched_at DESC, answers.id DESC LIMIT 1"
        )
        with self._read() as connection:
            rows = connection.execute(
                f"SELECT {_ENTRY}, ({newest}) AS newest FROM {sources}"  # noqa: S608  # names of ours; values are bound
                f" WHERE {' AND '.join(conditions) or '1'} ORDER BY entries.id DESC",
                values,
            ).fetchall()
            keys = {
                (int(row[0]), int(row[1])): str(row[2])
                for row in connection.execute("SELECT entry_id, answer_id, key FROM entry_answers")
            }
        return [
            (_entry(row[:-1]), int(row[-1]), keys[int(row[0]), int(row[-1])])
            for row in rows
            if row[-1] is not None
        ]

    def answer(self, answer_id: int) -> StoredRecord | None:
        """One answer by its id."""
        with self._read() as connection:
            row = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE id = ?",
                (answer_id,),
            ).fetchone()
        return StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) if row else None

    def searches_of(self, entry_id: int) -> list[str]:
        """The titles of the searches that found an entry."""
        with self._read() as connection:
            rows = connection.execute(
                "SELECT DISTINCT searches.title FROM entry_answers JOIN pages USING (answer_id)"
                " JOIN searches ON searches.id = search_id WHERE entry_id = ?",
                (entry_id,),
            ).fetchall()
        return [str(row[0]) for row in rows]

    def write_note(self, entry_id: int, note: str) -> None:
        """Keep a note of the user's own; an empty one takes it away."""
        with self._transaction() as connection:
            connection.execute("UPDATE entries SET note = ? WHERE id = ?", (note, entry_id))

    def write_tags(self, entry_id: int, tags: str) -> None:
        """Keep tags of the user's own, with spaces between them."""
        with self._transaction() as connection:
            connection.execute("UPDATE entries SET tags = ? WHERE id = ?", (tags, entry_id))

    def unlisted(self, limit: int) -> list[StoredRecord]:
        """Answers whose records are not in the library yet, the oldest first."""
        with self._read() as connection:
            rows = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE NOT listed"
                " ORDER BY id LIMIT ?",
                (limit,),
            ).fetchall()
        return [StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) for row in rows]

    def list_answer(self, answer: StoredRecord, listings: Iterable[Listing]) -> None:
        """Put the records of a stored answer into the library."""
        with self._transaction() as connection:
            list_entries(connection, answer.id, answer.endpoint, listings, answer.fetched_at)


# -- filling it ------------------------------------------------------------------------------


def _entry_for(connection: sqlite3.Connection, listing: Listing, at: float) -> int:
    known = _known(connection, listing.kind, listing.keys)
    if known:
        entry_id = known[0]
        for other in known[1:]:
            _join(connection, entry_id, other)
        _renew(connection, entry_id, listing, at)
    else:
        cursor = connection.execute(
            "INSERT INTO entries (kind, name, title, company, place, words, link, opened,"
            " first_at, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
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
        "INSERT OR IGNORE INTO entry_keys (kind, key, entry_id) VALUES (?, ?, ?)",
        [(listing.kind, key, entry_id) for key in listing.keys],
    )
    return entry_id


def _renew(connection: sqlite3.Connection, entry_id: int, listing: Listing, at: float) -> None:
    """Take what a newer answer says; what it leaves out stays."""
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


def _words(listing: Listing) -> str:
    """What it is found by besides; the kind is a word too, so that the index narrows by it."""
    return f"{_kind_word(listing.kind)} {listing.words}"


def _kind_word(kind: str) -> str:
    return f"kind0{kind}"


def _compare(
    connection: sqlite3.Connection, entry_id: int, endpoint: str, listing: Listing, at: float
) -> None:
    """Write down what this endpoint says differently than it did before."""
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
        if former and former != value:
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


def _join(connection: sqlite3.Connection, entry_id: int, other: int) -> None:
    """Make two entries that turned out to be one into one; nothing the user wrote is lost."""
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


def _known(connection: sqlite3.Connection, kind: str, keys: Sequence[str]) -> list[int]:
    found: dict[int, None] = {}
    for key in keys:
        row = connection.execute(
            "SELECT entry_id FROM entry_keys WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        if row:
            found[int(row[0])] = None
    return sorted(found)


# -- reading it ------------------------------------------------------------------------------


def _conditions(query: LibraryQuery) -> tuple[str, list[str], list[str | int | float]]:
    """Tables, conditions and their values for a query."""
    match = match_of(query)
    conditions: list[str] = []
    values: list[str | int | float] = []
    sources = "entries"
    if match:
        sources = "entries_text JOIN entries ON entries.id = entries_text.rowid"
        conditions.append("entries_text MATCH ?")
        values.append(match)
    elif query.kind:
        conditions.append("kind = ?")
        values.append(query.kind)
    if query.since is not None:
        conditions.append("fetched_at >= ?")
        values.append(query.since)
    if query.until is not None:
        conditions.append("fetched_at < ?")
        values.append(query.until)
    if query.changed:
        conditions.append("changed_at IS NOT NULL")
    if query.noted:
        conditions.append("(entries.note <> '' OR entries.tags <> '')")
    if query.source:
        conditions.append(
            "entries.id IN (SELECT entry_id FROM entry_answers JOIN pages USING (answer_id)"
            " JOIN searches ON searches.id = search_id WHERE instr(lower(searches.title), ?))"
        )
        values.append(query.source.lower())
    return sources, conditions, values


def _order(query: LibraryQuery, newest: str) -> str:
    """What follows ORDER BY; ``newest`` is the column of the entries' own order."""
    way = "DESC" if query.descending else "ASC"
    if query.order is None:
        return f"{newest} DESC"
    if query.order == "fetched":
        return f"fetched_at {way}, {newest} DESC"
    column = f"entries.{query.order}"
    return f"{column} = '', {column} COLLATE NOCASE {way}, {newest} DESC"


def match_of(query: LibraryQuery) -> str:
    """The full-text expression of a query; empty when it holds no word.

    Every word is quoted, so that nothing a user types is syntax. One letter alone would match
    nearly everything, and is no word yet.
    """
    words = _WORD.findall(query.text)
    terms = [f'"{word}"*' for word in words if len(word) > 1 or len(words) > 1]
    for column in ("name", "title", "company", "place"):
        terms += [f'{column} : "{word}"*' for word in _WORD.findall(getattr(query, column))]
    terms += [f'tags : "{word}"' for word in _WORD.findall(query.tag)]
    if terms and query.kind:
        terms.append(f'words : "{_kind_word(query.kind)}"')
    return " AND ".join(terms)


def _entry(row: tuple[object, ...]) -> Entry:
    id_, kind, name, title, company, place, link, note, tags, opened, first, fetched, changed = row
    return Entry(
        int(str(id_)), str(kind), str(name), str(title), str(company), str(place), str(link),
        str(note), str(tags), bool(opened), float(str(first)), float(str(fetched)),
        None if changed is None else float(str(changed)),
    )  # fmt: skip
