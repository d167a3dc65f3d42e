"""The store: one SQLite file, composed of parts that share its connection."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui.store.answers import AnswerStore
from lix_tui.store.connection import Connection
from lix_tui.store.database import open_database
from lix_tui.store.deletion import Deletion
from lix_tui.store.facets import FacetStore
from lix_tui.store.leases import LeaseStore
from lix_tui.store.ledger import LedgerStore
from lix_tui.store.library import LibraryStore
from lix_tui.store.merged_records import MergedRecordStore
from lix_tui.store.migration import version_of
from lix_tui.store.records import RecordStore
from lix_tui.store.runs import RunStore
from lix_tui.store.saved_queries import SavedQueryStore
from lix_tui.store.scopes import ScopeStore
from lix_tui.store.searches import SearchStore
from lix_tui.store.slots import SlotStore
from lix_tui.store.verification import IntegrityResult, verify

if TYPE_CHECKING:
    from lix_tui.store.annotations import AnnotationStore
    from lix_tui.store.former_records import FormerRecords
    from lix_tui.store.ledger_stories import LedgerStories
    from lix_tui.store.merge_backlog import MergeBacklog
    from lix_tui.store.private_answers import PrivateAnswers
    from lix_tui.store.record_split import RecordSplit


class Store:
    """One open database and its parts, for use on one thread. Methods raise StoreError."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        notice: str | None,
        spare: Path | None = None,
    ) -> None:
        """``spare`` is a folder for a copy of the store if it can't be made beside it."""
        shared = self.connection = Connection(connection, path, spare)
        self.notice = notice
        """Sentence about damage to the former file; None if there was none."""
        self.ledger = LedgerStore(shared)
        self.answers = AnswerStore(shared)
        self.searches = SearchStore(shared)
        self.records = RecordStore(shared)
        self.library = LibraryStore(shared)
        self.merged = MergedRecordStore(shared)
        self.facets = FacetStore(shared)
        self.runs = RunStore(shared)
        self.saved_queries = SavedQueryStore(shared)
        self.scopes = ScopeStore(shared)
        self.slots = SlotStore(shared)
        self.leases = LeaseStore(shared)
        self.deletion = Deletion(shared)

    @classmethod
    def open(cls, path: Path, spare: Path | None = None) -> Store:
        """Open or create the store at ``path``.

        ``spare`` is a folder for a copy of the store, for the case that its file disappears and no
        copy can be made beside it.
        """
        opened = open_database(path)
        return cls(opened.connection, path, opened.notice, spare)

    def close(self) -> None:
        """Close the database, after saving it elsewhere if its file has gone away."""
        self.connection.file.close()

    @cached_property
    def annotations(self) -> AnnotationStore:
        """Notes and tags of the library's entries; imported on first use."""
        from lix_tui.store.annotations import AnnotationStore

        return AnnotationStore(self.connection)

    @cached_property
    def former_records(self) -> FormerRecords:
        """Numbers of records that are part of another one now; imported on first use."""
        from lix_tui.store.former_records import FormerRecords

        return FormerRecords(self.connection)

    @cached_property
    def ledger_stories(self) -> LedgerStories:
        """The ledger with the requests of each run as one line; imported on first use."""
        from lix_tui.store.ledger_stories import LedgerStories

        return LedgerStories(self.connection)

    @cached_property
    def backlog(self) -> MergeBacklog:
        """Answers whose records aren't merged yet; imported on first use."""
        from lix_tui.store.merge_backlog import MergeBacklog

        return MergeBacklog(self.connection)

    @cached_property
    def splits(self) -> RecordSplit:
        """Splits of records; imported on first use."""
        from lix_tui.store.record_split import RecordSplit

        return RecordSplit(self.connection)

    @cached_property
    def private_answers(self) -> PrivateAnswers:
        """Conversations and messages; imported on first use."""
        from lix_tui.store.private_answers import PrivateAnswers

        return PrivateAnswers(self.connection)

    @property
    def misplaced(self) -> str:
        """Sentence with the path of the data if it isn't the store's own path; otherwise empty."""
        return self.connection.file.misplaced

    @property
    def last_words(self) -> str:
        """Sentence about a moved store that wasn't shown yet; otherwise empty."""
        return self.connection.file.last_words

    def schema_version(self) -> int:
        """Return the number of migrations that the file has had."""
        with self.connection.read() as connection:
            return version_of(connection)

    def verify(self) -> IntegrityResult:
        """Check every page and index of the file and every foreign key."""
        return verify(self.connection)
