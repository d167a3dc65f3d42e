"""Scopes: what one account bought on one server answers for no other, and nobody buys again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lix_tui.store.database import open_database
from lix_tui.store.facets import FacetWrite
from lix_tui.store.ledger import DayBudget, OverBudget
from lix_tui.store.rows import FacetValue, LibraryQuery, Listing, RunItem
from lix_tui.store.scopes import Owner, Servers
from lix_tui.store.store import Store
from tests.support.store_samples import (
    annotate,
    begin,
    find_missing,
    missing_keys,
    old_store,
    page,
    search,
)

LIVE = Servers("https://live", {"person_by_email": "https://lookc"})
LOCAL = Servers("http://127.0.0.1:8788")
ANN = Listing("person", "in:ann", ("in:ann", "lead:A"), "Ann Lee", link="https://x/in/ann")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def enter(store: Store, servers: Servers, account: str | None) -> str | None:
    return store.scopes.enter(servers, account, usual=LIVE, at=5.0)


def buy(
    store: Store,
    key: str = "in:ann",
    *,
    kind: str = "person",
    body: bytes = b"{}",
    at: float = 10.0,
    viewer: str | None = None,
) -> None:
    ledger_id = store.ledger.begin(endpoint=kind, pool="standard", cost=1, origin="test", at=at)
    store.records.save(
        kind=kind,
        keys=(key,),
        ledger_id=ledger_id,
        endpoint=kind,
        body=body,
        at=at,
        status=200,
        elapsed=0.1,
        listings=(ANN,) if kind == "person" else (),
        viewer_id=viewer,
    )


def body_of(store: Store, viewer: str | None = None, kind: str = "person") -> bytes | None:
    found = store.records.find(kind, ("in:ann",), viewer)
    return None if found is None else found.body


@pytest.mark.parametrize("others", [(LIVE, "b"), (LOCAL, "a"), (LOCAL, "b")])
def test_another_server_or_account_has_nothing_of_it(
    store: Store, others: tuple[Servers, str]
) -> None:
    enter(store, LIVE, "a")
    store.searches.save_page(page(search(store), begin(store)))
    buy(store)
    store.facets.add_values("TITLE", [FacetValue("9", "Engineer")], 1.0)
    store.runs.begin(
        title="t",
        search_id=None,
        endpoint="person",
        query_key="q",
        items=[RunItem(1, "l", "n")],
        result_file="",
        at=1.0,
    )
    enter(store, *others)
    assert store.searches.find("people", "k", None) is None
    assert store.searches.recent(None, 9) == []
    assert body_of(store) is None
    assert store.records.known_keys("person") == set()
    assert store.library.same_keys("person", ("in:ann",)) == ("in:ann",)
    assert store.facets.known_values("TITLE") == ([], {})
    assert store.ledger.lines(9) == []
    assert store.ledger.spent(0.0) == {}
    assert store.ledger.sent_since(0.0) == 0
    assert store.runs.recent(9) == []
    assert store.library.search(LibraryQuery(), limit=9) == []
    assert len(store.library.search(LibraryQuery(all_owners=True), limit=9)) == 1
    assert search(store) != 1  # a separate search with its own state
    enter(store, LIVE, "a")
    assert body_of(store) == b"{}"
    assert len(list(store.searches.pages(1))) == 1
    assert store.facets.known_values("TITLE")[0] == [FacetValue("9", "Engineer")]
    assert len(store.runs.recent(9)) == 1


def test_a_days_budget_counts_what_the_account_spent(store: Store) -> None:
    enter(store, LIVE, "a")
    buy(store)
    budget = DayBudget(1, 0.0)
    with pytest.raises(OverBudget):
        store.ledger.check_budget(budget, 1)
    enter(store, LOCAL, "a")
    store.ledger.check_budget(budget, 1)


def test_answers_of_the_second_server_belong_to_it(store: Store) -> None:
    enter(store, LIVE, "a")
    buy(store, "email:x", kind="person_by_email")
    assert store.ledger.spent(0.0) == {"standard": 1}
    enter(store, Servers("https://live", {"person_by_email": "https://elsewhere"}), "a")
    assert store.records.find("person_by_email", ("email:x",)) is None
    enter(store, LIVE, "a")
    assert store.records.find("person_by_email", ("email:x",)) is not None


def test_a_viewers_answer_serves_that_viewer_and_nobody(store: Store) -> None:
    enter(store, LIVE, "a")
    buy(store, body=b"as alfie", at=10.0, viewer="alfie")
    buy(store, body=b"as berta", at=20.0, viewer="berta")
    assert body_of(store, "alfie") == b"as alfie"
    assert body_of(store, "berta") == b"as berta"
    assert body_of(store, "carl") is None
    assert body_of(store) == b"as berta"
    buy(store, body=b"as nobody", at=15.0)
    assert body_of(store) == b"as berta"
    assert body_of(store, "carl") is None
    assert store.records.known_keys("person", "carl") == set()


def test_what_a_viewer_typed_is_known_to_that_viewer(store: Store) -> None:
    enter(store, LIVE, "a")
    ledger_id = begin(store)
    write = FacetWrite("TITLE", "eng", (), True, ledger_id, "f", b"{}", 1.0, 200, 0.1, "alfie")
    store.facets.save(write)
    assert store.facets.known_values("TITLE", "alfie")[1] == {"eng": True}
    assert store.facets.known_values("TITLE", "berta")[1] == {}
    assert store.facets.known_values("TITLE")[1] == {"eng": True}
    assert store.facets.find_prefix("TITLE", "eng", "berta") is None


def test_not_found_is_remembered_until_it_is_found(store: Store) -> None:
    enter(store, LIVE, "a")
    store.records.note_missing("person", ("in:ann",), sentence="gone", at=7.0, viewer_id=None)
    assert find_missing(store, "person", ("in:ann",)) == ("gone", 7.0)
    assert find_missing(store, "person", ("in:ann",), "alfie") is None
    assert missing_keys(store, "person") == {"in:ann"}
    buy(store)
    assert find_missing(store, "person", ("in:ann",)) is None


def test_without_a_key_the_last_account_with_data_answers(store: Store) -> None:
    enter(store, LIVE, "a")
    buy(store)
    store.scopes.enter(LIVE, "mistyped", usual=LIVE, at=9.0)
    assert enter(store, LIVE, None) == "a"
    assert body_of(store) == b"{}"
    assert enter(store, LOCAL, None) is None
    assert body_of(store) is None


def test_adopting_joins_what_both_have(store: Store) -> None:
    enter(store, LIVE, "old")
    first = search(store)
    store.searches.save_page(page(first, begin(store), 1))
    store.searches.save_page(page(first, begin(store), 2))
    store.searches.save_page(page(search(store, "only old"), begin(store)))
    buy(store, body=b"older", at=10.0)
    buy(store, "in:bob", body=b"bob", at=10.0)
    buy(store, "email:x", kind="person_by_email")
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    annotate(store, entry.id, note="called")
    enter(store, LIVE, "new")
    store.searches.save_page(page(search(store), begin(store), 1))
    buy(store, body=b"newer", at=20.0)
    owners = store.scopes.owners("https://live", "new")
    assert [(owner.account, owner.answers) for owner in owners] == [("old", 5)]
    store.scopes.adopt(LIVE, "old", "new", at=30.0)
    assert body_of(store) == b"newer"
    assert store.records.find("person", ("in:bob",)) is not None
    assert store.records.find("person_by_email", ("email:x",)) is not None
    found = store.searches.find("people", "k", None)
    assert found is not None
    assert len(list(store.searches.pages(found.id))) == 2  # the run that has loaded more
    assert store.searches.find("people", "only old", None) is not None
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    assert entry.note == "called"
    assert sum(store.ledger.spent(0.0).values()) == 8
    assert store.scopes.owners("https://live", "new") == []
    with store.connection.read() as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("loaded", [(1, 2), (2, 1), (2, 2)])
def test_of_two_runs_the_one_with_more_is_the_newest(store: Store, loaded: tuple[int, int]) -> None:
    for account, pages in zip(("old", "new"), loaded, strict=True):
        enter(store, LIVE, account)
        first = search(store)
        for number in range(1, pages + 1):
            store.searches.save_page(page(first, begin(store), number))
    store.scopes.adopt(LIVE, "old", "new", at=9.0)
    found = store.searches.find("people", "k", None)
    assert found is not None
    assert len(list(store.searches.pages(found.id))) == max(loaded)
    again = store.searches.next_generation(found.id, state="fresh", at=10.0)
    newest = store.searches.find("people", "k", None)
    assert newest is not None
    assert newest.id == again


@pytest.mark.parametrize("accounts", [("old", "new"), ("new", "old")])
def test_elements_count_before_pages(store: Store, accounts: tuple[str, str]) -> None:
    """A page can be short or bring nothing new."""
    for account, loaded in zip(accounts, ((30,), (10, 20)), strict=True):
        enter(store, LIVE, account)
        first = search(store)
        for number, elements in enumerate(loaded, 1):
            write = page(first, begin(store), number)
            store.searches.save_page(replace(write, loaded=elements))
    store.scopes.adopt(LIVE, "old", "new", at=9.0)
    found = store.searches.find("people", "k", None)
    assert found is not None
    assert found.loaded == 30


@pytest.mark.parametrize("is_paid", [(True, False), (False, True)])
def test_a_paid_page_without_results_counts_more_than_a_run_without_a_page(
    store: Store, is_paid: tuple[bool, bool]
) -> None:
    for account, paid in zip(("old", "new"), is_paid, strict=True):
        enter(store, LIVE, account)
        first = search(store)
        if paid:
            store.searches.save_page(replace(page(first, begin(store)), loaded=0))
    store.scopes.adopt(LIVE, "old", "new", at=9.0)
    found = store.searches.find("people", "k", None)
    assert found is not None
    assert len(list(store.searches.pages(found.id))) == 1


def has_all_data(store: Store) -> bool:
    """Return True if the store has all data of ``old_store``, for any viewer."""
    found = store.searches.find("people", "k", None)
    return (
        found is not None
        and found.state == "s2"
        and len(list(store.searches.pages(found.id))) == 1
        and body_of(store) == body_of(store, "alfie") == b"{}"
        and store.records.find("person_by_email", ("email:x",)) is not None
        and set(store.library.same_keys("person", ("lead:A",))) == {"in:ann", "lead:A"}
        and store.facets.known_values("TITLE", "alfie")
        == ([FacetValue("9", "Engineer")], {"eng": True})
        and [entry.note for entry in store.library.search(LibraryQuery(), limit=9)] == ["called"]
        and store.ledger.spent(0.0) == {"standard": 1}
        and len(store.runs.recent(9)) == 1
        and len(store.runs.items(1)) == 1
    )


def test_old_data_of_one_key_goes_to_it_on_the_usual_server(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    old_store(path, "a")
    store = Store.open(path)
    assert enter(store, LOCAL, "a") == "a"
    assert store.searches.find("people", "k", None) is None
    enter(store, LIVE, "b")
    assert store.searches.find("people", "k", None) is None
    enter(store, LIVE, "a")
    assert has_all_data(store)
    assert store.scopes.owners("https://live", "a") == []
    with store.connection.read() as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def test_old_data_is_offered_on_another_server_and_costs_nothing_there(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    old_store(path, "a")
    store = Store.open(path)
    enter(store, LOCAL, "a")
    assert [(owner.account, owner.answers) for owner in store.scopes.owners(LOCAL.main, "a")] == [
        ("", 4)
    ]
    assert store.scopes.adopt(LOCAL, "", "a", at=9.0) == 4
    assert has_all_data(store)
    enter(store, LIVE, "a")
    assert body_of(store) is None


@pytest.mark.parametrize("accounts", [(), ("a", "b")])
def test_old_data_of_no_key_or_several_waits_to_be_adopted(
    tmp_path: Path, accounts: tuple[str, ...]
) -> None:
    path = tmp_path / "lix.db"
    old_store(path, *accounts)
    store = Store.open(path)
    assert enter(store, LIVE, None) is None
    assert has_all_data(store)  # a store without accounts can be read unchanged
    enter(store, LIVE, "a")
    assert body_of(store) is None
    (owner,) = store.scopes.owners("https://live", "a")
    assert (owner.account, owner.answers) == ("", 4)
    assert store.scopes.adopt(LIVE, "", "a", at=9.0) == 4
    assert has_all_data(store)


def test_an_older_program_that_is_still_open_can_write(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    old_store(path, "a")
    store = Store.open(path)
    enter(store, LIVE, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.executescript(
            """
            INSERT INTO answers (id, endpoint, body, packed, fetched_at)
                VALUES (9, 'person', x'5b5d', 0, 99.0);
            INSERT INTO records (id, kind, answer_id) VALUES (9, 'person', 9);
            INSERT OR IGNORE INTO record_keys (kind, key, record_id)
                VALUES ('person', 'in:ann', 9), ('person', 'in:zoe', 9);
            INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin)
                VALUES (99.0, 'person', 'standard', 1, 'ok', 'test');
            """
        )
    enter(store, LIVE, "a")
    assert body_of(store) == b"[]"
    assert store.records.find("person", ("in:zoe",)) is not None
    assert store.ledger.spent(0.0) == {"standard": 2}


def test_entering_writes_seldom(store: Store) -> None:
    enter(store, LIVE, "a")
    with closing(sqlite3.connect(store.connection.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # the store is locked for other writers
        assert store.scopes.enter(LIVE, "a", usual=LIVE, at=6.0) == "a"
        other.execute("ROLLBACK")


def test_every_version_of_the_store_passes_the_check_that_sets_damaged_ones_aside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lix.db"
    old_store(path, "a")
    opened = open_database(path)
    assert opened.notice is None
    opened.connection.close()
    again = open_database(path)
    assert again.notice is None
    again.connection.close()


@pytest.mark.parametrize(
    "runs", [((1,), (2, 1)), ((3, 2), (1,)), ((1, 2, 3), (2, 2)), ((2,), (1, 1, 4))]
)
def test_all_runs_of_both_accounts_stay_in_their_order(
    store: Store, runs: tuple[tuple[int, ...], tuple[int, ...]]
) -> None:
    """Each number is the pages of a run; the newest run with more pages is the newest of all."""
    ids: dict[str, list[int]] = {}
    for account, pages in zip(("old", "new"), runs, strict=True):
        enter(store, LIVE, account)
        for count in pages:
            first = search(store)
            if account in ids:
                first = store.searches.next_generation(first, state="s", at=2.0)
            ids.setdefault(account, []).append(first)
            for number in range(1, count + 1):
                store.searches.save_page(page(first, begin(store), number))
    other = search(store, "another query")
    store.scopes.adopt(LIVE, "old", "new", at=9.0)
    more = "old" if runs[0][-1] > runs[1][-1] else "new"
    less = "new" if more == "old" else "old"
    by_generation = sorted(
        (found.generation, found.id)
        for id_ in ids["old"] + ids["new"]
        if (found := store.searches.get(id_)) is not None
    )
    assert [id_ for _, id_ in by_generation] == ids[less] + ids[more]
    assert len({generation for generation, _ in by_generation}) == len(by_generation)
    newest = store.searches.find("people", "k", None)
    assert newest is not None
    assert newest.id == ids[more][-1]
    assert [row.id for row in store.searches.recent(None, 9)].count(other) == 1
    assert len(store.searches.recent(None, 9)) == 2


def test_adopting_moves_everything_of_one_account_and_nothing_of_another(store: Store) -> None:
    for account, key in (("old", "in:old"), ("third", "in:third")):
        enter(store, LIVE, account)
        buy(store, key, body=account.encode())
        store.records.note_missing("person", (f"no {key}",), sentence="s", at=1.0, viewer_id=None)
        store.facets.add_values("TITLE", [FacetValue(account, account)], 1.0)
        store.runs.begin(
            title="t", search_id=None, endpoint="person", query_key=key, items=(), result_file="", at=1.0
        )  # fmt: skip
        annotate(
            store, len(store.library.search(LibraryQuery(all_owners=True), limit=9)), tags=account
        )
    enter(store, LIVE, "new")
    store.facets.add_values("TITLE", [FacetValue("old", "newer"), FacetValue("mine", "mine")], 2.0)
    assert store.scopes.adopt(LIVE, "old", "new", at=9.0) == 1
    assert store.records.known_keys("person") == {"in:old"}
    assert missing_keys(store, "person") == {"no in:old"}
    assert {value.text for value in store.facets.known_values("TITLE")[0]} == {"newer", "mine"}
    assert [row.query_key for row in store.runs.recent(9)] == ["in:old"]
    assert [entry.tags for entry in store.library.search(LibraryQuery(), limit=9)] == ["old"]
    assert store.ledger.spent(0.0) == {"standard": 1}
    enter(store, LIVE, "third")
    assert store.records.known_keys("person") == {"in:third"}
    assert missing_keys(store, "person") == {"no in:third"}
    assert [row.query_key for row in store.runs.recent(9)] == ["in:third"]


def test_a_store_that_cannot_be_written_is_read_as_it_is(store: Store) -> None:
    enter(store, LIVE, "a")
    buy(store)
    enter(store, LOCAL, "b")
    store.connection.sqlite.execute("PRAGMA query_only = ON")
    much_later = 1e9
    assert store.scopes.enter(LIVE, "a", usual=LIVE, at=much_later) == "a"
    assert body_of(store) == b"{}"
    assert store.scopes.enter(LIVE, None, usual=LIVE, at=much_later) == "a"
    assert body_of(store) == b"{}"
    assert store.scopes.enter(LIVE, "unknown", usual=LIVE, at=much_later) == "unknown"
    assert body_of(store) is None
    assert store.library.search(LibraryQuery(), limit=9) == []


def test_owners_are_those_with_answers_the_last_used_first(tmp_path: Path) -> None:
    old_store(tmp_path / "lix.db")
    store = Store.open(tmp_path / "lix.db")
    for account, at, answers in (("a", 30.0, 1), ("b", 50.0, 2), ("c", 40.0, 0), ("d", 60.0, 1)):
        store.scopes.enter(LIVE, account, usual=LIVE, at=at)
        for number in range(answers):
            buy(store, f"in:{account}{number}")
    store.scopes.enter(LOCAL, "e", usual=LIVE, at=70.0)
    buy(store)
    unplaced = Owner("", 4, 13.0)
    assert store.scopes.owners("https://live", "d") == [
        Owner("b", 2, 50.0), Owner("a", 1, 30.0), unplaced,
    ]  # fmt: skip
    assert store.scopes.owners("https://live", None)[0] == Owner("d", 1, 60.0)
    assert store.scopes.owners(LOCAL.main, "e") == [unplaced]
