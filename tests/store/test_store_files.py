"""The files of the store: private, set aside when damaged, never overwritten."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lix_tui.store.errors import StoreBusy, StoreError, StoreFull, StoreReadOnly, store_error
from lix_tui.store.files import identity, set_aside, side
from lix_tui.store.store import Store
from tests.support.store_samples import begin

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "lix.db"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder that every user can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def unprivileged(call: Callable[[], object]) -> None:
    """Call as a user without root's right to write anywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        call()
    finally:
        if root:
            os.seteuid(0)


def damage(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    for suffix in ("-wal", "-shm"):
        side(path, suffix).unlink(missing_ok=True)


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    Store.open(path).close()
    path.chmod(0o644)
    store = Store.open(path)
    begin(store)
    assert {entry.name for entry in path.parent.iterdir()} == {"lix.db", "lix.db-wal", "lix.db-shm"}
    assert {entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()} == {0o600}


def test_the_folder_is_private_whatever_the_umask(path: Path) -> None:
    former = os.umask(0)
    try:
        begin(Store.open(path))
    finally:
        os.umask(former)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("mode", [0o555, 0o700], ids=["not writable", "not reachable"])
def test_a_folder_of_someone_else_is_said(open_folder: Path, mode: int) -> None:
    if os.geteuid() != 0 and mode == 0o700:
        pytest.skip("a folder of someone else needs root to make")
    open_folder.chmod(mode)

    def opening() -> None:
        with pytest.raises(StoreReadOnly, match="can't be written; check its owner"):
            Store.open(open_folder / "lix.db")

    unprivileged(opening)


def test_a_store_in_a_read_only_folder_is_said_and_left_alone(open_folder: Path) -> None:
    path = open_folder / "lix.db"
    Store.open(path).close()
    path.chmod(0o444)
    before = path.read_bytes()
    open_folder.chmod(0o555)

    def opening() -> None:
        with pytest.raises(StoreReadOnly):
            Store.open(path)

    unprivileged(opening)
    assert path.read_bytes() == before


def test_two_damaged_files_in_one_second_are_both_kept(path: Path) -> None:
    bodies = [b"not a database, the first " * 50, b"not a database, the second " * 50]
    for body in bodies:
        damage(path, body)
        store = Store.open(path)
        assert store.notice is not None
        store.close()
    kept = [entry.read_bytes() for entry in sorted(path.parent.glob("lix.db.damaged-*"))]
    assert sorted(kept) == sorted(bodies)


def test_the_notice_names_the_file_that_was_set_aside(path: Path) -> None:
    damage(path, b"\x00nonsense" * 500)
    store = Store.open(path)
    (aside,) = path.parent.glob("lix.db.damaged-*")
    assert store.notice == (
        f"The store was damaged; it was set aside as {aside} and a new one was begun."
    )
    store.close()
    assert Store.open(path).notice is None


@pytest.mark.parametrize("missing", [False, True], ids=["emptied", "missing"])
def test_a_log_without_its_database_is_kept(path: Path, missing: bool) -> None:
    """Keep a log without its database, which SQLite itself would delete."""
    store = Store.open(path)
    begin(store)
    log = side(path, "-wal").read_bytes()
    store.close()
    damage(path, b"")
    side(path, "-wal").write_bytes(log)
    if missing:
        path.unlink()
    assert Store.open(path).notice is not None
    (aside,) = path.parent.glob("lix.db.damaged-*-wal")
    assert aside.read_bytes() == log


def test_a_new_store_of_another_process_is_not_taken_for_the_damaged_one(path: Path) -> None:
    damage(path, b"nonsense" * 500)
    found = identity(path)
    assert set_aside(path, found) is not None
    store = Store.open(path)  # another process was first
    begin(store)
    assert set_aside(path, found) is None
    store.close()
    assert len(Store.open(path).ledger.lines(9)) == 1


OPENER = """
import sys
from pathlib import Path
from lix_tui.store.store import Store
print("ready", flush=True)
sys.stdin.readline()
store = Store.open(Path(sys.argv[1]))
store.ledger.begin(endpoint="e", pool="p", cost=1, origin="test", at=1.0)
"""


def test_processes_that_open_a_new_store_at_once_all_get_in(path: Path) -> None:
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", OPENER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    problems = [opener.communicate()[1] for opener in openers]
    assert problems == [""] * len(openers)
    assert len(Store.open(path).ledger.lines(9)) == len(openers)


def test_a_new_store_that_another_process_is_making_is_waited_for(path: Path) -> None:
    """Wait for the other process: SQLite itself refuses to switch the journal mode then."""
    path.parent.mkdir()
    maker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    maker.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.1, lambda: maker.execute("COMMIT"))
    release.start()
    assert begin(Store.open(path)) == 1
    release.join()
    maker.close()


def test_a_new_store_that_is_never_let_go_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.store.database.BUSY_SECONDS", 0.05)
    path.parent.mkdir()
    maker = sqlite3.connect(path, isolation_level=None)
    maker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="close it or try again"):
        Store.open(path)
    maker.close()


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy, "uses the store"),
        (sqlite3.SQLITE_FULL, StoreFull, "make room"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnly, "check its owner"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, StoreReadOnly, "check its owner"),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreError, "is damaged; move it away"),
        (sqlite3.SQLITE_IOERR_READ, StoreError, "failed: some words."),
    ],
)
def test_each_failure_of_sqlite_has_its_sentence(
    code: int, kind: type[StoreError], words: str
) -> None:
    error = sqlite3.OperationalError("some words")
    error.sqlite_errorcode = code
    meant = store_error(error, Path("/somewhere/lix.db"))
    assert type(meant) is kind
    assert words in str(meant)
    assert "/somewhere/lix.db" in str(meant)
    assert str(meant).endswith(".")
