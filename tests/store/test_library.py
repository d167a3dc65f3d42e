"""The library in the store: one entry a record, found by any word, its changes, its joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TypedDict, Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.connection import Scopes
from lix_tui.store.library_sql import conditions_of, match_of, words_of
from lix_tui.store.rows import Entry, LibraryOrder, LibraryQuery, Listing
from lix_tui.store.store import Store
from tests.support.store_samples import ANN, BOB, annotate, put

JOB = Listing("job", "7", ("7",), "Engineer", "", "Acme", "Berlin")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


class QueryParts(TypedDict, total=False):
    """The parts of a query."""

    text: str
    kind: str
    name: str
    title: str
    company: str
    place: str
    tag: str
    since: float
    until: float
    changed: bool
    noted: bool


def names(store: Store, **wanted: Unpack[QueryParts]) -> list[str]:
    return [entry.name for entry in find(store, LibraryQuery(**wanted))]


def find(store: Store, query: LibraryQuery) -> Sequence[Entry]:
    return store.library.search(query, limit=50)


def test_words_begin_anywhere_in_a_record(store: Store) -> None:
    put(store, ANN, BOB, JOB)
    assert names(store) == ["Engineer", "Bob Stein", "Ann Lee"]
    assert names(store, text="ann") == ["Ann Lee"]
    assert names(store, text="ste umb") == ["Bob Stein"]
    assert names(store, text="zurich") == ["Bob Stein"], "accents do not matter"
    assert names(store, text="eng") == ["Engineer", "Bob Stein"]
    assert names(store, text="eng", kind="job") == ["Engineer"]
    assert names(store, kind="person") == ["Bob Stein", "Ann Lee"]
    assert names(store, company="acm") == ["Engineer", "Ann Lee"]
    assert names(store, text="grow", place="berl") == ["Ann Lee"]
    assert names(store, text="nothing of the kind") == []


def test_one_letter_is_the_beginning_of_a_word(store: Store) -> None:
    put(store, ANN, BOB)
    assert names(store, text="z") == ["Bob Stein"]
    assert names(store, text="q") == []
    assert names(store, text="b st") == ["Bob Stein"]


TARO = Listing(
    "person",
    "in:taro",
    ("in:taro",),
    "田中太郎",
    "営業部長",
    "株式会社ニコニコ",
    "東京",
    "c++ developer 🎉 party",
)
MINSU = Listing(
    "person",
    "in:minsu",
    ("in:minsu",),
    "김민수",
    "R&D | C# lead",
    "Acme®",
    "서울",
    "100% remote_work",
)
SOMCHAI = Listing(
    "person",
    "in:som",
    ("in:som",),
    "สมชาย ใจดี",
    "Kindergarten teacher",
    "Yahoo!",
    "กรุงเทพ",
    "kinetic",
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("太郎", ["田中太郎"]),
        ("田", ["田中太郎"]),
        ("郎", ["田中太郎"]),
        ("ニコ", ["田中太郎"]),
        ("営業 東京", ["田中太郎"]),
        ("営業 berlin", []),
        ("龍", []),
        ("민수", ["김민수"]),
        ("수", ["김민수"]),
        ("ชาย", ["สมชาย ใจดี"]),
        ("🎉", ["田中太郎"]),
        ("party 🎉", ["田中太郎"]),
        ("🎉 lead", []),
        ("🚀", []),
        ("c++", ["田中太郎"]),
        ("C++", ["田中太郎"]),
        ('"c++"', ["田中太郎"]),
        ("(c++),", ["田中太郎"]),
        ("c#", ["김민수"]),
        ("c# c++", []),
        ("r&d", ["김민수"]),
        ("acme®", ["김민수"]),
        ("lead | r&d", ["김민수"]),
        ("teacher - yahoo!", ["สมชาย ใจดี"]),
        ("++", ["田中太郎"]),
        ("%", ["김민수"]),
        ("_", ["김민수"]),
        ("^", []),
        ("0%", ["김민수"]),
        ("???", []),
        ("k", ["สมชาย ใจดี"]),
        ("kin", ["สมชาย ใจดี"]),
        ("kind", ["สมชาย ใจดี"]),
        ("(kind", ["สมชาย ใจดี"]),
        ("kind0", []),
        ("kind0person", []),
        ("kinetic", ["สมชาย ใจดี"]),
        ("\U0001e900", []),  # a letter newer than the index
        ("\u0660\u0661", []),
    ],
)  # fmt: skip
def test_what_the_index_cannot_find_is_looked_for_inside_of_the_texts(
    store: Store, text: str, wanted: list[str]
) -> None:
    put(store, TARO, MINSU, SOMCHAI, BOB)
    assert names(store, text=text) == wanted
    assert names(store, text=text, kind="person") == wanted
    assert names(store, text=text, kind="job") == []
    assert store.library.count(LibraryQuery(text=text)) == len(wanted)
    assert len(store.library.entries_with_answers(LibraryQuery(text=text))) == len(wanted)


def test_notes_tags_and_single_columns_are_looked_into_as_well(store: Store) -> None:
    put(store, TARO, MINSU, SOMCHAI)
    annotate(store, 1, note="会った @ 展示会 🚀")
    annotate(store, 2, tags="重要 follow-up")
    assert names(store, text="展示") == names(store, text="🚀") == ["田中太郎"]
    assert names(store, text="要") == names(store, tag="重要") == ["김민수"]
    nothings: tuple[QueryParts, ...] = (
        {"tag": "🚀"},
        {"tag": "++"},
        {"tag": "要"},
        {"name": "c++"},
        {"place": "++"},
    )
    for nothing in nothings:
        person: QueryParts = {**nothing, "kind": "person"}
        assert names(store, **person) == names(store, **nothing) == []
    assert names(store, name="太郎") == names(store, place="京") == ["田中太郎"]
    assert names(store, title="r&d") == names(store, company="®") == ["김민수"]
    assert names(store, title="kin") == ["สมชาย ใจดี"]
    assert names(store, name="kin") == []


def test_a_query_with_a_problem_finds_nothing(store: Store) -> None:
    put(store, ANN, BOB)
    query = LibraryQuery(problem="kind:x isn't a kind.")
    assert find(store, query) == []
    assert store.library.entries_with_answers(query) == []
    assert store.library.count(query) == 0


@pytest.mark.parametrize("word", ["ann", "太郎", "c++", "🎉", "ab-", "kin"])
def test_a_text_of_any_length_is_a_query(store: Store, word: str) -> None:
    put(store, ANN, TARO)
    words = " ".join(f"{word}{number}" for number in range(6000))
    assert find(store, LibraryQuery(text=words)) == []
    assert find(store, LibraryQuery(text=word * 30_000)) == []


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Zs", "Cc"]), min_size=1, max_size=3))
def test_a_word_never_lists_everything(text: str) -> None:
    for kind in ("", "person"):
        query = LibraryQuery(text=text, kind=kind)
        _, conditions, _ = conditions_of(query, Scopes())
        free = {"entries.kind = ?", "entries.scope_id IN (?)"}
        assert set(conditions) - free or not words_of(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_nothing_that_is_typed_is_syntax(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "lix.db")
        put(store, ANN)
        find(store, LibraryQuery(text=text, company=text, tag=text, kind="person"))
        assert store.library.count(LibraryQuery(text=text)) <= 1
        store.close()


def test_the_same_record_of_two_answers_is_one_entry(store: Store) -> None:
    put(store, ANN)
    put(store, replace(ANN, title="", place="Munich", words=""), at=200.0)
    (entry,) = find(store, LibraryQuery())
    assert (entry.title, entry.place, entry.first_at, entry.fetched_at) == (
        "VP Sales",
        "Munich",
        100.0,
        200.0,
    )


def test_an_older_answer_takes_nothing_back(store: Store) -> None:
    put(store, replace(ANN, title="CRO"), at=200.0)
    put(store, ANN, at=100.0)
    (entry,) = find(store, LibraryQuery())
    assert (entry.title, entry.first_at, entry.fetched_at) == ("CRO", 100.0, 200.0)
    assert store.library.changes(entry.id) == []


def test_what_changed_since_is_shown_as_such(store: Store) -> None:
    put(store, ANN)
    put(store, replace(ANN, title="CRO", company="Umbra"), at=300.0)
    (entry,) = find(store, LibraryQuery(changed=True))
    assert entry.changed_at == 300.0
    assert {(c.field, c.before, c.after) for c in store.library.changes(entry.id)} == {
        ("title", "VP Sales", "CRO"), ("company", "Acme", "Umbra"),
    }  # fmt: skip


def test_another_endpoints_words_are_no_change(store: Store) -> None:
    put(store, ANN)
    put(store, replace(ANN, title="Vice President of Sales"), at=300.0, endpoint="person")
    assert names(store, changed=True) == []


def test_entries_that_turn_out_to_be_one_are_joined_with_what_the_user_wrote(store: Store) -> None:
    put(store, ANN, replace(ANN, key="ACw", keys=("ACw",), name="Ann L."))
    first, second = sorted(find(store, LibraryQuery()), key=lambda entry: entry.id)
    annotate(store, first.id, note="met her")
    annotate(store, second.id, note="call in May")
    annotate(store, first.id, tags="vip")
    annotate(store, second.id, tags="lead")
    put(store, replace(ANN, keys=("in:ann", "ACw"), opened=True), at=200.0, endpoint="person")
    (entry,) = find(store, LibraryQuery())
    assert (entry.note, entry.tags, entry.opened) == ("met her\ncall in May", "vip lead", True)
    assert names(store, tag="lead") == ["Ann Lee"]
    assert names(store, text="may") == ["Ann Lee"]
    assert names(store, text="l.") == ["Ann Lee"]
    assert set(store.library.same_keys("person", ["ACw"])) == {"in:ann", "ACw", *ANN.keys}


def test_a_tag_is_a_whole_word(store: Store) -> None:
    put(store, ANN)
    annotate(store, 1, tags="vip")
    assert names(store, tag="vi") == []
    assert names(store, noted=True) == ["Ann Lee"]


def test_ages_and_pages(store: Store) -> None:
    put(store, *(replace(ANN, key=str(n), keys=(str(n),), name=f"Ann {n}") for n in range(70)))
    put(store, BOB, at=500.0)
    assert names(store, since=400.0) == ["Bob Stein"]
    assert len(names(store, until=400.0)) == 50
    first = store.library.search(LibraryQuery(text="ann"), limit=50)
    rest = store.library.search(LibraryQuery(text="ann"), limit=50, before_id=first[-1].id)
    assert (len(first), len(rest)) == (50, 20)
    assert store.library.count(LibraryQuery(text="ann")) == 70


@pytest.mark.parametrize(
    ("order", "descending", "wanted"),
    [
        (None, False, ["Engineer", "Bob Stein", "Ann Lee"]),
        ("name", False, ["Ann Lee", "Bob Stein", "Engineer"]),
        ("name", True, ["Engineer", "Bob Stein", "Ann Lee"]),
        ("title", False, ["Bob Stein", "Ann Lee", "Engineer"]),  # empty values are last
        ("title", True, ["Ann Lee", "Bob Stein", "Engineer"]),
        ("fetched", False, ["Ann Lee", "Bob Stein", "Engineer"]),
    ],
)
def test_entries_are_sorted_and_read_on_in_that_order(
    store: Store, order: LibraryOrder | None, descending: bool, wanted: list[str]
) -> None:
    for at, listing in enumerate((ANN, BOB, JOB)):
        put(store, replace(listing, words="common"), at=float(at))
    for text in ("", "com"):
        query = LibraryQuery(text=text, order=order, descending=descending)
        assert [entry.name for entry in find(store, query)] == wanted
    query = LibraryQuery(order=order, descending=descending)
    (first,) = store.library.search(query, limit=1)
    rest = store.library.search(query, limit=9, before_id=first.id, skip=1 if order else 0)
    assert [first.name, *(entry.name for entry in rest)] == wanted


def test_match_of_narrows_by_kind_only_beside_words() -> None:
    assert match_of(LibraryQuery(kind="job")) == ""
    assert match_of(LibraryQuery(text="eng", kind="job")) == '"eng"* AND words : "kind0job"'


def test_a_mark_follows_its_entry_into_the_one_it_is_merged_into(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "lix.db")
    ann = Listing("person", "slug:ann", ("slug:ann",), "Ann Lee")
    lead = Listing("person", "token:ACw1", ("token:ACw1",), "Ann L.")
    put(store, ann, at=1.0)
    put(store, lead, at=2.0, endpoint="sales_search")
    second, first = (entry.id for entry in store.library.search(LibraryQuery(), limit=9))
    marked = {first: inf, second: inf}
    assert store.library.survivors(marked) == {first: (first, 1.0), second: (second, 2.0)}
    put(store, replace(ann, keys=("slug:ann", "token:ACw1")), at=3.0, endpoint="person")
    assert store.library.survivors(marked) == {first: (first, 1.0), second: (first, 1.0)}
    with store.connection.write() as connection:
        connection.execute("DELETE FROM entry_numbers")  # former versions reused numbers
    put(store, BOB, at=4.0)
    (bob,) = (one.id for one in store.library.search(LibraryQuery(), limit=9) if one.id != first)
    assert bob == second, "the id belongs to another record now"
    known = {first: 1.0, second: 2.0}
    assert store.library.survivors(known) == {first: (first, 1.0), second: (first, 1.0)}
    assert store.library.survivors({bob: 4.0}) == {bob: (bob, 4.0)}
    assert store.library.survivors({second + 5: inf}) == {}, "a deleted entry has none"
