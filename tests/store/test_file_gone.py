"""A store whose file is deleted, moved or replaced while it is open loses nothing."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest

from lix_tui.store.errors import StoreError, StoreMoved
from lix_tui.store.files import side
from lix_tui.store.store import Store
from tests.support.lost_files import (
    BESIDE,
    PUT_BACK,
    copy_named,
    make_parent_a_file,
    new_store,
    remove,
    restore_backup,
)
from tests.support.store_samples import begin, page, search


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "lix.db"


def bodies(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT COUNT(*) FROM answers").fetchone()[0])
    finally:
        connection.close()


def opened(path: Path, pages: int = 2) -> tuple[Store, int]:
    store = Store.open(path, path.parent.parent / "state")
    search_id = search(store)
    for number in range(1, pages + 1):
        ledger_id = begin(store, search_id)
        store.searches.save_page(page(search_id, ledger_id, number, f"s{number}"))
    return store, search_id


@pytest.mark.parametrize("name", PUT_BACK)
def test_a_store_whose_place_is_free_is_written_there_again(path: Path, name: str) -> None:
    store, search_id = opened(path)
    PUT_BACK[name](path)
    with pytest.raises(StoreMoved, match=re.escape(str(path))) as stopped:
        begin(store)
    assert "Nothing was sent; try again." in str(stopped.value)
    assert len(store.ledger.lines(9)) == 2, "what is not sent is not in the ledger"
    ledger_id = begin(store, search_id)  # the next request works again
    store.searches.save_page(page(search_id, ledger_id, 3, "s3"))
    store.close()
    assert store.last_words == ""
    assert path.stat().st_mode & 0o777 == 0o600
    assert bodies(path) == 3
    assert len(list(path.parent.glob("lix.db*"))) == 1


@pytest.mark.parametrize("name", PUT_BACK)
def test_an_answer_that_comes_after_it_is_in_the_store_all_the_same(path: Path, name: str) -> None:
    store, search_id = opened(path, 1)
    ledger_id = begin(store, search_id)
    PUT_BACK[name](path)
    store.searches.save_page(page(search_id, ledger_id, 2, "s2"))
    assert bodies(path) == 2
    with pytest.raises(StoreMoved, match="Nothing was sent"):
        begin(store)
    store.close()
    again = Store.open(path)
    assert again.notice is None
    assert [line.outcome for line in again.ledger.lines(9)] == ["ok", "ok"]
    again.close()


@pytest.mark.parametrize("name", PUT_BACK)
def test_it_is_noticed_at_the_end_too(path: Path, name: str) -> None:
    store, _ = opened(path)
    PUT_BACK[name](path)
    store.close()
    assert str(path) in store.last_words
    assert store.misplaced == ""
    assert bodies(path) == 2


@pytest.mark.parametrize("name", [name for name in PUT_BACK if "moved" not in name])
def test_each_time_is_noticed_as_the_first_was(path: Path, name: str) -> None:
    store, search_id = opened(path, 1)
    for number in (2, 3):
        PUT_BACK[name](path)
        with pytest.raises(StoreMoved, match="try again"):
            begin(store, search_id)
        store.searches.save_page(page(search_id, begin(store, search_id), number, f"s{number}"))
    PUT_BACK[name](path)
    store.close()
    assert bodies(path) == 3


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_in_the_place_of_the_store_is_left_alone(path: Path, name: str) -> None:
    store, search_id = opened(path, 1)
    ledger_id = begin(store, search_id)
    BESIDE[name](path)
    there = path.read_bytes() if path.is_file() else b""
    log = side(path, "-wal")
    former_log = log.read_bytes() if log.is_file() else b""
    with pytest.raises(StoreMoved):
        store.searches.save_page(page(search_id, ledger_id, 2, "s2"))
    for _ in range(2):
        with pytest.raises(StoreMoved, match="nothing more is sent") as stopped:
            begin(store)
    assert len(list(store.searches.pages(search_id))) == 2, "what is here can be read"
    store.close()
    copy = copy_named(str(stopped.value))
    assert copy.stat().st_mode & 0o777 == 0o600
    assert bodies(copy) == 2
    assert store.misplaced
    assert (path.read_bytes() if path.is_file() else b"") == there
    if name in ("a directory", "a backup moved over it"):
        assert not log.exists(), "a log that is ours would be taken for one of the new file"
    else:
        assert (log.read_bytes() if log.is_file() else b"") == former_log
    if path.is_file():
        assert bodies(path) == 0


def test_a_rescued_copy_moved_back_is_the_store_again(path: Path) -> None:
    store, _ = opened(path)
    new_store(path)
    with pytest.raises(StoreMoved) as stopped:
        begin(store)
    store.close()
    Store.open(path).close()
    copy_named(str(stopped.value)).replace(path)
    again = Store.open(path)
    assert again.notice is None
    assert len(again.ledger.lines(9)) == 2
    again.close()


@pytest.mark.parametrize("emptied", [False, True], ids=["an older copy", "nothing"])
def test_a_copy_over_the_same_file_is_noticed(path: Path, emptied: bool) -> None:
    store, search_id = opened(path, 1)
    store.connection.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    older = path.read_bytes()
    for number in (2, 3):
        store.searches.save_page(page(search_id, begin(store, search_id), number, f"s{number}"))
    store.connection.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    begin(store, search_id)  # check the file, as each request does
    with path.open("r+b") as file:  # as cp does: the inode stays
        file.write(b"" if emptied else older)
        file.truncate()
    with pytest.raises(StoreMoved, match="wrote over the store"):
        begin(store)
    store.close()
    assert path.read_bytes() == (b"" if emptied else older), "what was restored is left alone"


def test_another_process_that_writes_is_not_taken_for_one_that_writes_over(path: Path) -> None:
    store, _ = opened(path, 1)
    other = Store.open(path)
    for _ in range(3):
        begin(other)
        other.connection.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        begin(store)
    other.close()
    begin(store)
    store.close()
    assert store.last_words == ""


def test_a_link_whose_target_is_another_file_now(path: Path) -> None:
    path.parent.mkdir()
    first, second = path.with_name("first.db"), path.with_name("second.db")
    path.symlink_to(first)
    store, search_id = opened(path, 1)
    Store.open(second).close()
    path.unlink()
    path.symlink_to(second)
    ledger_id = -1
    with pytest.raises(StoreMoved, match="Another file took the place") as stopped:
        ledger_id = begin(store, search_id)
    assert ledger_id == -1
    store.close()
    assert bodies(copy_named(str(stopped.value))) == bodies(first) == 1
    assert bodies(second) == 0


def test_a_log_that_another_process_has_begun_is_left_alone(path: Path) -> None:
    store, search_id = opened(path, 1)
    log, index = side(path, "-wal"), side(path, "-shm")
    for file in (log, index):
        file.rename(file.with_name(f"{file.name}.away"))
    log.write_bytes(b"x" * 4096)
    with pytest.raises(StoreMoved, match="was replaced while lix-tui") as stopped:
        store.searches.save_page(page(search_id, begin_by_hand(store), 2, "s2"))
    store.close()
    assert bodies(copy_named(str(stopped.value))) == 2


def begin_by_hand(store: Store) -> int:
    """Return a ledger line of before the log went away."""
    return int(store.connection.sqlite.execute("SELECT MAX(id) FROM ledger").fetchone()[0])


def test_where_no_copy_can_be_made_beside_it_there_is_a_second_place(path: Path) -> None:
    store, _ = opened(path)
    make_parent_a_file(path)
    with pytest.raises(StoreMoved) as stopped:
        begin(store)
    assert copy_named(str(stopped.value)).parent == path.parent.parent / "state"
    store.close()


def test_why_nothing_could_be_saved_is_said(path: Path) -> None:
    store, _ = opened(path)
    make_parent_a_file(path)
    (path.parent.parent / "state").write_text("no folder either")
    with pytest.raises(
        StoreMoved, match=r"could not be saved elsewhere.*can't be used: File exists"
    ):
        begin(store)
    store.close()


def test_what_can_be_saved_nowhere_is_said_and_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, search_id = opened(path, 1)
    ledger_id = begin(store, search_id)
    remove("", "-wal", "-shm")(path)

    def full(*what: object) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("lix_tui.store.rescue.save_copy", full)
        with pytest.raises(StoreMoved, match=r"could not be saved elsewhere.* is full"):
            store.searches.save_page(page(search_id, ledger_id, 2, "s2"))
        with pytest.raises(StoreMoved, match="nothing is sent until then"):
            begin(store)
    with pytest.raises(StoreMoved, match="written to"):
        begin(store)
    assert bodies(path) == 2
    begin(store)
    store.close()


def test_a_closed_folder_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, search_id = opened(path, 1)
    ledger_id = begin(store, search_id)

    def closed(name: str) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("lix_tui.store.file_watch.file_status", closed)
        store.searches.save_page(page(search_id, ledger_id, 2, "s2"))  # the open file takes it
        with pytest.raises(StoreError, match="can't be written"):
            begin(store)
    begin(store)
    store.close()
    assert bodies(path) == 2


def test_a_log_that_could_be_saved_nowhere_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = opened(path)
    restore_backup(path)

    def full(*what: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lix_tui.store.rescue.save_copy", full)
    store.close()
    assert side(path, "-wal").stat().st_size > 0
    assert "could not be saved elsewhere" in store.last_words


def test_a_damaged_store_is_not_put_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = opened(path)
    remove("", "-wal", "-shm")(path)
    monkeypatch.setattr("lix_tui.store.rescue.is_sound", lambda connection: False)
    with pytest.raises(StoreMoved, match="saved as"):
        begin(store)
    assert not path.exists()
    store.close()


def test_two_processes_with_a_deleted_store_lose_nothing(path: Path) -> None:
    first, search_id = opened(path, 1)
    second = Store.open(path)
    ledger_id = begin(second, search_id)
    remove("", "-wal", "-shm")(path)
    with pytest.raises(StoreMoved, match="try again"):
        begin(first)
    with pytest.raises(StoreMoved) as stopped:
        second.searches.save_page(page(search_id, ledger_id, 2, "s2"))
    assert bodies(path) == 1
    assert bodies(copy_named(str(stopped.value))) == 2
    os.sync()
    first.close()
    second.close()
    assert bodies(path) == 1


@pytest.mark.parametrize("name", PUT_BACK)
def test_what_happened_and_where_all_of_it_is_are_said(path: Path, name: str) -> None:
    store, _ = opened(path)
    before = store.connection.sqlite.execute("PRAGMA busy_timeout").fetchone()
    PUT_BACK[name](path)
    with pytest.raises(StoreMoved) as stopped:
        begin(store)
    place = re.escape(str(path))
    assert re.match(
        rf"(The store|The -wal or -shm file of the store) {place} was deleted (or moved )?while "
        rf"lix-tui had it open(; all of it is in|, so all of it was written to) {place} again\. ",
        str(stopped.value),
    )
    after = store.connection.sqlite.execute("PRAGMA busy_timeout").fetchone()
    assert after == before, "others are waited for as long as before"
    assert store.connection.sqlite.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.misplaced == ""
    store.close()


@pytest.mark.parametrize("name", BESIDE)
def test_the_way_back_is_said(path: Path, name: str) -> None:
    store, _ = opened(path)
    BESIDE[name](path)
    with pytest.raises(StoreMoved) as stopped:
        begin(store)
    words, copy = str(stopped.value), copy_named(str(stopped.value))
    assert words.startswith(("The store", "Another", "The -wal"))
    assert "while lix-tui had it open, so nothing more is sent; all of it is saved as" in words
    assert f"To use that, close every lix-tui and move it to {path}." in words
    assert copy.name.startswith(f"{path.name}.rescued-")
    assert copy.parent in (path.parent, path.parent.parent / "state")
    store.close()


def test_a_verification_counts_every_table(path: Path) -> None:
    store, search_id = opened(path)
    store.saved_queries.save(name="n", kind="people", definition="u", viewer_id=None, at=1.0)
    found = store.verify()
    assert found.is_sound
    assert dict(found.counts) == {
        "answers": 2, "searches": 1, "pages": 2, "records": 0, "entries": 0, "ledger": 2,
        "runs": 0, "saved_queries": 1,
    }  # fmt: skip
    connection = store.connection.sqlite
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM searches WHERE id = ?", (search_id,))
    found = store.verify()
    assert (found.damage, found.is_sound) == ((), False)
    assert set(found.orphans) == {"pages", "ledger"}
    assert len(found.orphans) == 4
    store.close()
