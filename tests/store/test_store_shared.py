"""One search, two processes, late answers: nothing goes back, nothing is replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.answers import unpack
from lix_tui.store.errors import StoreBusy, StoreError, StoreFull
from lix_tui.store.store import Store
from tests.support.store_samples import BODY, begin, page, save_record, search


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lix.db"


def test_a_late_answer_does_not_replace_a_page_that_counts(path: Path) -> None:
    """Ignore the late answer to a cancelled request that was repeated and answered."""
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(replace(page(search_id, begin(store)), body=b"shown"))
    late = replace(page(search_id, begin(store), state=None), body=b"late")
    store.searches.save_page(late)
    assert [entry.body for entry in store.searches.pages(search_id)] == [b"shown"]
    assert store.searches.late_page(search_id, 1) is None
    # the late answer was paid for, so that it is stored and its ledger line is closed
    assert store.connection.sqlite.execute("SELECT body FROM answers").fetchall() == [
        (b"shown",),
        (b"late",),
    ]
    assert [line.outcome for line in store.ledger.lines(9)] == ["ok", "ok"]


def test_an_answer_that_is_waited_for_takes_the_place_of_a_late_one(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(replace(page(search_id, begin(store), state=None), body=b"late"))
    store.searches.save_page(replace(page(search_id, begin(store)), body=b"shown"))
    assert [entry.body for entry in store.searches.pages(search_id)] == [b"shown"]
    assert store.searches.late_page(search_id, 1) is None


def test_a_process_that_has_fallen_behind_takes_nothing_back(path: Path) -> None:
    ahead, behind = Store.open(path), Store.open(path)
    search_id = search(ahead)
    assert search(behind) == search_id
    for number in (1, 2, 3):
        ahead.searches.save_page(page(search_id, begin(ahead), number, f"ahead {number}"))
    behind.searches.save_page(replace(page(search_id, begin(behind), 1, "behind 1"), body=b"again"))
    behind.searches.save_state(search_id, state="behind failed", total=None, loaded=1, at=99.0)
    found = ahead.searches.find("people", "k", None)
    assert found is not None
    assert (found.state, found.total, found.loaded) == ("ahead 3", 5, 3)
    assert [entry.body for entry in ahead.searches.pages(search_id)] == [
        BODY + b"%d" % n for n in (1, 2, 3)
    ]


def test_a_state_that_brings_nothing_new_is_written(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(page(search_id, begin(store)))
    store.searches.save_state(search_id, state="exhausted", total=5, loaded=1, at=30.0)
    found = store.searches.find("people", "k", None)
    assert found is not None
    assert (found.state, found.updated_at) == ("exhausted", 30.0)


def test_a_read_that_was_left_half_way_hinders_no_write(path: Path) -> None:
    """Write after an unfinished read, whose old state would make SQLite refuse the write."""
    ours, other = Store.open(path), Store.open(path)
    search_id = search(ours)
    for number in (1, 2, 3):
        ours.searches.save_page(page(search_id, begin(ours), number))
    reading = ours.searches.pages(search_id)
    assert next(reading).number == 1
    begin(other)
    begin(ours)
    assert [entry.number for entry in reading] == [2, 3]


def test_a_transaction_is_locked_before_it_reads(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lock first: SQLite refuses a write after a read if another process wrote in between."""
    monkeypatch.setattr("lix_tui.store.database.BUSY_SECONDS", 0.05)
    ours, other = Store.open(path), Store.open(path)
    with ours.connection.write(), pytest.raises(StoreBusy):
        begin(other)
    assert begin(other) == 1


def test_a_full_disk_that_ends_the_transaction_is_said(path: Path) -> None:
    store = Store.open(path)
    search_id, ledger_id = search(store), begin(store)
    pages = store.connection.sqlite.execute("PRAGMA page_count").fetchone()[0]
    store.connection.sqlite.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull, match="make room"):
        store.searches.save_page(replace(page(search_id, ledger_id), body=os.urandom(300_000)))
    store.connection.sqlite.execute(f"PRAGMA max_page_count = {pages + 1000}")
    store.searches.save_page(page(search_id, ledger_id))
    assert [entry.number for entry in store.searches.pages(search_id)] == [1]


def test_a_damaged_answer_is_said(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    store.searches.save_page(page(search_id, begin(store)))
    store.connection.sqlite.execute("UPDATE answers SET body = x'00ff'")
    (kept,) = store.searches.pages(search_id)
    assert kept.body == b"", "the other pages of the search are not lost with it"
    with pytest.raises(StoreError, match="refresh it to fetch it again"):
        unpack(b"\x00\xff", True)


def test_every_read_fails_with_an_error_of_the_store(path: Path) -> None:
    store = Store.open(path)
    search_id = search(store)
    store.close()
    for read in (
        lambda: store.searches.find("people", "k", None),
        lambda: list(store.searches.pages(search_id)),
        lambda: store.searches.late_page(search_id, 1),
        lambda: store.searches.recent("people", 1),
        lambda: store.records.find("person", ("k",)),
        lambda: store.records.known_keys("person"),
        lambda: store.ledger.spent(0.0),
        lambda: store.ledger.saved(0.0),
        lambda: store.ledger.sent_since(0.0),
        lambda: store.ledger.lines(1),
        lambda: begin(store),
    ):
        with pytest.raises(StoreError):
            read()


@contextmanager
def a_store() -> Iterator[Store]:
    """Yield a new store for one example."""
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "lix.db")
        yield store
        store.close()


@given(body=st.one_of(st.binary(max_size=64), st.binary(min_size=1000, max_size=1100)))
@settings(max_examples=25, deadline=None)
def test_bodies_come_back_as_they_were_received(body: bytes) -> None:
    with a_store() as store:
        save_record(store, ("k",), body)
        found = store.records.find("person", ("k",))
        assert found is not None
        assert found.body == body


GROUPS = st.lists(
    st.tuples(st.sets(st.integers(0, 6), min_size=1, max_size=3), st.integers(0, 5)),
    min_size=1,
    max_size=8,
)


@given(GROUPS)
@settings(max_examples=40, deadline=None)
def test_the_newest_answer_counts_whatever_the_order_they_come_in(
    groups: list[tuple[set[int], int]],
) -> None:
    """Find the answer fetched last by each of the joined keys."""
    classes: list[tuple[set[int], tuple[int, int]]] = []
    with a_store() as store:
        for number, (group, at) in enumerate(groups):
            save_record(store, tuple(map(str, sorted(group))), b"%d" % number, at=float(at))
            touching = [entry for entry in classes if entry[0] & group]
            classes = [entry for entry in classes if not entry[0] & group]
            keys = group.union(*(entry[0] for entry in touching))
            newest = max([(at, number), *(entry[1] for entry in touching)])
            classes.append((keys, newest))
        for keys, (at, number) in classes:
            for key in keys:
                found = store.records.find("person", (str(key),))
                assert found is not None
                assert (found.body, found.fetched_at) == (b"%d" % number, float(at))
