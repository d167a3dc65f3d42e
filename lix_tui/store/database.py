"""Opening of the database: private file, write-ahead log, migrations, and damaged files."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from lix_tui.private_files import make_folder
from lix_tui.store.errors import StoreError, store_error
from lix_tui.store.files import identity, is_headless, make_private, set_aside, side
from lix_tui.store.migration import migrate, migrations

BUSY_SECONDS = 10.0
"""Longest wait for another process that writes, in seconds."""
CACHE_KIB = 512
"""Size of SQLite's own cache of pages. The system's cache has them too: with SQLite's default of
2 MB, no search of a library of 100,000 records was measurably faster."""
CHECKED_SIZE = 32 * 1024 * 1024
"""Largest store in bytes that is checked at every start, which takes well under 0.1 s. A larger one
is checked only after an unclean end of the last run."""


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """Open database, with a sentence about problems of the former file if there were any."""

    connection: sqlite3.Connection
    notice: str | None = None


def open_database(path: Path) -> OpenDatabase:
    """Open or create the database at ``path``, brought to this program's version.

    A damaged file is renamed, never overwritten. Raises StoreError if the file can't be opened or
    was written by a newer version.
    """
    try:
        make_folder(path.parent)
    except OSError as error:
        message = f"The folder {path.parent} can't be made: {error.strerror}."
        raise StoreError(message) from None
    try:
        opened = _connect_or_set_aside(path)
        with ExitStack() as on_failure:
            on_failure.callback(opened.connection.close)
            migrate(opened.connection, path, migrations())
            on_failure.pop_all()
    except (sqlite3.Error, OSError) as error:
        raise store_error(error, path) from None
    return opened


def _connect_or_set_aside(path: Path) -> OpenDatabase:
    found = identity(path)
    if is_headless(path):
        notice = set_aside(path, found)
        return OpenDatabase(connect(path), notice)
    try:
        return OpenDatabase(connect(path, check=True))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        notice = set_aside(path, found)
    return OpenDatabase(connect(path), notice)


def connect(path: Path, *, check: bool = False) -> sqlite3.Connection:
    """Open a private, durable database that overwrites deleted data.

    With ``check``, a small file, or any file after an unclean end, is checked for damage.

    Raises sqlite3.OperationalError, or another DatabaseError for a damaged file.
    """
    make_private(path)
    unclean = side(path, "-wal").exists()
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    with ExitStack() as on_failure:
        on_failure.callback(connection.close)
        _write_ahead(connection)
        # a paid page survives a power cut; this costs less than a millisecond per page (measured)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        # deleted data is personal: overwrite it instead of only freeing its space
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if check and (unclean or path.stat().st_size <= CHECKED_SIZE):
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if damage != "ok":
                raise sqlite3.DatabaseError(damage)
        on_failure.pop_all()
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite refuses this while another process does the same."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return
