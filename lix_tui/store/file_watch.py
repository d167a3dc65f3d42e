"""Detection of deleted, replaced or overwritten files of an open database."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path

from lix_tui.store.files import SIDES, side


class FileChange(Enum):
    """Change of the files of an open database. The value is a sentence about it."""

    NONE = ""
    MISSING = "The store {path} was deleted or moved while lix-tui had it open"
    REPLACED = "Another file took the place of the store {path} while lix-tui had it open"
    OVERWRITTEN = "Another program wrote over the store {path} while lix-tui had it open"
    LOG_MISSING = "The -wal or -shm file of the store {path} was deleted while lix-tui had it open"
    LOG_REPLACED = (
        "The -wal or -shm file of the store {path} was replaced while lix-tui had it open"
    )


class FileWatch:
    """Identity of each file of an open database.

    SQLite continues without an error if its file is deleted, and everything written after that is
    lost when the program ends. A check costs one ``stat`` per file.
    """

    def __init__(self, path: Path) -> None:
        """Remember the files at ``path``, which are open now."""
        self._path = str(path)
        self.real = Path(os.path.realpath(path))
        """Real path: SQLite puts the log beside the target of a link."""
        self._sides = [str(side(self.real, suffix)) for suffix in SIDES]
        self._known = [_identity(file_status(name)) for name in (self._path, *self._sides)]
        self._seen = file_status(self._path)
        self._content = _content(self._seen)
        self._is_in_doubt = False

    def change(self) -> FileChange:
        """Return the change of the files. Raises OSError if they can't be checked."""
        found = self._seen = file_status(self._path)
        if _identity(found) != self._known[0]:
            return FileChange.MISSING if found is None else FileChange.REPLACED
        gone = False
        for name, known in zip(self._sides, self._known[1:], strict=True):
            found = file_status(name)
            if known is None or _identity(found) == known:
                continue
            if found is not None and found.st_size:  # an empty one is from a failed start
                return FileChange.LOG_REPLACED
            gone = True
        return FileChange.LOG_MISSING if gone else FileChange.NONE

    def note_foreign_write(self) -> None:
        """Record if another program wrote to the database file before the last call of ``change``.

        Call this before each write, which would hide the change.
        """
        self._is_in_doubt |= _content(self._seen) != self._content

    def note_own_write(self) -> None:
        """Store size and time of the database file as of the last call of ``change``."""
        self._content = _content(self._seen)

    @property
    def is_in_doubt(self) -> bool:
        """True after another program wrote to the database file, until its content is checked.

        This may be another process that merges the log, or a copy over the file.
        """
        return self._is_in_doubt

    def mark_verified(self) -> None:
        """Record that the content was checked and is complete."""
        self._is_in_doubt = False
        self.note_own_write()

    def remove_sides(self) -> bool:
        """Delete the log of this database after its content is saved; False if it was replaced."""
        ours = [pair for pair in zip(self._sides, self._known[1:], strict=True) if pair[1]]
        if any(_identity(file_status(name)) not in (None, known) for name, known in ours):
            return False
        for name, _ in ours:
            Path(name).unlink(missing_ok=True)
        return True


def file_status(name: str) -> os.stat_result | None:
    """Return the status of a file, None if it doesn't exist. Raises OSError."""
    try:
        return os.stat(name)  # noqa: PTH116  # asked for several times a page
    except (FileNotFoundError, NotADirectoryError):
        return None


def _identity(found: os.stat_result | None) -> tuple[int, int] | None:
    return None if found is None else (found.st_dev, found.st_ino)


def _content(found: os.stat_result | None) -> tuple[int, int] | None:
    return None if found is None else (found.st_size, found.st_mtime_ns)
