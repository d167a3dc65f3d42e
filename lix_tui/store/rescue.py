"""Copies of a store whose file was deleted, moved or replaced while it was open.

A store that has no file any more is written to its place again. Where something else is in that
place, the copy stays beside it under a name of its own, or in the folder for such copies.
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
"""Opens a database as the store does."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """The result of a rescue."""

    sentence: str
    connection: sqlite3.Connection
    """The connection to go on with."""
    path: Path
    """The file it is connected to."""
    in_place: bool
    """True if that is the store's own path, so that the next start finds everything."""


def rescue(
    connection: sqlite3.Connection,
    path: Path,
    watch: FileWatch,
    change: FileChange,
    spare: Path | None,
    connect: Connect,
) -> Rescue:
    """Save all of an open database whose files have changed as ``change`` says.

    ``spare`` is a folder for the copy where none can be made beside the store. The former
    connection is closed without touching what is at its path now. Raises sqlite3.Error or OSError
    when nothing could be saved; the connection is as before then.
    """
    words = change.value.format(path=path)
    if change is FileChange.LOG_GONE and _is_log_recreated(connection):
        return Rescue(f"{words}; all of it is in {path} again.", connection, path, True)
    home = watch.real if change is FileChange.GONE else path
    saved = save_copy(connection, home, spare)
    place, in_place = saved, False
    is_free = change is FileChange.GONE and not os.path.lexists(home)
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
    """Return True if a new look at the file finds less than the open connection has, or damage.

    To be asked only when the file was written by somebody else: a small one is checked whole.
    """
    newest = (
        "SELECT (SELECT MAX(id) FROM ledger), (SELECT MAX(id) FROM answers),"
        " (SELECT MAX(id) FROM searches), (SELECT MAX(id) FROM entries)"
    )
    try:
        ours = connection.execute(newest).fetchone()  # from the pages that it has in memory
        fresh = _open_read_only(path)
    except sqlite3.Error:
        return True
    try:
        if path.stat().st_size <= CHECKED_SIZE and not is_sound(fresh):
            return True
        there = fresh.execute(newest).fetchone()
        return any((a or 0) < (b or 0) for a, b in zip(there, ours, strict=True))
    except OSError:
        return False  # it is gone again, which the next look at the files says
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
    """Close a connection without writing to the files at its path, which are not its own any more.

    When its content ``is_saved``, its log goes too: it would be taken for one of the new file.

    SQLite would move its log into the file and delete the log by its name, which may be somebody
    else's by now. It does not when the database itself has moved, nor while another connection is
    open; one that only reads leaves all as it is when it closes.
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
    """Open a second connection that only reads; raises sqlite3.Error."""
    where = f"file:{quote(str(path.absolute()))}?mode=ro"
    fresh = sqlite3.connect(where, uri=True, timeout=CHECK_SECONDS, isolation_level=None)
    with suppress(sqlite3.Error):
        fresh.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return fresh


def is_sound(connection: sqlite3.Connection) -> bool:
    """Return True if SQLite finds no damage in a database. Raises sqlite3.Error."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _is_sound_file(saved: Path) -> bool:
    """Return True for a copy without damage: a damaged store may have been set aside."""
    copy = sqlite3.connect(saved, isolation_level=None)
    try:
        return is_sound(copy)
    except sqlite3.Error:
        return False
    finally:
        copy.close()


def _is_log_recreated(connection: sqlite3.Connection) -> bool:
    """Move a log without a name into the database and begin another; False when others use it."""
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
    """Copy the database beside ``home``, else into ``spare``; no file is written over."""
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
    """Give a copy the name of the store; False when a file has that name or no link can be made."""
    try:
        os.link(saved, home)
    except OSError:
        return False
    saved.unlink(missing_ok=True)
    with suppress(OSError):  # the name is on the disk as well, where folders can be written so
        folder = os.open(home.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True
