"""Bounds of the store at their edges: times, sizes and numbers of rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from lix_tui.store import database
from lix_tui.store.errors import StoreError, StoreFull
from lix_tui.store.file_watch import FileChange, FileWatch
from lix_tui.store.files import side
from lix_tui.store.library_sql import conditions_of
from lix_tui.store.rows import LibraryQuery, Listing
from lix_tui.store.scopes import Owner, Servers
from lix_tui.store.slots import Turn
from lix_tui.store.store import Store
from tests.support.store_samples import ANN, BOB, begin, page, put, search

SERVER = Servers("https://live")
HOUR = 3600.0


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def slot(store: Store, process: str, now: float, since: float) -> Turn:
    return store.slots.acquire(
        account="a", process=process, lane=0, since=since, clock=lambda: now, spacing=3.0
    )


def test_a_waiter_looks_every_two_seconds(store: Store) -> None:
    store.slots.pause(account="a", clock=lambda: 100.0, seconds=60.0)
    assert slot(store, "one", 100.0, 0.0) == Turn(False, 60.0, 2.0, paused=True)
    assert slot(store, "one", 158.5, 0.0) == Turn(False, 1.5, 1.5, paused=True)


@pytest.mark.parametrize(("unseen", "goes_first"), [(4.9, True), (5.0, True), (5.1, False)])
def test_a_waiter_is_gone_after_five_seconds(store: Store, unseen: float, goes_first: bool) -> None:
    assert slot(store, "former", 100.0, 0.0).acquired
    assert not slot(store, "waits", 102.5, 1.0).acquired
    assert slot(store, "other", 102.5 + unseen, 2.0).acquired is not goes_first


def test_another_use_of_an_account_is_written_after_an_hour(store: Store) -> None:
    def used_at() -> list[float]:
        return [owner.used_at for owner in store.scopes.owners("https://live", None)]

    store.scopes.enter(SERVER, "a", usual=SERVER, at=1000.0)
    store.searches.save_page(page(search(store), begin(store)))
    for at, written in ((1000.0 + HOUR - 1, 1000.0), (1000.0 + HOUR, 1000.0 + HOUR)):
        store.scopes.enter(SERVER, "a", usual=SERVER, at=at)
        assert used_at() == [written]
    assert store.scopes.owners("https://live", "a") == []
    assert store.scopes.owners("https://live", "b") == [Owner("a", 1, 1000.0 + HOUR)]


@pytest.mark.parametrize(("free", "is_sent"), [(1024 * 1024, True), (1024 * 1024 - 1, False)])
def test_a_mebibyte_must_be_free_for_an_answer(
    store: Store, free: int, is_sent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    if is_sent:
        begin(store)
    else:
        with pytest.raises(StoreFull, match="less than 1 MB left"):
            begin(store)
    assert len(store.ledger.lines(9)) == is_sent


def test_twenty_rows_that_point_at_nothing_are_reported(store: Store) -> None:
    connection = store.connection.sqlite
    connection.execute("PRAGMA foreign_keys = OFF")
    for number in range(1, 26):
        connection.execute(
            "INSERT INTO pages (search_id, number, start, answer_id, shown) VALUES (99, ?, 0, 99, 1)",
            (number,),
        )
    assert len(store.verify().orphans) == 20
    assert not store.verify().is_sound


def _letters(count: int) -> LibraryQuery:
    """Return a query for a name of so many signs that the index doesn't know."""
    return LibraryQuery(name="%" * count)


def test_a_word_is_looked_for_up_to_five_thousand_letters(store: Store) -> None:
    for count, is_looked_for in ((5000, True), (5001, False)):
        _, conditions, values = conditions_of(_letters(count), store.connection.scopes)
        assert any("^%" * count in str(value) for value in values) is is_looked_for
        assert ("0" in conditions) is not is_looked_for


@pytest.mark.parametrize(("words", "used"), [(49, 49), (50, 50), (51, 50)])
def test_fifty_words_are_looked_for_inside_of_texts(store: Store, words: int, used: int) -> None:
    text = " ".join("%" * number for number in range(1, words + 1))
    _, _, values = conditions_of(LibraryQuery(name=text), store.connection.scopes)
    assert sum("^%" in str(value) for value in values) == used


def test_a_file_is_checked_up_to_its_bound_and_a_lock_is_waited_for() -> None:
    assert (database.CHECKED_SIZE, database.BUSY_SECONDS) == (32 * 1024 * 1024, 10.0)


