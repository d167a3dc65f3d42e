"""Errors of the store; each message is one sentence for the user."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path


class StoreError(Exception):
    """Failure of an operation of the store."""

    may_pass = False
    """True if a retry may work, for example after another process has finished."""


class StoreBusy(StoreError):
    """Another process locks the database."""

    may_pass = True


class StoreFull(StoreError):
    """The disk is full."""

    may_pass = True


class StoreReadOnly(StoreError):
    """The database or its folder can't be written."""

    may_pass = True


class StoreMoved(StoreError):
    """The database was deleted, moved or replaced while it was open."""


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CLOSED_TO_US = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def store_error(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Return the StoreError for a failure of SQLite or of the file system."""
    if isinstance(error, OSError):
        return _file_error(error, path)
    # the low byte is the kind, the rest its flavour (SQLite, Result and Error Codes); an error
    # that the Python module raises by itself has no code
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return StoreBusy(f"Another program uses the store {path}; close it or try again.")
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return _full(path)
    if code in _CLOSED_TO_US:
        return _read_only(path)
    if code in _DAMAGED:
        return StoreError(f"The store {path} is damaged; move it away and start lix-tui again.")
    reason = str(error).rstrip(".")
    failed = StoreError(f"The store {path} failed: {reason}.")
    failed.may_pass = code == sqlite3.SQLITE_IOERR  # a disk or share that was disconnected
    return failed


def _file_error(error: OSError, path: Path) -> StoreError:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _read_only(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    return StoreError(f"The store {path} can't be used: {error.strerror}.")


def _full(path: Path) -> StoreFull:
    return StoreFull(f"The disk with the store {path} is full; make room and try again.")


def _read_only(path: Path) -> StoreReadOnly:
    return StoreReadOnly(
        f"The store {path} can't be written; check its owner, and that its disk isn't read-only."
    )


def _is_full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free == 0
    return False
