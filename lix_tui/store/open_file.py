"""The file of an open store: its connection, and the care for what happens to the file."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from lix_tui.store.database import connect
from lix_tui.store.errors import StoreError, StoreMoved, store_error
from lix_tui.store.file_watch import Change, FileWatch
from lix_tui.store.rescue import is_overwritten, let_go, rescue


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

    @property
    def last_words(self) -> str:
        """Sentence about where everything is that nobody was told yet, else empty."""
        return self.misplaced or ("" if self._said else self._sentence)

    def check_before_purchase(self) -> None:
        """Raise StoreMoved when the files are not those that were opened, after saving all of them.

        Looks at each file once, and into one that somebody else has written to.
        """
        self._save(self._look_inside())
        self.check_place()
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
        change = Change.NONE
        with suppress(OSError):
            change = self._watch.change()
            self._watch.note_own_write()
        self._save(change)
        self.check_place()

    def close(self) -> None:
        """Close the database, after saving what would be gone then; ``last_words`` says where."""
        change = Change.NONE
        try:
            self._save(self._look_inside())
            change = self._watch.change()
        except StoreError as error:
            self.misplaced = self.misplaced or str(error)
        except OSError as error:
            self.misplaced = self.misplaced or str(store_error(error, self.path))
        let_go(self.connection, self.path, self._watch, change, is_saved=False)

    def _look_inside(self) -> Change:
        """Look at the files, and into the database if somebody else has written to it."""
        change = self._change()
        self._watch.note_foreign_write()
        if change is Change.NONE and self._watch.is_in_doubt:
            if is_overwritten(self.connection, self.path):
                return Change.OVERWRITTEN
            self._watch.note_looked_into()
        return change

    def _save(self, change: Change) -> None:
        """Save everything when the files have changed, and go on with where it is then."""
        if change is Change.NONE:
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

    def _change(self) -> Change:
        try:
            return self._watch.change()
        except OSError as error:  # a folder that is closed to us, or a share that is away
            raise store_error(error, self.path) from None
