"""The store: one transaction a page, nothing lost, nothing overwritten."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.database import open_database
from lix_tui.store.errors import StoreBusy, StoreError, StoreReadOnly
from lix_tui.store.migration import migrations
from lix_tui.store.searches import PageWrite
from lix_tui.store.store import Store
from lix_tui.store.worker import AsyncStore
from tests.conftest import REPOSITORY
from tests.support.store_samples import BODY, begin, page, save_record, search


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "lix.db"


def test_a_page_its_state_and_its_ledger_line_are_one(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(page(search_id, begin(store, search_id)))
    store.close()
    again = Store.open(path)
    found = again.searches.find("people", "k", None)
    assert found is not None
    assert (found.state, found.total, found.loaded) == ("s1", 5, 1)
    (kept,) = again.searches.pages(search_id)
    assert kept.body == BODY + b"1"
    (line,) = again.ledger.lines(9)
    assert (line.outcome, line.status, line.search_id) == ("ok", 200, search_id)


def test_a_failing_part_takes_the_whole_back(path: Path) -> None:
    store = Store.open(path)
    with pytest.raises(StoreError):
        store.searches.save_page(page(search_id=99, ledger_id=begin(store)))
    assert [line.outcome for line in store.ledger.lines(9)] == ["sent"]
    assert store.connection.sqlite.execute("SELECT COUNT(*) FROM answers").fetchone() == (0,)


def test_a_late_answer_is_kept_without_moving_the_search(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(page(search_id, begin(store), state=None))
    assert list(store.searches.pages(search_id)) == []
    late = store.searches.late_page(search_id, 1)
    assert late is not None
    assert late.body == BODY + b"1"
    store.searches.show_late_page(search_id, 1, state="s1", total=5, loaded=1, at=30.0)
    assert [entry.number for entry in store.searches.pages(search_id)] == [1]
    assert store.searches.late_page(search_id, 1) is None


def test_refreshing_begins_another_run_and_keeps_the_former(path: Path) -> None:
    store = Store.open(path)
    first = search(store)
    store.searches.save_page(page(first, begin(store)))
    second = store.searches.next_generation(first, state="fresh", at=50.0)
    found = store.searches.find("people", "k", None)
    assert found is not None
    assert (found.id, found.generation, found.state) == (second, 1, "fresh")
    assert len(list(store.searches.pages(first))) == 1
    assert [row.id for row in store.searches.recent("people", 9)] == [second]


def test_what_was_sent_and_never_answered_stays_in_the_ledger(path: Path) -> None:
    store = Store.open(path)
    begin(store)
    store.close()
    assert [line.outcome for line in Store.open(path).ledger.lines(9)] == ["sent"]
    assert Store.open(path).ledger.spent(0.0) == {"standard": 1}


def test_spent_and_saved_are_told_apart(path: Path) -> None:
    store = Store.open(path)
    store.ledger.finish(begin(store), outcome="not_found", cost=0)
    begin(store, at=100.0)
    store.ledger.record_store_hit(
        endpoint="person", pool="standard", cost=1, origin="test", at=100.0
    )
    assert store.ledger.spent(50.0) == {"standard": 1}
    assert store.ledger.saved(50.0) == {"standard": 1}
    assert store.ledger.spent(0.0) == {"standard": 1}
    assert store.ledger.sent_since(0.0) == 2


def test_records_are_found_by_any_key_and_the_newest_answer_counts(path: Path) -> None:
    store = Store.open(path)
    save_record(store, ("slug:dana", "token:A"), b"old", at=1.0)
    save_record(store, ("token:A", "member:7"), b"new", at=2.0)
    for key in ("slug:dana", "token:A", "member:7"):
        found = store.records.find("person", (key,))
        assert found is not None
        assert found.body == b"new"
    assert store.records.find("organisation", ("slug:dana",)) is None


@given(st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=3), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_keys_that_met_once_stay_together(groups: list[set[int]]) -> None:
    """Join all groups that share a key, in any order."""
    store = Store(sqlite3.connect(":memory:", isolation_level=None), Path("memory"), None)
    for _, script in migrations():
        store.connection.sqlite.executescript(script)
    classes: list[tuple[set[int], bytes]] = []
    for number, group in enumerate(groups):
        body = str(number).encode()
        save_record(store, tuple(f"k{key}" for key in sorted(group)), body, at=float(number))
        touching = [entry for entry in classes if entry[0] & group]
        classes = [entry for entry in classes if not entry[0] & group]
        classes.append((group.union(*(entry[0] for entry in touching)), body))
    for keys, body in classes:
        for key in keys:
            found = store.records.find("person", (f"k{key}",))
            assert found is not None
            assert found.body == body
    store.close()


def test_the_file_is_the_users_alone(path: Path) -> None:
    store = Store.open(path)
    begin(store)
    for entry in path.parent.iterdir():
        assert entry.stat().st_mode & 0o077 == 0, entry
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_damaged_file_is_set_aside_and_said(path: Path) -> None:
    store = Store.open(path)
    for number in range(40):
        begin(store, at=float(number))
    store.close()
    data = bytearray(path.read_bytes())
    data[0:100] = os.urandom(100)
    path.write_bytes(data)
    again = Store.open(path)
    assert again.notice is not None
    assert "set aside" in again.notice
    (aside,) = path.parent.glob("lix.db.damaged-*")
    assert aside.read_bytes() == bytes(data)
    assert again.ledger.lines(9) == []


def test_a_damaged_page_inside_is_noticed_too(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    for number in range(1, 60):
        store.searches.save_page(page(search_id, begin(store), number))
    store.close()
    data = bytearray(path.read_bytes())
    for offset in range(8192, len(data), 4096):
        data[offset : offset + 64] = b"\xff" * 64
    path.write_bytes(data)
    assert Store.open(path).notice is not None


def test_a_store_of_a_newer_program_is_left_alone(path: Path) -> None:
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer lix-tui"):
        Store.open(path)
    assert path.read_bytes() == before


def test_another_program_that_holds_the_store_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.store.database.BUSY_SECONDS", 0.05)
    store = Store.open(path)
    other = open_database(path).connection
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        begin(store)
    other.execute("ROLLBACK")
    other.close()
    assert begin(store) == 1


def test_a_full_disk_is_said(path: Path) -> None:
    store = Store.open(path)
    pages = store.connection.sqlite.execute("PRAGMA page_count").fetchone()[0]
    store.connection.sqlite.execute(f"PRAGMA max_page_count = {pages}")
    search_id, ledger_id = search(store), begin(store)
    big = page(search_id, ledger_id)
    big = PageWrite(**{**{n: getattr(big, n) for n in big.__slots__}, "body": os.urandom(99_999)})
    with pytest.raises(StoreError, match="full"):
        store.searches.save_page(big)
    assert store.ledger.lines(1)[0].outcome == "sent"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    with pytest.raises(StoreReadOnly):
        Store.open(path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="can't be made"):
        Store.open(tmp_path / "data" / "lix.db")


WRITER = """
    import sys
    from pathlib import Path
    from tests.support.store_samples import begin, page, search
    from lix_tui.store.store import Store
    store = Store.open(Path(sys.argv[1]))
    search_id = search(store)
    for number in range(1, 100_000):
        store.searches.save_page(page(search_id, begin(store, search_id), number, f"s{number}"))
        print(number, flush=True)
