"""Comparison of the files of an open database with those that its path leads to now."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path

from lix_tui.store.files import SIDES, side


class FileChange(Enum):
    """Something that happened to the files of an open database; the value says it in words."""

    NONE = ""
    GONE = "The store {path} was deleted or moved while lix-tui had it open"
    REPLACED = "Another file took the place of the store {path} while lix-tui had it open"
    OVERWRITTEN = "Another program wrote over the store {path} while lix-tui had it open"
    LOG_GONE = "The -wal or -shm file of the store {path} was deleted while lix-tui had it open"
    LOG_REPLACED = (
        "The -wal or -shm file of the store {path} was replaced while lix-tui had it open"
    )


class FileWatch:
    """The identity of each file of an open database.

    SQLite goes on with a file that has no name any more, and says nothing: what is written then is
    gone as soon as the program ends. One look costs a ``stat`` for each file.
    """

    def __init__(self, path: Path) -> None:
        """Remember the files at ``path``, which are open now."""
        self._path = str(path)
        self.real = Path(os.path.realpath(path))
        """The place of the files: SQLite puts the log beside the target of a link."""
        self._sides = [str(side(self.real, suffix)) for suffix in SIDES]
        self._known = [_identity(file_status(name)) for name in (self._path, *self._sides)]
        self._seen = file_status(self._path)
        self._content = _content(self._seen)
        self._is_in_doubt = False

    def change(self) -> FileChange:
        """Return what has happened to the files. Raises OSError where that cannot be seen."""
        found = self._seen = file_status(self._path)
        if _identity(found) != self._known[0]:
            return FileChange.GONE if found is None else FileChange.REPLACED
        gone = False
        for name, known in zip(self._sides, self._known[1:], strict=True):
            found = file_status(name)
            if known is None or _identity(found) == known:
                continue
            if found is not None and found.st_size:  # an empty one is of a start that failed
                return FileChange.LOG_REPLACED
            gone = True
        return FileChange.LOG_GONE if gone else FileChange.NONE

    def note_foreign_write(self) -> None:
        """Notice that the database file was written, when ``change`` looked last, since our write.

        To be asked before a write of our own, which would hide it.
        """
        self._is_in_doubt |= _content(self._seen) != self._content

    def note_own_write(self) -> None:
        """Remember size and time of the database file as ``change`` has seen them last."""
        self._content = _content(self._seen)

    @property
    def is_in_doubt(self) -> bool:
        """True while somebody else has written to the database file and nobody looked into it.

        That is another process that moves the log into the file, or a copy over the file.
        """
        return self._is_in_doubt

    def mark_verified(self) -> None:
        """Remember that the content was found to be ours."""
        self._is_in_doubt = False
        self.note_own_write()

    def remove_sides(self) -> bool:
        """Delete our own log, whose content is saved; False when another one is in its place."""
        ours = [pair for pair in zip(self._sides, self._known[1:], strict=True) if pair[1]]
        if any(_identity(file_status(name)) not in (None, known) for name, known in ours):
            return False
        for name, _ in ours:
            Path(name).unlink(missing_ok=True)
        return True


def file_status(name: str) -> os.stat_result | None:
    """Return what a path leads to, None when there is nothing. Raises OSError."""
    try:
        return os.stat(name)  # noqa: PTH116  # asked for several times a page
    except (FileNotFoundError, NotADirectoryError):
        return None


def _identity(found: os.stat_result | None) -> tuple[int, int] | None:
    return None if found is None else (found.st_dev, found.st_ino)


def _content(found: os.stat_result | None) -> tuple[int, int] | None:
    return None if found is None else (found.st_size, found.st_mtime_ns)
