"""Records and library entries keep every field, and each query finds its own ones only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lix_tui.store.deletion import DeletedData
from lix_tui.store.rows import Entry, FieldChange, LibraryQuery, Listing, StoredRecord
from lix_tui.store.scopes import Servers
from lix_tui.store.store import Store
from tests.support.store_samples import annotate, begin, find_missing, missing_keys, page, search

ANN = Listing(
    "person", "in:ann", ("in:ann", "lead:A"), "Ann Lee", "Engineer", "Acme", "Berlin", "growth",
    "https://x/ann",
)  # fmt: skip
BOB = Listing("person", "in:bob", ("in:bob",), "Bob Stein", "Chef", "Umbra", "Rome", "soup")
ACME = Listing("organisation", "company:1", ("company:1",), "Acme", place="Berlin")
USUAL = Servers("https://live")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def save(
    store: Store, *listings: Listing, at: float = 10.0, kind: str = "person",
    keys: tuple[str, ...] = (), viewer: str | None = None, body: bytes = b"{}",
    cost: int | None = None,
) -> int:  # fmt: skip
    """Save the answer about a record; return its line in the ledger."""
    line = store.ledger.begin(endpoint=kind, pool="standard", cost=5, origin="test", at=at)
    store.records.save(
        kind=kind, keys=keys, ledger_id=line, endpoint=kind, body=body, at=at, status=203,
        elapsed=0.5, cost=cost, listings=listings, viewer_id=viewer,
    )  # fmt: skip
    return line


# Records


def test_a_record_is_found_by_its_keys_with_all_of_its_fields(store: Store) -> None:
    line = save(store, keys=("a", "b"), body=b"x" * 2000, at=7.0, cost=2)
    save(store, keys=("c",), at=8.0)
    save(store, keys=("a",), kind="job", at=9.0)
    expected = StoredRecord(1, "person", b"x" * 2000, 7.0)
    assert store.records.find("person", ("b",)) == store.records.find("person", ("z", "a"))
    assert store.records.find("person", ("a",)) == expected
    assert store.records.find("job", ("a",)) == StoredRecord(3, "job", b"{}", 9.0)
    assert store.records.find("job", ("b",)) is None
    assert store.records.known_keys("person") == {"a", "b", "c"}
    first = store.ledger.lines(9)[-1]
    assert (first.id, first.cost, first.status, first.elapsed) == (line, 2, 203, 0.5)
    assert [row.cost for row in store.ledger.lines(9)][:2] == [5, 5], "None keeps the expected cost"


def test_an_answer_without_keys_is_stored_without_a_record(store: Store) -> None:
    save(store, keys=(), body=b"1")
    assert store.answers.get(1) == StoredRecord(1, "person", b"1", 10.0)
    assert store.records.known_keys("person") == set()


def test_an_answer_that_was_not_asked_for_is_a_record_without_a_request(store: Store) -> None:
    store.records.add(
        kind="person", keys=("a",), endpoint="person", body=b"1", at=4.0, listings=(ANN,)
    )
    assert store.records.find("person", ("a",)) == StoredRecord(1, "person", b"1", 4.0)
    assert store.ledger.lines(9) == []
    assert [entry.name for entry in store.library.search(LibraryQuery(), limit=9)] == ["Ann Lee"]


def test_each_viewer_has_records_of_its_own(store: Store) -> None:
    for viewer, at in ((None, 1.0), ("one", 3.0), ("two", 2.0)):
        save(store, keys=("a", f"of {viewer}"), viewer=viewer, body=str(viewer).encode(), at=at)
    bodies = {
        viewer: found.body
        for viewer in (None, "one", "two", "three")
        if (found := store.records.find("person", ("a",), viewer))
    }
    assert bodies == {None: b"one", "one": b"one", "two": b"two"}, "without one the newest serves"
    assert store.records.known_keys("person", "two") == {"a", "of two"}
    assert store.records.known_keys("person") == {"a", "of None", "of one", "of two"}


def missing(
    store: Store, *keys: str, at: float, viewer: str | None = None, kind: str = "person"
) -> None:
    store.records.note_missing(kind, keys, sentence=f"at {at:g}", at=at, viewer_id=viewer)


def test_a_missing_record_is_one_kind_key_and_viewer_and_its_newest_sentence_counts(
    store: Store,
) -> None:
    missing(store, "a", "b", at=2.0)
    missing(store, "c", at=1.0)
    missing(store, "d", at=3.0, viewer="v")
    missing(store, "e", at=4.0, kind="job")
    assert find_missing(store, "person", ("c", "a")) == ("at 2", 2.0)
    assert find_missing(store, "person", ("a", "c")) == ("at 2", 2.0)
    for kind, key, viewer in (("person", "d", None), ("person", "a", "v"), ("person", "e", None)):
        assert find_missing(store, kind, (key,), viewer) is None
    assert find_missing(store, "person", ("d",), "v") == ("at 3", 3.0)
    assert missing_keys(store, "person") == {"a", "b", "c"}
    assert missing_keys(store, "person", "v") == {"d"}
    assert missing_keys(store, "job") == {"e"}
    missing(store, "c", at=9.0)
    assert find_missing(store, "person", ("c",)) == ("at 9", 9.0)
    save(store, keys=("a", "c"))
    assert missing_keys(store, "person") == {"b"}, "it has been found since"


# The library


def test_an_entry_has_all_of_its_fields(store: Store) -> None:
    save(store, replace(ANN, opened=True), keys=("in:ann",), at=10.0)
    save(store, BOB, at=11.0)
    ann = Entry(
        1, "person", "Ann Lee", "Engineer", "Acme", "Berlin", "https://x/ann", "", "", True, 10.0, 10.0, None,
    )  # fmt: skip
    assert store.library.entry(1) == ann
    assert store.library.entry(3) is None
    annotate(store, 1, note="a note")
    annotate(store, 1, tags="one two")
    assert store.library.entry(1) == replace(ann, note="a note", tags="one two")
    bob = store.library.entry(2)
    assert bob is not None
    assert (bob.note, bob.tags, bob.opened, bob.link) == ("", "", False, "")
    assert store.library.same_keys("person", ("lead:A", "x")) == ("lead:A", "x", "in:ann")


def test_a_newer_answer_renews_what_it_says_and_leaves_the_rest(store: Store) -> None:
    save(store, ANN, at=10.0)
    newer = Listing("person", "lead:A", ("lead:A",), "Ann Li", "", "Umbra", "", "", "https://y")
    save(store, newer, at=20.0)
    entry = store.library.entry(1)
    assert entry == Entry(
        1, "person", "Ann Li", "Engineer", "Umbra", "Berlin", "https://y", "", "", False, 10.0, 20.0, 20.0,
    )  # fmt: skip
    assert store.library.changes(1) == [
        FieldChange(20.0, "company", "Acme", "Umbra"), FieldChange(20.0, "name", "Ann Lee", "Ann Li"),
    ]  # fmt: skip
    assert store.library.search(LibraryQuery(text="growth"), limit=9) == [entry], "words stay"
    save(store, replace(ANN, opened=True), at=5.0)
    assert store.library.entry(1) == replace(entry, opened=True, first_at=5.0)
    assert len(store.library.changes(1)) == 2, "an older answer changes nothing"


def test_the_words_of_the_entrys_own_answer_replace_longer_ones(store: Store) -> None:
    save(store, replace(ANN, words="alpha beta gamma"), at=1.0)
    save(store, replace(ANN, words="delta"), at=2.0)
    assert len(store.library.search(LibraryQuery(text="alpha"), limit=9)) == 1
    assert store.library.search(LibraryQuery(text="delta"), limit=9) == []
    save(store, replace(ANN, words="delta", opened=True), at=3.0)
    assert store.library.search(LibraryQuery(text="alpha"), limit=9) == []
    assert len(store.library.search(LibraryQuery(text="delta"), limit=9)) == 1


def test_two_entries_that_are_one_have_what_both_had(store: Store) -> None:
    left = replace(ANN, keys=("in:ann",), opened=True)
    right = replace(ANN, key="lead:A", keys=("lead:A",), name="A. Lee")
    save(store, BOB, at=1.0)
    save(store, left, at=4.0)
    save(store, right, at=2.0)
    for number, words in ((1, "bob"), (2, "left"), (3, "right")):
        annotate(store, number, note=f"note {words}")
        annotate(store, number, tags=words)
    save(store, ANN, at=9.0)
    entry = store.library.entry(2)
    assert entry is not None
    assert (entry.note, entry.tags) == ("note left\nnote right", "left right")
    assert (entry.opened, entry.first_at) == (True, 2.0)
    assert store.library.entry(3) is None
    bob = store.library.entry(1)
    assert bob is not None
    assert (bob.note, bob.tags) == ("note bob", "bob")
    assert len(store.library.answers_about("person", ("lead:A",), "person", 9)) == 3


def test_answers_about_an_entry_come_newest_first(store: Store) -> None:
    for at, body in ((2.0, b"2"), (9.0, b"9"), (5.0, b"5")):
        save(store, ANN, at=at, body=body)
    save(store, BOB, at=20.0, body=b"bob")
    save(store, ANN, at=30.0, body=b"job", kind="job")
    newest = [StoredRecord(2, "person", b"9", 9.0), StoredRecord(3, "person", b"5", 5.0)]
    assert store.library.answers_about("person", ("in:ann",), "person", 2) == newest
    assert store.library.answers_about("organisation", ("in:ann",), "person", 2) == []
    assert store.library.answers_about("person", ("in:bob",), "job", 2) == []
    assert store.library.newest_answer(1) == ("in:ann", StoredRecord(5, "job", b"job", 30.0))
    assert store.library.newest_answer(2) == ("in:bob", StoredRecord(4, "person", b"bob", 20.0))
    assert store.library.newest_answer(3) is None


def test_entries_come_with_their_newest_answer_and_their_name_in_it(store: Store) -> None:
    save(store, ANN, at=2.0)
    save(store, replace(ANN, key="lead:A"), at=9.0)
    save(store, ANN, at=5.0)
    save(store, BOB, at=1.0)
    found = store.library.entries_with_answers(LibraryQuery())
    assert [(entry.id, answer, key) for entry, answer, key in found] == [
        (2, 4, "in:bob"), (1, 2, "lead:A"),
    ]  # fmt: skip
    assert [one[0] for one in found] == store.library.search(LibraryQuery(), limit=9)
    assert len(store.library.entries_with_answers(LibraryQuery(text="bob"))) == 1


def test_an_entry_names_the_searches_that_found_it(store: Store) -> None:
    for number, (key, listing) in enumerate((("one", ANN), ("two", ANN), ("three", BOB)), 1):
        row = store.searches.open(
            kind="people", query_key=key, viewer_id=None, title=f"Title {key}", url="u", state="s", at=1.0
        )  # fmt: skip
        write = page(row.id, begin(store), number)
        store.searches.save_page(replace(write, listings=lambda one=listing: (one,)))  # type: ignore[misc]
    assert sorted(store.library.searches_of(1)) == ["Title one", "Title two"]
    assert store.library.searches_of(2) == ["Title three"]
    for source, ids in (("TITLE ONE", [1]), ("title t", [2, 1]), ("three", [2]), ("four", [])):
        found = store.library.search(LibraryQuery(source=source), limit=9)
        assert [entry.id for entry in found] == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (LibraryQuery(), [3, 2, 1]),
        (LibraryQuery(kind="person"), [2, 1]),
        (LibraryQuery(text="acme"), [3, 1]),
        (LibraryQuery(text="acme", kind="person"), [1]),
        (LibraryQuery(name="acme"), [3]),
        (LibraryQuery(company="acme"), [1]),
        (LibraryQuery(place="ber"), [3, 1]),
        (LibraryQuery(title="chef"), [2]),
        (LibraryQuery(text="ann berlin"), [1]),
        (LibraryQuery(text="ann rome"), []),
        (LibraryQuery(since=11.0), [3, 2]),
        (LibraryQuery(until=11.0), [1]),
        (LibraryQuery(since=11.0, until=12.0), [2]),
        (LibraryQuery(noted=True), [3, 2]),
        (LibraryQuery(tag="hot"), [3]),
        (LibraryQuery(tag="ho"), []),
        (LibraryQuery(changed=True), [2]),
        (LibraryQuery(problem="Words."), []),
    ],
)
def test_a_query_finds_what_fits_all_of_its_parts(
    store: Store, query: LibraryQuery, ids: list[int]
) -> None:
    save(store, ANN, at=10.0)
    save(store, replace(BOB, title="Cook"), at=9.0)
    save(store, BOB, at=11.0)
    save(store, ACME, at=12.0, kind="organisation")
    annotate(store, 2, note="called")
    annotate(store, 3, tags="hot")
    assert [entry.id for entry in store.library.search(query, limit=9)] == ids
    assert store.library.count(query) == len(ids)


def test_entries_are_read_on_after_one_or_by_number(store: Store) -> None:
    for number in range(5):
        save(store, replace(BOB, keys=(f"in:{number}",), name=f"N{number}"), at=float(number))
    query = LibraryQuery(text="stein n")
    for one in (LibraryQuery(), LibraryQuery(text="soup")):
        assert [entry.id for entry in store.library.search(one, limit=2)] == [5, 4]
        assert [entry.id for entry in store.library.search(one, limit=2, before_id=4)] == [3, 2]
        assert [entry.id for entry in store.library.search(one, limit=2, skip=3)] == [2, 1]
    assert store.library.search(query, limit=9) == []
    by_name = LibraryQuery(order="name")
    assert [entry.id for entry in store.library.search(by_name, limit=2, skip=1)] == [2, 3]
    found = store.library.search(by_name, limit=2, before_id=2)
    assert [entry.id for entry in found] == [1, 2], "an order of its own is read on by number"


def test_a_count_ends_after_a_thousand(store: Store) -> None:
    people = [replace(BOB, key=f"{n}", keys=(f"{n}",)) for n in range(1100)]
    save(store, *people[:1000])
    assert store.library.count(LibraryQuery()) == 1000
    save(store, *people)
    assert (
        store.library.count(LibraryQuery()) == store.library.count(LibraryQuery(text="bob")) == 1001
    )


def test_answers_of_an_earlier_version_are_listed_later_the_oldest_first(store: Store) -> None:
    for number in range(3):
        store.ledger.save_unread(begin(store), "person", b"{}", 10.0 + number, "")
    waiting = [one.answer for one in store.backlog.next(2)]
    assert waiting == [
        StoredRecord(1, "person", b"{}", 10.0),
        StoredRecord(2, "person", b"{}", 11.0),
    ]
    assert store.backlog.merge([(waiting[0], (ANN,), "")]) == 1
    assert [one.answer.id for one in store.backlog.next(9)] == [2, 3]
    entry = store.library.entry(1)
    assert entry is not None
    assert (entry.name, entry.first_at, entry.fetched_at) == ("Ann Lee", 10.0, 10.0)
    assert store.library.newest_answer(1) == ("in:ann", waiting[0])


# Accounts


def test_an_account_is_told_of_others_data_until_it_has_some(store: Store) -> None:
    store.scopes.enter(USUAL, "a", usual=USUAL, at=1.0)
    assert store.scopes.is_notice_due("a")
    assert store.scopes.is_notice_due("a"), "without data of its own it is told again"
    save(store, keys=("k",))
    assert not store.scopes.is_notice_due("a")
    assert store.scopes.is_notice_due("b"), "another account was not told yet"
    assert not store.scopes.is_notice_due("b"), "what is in use has data"


def test_an_account_declines_for_itself(store: Store) -> None:
    store.scopes.decline("a")
    assert store.scopes.has_declined("a")
    assert not store.scopes.has_declined("b")


def test_an_entry_of_another_account_names_its_owner(store: Store) -> None:
    store.scopes.enter(USUAL, "abcdefghij", usual=USUAL, at=1.0)
    save(store, ANN)
    store.scopes.enter(USUAL, "other", usual=USUAL, at=2.0)
    assert store.library.search(LibraryQuery(), limit=9) == []
    owners = [entry.owner for entry in store.library.search(LibraryQuery(all_owners=True), limit=9)]
    assert owners == ["https://live abcdef"]
    assert store.library.count(LibraryQuery(all_owners=True)) == 1


# Deletion


def test_only_what_is_older_than_a_time_is_deleted(store: Store) -> None:
    save(store, ANN, at=10.0)
    save(store, BOB, at=20.0)
    assert store.deletion.outdated_entries(10.0) == []
    assert store.deletion.outdated_entries(20.0) == [1]
    assert store.deletion.outdated_entries(20.5) == [1, 2]


def test_old_answers_that_no_entry_has_are_deleted_and_all_else_stays(store: Store) -> None:
    save(store, ANN, at=1.0)
    save(store, keys=("old",), at=1.0)
    save(store, keys=("new",), at=5.0)
    save(store, kind="balances", at=1.0)
    missing(store, "gone", at=1.0)
    missing(store, "still", at=5.0)
    row = search(store)
    store.searches.save_page(replace(page(row, begin(store)), at=1.0))
    for number, at in ((1, 1.0), (2, 5.0)):
        store.runs.begin(
            title="t", search_id=None, endpoint="person", query_key=f"q{number}", items=(), result_file="", at=at
        )  # fmt: skip
    loading = store.runs.begin(
        title="t", search_id=row, endpoint="people_search", query_key="load", items=(), result_file="", at=1.0
    )  # fmt: skip
    assert store.deletion.has_older(5.0)
    assert store.deletion.delete_older(5.0) == DeletedData(answers=2, lookups=1, runs=1)
    assert not store.deletion.has_older(5.0), "an emptied page is nothing to delete"
    assert store.records.known_keys("person") == {"new"}
    assert missing_keys(store, "person") == {"still"}
    assert [one.body for one in store.searches.pages(row)] == [b"{}"], "a page stays as a place"
    assert store.answers.get(1) is not None, "an entry has it"
    assert store.answers.get(2) is None
    assert len(store.answers.newest("balances", 9)) == 1
    assert {one.query_key for one in store.runs.recent(9)} == {"q2", loading.query_key}
    assert store.deletion.delete_older(5.0) == DeletedData()
    assert store.deletion.delete_older(0.0) == DeletedData()
