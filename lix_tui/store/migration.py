"""Migrations of a database to the version of the program: forward only, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from lix_tui.store.errors import StoreError
from lix_tui.store.files import make_private, side

Migration = tuple[int, str]
"""Version, and the SQL that creates it from the former one."""


def migrations() -> list[Migration]:
    """Return all migrations of the program, in order."""
    folder = Path(__file__).with_name("migrations")
    scripts = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text(encoding="utf-8")) for name in scripts]


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration]) -> None:
    """Run the missing migrations of the database at ``path`` in one transaction.

    A database with content is copied first, to ``<name>.backup-v<its version>``. Foreign
    keys are off meanwhile, so that a step can replace a table that others refer to (SQLite, ALTER
    TABLE, section 7). Raises StoreError for a database of a newer version; sqlite3.Error and
    OSError.
    """
    newest = steps[-1][0]
    if version_of(connection) == newest:
        return
    enforced = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        _run_steps(connection, path, steps)
    finally:
        connection.execute(f"PRAGMA foreign_keys = {enforced}")


def _run_steps(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration]) -> None:
    newest = steps[-1][0]
    connection.execute("BEGIN IMMEDIATE")
    try:
        # read again under the lock: another process may have migrated meanwhile
        version = version_of(connection)
        if version > newest:
            message = (
                f"The store {path} was written by a newer lix-tui (version {version}, this one "
                f"knows {newest}); update lix-tui."
            )
            raise StoreError(message)
        if 0 < version < newest:
            _back_up(path, version)
        for number, script in steps:
            if number > version:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script in which each one starts on a new line.

    A trigger is one statement, including its body.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement:
        yield statement


def _back_up(path: Path, version: int) -> None:
    """Copy the database while the caller has the write lock. An incomplete copy isn't named."""
    target = side(path, f".backup-v{version}")
    partial = side(target, ".partial")
    partial.unlink(missing_ok=True)
    make_private(partial)
    # another connection: one that is writing can't be copied from (SQLite, Backup API)
    source, copy = sqlite3.connect(path), sqlite3.connect(partial)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    partial.replace(target)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of migrations that were run on a database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
