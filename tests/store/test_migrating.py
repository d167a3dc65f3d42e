"""Migrations: forward, whole, with a copy of what was there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from lix_tui.store.database import CACHE_KIB, open_database
from lix_tui.store.errors import StoreError
from lix_tui.store.migration import Migration, migrate, migrations
from lix_tui.store.store import Store
from tests.support.store_samples import begin, page, search

NEXT = migrations()[-1][0] + 1
"""The version that comes after this program's."""
NOTES: Migration = (NEXT, "-- a comment; with a semicolon\nCREATE TABLE notes (text TEXT) STRICT;")


Connect = Callable[[Path], sqlite3.Connection]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store of this version with one page in it, closed."""
    path = tmp_path / "data" / "lix.db"
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(page(search_id, begin(store, search_id)))
    store.close()
    return path


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}


def test_versions_count_up_from_one_without_a_gap() -> None:
    assert [number for number, _ in migrations()] == list(range(1, NEXT))


def test_an_empty_database_gets_everything_and_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    connection = open_database(path).connection
    assert version(connection) == NEXT - 1
    names = {"answers", "searches", "pages", "records", "record_keys", "ledger"}
    assert names <= tables(connection)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.execute("PRAGMA cache_size").fetchone() == (-CACHE_KIB,)
    assert not list(tmp_path.glob("*backup*"))
    connection.close()


def test_an_older_database_is_copied_first_and_keeps_what_it_has(
    path: Path, connect: Connect
) -> None:
    connection = connect(path)
    migrate(connection, path, [*migrations(), NOTES])
    assert version(connection) == NEXT
    assert "notes" in tables(connection)
    assert connection.execute("SELECT COUNT(*) FROM pages").fetchone() == (1,)
    backup = path.with_name(f"lix.db.backup-v{NEXT - 1}")
    assert backup.stat().st_mode & 0o077 == 0
    assert sorted(entry.name for entry in path.parent.glob("*backup*")) == [backup.name]
    copy = connect(backup)
    assert version(copy) == NEXT - 1
    assert "notes" not in tables(copy)
    assert copy.execute("SELECT COUNT(*) FROM pages").fetchone() == (1,)


def test_a_torn_backup_of_an_earlier_try_is_made_again(path: Path, connect: Connect) -> None:
    torn = path.with_name(f"lix.db.backup-v{NEXT - 1}.partial")
    torn.write_bytes(b"half a copy")
    migrate(connect(path), path, [*migrations(), NOTES])
    assert not torn.exists()
    assert version(connect(path.with_name(f"lix.db.backup-v{NEXT - 1}"))) == NEXT - 1


def test_a_step_that_fails_takes_all_of_them_back(path: Path, connect: Connect) -> None:
    wrong = (NEXT + 1, "CREATE TABLE more (text TEXT);\nINSERT INTO nowhere VALUES (1);")
    connection = connect(path)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, path, [*migrations(), NOTES, wrong])
    assert not connection.in_transaction
    assert version(connection) == NEXT - 1
    assert not {"notes", "more"} & tables(connection)
    store = Store.open(path)
    assert len(store.searches.recent("people", 9)) == 1


def test_a_second_time_changes_nothing(path: Path, connect: Connect) -> None:
    steps = [*migrations(), NOTES]
    migrate(connect(path), path, steps)
    backup = path.with_name(f"lix.db.backup-v{NEXT - 1}")
    backup.unlink()
    migrate(connect(path), path, steps)
    assert not backup.exists()


def test_a_trigger_is_one_statement_and_the_last_one_needs_no_semicolon(
    path: Path, connect: Connect
) -> None:
    script = """CREATE TABLE counts (pages INTEGER);
INSERT INTO counts VALUES (0);
CREATE TRIGGER counting AFTER INSERT ON pages BEGIN
    UPDATE counts SET pages = pages + 1;
    UPDATE counts SET pages = pages + 1;
END;
INSERT INTO counts VALUES (7)"""
    connection = connect(path)
    migrate(connection, path, [*migrations(), (NEXT, script)])
    assert connection.execute("SELECT pages FROM counts").fetchall() == [(0,), (7,)]
    connection.execute("INSERT INTO pages SELECT search_id, 9, 0, answer_id, 0 FROM pages")
    assert connection.execute("SELECT pages FROM counts").fetchall() == [(2,), (9,)]


def test_a_newer_database_is_refused_without_a_lock_left(path: Path, connect: Connect) -> None:
    migrate(connect(path), path, [*migrations(), NOTES])
    connection = connect(path)
    with pytest.raises(StoreError, match=f"version {NEXT}, this one knows {NEXT - 1}"):
        migrate(connection, path, migrations())
    assert not connection.in_transaction