@pytest.mark.parametrize("length", [0, 1, 40])
def test_a_page_is_read_from_a_number_on(store: Store, length: int) -> None:
    search_id = search(store)
    for number in range(1, length + 1):
        store.searches.save_page(page(search_id, begin(store), number, f"s{number}"))
    assert [one.number for one in store.searches.pages(search_id, length)] == [length][:length]
    assert list(store.searches.pages(search_id, length + 1)) == []


@pytest.mark.parametrize(
    "read",
    [
        lambda store: store.answers.get(1),
        lambda store: store.answers.newest("people_search", 9),
    ],
)
def test_an_answer_that_is_damaged_says_how_to_get_it_again(
    tmp_path: Path, read: Callable[[Store], object]
) -> None:
    store = Store.open(tmp_path / "damaged.db")
    store.ledger.save_unread(begin(store), "people_search", b"x" * 1024, 5.0, "")
    with closing(sqlite3.connect(store.connection.path)) as other:
        other.execute("UPDATE answers SET body = x'00'")
        other.commit()
    with pytest.raises(StoreError) as damaged:
        read(store)
    assert str(damaged.value) == (
        "An answer in the store is damaged; refresh it to fetch it again."
    )


@pytest.mark.parametrize(
    ("kind", "key", "viewer"), [("jobs", "k", "v"), ("people", "other", "v"), ("people", "k", None)]
)
def test_the_next_run_of_a_query_counts_its_own_runs_alone(
    store: Store, kind: str, key: str, viewer: str | None
) -> None:
    def opened(kind: str, key: str, viewer: str | None) -> int:
        return store.searches.open(
            kind=kind, query_key=key, viewer_id=viewer, title="t", url="u", state="s", at=1.0
        ).id

    mine, other = opened("people", "k", "v"), opened(kind, key, viewer)
    for _ in range(3):
        other = store.searches.next_generation(other, state="s", at=2.0)
    after = store.searches.get(store.searches.next_generation(mine, state="s", at=3.0))
    assert after is not None
    assert (after.generation, after.kind, after.query_key, after.viewer_id) == (
        1,
        "people",
        "k",
        "v",
    )


def test_of_accounts_used_at_once_the_newest_answers_without_a_key(store: Store) -> None:
    for account in "abc":
        store.scopes.enter(SERVER, account, usual=SERVER, at=1000.0)
    assert store.scopes.enter(SERVER, None, usual=SERVER, at=1000.0) == "c"
    store.scopes.enter(SERVER, "a", usual=SERVER, at=9000.0)
    assert store.scopes.enter(SERVER, None, usual=SERVER, at=9000.0) == "a"


@pytest.mark.parametrize("sign", ["\u2605", "\u2260", "\ue000", "\U000e0fff"])
def test_a_sign_in_a_word_is_not_left_out_of_a_search(store: Store, sign: str) -> None:
    marked = replace(ANN, name=f"Stein{sign} Ann")
    put(store, marked, BOB)
    assert [one.name for one in store.library.search(LibraryQuery(text="stein"), limit=9)] == [
        BOB.name, marked.name,
    ]  # fmt: skip
    for query in (LibraryQuery(text=f"stein{sign}"), LibraryQuery(name=f"stein{sign}")):
        assert [one.name for one in store.library.search(query, limit=9)] == [marked.name]


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_log_that_is_not_ours_is_not_removed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "watched.db"
    for name in ("", "-wal", "-shm"):
        side(path, name).write_bytes(b"ours")
    watch = FileWatch(path)
    side(path, suffix).rename(tmp_path / "former")
    side(path, suffix).write_bytes(b"another")
    assert watch.change() is FileChange.LOG_REPLACED
    assert not watch.remove_sides()
    assert side(path, "-wal").exists()
    assert side(path, "-shm").exists()
    side(path, suffix).unlink()
    assert watch.change() is FileChange.LOG_MISSING
    assert watch.remove_sides()
    assert not side(path, "-wal").exists()
    assert not side(path, "-shm").exists()
    assert path.exists()


def test_a_record_has_no_words_but_those_it_was_given(store: Store) -> None:
    put(store, Listing("person", "in:x", ("in:x",), "Ann Lee"))
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    assert (entry.title, entry.company, entry.place, entry.link, entry.opened) == (
        "",
        "",
        "",
        "",
        False,
    )
    words = store.connection.sqlite.execute("SELECT words FROM entries").fetchone()[0]
    assert words.split() == ["kind0person"]
