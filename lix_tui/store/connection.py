"""Connection to the store's file, shared by all parts of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from lix_tui.store.errors import store_error
from lix_tui.store.open_file import OpenFile
from lix_tui.store.scope_ids import Scopes


class Connection:
    """The open file, its transactions, and the scopes in use; each part of the store has it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, spare: Path | None = None
    ) -> None:
        """``spare`` is a folder for a copy of the store that cannot be made beside it."""
        self.file = OpenFile(connection, path, spare)
        self.scopes = Scopes()
        """Scopes whose data is read and written."""

    @property
    def sqlite(self) -> sqlite3.Connection:
        """SQLite's connection to the file, or to the copy that took its place."""
        return self.file.connection

    @property
    def path(self) -> Path:
        """Path of the file that is open."""
        return self.file.path

    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """Read; whatever is selected is fetched inside. Raises StoreError."""
        return _reading(self.sqlite, self.path)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. Raises StoreMoved when the store has another place by now."""
        with _writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_place()

    @contextmanager
    def write_received(self) -> Iterator[sqlite3.Connection]:
        """Write data that was received, all or nothing, and check that it reached the store.

        Raises StoreMoved for data that is written elsewhere because the store's file has gone away.
        """
        self.file.note_before_write()
        with _writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_after_write()


@contextmanager
def _writing(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Write in one transaction, locked from its beginning so that no lock stops it half way.

    Commits at the end, rolls back if anything is raised. Raises StoreError.
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
def _reading(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Read, with SQLite's errors raised as StoreError."""
    try:
        yield connection
    except sqlite3.Error as error:
        raise store_error(error, path) from None
