"""Copies of a store whose file was deleted, moved or replaced while it was open.

A deleted store is written to its path again. If another file is at that path, the copy gets a
name of its own beside it, or in the folder for such copies.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lix_tui.private_files import make_folder
from lix_tui.store.database import CHECKED_SIZE
from lix_tui.store.file_watch import FileChange, FileWatch
from lix_tui.store.files import free_name

CHECK_SECONDS = 1.0
"""Longest wait in seconds for another process, while a maybe overwritten file is checked."""

Connect = Callable[[Path], sqlite3.Connection]
"""Function that opens a database as the store does."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """Result of a rescue."""

    sentence: str
    connection: sqlite3.Connection
    """Connection to use from now on."""
    path: Path
    """Path of its file."""
    in_place: bool
    """True if this is the store's own path, so that the next start finds everything."""


def rescue(
    connection: sqlite3.Connection,
    path: Path,
    watch: FileWatch,
    change: FileChange,
    spare: Path | None,
    connect: Connect,
) -> Rescue:
    """Save the content of an open database whose files have changed.

    ``spare`` is a folder for the copy if it can't be made beside the store. The former
    connection is closed without touching the files at its path. Raises sqlite3.Error or OSError
    if nothing could be saved; the connection is unchanged then.
    """
    words = change.value.format(path=path)
    if change is FileChange.LOG_MISSING and _is_log_recreated(connection):
        return Rescue(f"{words}; all of it is in {path} again.", connection, path, True)
    home = watch.real if change is FileChange.MISSING else path
    saved = save_copy(connection, home, spare)
    place, in_place = saved, False
    is_free = change is FileChange.MISSING and not os.path.lexists(home)
    if is_free and saved.parent == home.parent and _is_sound_file(saved):
        in_place = watch.remove_sides() and _move_to(saved, home)
        place = path if in_place else saved
    opened = connect(place)
    close_detached(connection, path, watch, change, is_saved=True)
    if in_place:
        sentence = f"{words}, so all of it was written to {path} again."
    else:
        sentence = (
            f"{words}, so nothing more is sent; all of it is saved as {place}. To use that, close "
            f"every lix-tui and move it to {path}."
        )
    return Rescue(sentence, opened, place, in_place)


def is_overwritten(connection: sqlite3.Connection, path: Path) -> bool:
    """Return True if the file is damaged or has less data than the open connection.

    Call this only after another program wrote to the file: a small file is checked completely.
    """
    newest = (
        "SELECT (SELECT MAX(id) FROM ledger), (SELECT MAX(id) FROM answers),"
        " (SELECT MAX(id) FROM searches), (SELECT MAX(id) FROM entries)"
    )
    try:
        ours = connection.execute(newest).fetchone()  # read from the pages in memory
        fresh = _open_read_only(path)
    except sqlite3.Error:
        return True
    try:
        if path.stat().st_size <= CHECKED_SIZE and not is_sound(fresh):
            return True
        there = fresh.execute(newest).fetchone()
        return any((a or 0) < (b or 0) for a, b in zip(there, ours, strict=True))
    except OSError:
        return False  # the file is missing again, which the next check reports
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY
    finally:
        fresh.close()


def close_detached(
    connection: sqlite3.Connection,
    path: Path,
    watch: FileWatch,
    change: FileChange,
    *,
    is_saved: bool,
) -> None:
    """Close a connection without writing to the files at its path, which belong to others now.

    If its content ``is_saved``, its log is deleted, as SQLite would apply it to the new file.

    SQLite would merge its log into the file and delete the log by its name, which may be the log
    of another program by now. SQLite doesn't do so if the database itself has moved or while
    another connection is open; a read-only connection changes nothing when it closes.
    """
    guard: sqlite3.Connection | None = None
    if change in (FileChange.OVERWRITTEN, FileChange.LOG_REPLACED):
        with suppress(sqlite3.Error):
            guard = _open_read_only(path)
    connection.close()
    if is_saved and change in (FileChange.OVERWRITTEN, FileChange.REPLACED):
        with suppress(OSError):
            watch.remove_sides()
    if guard is not None:
        guard.close()


def _open_read_only(path: Path) -> sqlite3.Connection:
    """Open a second, read-only connection. Raises sqlite3.Error."""
    where = f"file:{quote(str(path.absolute()))}?mode=ro"
    fresh = sqlite3.connect(where, uri=True, timeout=CHECK_SECONDS, isolation_level=None)
    with suppress(sqlite3.Error):
        fresh.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return fresh


def is_sound(connection: sqlite3.Connection) -> bool:
    """Return True if SQLite finds no damage in a database. Raises sqlite3.Error."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _is_sound_file(saved: Path) -> bool:
    """Return True for a copy without damage: a damaged store may have been renamed."""
    copy = sqlite3.connect(saved, isolation_level=None)
    try:
        return is_sound(copy)
    except sqlite3.Error:
        return False
    finally:
        copy.close()


def _is_log_recreated(connection: sqlite3.Connection) -> bool:
    """Merge a deleted log into the database and begin a new one; False if others use it."""
    try:
        timeout = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        connection.execute(f"PRAGMA busy_timeout = {int(CHECK_SECONDS * 1000)}")
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {timeout}")
    except sqlite3.Error:
        return False
    return True


def save_copy(connection: sqlite3.Connection, home: Path, spare: Path | None) -> Path:
    """Copy the database beside ``home``, or else into ``spare``. No file is overwritten."""
    failed: sqlite3.Error | OSError | None = None
    for folder in (home.parent, spare):
        if folder is None:
            continue
        try:
            make_folder(folder)
            target = free_name(folder / home.name, "rescued")
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            failed = failed or error
            continue
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            connection.backup(copy)
        except sqlite3.Error as error:
            failed = failed or error
            copy.close()
            target.unlink(missing_ok=True)
        else:
            copy.close()
            return target
    if failed is None:  # one of the two folders is always tried
        raise FileNotFoundError(home)
    raise failed


def _move_to(saved: Path, home: Path) -> bool:
    """Rename a copy to the store's name; False if a file has that name or links don't work."""
    try:
        os.link(saved, home)
    except OSError:
        return False
    saved.unlink(missing_ok=True)
    with suppress(OSError):  # write the name to the disk as well, if folders support it
        folder = os.open(home.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True
