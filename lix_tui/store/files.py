"""Files of the database: created as private, renamed when damaged."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

SIDES = ("-wal", "-shm")
"""Suffixes of SQLite's write-ahead log and of the index of that log."""


def side(path: Path, suffix: str) -> Path:
    """Return the path of a side file: the path of the database plus ``suffix``."""
    return path.with_name(path.name + suffix)


def make_private(path: Path) -> None:
    """Create an empty file that only its owner can read, or restrict an existing one.

    SQLite's side files get the mode of the database. Raises OSError.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if path.is_file() and path.stat().st_mode & 0o077:
            with suppress(PermissionError):  # another user owns the file
                path.chmod(0o600)


def identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode of the file at ``path``, None if it doesn't exist. Raises OSError."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def is_headless(path: Path) -> bool:
    """Return True if a log has pages but the database is missing or empty.

    SQLite writes the first page of a database before its log, so this is a sign of damage.
    Opening the database would delete the log.
    """
    try:
        log = side(path, "-wal").stat().st_size
    except FileNotFoundError:
        return False
    return log > 0 and (not path.exists() or path.stat().st_size == 0)


def set_aside(path: Path, damaged: tuple[int, int] | None) -> str | None:
    """Rename a damaged database and its side files without overwriting other files.

    ``damaged`` is the identity of the damaged file. Returns a sentence for the user, or None if
    another process has replaced the file since. Raises OSError.
    """
    if identity(path) != damaged:
        return None
    aside = free_name(path, "damaged")
    # the log first: beside a new, empty database SQLite would delete it
    for suffix in (*SIDES, ""):
        with suppress(FileNotFoundError):
            side(path, suffix).rename(side(aside, suffix))
    return f"The store was damaged; it was set aside as {aside} and a new one was begun."


def free_name(path: Path, word: str) -> Path:
    """Return an unused name beside ``path``, such as 'lix.db.<word>-20261130T022530Z'."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    name, number = side(path, f".{word}-{stamp}"), 1
    while any(os.path.lexists(side(name, suffix)) for suffix in ("", *SIDES)):
        number += 1
        name = side(path, f".{word}-{stamp}-{number}")
    return name
