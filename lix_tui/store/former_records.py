"""Numbers of records that were merged into another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.store.connection import Connection


class FormerRecords:
    """Library entries that are part of another one now. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def survivor(self, entry_id: int) -> int | None:
        """Return the entry that has the answers of a former one; None if there isn't one."""
        with self._connection.read() as connection:
            row = connection.execute(
                "SELECT MIN(entry_id) FROM entry_answers WHERE first_entry = ? AND entry_id <> ?",
                (entry_id, entry_id),
            ).fetchone()
        return None if row[0] is None else int(row[0])
