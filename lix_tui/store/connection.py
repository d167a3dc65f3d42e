"""Connection to the store's file, shared by all parts of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from lix_tui.store.open_file import OpenFile
from lix_tui.store.scope_ids import Scopes
from lix_tui.store.transactions import reading, writing


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
        return reading(self.sqlite, self.path)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. Raises StoreMoved when the store has another place by now."""
        with writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_place()

    @contextmanager
    def write_received(self) -> Iterator[sqlite3.Connection]:
        """Write data that was received, all or nothing, and check that it reached the store.

        Raises StoreMoved for data that is written elsewhere because the store's file has gone away.
        """
        self.file.note_before_write()
        with writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_after_write()
