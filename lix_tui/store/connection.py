"""Open store file: transactions, scopes in use, and a copy if the file disappears."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from lix_tui.store.database import connect
from lix_tui.store.errors import StoreError, StoreFull, StoreMoved, store_error
from lix_tui.store.file_watch import FileChange, FileWatch
from lix_tui.store.rescue import close_detached, is_overwritten, rescue

ROOM = 1 << 20
"""Free bytes required before a purchase, so that its answer can be stored."""
UNPLACED = 0
"""Scope of data without an account."""
NO_SCOPE = -1
"""Empty scope, for an unknown account in a store that can't be written."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """Ids of the scopes in use."""

    main: int = UNPLACED
    others: Mapping[str, int] = field(default_factory=dict)
    """Scope by endpoint, for endpoints of another server."""
    own_library: frozenset[str] = frozenset()
    """Endpoints whose records are kept apart from those of the main server in the library."""

    def of(self, endpoint: str) -> int:
        """Return the scope of an endpoint's answers."""
        return self.others.get(endpoint, self.main)

    def library_of(self, endpoint: str) -> int:
        """Return the scope of the library entries of an endpoint's answers."""
        return self.of(endpoint) if endpoint in self.own_library else self.main

    @property
    def all(self) -> tuple[int, ...]:
        """Every scope in use once, the main one first."""
        return tuple(dict.fromkeys((self.main, *self.others.values())))

    @property
    def marks(self) -> str:
        """Question marks for ``all`` in an SQL list."""
        return ", ".join("?" * len(self.all))


class OpenFile:
    """Connection to the store file, which switches to a copy if the file disappears."""

    def __init__(self, connection: sqlite3.Connection, path: Path, spare: Path | None) -> None:
        """``spare`` is a folder for the copy if it can't be made beside the store."""
        self.connection, self.path = connection, path
        self.misplaced = ""
        """Sentence with the path of the copy; empty while the store has its own path."""
        self._is_reported = True
        """False after the store was restored to its path, until the user was told."""
        self._sentence = ""
        self._spare = spare
        self._watch = FileWatch(path)
        self._version = int(connection.execute("PRAGMA user_version").fetchone()[0])

    @property
    def last_words(self) -> str:
        """Sentence about a moved store that wasn't shown yet; otherwise empty."""
        return self.misplaced or ("" if self._is_reported else self._sentence)

    def check_before_purchase(self) -> None:
        """Raise StoreMoved if the files were replaced or deleted, after saving their content.

        Looks at each file once, and into one that somebody else has written to. Raises StoreError
        once a newer program has migrated the store: this one doesn't know what to write.
        """
        self._save(self._check_content())
        self.check_place()
        if self.connection.execute("PRAGMA user_version").fetchone()[0] > self._version:
            message = (
                "A newer lix-tui has updated the store, so nothing was sent. Close this lix-tui "
                "and start it again."
            )
            raise StoreError(message)
        if not self._is_reported:
            self._is_reported = True
            message = f"{self._sentence.removesuffix('.')}. Nothing was sent; try again."
            raise StoreMoved(message)

    def check_place(self) -> None:
        """Raise StoreMoved if the open file isn't at the path of the store."""
        if self.misplaced:
            raise StoreMoved(self.misplaced)

    def note_before_write(self) -> None:
        """Detect a write by another program, which the next write would hide."""
        with suppress(StoreError):  # the problem is reported after the write, which continues
            self._change()
        self._watch.note_foreign_write()

    def check_after_write(self) -> None:
        """Raise StoreMoved if the last write isn't in the store file, after saving it elsewhere.

        A path that can't be read now is checked again before the next purchase.
        """
        change = FileChange.NONE
        with suppress(OSError):
            change = self._watch.change()
            self._watch.note_own_write()
        self._save(change)
        self.check_place()

    def close(self) -> None:
        """Close the database after saving data that would be lost; see ``last_words``."""
        change = FileChange.NONE
        try:
            self._save(self._check_content())
            change = self._watch.change()
        except StoreError as error:
            self.misplaced = self.misplaced or str(error)
        except OSError as error:
            self.misplaced = self.misplaced or str(store_error(error, self.path))
        close_detached(self.connection, self.path, self._watch, change, is_saved=False)

    def _check_content(self) -> FileChange:
        """Check the files, and the database if another program wrote to it."""
        change = self._change()
        self._watch.note_foreign_write()
        if change is FileChange.NONE and self._watch.is_in_doubt:
            if is_overwritten(self.connection, self.path):
                return FileChange.OVERWRITTEN
            self._watch.mark_verified()
        return change

    def _save(self, change: FileChange) -> None:
        """Save everything if the files have changed, and continue with the saved copy."""
        if change is FileChange.NONE:
            return
        try:
            saved = rescue(self.connection, self.path, self._watch, change, self._spare, connect)
        except (sqlite3.Error, OSError) as error:
            reason = str(store_error(error, self.path)).rstrip(".")
            words = change.value.format(path=self.path)
            message = (
                f"{words}, and it could not be saved elsewhere: {reason}. Leave lix-tui open, make "
                "room or put the file back, and try again; nothing is sent until then."
            )
            raise StoreMoved(message) from None
        self.connection, self.path = saved.connection, saved.path
        self._watch = FileWatch(self.path)
        self._sentence, self._is_reported = saved.sentence, False
        if not saved.in_place:
            self.misplaced = saved.sentence

    def _change(self) -> FileChange:
        try:
            return self._watch.change()
        except OSError as error:  # a folder without permission, or a disconnected share
            raise store_error(error, self.path) from None


