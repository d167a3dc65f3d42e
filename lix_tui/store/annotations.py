"""Notes and tags that the user wrote on library entries, read and written for many at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lix_tui.store.connection import Connection
from lix_tui.text import composed

T = TypeVar("T")
BATCH = 500
"""Ids or keys of one query: SQLite allows 999 values in its oldest supported form."""
_ANNOTATED = "(note <> '' OR tags <> '')"
"""Condition of the index of annotated entries; SQLite uses the index only for these very words."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Note and tags of one entry."""

    entry_id: int
    note: str
    tags: str
    """Tags with spaces between them."""


@dataclass(frozen=True, slots=True)
class AnnotationChange:
    """An annotation before and after it was written."""

    before: Annotation
    after: Annotation


class AnnotationStore:
    """Notes and tags of the library's entries."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_entries(self, kind: str, keys: Collection[str]) -> dict[str, int]:
        """Return the ids of the entries that have these keys, by key."""
        found: dict[str, int] = {}
        with self._connection.read() as connection:
            for some in _batches(keys):
                rows = connection.execute(
                    "SELECT key, entry_id FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
                    f" AND key IN ({_marks(some)})",
                    (self._connection.scopes.main, kind, *some),
                )
                found |= {str(key): int(entry_id) for key, entry_id in rows}
        return found

    def read(self, ids: Collection[int]) -> list[Annotation]:
        """Return note and tags of entries; those that are gone are left out."""
        with self._connection.read() as connection:
            return _read(connection, ids)

    def annotated(self, kind: str) -> dict[str, Annotation]:
        """Return every annotation of one kind of entry, by each key of its entry."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT key, entry_id, note, tags FROM entries JOIN entry_keys"  # noqa: S608  # words of ours
                f" ON entry_id = entries.id WHERE entries.scope_id = ? AND {_ANNOTATED}"
                " AND entries.kind = ?",
                (self._connection.scopes.main, kind),
            )
            return {str(key): Annotation(*rest) for key, *rest in rows}

    def tag_texts(self) -> list[tuple[str, int]]:
        """Return the tags of entries as they are stored, each text with its number of entries."""
        scopes = self._connection.scopes
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT tags, COUNT(*) FROM entries"  # noqa: S608  # words of ours
                f" WHERE scope_id IN ({scopes.marks}) AND {_ANNOTATED} AND tags <> ''"
                " GROUP BY tags",
                scopes.all,
            )
            return [(str(tags), int(count)) for tags, count in rows]

    def write(
        self, ids: Collection[int], change: Callable[[Annotation], Annotation]
    ) -> list[AnnotationChange]:
        """Write the result of ``change`` for each entry, all of them or none.

        Returns what has changed. An error of ``change`` is raised and writes nothing.
        """
        with self._connection.write() as connection:
            changes = []
            for before in _read(connection, ids):
                after = change(before)
                after = replace(after, note=composed(after.note), tags=composed(after.tags))
                if after != before:
                    changes.append(AnnotationChange(before, after))
            connection.executemany(
                "UPDATE entries SET note = ?, tags = ? WHERE id = ?",
                [(one.after.note, one.after.tags, one.after.entry_id) for one in changes],
            )
        self._report([one.after.entry_id for one in changes])
        return changes

    def restore(self, changes: Sequence[AnnotationChange]) -> list[int]:
        """Write what was there before changes, except where something else was written since.

        Returns the ids of the entries that were restored.
        """
        restored = []
        with self._connection.write() as connection:
            for one in changes:
                before, after = one.before, one.after
                cursor = connection.execute(
                    "UPDATE entries SET note = ?, tags = ? WHERE id = ? AND note = ? AND tags = ?",
                    (before.note, before.tags, before.entry_id, after.note, after.tags),
                )
                if cursor.rowcount:
                    restored.append(before.entry_id)
        self._report(restored)
        return restored

    def _report(self, ids: Collection[int]) -> None:
        for some in _batches(ids):
            self._connection.report_change(some)


def _read(connection: sqlite3.Connection, ids: Collection[int]) -> list[Annotation]:
    found: dict[int, Annotation] = {}
    for some in _batches(ids):
        rows = connection.execute(
            f"SELECT id, note, tags FROM entries WHERE id IN ({_marks(some)})",  # noqa: S608  # question marks of ours
            some,
        )
        found |= {int(row[0]): Annotation(*row) for row in rows}
    return [found[entry_id] for entry_id in dict.fromkeys(ids) if entry_id in found]


def _batches(values: Collection[T]) -> Iterator[tuple[T, ...]]:
    ordered = tuple(values)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
