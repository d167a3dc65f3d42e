"""Damage is found where no log hints at it, the log is moved first, and nothing forgotten stays."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lix_tui.store import database
from lix_tui.store.deletion import DeletedData
from lix_tui.store.files import identity, set_aside, side
from lix_tui.store.rows import LibraryQuery
from lix_tui.store.store import Store
from tests.support.store_samples import ANN, BOB, begin, page, put, search

NAME = b"Ann Lee"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "lix.db"


def filled(path: Path) -> None:
    """Return the path of a store of some pages, closed in order, so that it has no log."""
    store = Store.open(path)
    search_id = search(store)
    for number in range(1, 60):
        store.searches.save_page(page(search_id, begin(store, search_id), number, f"s{number}"))
    store.close()
    assert not side(path, "-wal").exists()


def spoil(path: Path) -> None:
    """Overwrite a page in the middle of a table, which opening alone does not read."""
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'pages' AND type = 'table'"
        ).fetchone()[0]
    body = bytearray(path.read_bytes())
    body[(root - 1) * size : (root - 1) * size + 100] = b"\xff" * 100
    path.write_bytes(body)


def test_a_store_that_was_closed_in_order_and_damaged_later_is_set_aside(path: Path) -> None:
    filled(path)
    spoil(path)
    damaged = path.read_bytes()
    store = Store.open(path)
    assert store.notice is not None
    assert "damaged" in store.notice
    assert begin(store) == 1
    store.close()
    (aside,) = path.parent.glob("lix.db.damaged-*")
    assert aside.read_bytes() == damaged


def test_a_large_store_is_checked_whole_only_after_a_run_that_did_not_end_well(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    spoil(path)
    monkeypatch.setattr(database, "CHECKED_SIZE", path.stat().st_size - 1)
    store = Store.open(path)
    assert store.notice is None, "that would take long at every start"
    begin(store)
    for suffix in ("", "-wal"):  # as a crash leaves it
        shutil.copyfile(side(path, suffix), side(path.with_name("crashed.db"), suffix))
    store.close()
    assert Store.open(path.with_name("crashed.db")).notice is not None


def test_a_store_of_just_the_size_that_is_checked_is_checked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    spoil(path)
    monkeypatch.setattr(database, "CHECKED_SIZE", path.stat().st_size)
    assert Store.open(path).notice is not None


def test_the_log_is_moved_before_its_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    for suffix in ("", "-wal", "-shm"):
        side(path, suffix).write_bytes(b"damaged" + suffix.encode())
    moved: list[str] = []
    rename = Path.rename

    def killed_at_the_last(file: Path, target: Path) -> Path:
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(file.name)
        return rename(file, target)

    monkeypatch.setattr(Path, "rename", killed_at_the_last)
    with pytest.raises(KeyboardInterrupt):
        set_aside(path, identity(path))
    # SQLite would delete this log and its pages beside a new database
    assert sorted(moved) == ["lix.db-shm", "lix.db-wal"]
    assert path.read_bytes() == b"damaged"


def traces(path: Path) -> list[str]:
    return [file.name for file in path.parent.iterdir() if NAME in file.read_bytes()]


def test_what_is_forgotten_is_gone_from_the_log_at_once(path: Path) -> None:
    store = Store.open(path)
    put(store, ANN, BOB)
    assert traces(path), "it is there, in the log or the database"
    (ann,) = [e.id for e in store.library.search(all_bytes(), limit=9) if e.name == "Ann Lee"]
    deleted = store.deletion.delete_entries(
        [ann], lambda _endpoint, body, _keys: body, lambda _: (), {}
    )
    assert deleted.entries == 1
    assert side(path, "-wal").stat().st_size == 0
    assert traces(path) == [], "while the store is open"


def test_what_is_too_old_is_gone_from_the_log_at_once(path: Path) -> None:
    store = Store.open(path)
    for number, at in ((1, 10.0), (2, 1000.0)):
        store.ledger.save_unread(begin(store), "person", NAME + b" %d" % number, at, "unreadable")
    assert store.deletion.delete_older(500.0) == DeletedData(answers=1)
    assert side(path, "-wal").stat().st_size == 0
    kept = b"".join(entry.body for entry in store.answers.newest("person", 9))
    assert kept == NAME + b" 2"


def test_forgetting_nobody_is_no_work(path: Path) -> None:
    store = Store.open(path)
    put(store, ANN)
    assert store.deletion.delete_older(1.0) == DeletedData()
    assert store.deletion.outdated_entries(100.0) == [], "the very moment is not before it"
    assert len(store.deletion.outdated_entries(100.1)) == 1


def all_bytes() -> LibraryQuery:
    return LibraryQuery()
