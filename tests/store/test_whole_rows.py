"""Every field of a row comes back as it was written, and only from its own row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lix_tui.store.facets import FacetWrite
from lix_tui.store.leases import Lease
from lix_tui.store.ledger import Part
from lix_tui.store.rows import (
    FacetValue,
    KnownPrefix,
    LedgerLine,
    RunItem,
    RunRow,
    SavedQuery,
    SearchRow,
    StoredPage,
    StoredRecord,
)
from lix_tui.store.searches import PageWrite
from lix_tui.store.store import Store

BODY = b'{"found": 1}'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def begin(store: Store, at: float = 5.0, *, endpoint: str = "people_search", cost: int = 3) -> int:
    return store.ledger.begin(
        endpoint=endpoint, pool="standard", cost=cost, origin="here", search_id=None, at=at
    )


def save(store: Store, name: str, at: float, *, kind: str = "people") -> None:
    store.saved_queries.save(
        name=name, kind=kind, definition=f"asked {name}", viewer_id=None, at=at
    )


# Saved queries


def test_a_saved_query_has_all_of_its_fields(store: Store) -> None:
    save(store, "other", 1.0)
    store.saved_queries.save(name="Mine", kind="jobs", definition="url", viewer_id="v", at=2.0)
    expected = SavedQuery(2, "Mine", "jobs", "url", "v", 2.0, 2.0)
    assert store.saved_queries.find("Mine") == store.saved_queries.find("mINE") == expected
    other = store.saved_queries.find("other")
    assert other == SavedQuery(1, "other", "people", "asked other", None, 1.0, 1.0)
    assert store.saved_queries.find("nobody") is None


def test_saving_under_a_name_replaces_all_but_the_age(store: Store) -> None:
    save(store, "mine", 1.0)
    store.saved_queries.save(name="MINE", kind="jobs", definition="url", viewer_id="v", at=2.0)
    assert store.saved_queries.all() == [SavedQuery(1, "MINE", "jobs", "url", "v", 1.0, 2.0)]


def test_saved_queries_come_by_their_last_use(store: Store) -> None:
    for name, at in (("a", 1.0), ("b", 3.0), ("c", 2.0), ("d", 2.0)):
        save(store, name, at)
    assert [one.name for one in store.saved_queries.all()] == ["b", "d", "c", "a"]
    store.saved_queries.touch("A", 9.0)
    assert [(one.name, one.used_at) for one in store.saved_queries.all()] == [
        ("a", 9.0), ("b", 3.0), ("d", 2.0), ("c", 2.0),
    ]  # fmt: skip


def test_a_saved_query_is_renamed_and_deleted_alone(store: Store) -> None:
    for name in ("a", "b"):
        save(store, name, 1.0)
    assert not store.saved_queries.rename("a", "B"), "that name is another query's"
    assert store.saved_queries.rename("a", "A"), "a name may change its case"
    assert store.saved_queries.rename("A", "c")
    assert {one.name for one in store.saved_queries.all()} == {"b", "c"}
    store.saved_queries.delete("C")
    assert [one.name for one in store.saved_queries.all()] == ["b"]


# Answers


@pytest.mark.parametrize("size", [2, 1023, 1024, 5000])
def test_an_answer_has_all_of_its_fields(store: Store, size: int) -> None:
    body = b"x" * size
    for number in range(3):
        store.ledger.save_unread(begin(store), "person", body, 10.0 + number, "")
    store.ledger.save_unread(begin(store), "job", BODY, 20.0, "")
    assert store.answers.get(2) == StoredRecord(2, "person", body, 11.0)
    assert store.answers.get(4) == StoredRecord(4, "job", BODY, 20.0)
    assert store.answers.get(5) is None
    newest = [StoredRecord(3, "person", body, 12.0), StoredRecord(2, "person", body, 11.0)]
    assert store.answers.newest("person", 2) == newest
    assert len(store.answers.newest("person", 9)) == 3


# Searches


def opened(
    store: Store,
    key: str = "k",
    *,
    kind: str = "people",
    viewer: str | None = None,
    at: float = 1.0,
) -> SearchRow:
    return store.searches.open(
        kind=kind, query_key=key, viewer_id=viewer, title=f"t{key}", url="u", state="s", at=at
    )


def page(search_id: int, ledger_id: int, **fields: object) -> PageWrite:
    write = PageWrite(
        search_id=search_id, ledger_id=ledger_id, endpoint="people_search", body=BODY,
        number=1, start=7, at=20.0, status=201, elapsed=0.5, state="moved", total=40, loaded=10,
    )  # fmt: skip
    return replace(write, **fields)  # type: ignore[arg-type]


def test_a_search_has_all_of_its_fields(store: Store) -> None:
    row = opened(store, viewer="v")
    expected = SearchRow(1, "people", "k", "v", 0, "tk", "u", "s", None, 0, 1.0, 1.0)
    assert row == store.searches.get(1) == store.searches.find("people", "k", "v") == expected
    assert opened(store, viewer="v", at=9.0) == expected, "it is there already"
    assert store.searches.get(2) is None


@pytest.mark.parametrize(
    ("kind", "key", "viewer"),
    [("jobs", "k", None), ("people", "other", None), ("people", "k", "v")],
)
def test_a_search_is_one_kind_query_and_viewer(
    store: Store, kind: str, key: str, viewer: str | None
) -> None:
    mine, other = opened(store), opened(store, key, kind=kind, viewer=viewer)
    assert mine.id != other.id
    assert store.searches.find("people", "k", None) == mine
    assert store.searches.find(kind, key, viewer) == other
    again = store.searches.next_generation(mine.id, state="new", at=5.0)
    assert store.searches.get(again) == SearchRow(
        3, "people", "k", None, 1, "tk", "u", "new", None, 0, 5.0, 5.0
    )
    assert store.searches.find(kind, key, viewer) == other, "its generation is its own"
    assert [row.id for row in store.searches.recent(None, 9)] == [3, other.id]


def test_a_page_moves_its_search_and_ends_its_request(store: Store) -> None:
    search, ledger_id = opened(store), begin(store)
    assert store.searches.save_page(page(search.id, ledger_id)) == search.id
    assert list(store.searches.pages(search.id)) == [StoredPage(1, 7, BODY, 20.0)]
    assert store.searches.get(search.id) == replace(
        search, state="moved", total=40, loaded=10, updated_at=20.0
    )
    assert store.ledger.lines(9) == [
        LedgerLine(1, 5.0, "people_search", "standard", 3, "ok", 201, 0.5, "here", None, "")
    ]
    assert store.answers.get(1) == StoredRecord(1, "people_search", BODY, 20.0)


def test_pages_are_read_from_a_number_on_and_each_of_its_own_search(store: Store) -> None:
    first, second = opened(store), opened(store, "other")
    for number in (1, 2, 3):
        write = page(first.id, begin(store), number=number, start=number * 10, loaded=number)
        store.searches.save_page(write)
    store.searches.save_page(page(second.id, begin(store), number=1, body=b"{}"))
    assert [one.number for one in store.searches.pages(first.id)] == [1, 2, 3]
    assert [(one.number, one.start) for one in store.searches.pages(first.id, 2)] == [
        (2, 20), (3, 30),
    ]  # fmt: skip
    assert [one.body for one in store.searches.pages(second.id)] == [b"{}"]


def test_an_answer_that_moves_no_search_waits_until_it_is_shown(store: Store) -> None:
    search = opened(store)
    store.searches.save_page(page(search.id, begin(store), state=None))
    assert list(store.searches.pages(search.id)) == []
    assert store.searches.get(search.id) == search
    assert store.searches.late_page(search.id, 1) == StoredPage(1, 7, BODY, 20.0)
    assert store.searches.late_page(search.id, 2) is None
    store.searches.show_late_page(search.id, 1, state="x", total=8, loaded=2, at=30.0)
    assert store.searches.late_page(search.id, 1) is None
    assert list(store.searches.pages(search.id)) == [StoredPage(1, 7, BODY, 20.0)]
    shown = replace(search, state="x", total=8, loaded=2, updated_at=30.0)
    assert store.searches.get(search.id) == shown


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [("a", "b", b"second"), (None, "b", b"second"), (None, None, b"second"), ("a", None, b"first")],
)
def test_the_newer_answer_is_the_page_but_a_late_one_never_replaces_one_that_counts(
    store: Store, first: str | None, second: str | None, kept: bytes
) -> None:
    """A state says that the answer counts; None that its request was cancelled."""
    search = opened(store)
    for body, state in ((b"first", first), (b"second", second)):
        store.searches.save_page(page(search.id, begin(store), body=body, state=state))
    shown = [one.body for one in store.searches.pages(search.id)]
    late = store.searches.late_page(search.id, 1)
    assert shown == ([kept] if first or second else [])
    assert (None if late is None else late.body) == (None if first or second else kept)


def test_a_state_is_saved_whole(store: Store) -> None:
    search, other = opened(store), opened(store, "other")
    store.searches.save_state(search.id, state="y", total=3, loaded=1, at=4.0)
    saved = replace(search, state="y", total=3, loaded=1, updated_at=4.0)
    assert store.searches.get(search.id) == saved
    assert store.searches.get(other.id) == other


def test_a_page_can_begin_another_run(store: Store) -> None:
    former = opened(store, viewer="v")
    found = store.searches.save_page(page(former.id, begin(store), begins_run=True))
    assert found != former.id
    assert store.searches.get(former.id) == former
    assert store.searches.get(found) == SearchRow(
        found, "people", "k", "v", 1, "tk", "u", "moved", 40, 10, 20.0, 20.0
    )
    assert [one.number for one in store.searches.pages(found)] == [1]


def test_searches_come_by_their_last_use_of_one_kind_or_all(store: Store) -> None:
    for number, kind in enumerate(("people", "jobs", "people"), 1):
        opened(store, str(number), kind=kind, at=float(number))
    store.searches.save_state(1, state="s", total=None, loaded=0, at=9.0)
    assert [row.id for row in store.searches.recent(None, 9)] == [1, 3, 2]
    assert [row.id for row in store.searches.recent("people", 9)] == [1, 3]
    assert [row.id for row in store.searches.recent(None, 2)] == [1, 3]


# Runs


def run(
    store: Store, key: str = "q", *items: RunItem, viewer: str | None = None, at: float = 1.0
) -> RunRow:
    return store.runs.begin(
        title=f"t{at:g}", search_id=None, endpoint="person", query_key=key, items=items,
        result_file=f"f{at:g}", at=at, viewer_id=viewer,
    )  # fmt: skip


ITEMS = (RunItem(1, "a", "Ann"), RunItem(2, "b", "Bob", "kept", "known"))


def test_a_run_has_all_of_its_fields(store: Store) -> None:
    row = run(store, "q", *ITEMS, viewer="v")
    expected = RunRow(
        1,
        "t1",
        None,
        "person",
        "q",
        "paused",
        "",
        "f1",
        1.0,
        1.0,
        items=2,
        completed=1,
        viewer_id="v",
        left="person:1",
    )
    assert row == expected
    assert store.runs.recent(9) == [expected]
    assert store.runs.items(1) == list(ITEMS)


def test_a_run_that_is_begun_again_goes_on_under_its_new_title(store: Store) -> None:
    search = opened(store)
    run(store, "q", *ITEMS)
    store.runs.finish_item(1, 1, outcome="fetched", note="n", at=2.0)
    again = store.runs.begin(
        title="new", search_id=search.id, endpoint="person", query_key="q",
        items=[RunItem(1, "a", "Ann Lee"), RunItem(2, "b", "Bob")], result_file="g", at=3.0,
    )  # fmt: skip
    assert again == RunRow(
        1, "new", search.id, "person", "q", "paused", "", "g", 1.0, 3.0, items=2, completed=2
    )
    assert store.runs.items(1) == [
        RunItem(1, "a", "Ann Lee", "fetched", "n"), RunItem(2, "b", "Bob", "kept", "known"),
    ]  # fmt: skip


def test_what_a_finished_run_fetched_was_there_before(store: Store) -> None:
    run(store, "q", *ITEMS)
    run(store, "other", *ITEMS)
    for number in (1, 2):
        store.runs.finish_item(number, 1, outcome="fetched", note="", at=2.0)
    store.runs.set_status(1, status="done", why="", at=3.0)
    run(store, "q", *ITEMS)
    run(store, "other", *ITEMS)
    assert [item.outcome for item in store.runs.items(1)] == ["kept", "kept"]
    assert [item.outcome for item in store.runs.items(2)] == ["fetched", "kept"]


@pytest.mark.parametrize(("key", "viewer"), [("other", None), ("q", "v")])
def test_a_run_is_one_query_and_viewer(store: Store, key: str, viewer: str | None) -> None:
    assert run(store).id == 1
    assert run(store, key, viewer=viewer).id == 2
    assert run(store).id == 1
    assert run(store, key, viewer=viewer).id == 2


def test_runs_come_by_their_last_change_and_end_alone(store: Store) -> None:
    for number in (1, 2, 3):
        run(store, str(number), *ITEMS, at=float(number))
    store.runs.set_status(2, status="failed", why="Because.", at=8.0)
    store.runs.finish_item(1, 1, outcome="fetched", note="n", at=9.0)
    assert [(row.id, row.status, row.why, row.completed, row.updated_at) for row in store.runs.recent(9)] == [
        (1, "paused", "", 2, 9.0), (2, "failed", "Because.", 1, 8.0), (3, "paused", "", 1, 3.0),
    ]  # fmt: skip
    assert [row.id for row in store.runs.recent(2)] == [1, 2]
    assert store.runs.items(1)[0] == RunItem(1, "a", "Ann", "fetched", "n")
    assert store.runs.items(2)[0] == RunItem(1, "a", "Ann")
    store.runs.delete(1)
    assert [row.id for row in store.runs.recent(9)] == [2, 3]
    assert store.runs.items(1) == []


# The ledger


def test_a_request_has_all_of_its_fields_before_and_after_its_answer(store: Store) -> None:
    search = opened(store)
    line = store.ledger.begin(
        endpoint="person", pool="org", cost=2, origin="there", search_id=search.id, at=7.0
    )
    other = begin(store)
    sent = LedgerLine(line, 7.0, "person", "org", 2, "sent", None, None, "there", search.id, "")
    assert store.ledger.lines(9)[1] == sent
    store.ledger.finish(line, outcome="refused", status=500, elapsed=1.5, note="Words.")
    ended = replace(sent, outcome="refused", status=500, elapsed=1.5, note="Words.")
    assert store.ledger.lines(9)[1] == ended
    store.ledger.finish(line, outcome="refused", cost=0)
    assert store.ledger.cost_of(line) == 0
    assert store.ledger.cost_of(other) == 3
    assert store.ledger.lines(9)[0].outcome == "sent"


def test_part_of_an_answer_is_stored_with_its_request(store: Store) -> None:
    line = begin(store)
    store.ledger.finish(line, outcome="cut", part=Part("people_search", BODY, 6.0))
    assert store.answers.get(1) == StoredRecord(1, "people_search", BODY, 6.0)
    assert store.ledger.request_of(6.0) == store.ledger.lines(1)[0]


def test_an_answer_that_cannot_be_read_is_stored_with_its_request(store: Store) -> None:
    line = begin(store, at=5.0)
    store.ledger.save_unfinished(line, "people_search", BODY, 6.0, "Words.")
    expected = LedgerLine(
        line, 5.0, "people_search", "standard", 3, "unread", None, None, "here", None, "Words."
    )
    assert store.ledger.lines(9) == [expected]
    assert store.answers.get(1) == StoredRecord(1, "people_search", BODY, 6.0)
    store.ledger.save_unfinished(line, "people_search", b"{}", 7.0, "Again.")
    assert store.ledger.lines(9) == [expected], "a finished request is not finished again"
    assert store.answers.get(2) is None


def test_what_came_from_the_store_is_a_line_of_its_own(store: Store) -> None:
    store.ledger.record_store_hit(
        endpoint="job", pool="org", cost=4, origin="list", at=8.0, process="1:2"
    )
    assert store.ledger.lines(9) == [
        LedgerLine(1, 8.0, "job", "org", 4, "kept", None, None, "list", None, "")
    ]
    assert store.ledger.saved(8.0, "1:2") == {"org": 4}
    assert store.ledger.saved(8.0, "other") == store.ledger.saved(8.5) == {}
    assert store.ledger.spent(0.0) == {}
    assert store.ledger.sent_since(0.0) == 0


@pytest.mark.parametrize(("sent_at", "found"), [(400.0, True), (399.0, False), (1001.0, False)])
def test_the_request_of_an_answer_left_within_ten_minutes_before(
    store: Store, sent_at: float, found: bool
) -> None:
    line = begin(store, at=sent_at)
    store.ledger.save_unread(line, "people_search", BODY, 1000.0, "")
    assert (store.ledger.request_of(1000.0) is not None) is found
    assert store.ledger.request_of(999.0) is None


def test_spending_is_counted_from_a_time_by_pool(store: Store) -> None:
    begin(store, at=4.0)
    begin(store, at=5.0, cost=0)
    store.ledger.begin(endpoint="email", pool="email", cost=1, origin="x", at=6.0)
    assert store.ledger.spent(4.0) == {"standard": 3, "email": 1}
    assert store.ledger.spent(4.5) == {"email": 1}
    assert [store.ledger.sent_since(at) for at in (4.0, 4.5, 6.0, 6.5)] == [3, 2, 1, 0]


# Leases


def acquire(store: Store, thing: str, process: str, at: float) -> Lease | None:
    return store.leases.acquire(thing, process=process, at=at, is_free=lambda lease: False)


def test_a_lease_has_all_of_its_fields_and_is_its_holders(store: Store) -> None:
    assert acquire(store, "b", "1:1", 5.0) is None
    assert acquire(store, "a", "2:2", 5.0) is None
    assert acquire(store, "c", "2:2", 4.0) is None
    assert acquire(store, "a", "1:1", 9.0) == Lease("a", "2:2", 5.0) == store.leases.get("a")
    assert [lease.thing for lease in store.leases.all()] == ["c", "a", "b"]
    store.leases.renew(["a", "b"], process="2:2", at=7.0)
    assert store.leases.get("a") == Lease("a", "2:2", 7.0)
    assert store.leases.get("b") == Lease("b", "1:1", 5.0), "only the holder renews it"
    assert not store.leases.release("b", process="2:2")
    assert store.leases.release("b", process="1:1")
    assert store.leases.get("b") is None
    assert [lease.thing for lease in store.leases.all()] == ["c", "a"]


# Facets


def facet(
    store: Store, prefix: str, *values: FacetValue, complete: bool = False, at: float = 2.0,
    viewer: str | None = None, name: str = "TITLE", body: bytes = BODY,
) -> None:  # fmt: skip
    store.facets.save(
        FacetWrite(
            name, prefix, values, complete, begin(store, endpoint="sales_facet", cost=0),
            "sales_facet", body, at, 200, 0.25, viewer,
        )
    )  # fmt: skip


ENGINEER, CHEF = FacetValue("9", "Engineer", "of all kinds"), FacetValue("8", "Chef")


def test_a_typed_text_has_its_answer_its_values_and_its_request(store: Store) -> None:
    facet(store, "eng", ENGINEER, complete=True)
    facet(store, "che", CHEF, name="SKILL")
    assert store.facets.find_prefix("TITLE", "eng") == KnownPrefix(True, BODY, 2.0)
    assert store.facets.find_prefix("SKILL", "che") == KnownPrefix(False, BODY, 2.0)
    assert store.facets.find_prefix("TITLE", "che") is None
    assert store.facets.find_prefix("SKILL", "eng") is None
    assert store.facets.known_values("TITLE") == ([ENGINEER], {"eng": True})
    assert store.facets.known_values("SKILL") == ([CHEF], {"che": False})
    assert store.ledger.lines(9)[1] == LedgerLine(
        1, 5.0, "sales_facet", "standard", 0, "ok", 200, 0.25, "here", None, ""
    )


def test_a_value_is_known_by_its_newest_text_and_any_headline(store: Store) -> None:
    store.facets.add_values("TITLE", [ENGINEER, CHEF], 1.0)
    store.facets.add_values("TITLE", [FacetValue("9", "Engineers")], 2.0)
    engineers = FacetValue("9", "Engineers", "of all kinds")
    assert store.facets.known_values("TITLE")[0] == [engineers, CHEF]
    store.facets.add_values("TITLE", [FacetValue("8", "Cook", "warm")], 2.0)
    assert store.facets.known_values("TITLE")[0] == [FacetValue("8", "Cook", "warm"), engineers]


def test_of_several_answers_to_a_text_a_complete_one_serves_then_the_newest(store: Store) -> None:
    facet(store, "e", viewer="one", at=1.0, body=b"1")
    facet(store, "e", viewer="two", at=2.0, body=b"2")
    assert store.facets.find_prefix("TITLE", "e") == KnownPrefix(False, b"2", 2.0)
    assert store.facets.find_prefix("TITLE", "e", "one") == KnownPrefix(False, b"1", 1.0)
    assert store.facets.find_prefix("TITLE", "e", "three") is None
    facet(store, "e", viewer="three", at=0.5, complete=True, body=b"3")
    assert store.facets.find_prefix("TITLE", "e") == KnownPrefix(True, b"3", 0.5)
    assert store.facets.known_values("TITLE")[1] == {"e": True}
    assert store.facets.known_values("TITLE", "two")[1] == {"e": False}
    facet(store, "e", viewer="three", at=3.0, body=b"4")
    assert store.facets.find_prefix("TITLE", "e", "three") == KnownPrefix(False, b"4", 3.0)