class Connection:
    """Open file, transactions and scopes in use, shared by all parts of the store."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, spare: Path | None = None
    ) -> None:
        """``spare`` is a folder for a copy of the store if it can't be made beside it."""
        self.file = OpenFile(connection, path, spare)
        self.scopes = Scopes()
        """Scopes whose data is read and written."""
        self.on_change: Callable[[tuple[str, ...]], object] | None = None
        """Called on the store's thread with the keys of entries that were just written."""

    def report_change(self, ids: Collection[int]) -> None:
        """Report entries that were just written, after the transaction."""
        if self.on_change is None or not ids:
            return
        with suppress(
            StoreError
        ):  # they are written: a screen that shows an older value is no loss
            with self.read() as connection:
                marks = ", ".join("?" * len(ids))
                rows = connection.execute(
                    f"SELECT key FROM entry_keys WHERE entry_id IN ({marks})",  # noqa: S608  # question marks of ours
                    tuple(ids),
                ).fetchall()
            self.on_change(tuple(str(row[0]) for row in rows))

    @property
    def sqlite(self) -> sqlite3.Connection:
        """SQLite connection to the file, or to its copy."""
        return self.file.connection

    @property
    def path(self) -> Path:
        """Path of the file that is open."""
        return self.file.path

    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a block that reads. Fetch all rows inside of it. Raises StoreError."""
        return _reading(self.sqlite, self.path)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction. Raises StoreMoved if the store isn't at its path any more."""
        with _writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_place()

    @contextmanager
    def write_repeatable(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction what can be written again, as `write` does, but faster.

        It doesn't wait for the disk: a power cut may undo the transaction, and nothing before it.
        """
        self.sqlite.execute("PRAGMA synchronous = NORMAL")
        try:
            with self.write() as connection:
                yield connection
        finally:
            self.sqlite.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def write_received(self) -> Iterator[sqlite3.Connection]:
        """Write received data in one transaction, and check that it is in the store file.

        Raises StoreMoved if the data was written elsewhere because the file disappeared.
        """
        self.file.note_before_write()
        with _writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_after_write()


@contextmanager
def _writing(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Write in one transaction that locks at its start, so that it can't fail on a lock later.

    Commits at the end, rolls back if anything is raised. Raises StoreError.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:  # a full disk has already rolled it back
                connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise store_error(error, path) from None


@contextmanager
def _reading(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Read, with SQLite's errors raised as StoreError."""
    try:
        yield connection
    except sqlite3.Error as error:
        raise store_error(error, path) from None


def check_room(path: Path) -> None:
    """Raise StoreFull if the disk has less room than an answer and its entries may need."""
    with suppress(OSError):  # if a disk doesn't report its room, writing will show
        if shutil.disk_usage(path.parent).free < ROOM:
            message = (
                f"The disk with the store {path} has less than 1 MB left, so nothing was sent; "
                "make room and try again."
            )
            raise StoreFull(message)
