"""Open file of the store: transactions, scopes in use, and the copy when the file goes away."""

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
"""Bytes that must be free before something is bought, so that the answer can be stored."""
UNPLACED = 0
"""Scope of data that belongs to no account yet."""
NO_SCOPE = -1
"""Scope of an account that is unknown to a store that can't be written: holds nothing."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """Ids of the scopes that are read and written."""

    main: int = UNPLACED
    others: Mapping[str, int] = field(default_factory=dict)
    """Scope by endpoint, for the endpoints that another server answers."""
    own_library: frozenset[str] = frozenset()
    """Endpoints whose records don't mix with the main server's in the library."""

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
    """A connection to the store's file, which moves to a copy when that file goes away."""

    def __init__(self, connection: sqlite3.Connection, path: Path, spare: Path | None) -> None:
        """``spare`` is a folder for a copy that cannot be made beside the store."""
        self.connection, self.path = connection, path
        self.misplaced = ""
        """Sentence that says where everything is now; empty while that is the store's own path."""
        self._said = True
        """False after everything was written to its place again, until somebody was told."""
        self._sentence = ""
        self._spare = spare
        self._watch = FileWatch(path)
        self._version = int(connection.execute("PRAGMA user_version").fetchone()[0])

    @property
    def last_words(self) -> str:
        """Sentence about where everything is that nobody was told yet, else empty."""
        return self.misplaced or ("" if self._said else self._sentence)

    def check_before_purchase(self) -> None:
        """Raise StoreMoved when the files are not those that were opened, after saving all of them.

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
        if not self._said:
            self._said = True
            message = f"{self._sentence.removesuffix('.')}. Nothing was sent; try again."
            raise StoreMoved(message)

    def check_place(self) -> None:
        """Raise StoreMoved when what is written is not written to the store's own path."""
        if self.misplaced:
            raise StoreMoved(self.misplaced)

    def note_before_write(self) -> None:
        """Notice a write of somebody else, which a write of our own would hide."""
        with suppress(StoreError):  # it is said after the write, which goes on all the same
            self._change()
        self._watch.note_foreign_write()

    def check_after_write(self) -> None:
        """Raise StoreMoved when what was just written is not in the store, after saving it.

        A path that cannot be looked at now is looked at again before the next purchase.
        """
        change = FileChange.NONE
        with suppress(OSError):
            change = self._watch.change()
            self._watch.note_own_write()
        self._save(change)
        self.check_place()

    def close(self) -> None:
        """Close the database, after saving what would be gone then; ``last_words`` says where."""
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
        """Look at the files, and into the database if somebody else has written to it."""
        change = self._change()
        self._watch.note_foreign_write()
        if change is FileChange.NONE and self._watch.is_in_doubt:
            if is_overwritten(self.connection, self.path):
                return FileChange.OVERWRITTEN
            self._watch.mark_verified()
        return change

    def _save(self, change: FileChange) -> None:
        """Save everything when the files have changed, and go on with where it is then."""
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
        self._sentence, self._said = saved.sentence, False
        if not saved.in_place:
            self.misplaced = saved.sentence

    def _change(self) -> FileChange:
        try:
            return self._watch.change()
        except OSError as error:  # a folder that is closed to us, or a share that is away
            raise store_error(error, self.path) from None


class Connection:
    """The open file, its transactions, and the scopes in use; each part of the store has it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, spare: Path | None = None
    ) -> None:
        """``spare`` is a folder for a copy of the store that cannot be made beside it."""
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
        """SQLite's connection to the file, or to the copy that took its place."""
        return self.file.connection

    @property
    def path(self) -> Path:
        """Path of the file that is open."""
        return self.file.path

    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """Read; whatever is selected is fetched inside. Raises StoreError."""
        return _reading(self.sqlite, self.path)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. Raises StoreMoved when the store has another place by now."""
        with _writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_place()

    @contextmanager
    def write_received(self) -> Iterator[sqlite3.Connection]:
        """Write data that was received, all or nothing, and check that it reached the store.

        Raises StoreMoved for data that is written elsewhere because the store's file has gone away.
        """
        self.file.note_before_write()
        with _writing(self.sqlite, self.path) as connection:
            yield connection
        self.file.check_after_write()


@contextmanager
def _writing(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Write in one transaction, locked from its beginning so that no lock stops it half way.

    Commits at the end, rolls back if anything is raised. Raises StoreError.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:  # a full disk has ended it already
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
    """Raise StoreFull when the disk has less room than an answer and its entries may take."""
    with suppress(OSError):  # a disk that doesn't report its room is found out by writing
        if shutil.disk_usage(path.parent).free < ROOM:
            message = (
                f"The disk with the store {path} has less than 1 MB left, so nothing was sent; "
                "make room and try again."
            )
            raise StoreFull(message)
