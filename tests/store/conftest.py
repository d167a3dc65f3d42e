"""Fixtures of store tests, which close every database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from lix_tui.store.store import Store


@pytest.fixture(autouse=True)
def _close_stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the databases of the stores that a test leaves open, without writing to them.

    A store on a thread of its own is closed by the test, and a connection that the program makes
    beside its stores by the program.
    """
    create = Store.__init__
    with ExitStack() as opened:

        def create_noted(
            store: Store,
            connection: sqlite3.Connection,
            path: Path,
            notice: str | None,
            spare: Path | None = None,
        ) -> None:
            if threading.current_thread() is threading.main_thread():
                opened.enter_context(closing(connection))
            create(store, connection, path, notice, spare)

        monkeypatch.setattr(Store, "__init__", create_noted)
        yield


@pytest.fixture
def connect() -> Iterator[Callable[[Path], sqlite3.Connection]]:
    """Yield a way to open databases, which are closed after the test."""
    with ExitStack() as opened:
        yield lambda path: opened.enter_context(
            closing(sqlite3.connect(path, isolation_level=None))
        )
