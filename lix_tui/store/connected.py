"""What every part of the store has: the connection, and its transactions."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from lix_tui.store.scope_ids import Scopes
from lix_tui.store.transactions import reading, writing


class Connected:
    """A part of the store."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self.scopes = Scopes()
        """Whose data is read and written."""

    def _transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        return writing(self._connection, self._path)

    def _read(self) -> AbstractContextManager[sqlite3.Connection]:
        return reading(self._connection, self._path)
