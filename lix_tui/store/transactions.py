"""How the store reads and writes: all or nothing, and SQLite's failures become the store's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lix_tui.store.errors import store_error


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction, locked from its beginning, so that it never fails half way for a lock.

    Committed at the end, taken back when anything is raised. Raises StoreError.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:  # a full disk has ended it already
                connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise store_error(error, path) from None


@contextmanager
def reading(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """A read; whatever it selects is fetched inside. Raises StoreError."""
    try:
        yield connection
    except sqlite3.Error as error:
        raise store_error(error, path) from None
