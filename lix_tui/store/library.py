"""Library: each record once, searchable by any word, updated with each stored answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.identity import OWNED
from lix_tui.store.library_sql import conditions_of, order_of
from lix_tui.store.rows import Entry, FieldChange, LibraryQuery, StoredRecord

UNRECORDED = "unrecorded"
"""Owner of entries from before owners were recorded."""
MOST_COUNTED = 1000
"""Highest exact count of matches. Counting all matches of a short word takes too long."""
_MOST_BOUND = 500
"""Values of one statement: SQLite limits them."""
_ENTRY = (
    "entries.id, kind, entries.name, entries.title, entries.company, entries.place, link,"  # noqa: S608  # names of ours
    " entries.note, entries.tags, opened, first_at, fetched_at, changed_at, entries.scope_id,"
    " (SELECT server || ' ' || substr(account, 1, 6) FROM scopes WHERE id = entries.scope_id),"
    f" email, email_status, {OWNED}"
)


class LibraryStore:
    """Entries of the library with notes and tags. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def search(
        self, query: LibraryQuery, *, limit: int, before_id: int | None = None, skip: int = 0
    ) -> list[Entry]:
        """Return matching entries, the newest first or in the query's order.

        ``before_id`` continues after that entry, which is fast. If the query has its own order,
        use ``skip`` to leave out the first entries instead.
        """
        sources, conditions, values = conditions_of(query, self._connection.scopes)
        if before_id is not None and query.order is None:
            conditions.append("entries.id < ?")
            values.append(before_id)
        newest = "entries_text.rowid" if "entries_text" in sources else "entries.id"
        order, values = order_of(query, newest), [*values, limit, skip]
        with self._connection.read() as connection:
            rows = connection.execute(
                f"SELECT {_ENTRY} FROM {sources} WHERE {' AND '.join(conditions) or '1'}"  # noqa: S608  # names of ours; values are bound
                f" ORDER BY {order} LIMIT ? OFFSET ?",
                values,
            ).fetchall()
        return [self._entry(row) for row in rows]

    def count(self, query: LibraryQuery) -> int:
        """Return the number of matching entries, at most ``MOST_COUNTED`` + 1."""
        sources, conditions, values = conditions_of(query, self._connection.scopes)
        with self._connection.read() as connection:
            row = connection.execute(
                f"SELECT COUNT(*) FROM (SELECT 1 FROM {sources}"  # noqa: S608  # as above
                f" WHERE {' AND '.join(conditions) or '1'} LIMIT ?)",
                (*values, MOST_COUNTED + 1),
            ).fetchone()
        return int(row[0])

    def ids(self, query: LibraryQuery) -> list[int]:
        """Return the ids of all matching entries."""
        sources, conditions, values = conditions_of(query, self._connection.scopes)
        with self._connection.read() as connection:
            rows = connection.execute(
                f"SELECT entries.id FROM {sources} WHERE {' AND '.join(conditions) or '1'}",  # noqa: S608  # as above
                values,
            )
            return [int(row[0]) for row in rows]

    def entry(self, entry_id: int) -> Entry | None:
        """Return one entry by its id."""
        with self._connection.read() as connection:
            row = connection.execute(
                f"SELECT {_ENTRY} FROM entries WHERE id = ?",  # noqa: S608  # names of ours
                (entry_id,),
            ).fetchone()
        return self._entry(row) if row else None

    def links(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the links of at most 500 entries by their ids, in the order of the ids."""
        with self._connection.read() as connection:
            rows = connection.execute(
                f"SELECT entries.id, kind, link, {OWNED} FROM entries"  # noqa: S608  # question marks of ours
                f" WHERE entries.id IN ({', '.join('?' * len(ids))})",
                ids,
            ).fetchall()
        found = {int(row[0]): _own_link(row[1], row[2], row[3]) for row in rows}
        return {entry_id: found[entry_id] for entry_id in ids if entry_id in found}

    def entry_with(self, kind: str, keys: Sequence[str]) -> Entry | None:
        """Return the entry with any of these keys; None without one."""
        with self._connection.read() as connection:
            marks = ", ".join("?" * len(keys))
            row = connection.execute(
                "SELECT MIN(entry_id) FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
                f" AND key IN ({marks})",
                (self._connection.scopes.main, kind, *keys),
            ).fetchone()
        return None if row[0] is None else self.entry(int(row[0]))

    def same_keys(self, kind: str, keys: Sequence[str]) -> tuple[str, ...]:
        """Return ``keys`` and all other keys of the entries that have one of them."""
        with self._connection.read() as connection:
            marks = ", ".join("?" * len(keys))
            rows = connection.execute(
                "SELECT key FROM entry_keys WHERE kind = ? AND entry_id IN"  # noqa: S608  # question marks of ours
                " (SELECT entry_id FROM entry_keys WHERE scope_id = ? AND kind = ?"
                f" AND key IN ({marks}))",
                (kind, self._connection.scopes.main, kind, *keys),
            ).fetchall()
        return tuple(dict.fromkeys((*keys, *(str(row[0]) for row in rows))))

    def changes(self, entry_id: int) -> list[FieldChange]:
        """Return the changes of an entry's fields, the newest first."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT at, field, before, after FROM entry_changes WHERE entry_id = ?"
                " ORDER BY at DESC, id DESC",
                (entry_id,),
            ).fetchall()
        return [FieldChange(*row) for row in rows]

    def newest_answer(self, entry_id: int) -> tuple[str, StoredRecord] | None:
        """Return the newest answer with an entry, after the entry's key in that answer."""
        with self._connection.read() as connection:
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
        """Return one endpoint's answers about the entry with any of these keys, newest first.

        ``kind`` is the entry's: 'organisation'.
        """
        marks = ", ".join("?" * len(keys))
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE endpoint = ?"  # noqa: S608  # question marks of ours
                " AND id IN (SELECT answer_id FROM entry_answers JOIN entry_keys USING (entry_id)"
                f" WHERE entry_keys.scope_id = ? AND kind = ? AND entry_keys.key IN ({marks}))"
                " ORDER BY fetched_at DESC LIMIT ?",
                (endpoint, self._connection.scopes.main, kind, *keys, limit),
            ).fetchall()
        return [StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) for row in rows]

    def entries_with_answers(self, query: LibraryQuery) -> list[tuple[Entry, int, str]]:
        """Return each matching entry with its newest answer's id and its key in that answer."""
        sources, conditions, values = conditions_of(query, self._connection.scopes)
        newest = (
            "SELECT answers.id FROM entry_answers JOIN answers ON answers.id = answer_id"
            " WHERE entry_id = entries.id ORDER BY fetched_at DESC, answers.id DESC LIMIT 1"
        )
        with self._connection.read() as connection:
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
            (self._entry(row[:-1]), int(row[-1]), keys[int(row[0]), int(row[-1])])
            for row in rows
            if row[-1] is not None
        ]

    def survivors(self, marked: Mapping[int, float]) -> dict[int, tuple[int, float]]:
        """Return the present entry of each marked one, with the time when it was first fetched.

        ``marked`` has that time of each marked entry by its id, infinity where it isn't known. An
        entry that was merged into another one is that other one now; an older program may have
        given its old id to an entry that was first fetched later. Nothing is returned for a
        deleted entry.
        """
        ids = list(marked)
        present: dict[int, tuple[int, float]] = {}
        with self._connection.read() as connection:
            for start in range(0, len(ids), _MOST_BOUND):
                some = ids[start : start + _MOST_BOUND]
                rows = connection.execute(
                    "SELECT id, first_at FROM entries"  # noqa: S608  # question marks of ours
                    f" WHERE id IN ({', '.join('?' * len(some))})",
                    some,
                )
                present |= {row[0]: (row[0], row[1]) for row in rows if row[1] <= marked[row[0]]}
            if len(present) == len(marked):
                return present
            merged = connection.execute(
                "SELECT DISTINCT first_entry, entries.id, first_at FROM entry_answers"
                " JOIN entries ON entries.id = entry_id WHERE first_entry <> entry_id"
            )
            found = {row[0]: (row[1], row[2]) for row in merged if row[0] in marked}
        return found | present

    def searches_of(self, entry_id: int) -> list[str]:
        """Return the titles of the searches that found an entry."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT DISTINCT searches.title FROM entry_answers JOIN pages USING (answer_id)"
                " JOIN searches ON searches.id = search_id WHERE entry_id = ?",
                (entry_id,),
            ).fetchall()
        return [str(row[0]) for row in rows]

    def _entry(self, row: tuple[object, ...]) -> Entry:
        id_, kind, name, title, company, place, link, note, tags, *rest = row
        opened, first, fetched, changed, scope_id, owner, email, status, owned = rest
        own = _own_link(kind, link, owned)
        return Entry(
            int(str(id_)), str(kind), str(name), str(title), str(company), str(place), own,
            str(note), str(tags), bool(opened), float(str(first)), float(str(fetched)),
            None if changed is None else float(str(changed)),
            "" if scope_id in self._connection.scopes.all else str(owner or UNRECORDED),
            str(email), str(status),
        )  # fmt: skip


def _own_link(kind: object, link: object, keys: object) -> str:
    """Return the link of an entry, of which ``keys`` are all keys in lines."""
    from lix_tui.linkedin.links import owned_link

    return owned_link(str(kind), str(link), str(keys or "").split("\n"))
