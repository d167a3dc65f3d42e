"""Opens the database: write-ahead log, private file, migrations forward, damage set aside."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from lix_tui.store.errors import StoreError, store_error

BUSY_SECONDS = 10.0
"""How long to wait for another process that writes."""
CHECKED_SIZE = 32 * 1024 * 1024
"""Bytes up to which a store is checked whole at every start, which takes well under 0.1 s; a
larger one is checked when the last run did not end well."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database, and a sentence where something was found wrong with the former one."""

    connection: sqlite3.Connection
    notice: str | None = None


def open_database(path: Path) -> Opened:
    """Open or create the database at ``path``, brought to this program's version.

    A damaged file is set aside under a new name, never overwritten. Raises StoreError when the
    file cannot be opened or is of a newer program.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = f"The folder {path.parent} cannot be made: {error.strerror}."
        raise StoreError(message) from None
    notice = None
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise store_error(error, str(path)) from None
        notice = _set_aside(path)
        connection = _connect(path)
    try:
        _migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise store_error(error, str(path)) from None
    return Opened(connection, notice)


def migrations() -> list[tuple[int, str]]:
    """Every migration as (version, SQL), in order."""
    folder = files("lix_tui.store") / "migrations"
    scripts = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text(encoding="utf-8")) for name in scripts]


def _connect(path: Path) -> sqlite3.Connection:
    """Connect; raises sqlite3.DatabaseError for a damaged file."""
    if not path.exists():
        _create_private(path)
    unclean = path.with_name(f"{path.name}-wal").exists()
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # a page that was paid for survives a power cut; measured at under a millisecond a page
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if unclean or path.stat().st_size <= CHECKED_SIZE:
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if damage != "ok":
                raise sqlite3.DatabaseError(damage)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _create_private(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite's side files take its mode."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        message = f"The store {path} cannot be made: {error.strerror}."
        raise StoreError(message) from None


def _set_aside(path: Path) -> str:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for suffix in ("", "-wal", "-shm"):
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(aside.with_name(aside.name + suffix))
    return f"The store was damaged; it was set aside as {aside} and a new one was begun."


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    steps = migrations()
    version = _version(connection)
    newest = steps[-1][0]
    if version > newest:
        connection.close()
        message = (
            f"The store {path} was written by a newer lix-tui (version {version}, this one knows "
            f"{newest}); update lix-tui."
        )
        raise StoreError(message)
    if 0 < version < newest:
        _back_up(connection, path, version)
    for number, script in steps:
        if number > version:
            _apply(connection, number, script)


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    """Run one migration in one transaction, unless another process has just done so."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < number:
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The statements of a script, which has comments on lines of their own only."""
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [statement for part in "\n".join(lines).split(";") if (statement := part.strip())]


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    target = path.with_name(f"{path.name}.backup-v{version}")
    if not target.exists():
        _create_private(target)
        copy = sqlite3.connect(target)
        try:
            connection.backup(copy)
        finally:
            copy.close()


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
