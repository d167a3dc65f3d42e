"""Verification of a store: damage to its file, and dangling references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.store.connection import Connection

COUNTED = ("answers", "searches", "pages", "records", "entries", "ledger", "runs", "saved_queries")
"""Tables whose rows are counted, in the order of the report."""
MOST_PROBLEMS = 20
"""Largest number of reported problems."""


@dataclass(frozen=True, slots=True)
class IntegrityResult:
    """Outcome of a verification."""

    damage: tuple[str, ...]
    """Faults that SQLite found in the file; empty for a sound one."""
    orphans: tuple[str, ...]
    """Tables with dangling references, one entry per row."""
    counts: Mapping[str, int]
    """Rows by table."""

    @property
    def is_sound(self) -> bool:
        """Return True if nothing is wrong."""
        return not (self.damage or self.orphans)


def verify(store: Connection) -> IntegrityResult:
    """Check every page and index of the file and every foreign key. Raises StoreError."""
    with store.read() as connection:
        found = connection.execute(f"PRAGMA integrity_check({MOST_PROBLEMS})").fetchall()
        damage = tuple(str(row[0]) for row in found if row[0] != "ok")
        orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_PROBLEMS)
        counts = {
            table: int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608  # names of ours
            for table in COUNTED
        }
    return IntegrityResult(damage, tuple(str(row[0]) for row in orphans), counts)
