"""What every part of the store has: the connection, and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from lix_tui.store.open_file import OpenFile
from lix_tui.store.scope_ids import Scopes
from lix_tui.store.transactions import reading, writing


class Connected:
    """A part of the store."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, spare: Path | None = None
    ) -> None:
        """``spare`` is a folder for a copy of the store that cannot be made beside it."""
        self._file = OpenFile(connection, path, spare)
        self.scopes = Scopes()
        """Whose data is read and written."""

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._file.connection

    @property
    def _path(self) -> Path:
        return self._file.path

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. Raises StoreMoved when the store has another place by now."""
        with writing(self._connection, self._path) as connection:
            yield connection
        self._file.check_place()

    @contextmanager
    def _keeping(self) -> Iterator[sqlite3.Connection]:
        """Write what was received, all or nothing, and see that it is in the store then.

        Raises StoreMoved for what is written elsewhere, as the store's file has gone away.
        """
        self._file.note_before_write()
        with writing(self._connection, self._path) as connection:
            yield connection
        self._file.check_after_write()

    def _read(self) -> AbstractContextManager[sqlite3.Connection]:
        return reading(self._connection, self._path)