"""


def test_kill_9_loses_nothing_that_was_written(path: Path) -> None:
    for lines in (1, 7, 40):
        path.unlink(missing_ok=True)
        for side in path.parent.glob("lix.db-*"):
            side.unlink()
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,  # the program imports from the tests
        )
        assert writer.stdout is not None
        for _ in range(lines):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
        writer.wait()
        writer.stdout.close()
        said = max([int(word) for word in rest[:-1] if word] or [1])
        store = Store.open(path)
        found = store.searches.find("people", "k", None)
        assert found is not None
        numbers = [entry.number for entry in store.searches.pages(found.id)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= said
        assert found.state == f"s{len(numbers)}"
        outcomes = [line.outcome for line in store.ledger.lines(100_000)]
        assert outcomes.count("ok") == len(numbers)
        assert outcomes.count("sent") <= 1
        store.close()


async def test_a_cancelled_wait_finishes_its_write(path: Path) -> None:
    import asyncio

    store = await AsyncStore.open(path)
    begun, gate = threading.Event(), threading.Event()

    def slow(inner: Store) -> int:
        begun.set()
        gate.wait()
        return begin(inner)

    task = asyncio.create_task(store.run(slow))
    while not begun.is_set():
        await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    assert len(await store.run(lambda inner: inner.ledger.lines(9))) == 1
    await store.close()
