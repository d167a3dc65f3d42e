"""Identity of records: joins, members that differ, slugs that pass on, and splits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.links import owned_link
from lix_tui.store.record_split import SplitProblem
from lix_tui.store.rows import LibraryQuery, Listing, UnmergedAnswer
from lix_tui.store.store import Store
from tests.support.store_samples import annotate, begin, put


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def one(name: str, *keys: str, **value: object) -> Listing:
    return Listing("person", keys[0], keys, name, value={"name": name, **value})


def owner(store: Store, key: str) -> str:
    """Return the merged name of the record with a key; empty without one."""
    row = store.merged.find_many("person", [key]).get(key)
    return "" if row is None else str(row.fields["name"].value)


def count(store: Store) -> int:
    return int(store.connection.sqlite.execute("SELECT COUNT(*) FROM entries").fetchone()[0])


def test_an_answer_that_shows_two_records_to_be_one_joins_them(store: Store) -> None:
    put(store, one("Ann Lee", "slug:ann", headline="VP"), at=1.0, endpoint="people_search")
    put(store, one("Ann L.", "token:ACw1", phone="1"), at=2.0, endpoint="sales_search")
    first, second = (store.library.search(LibraryQuery(), limit=9))[::-1]
    annotate(store, first.id, note="likes tea")
    annotate(store, second.id, note="met in Oslo")
    annotate(store, first.id, tags="vip oslo")
    annotate(store, second.id, tags="oslo lead")
    put(store, one("Ann Lee", "slug:ann", "token:ACw1", email="a@x.org"), at=3.0, endpoint="person")
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    assert (entry.id, entry.note, entry.tags) == (
        first.id,
        "likes tea\nmet in Oslo",
        "vip oslo lead",
    )
    row = store.merged.find_many("person", ["token:ACw1"])["token:ACw1"]
    values = {name: found.value for name, found in row.fields.items()}
    assert values == {"name": "Ann Lee", "headline": "VP", "phone": "1", "email": "a@x.org"}
    assert row.fields["phone"].source.endpoint == "sales_search"
    assert entry.email == "a@x.org"


def test_both_histories_stay_when_records_are_joined(store: Store) -> None:
    for at, title in ((1.0, "CTO"), (2.0, "CEO")):
        put(store, Listing("person", "slug:ann", ("slug:ann",), "Ann", title), at=at)
        put(store, Listing("person", "token:A", ("token:A",), "Ann", f"old {title}"), at=at)
    put(store, one("Ann", "slug:ann", "token:A"), at=3.0)
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    assert {change.after for change in store.library.changes(entry.id)} == {"CEO", "old CEO"}


def test_different_member_numbers_never_merge(store: Store) -> None:
    put(store, one("Jane Old", "slug:jane", "member:1"), at=1.0)
    put(store, one("Jane New", "slug:jane", "member:2"), at=2.0)
    assert count(store) == 2
    assert owner(store, "member:1") == "Jane Old"
    assert owner(store, "member:2") == "Jane New"
    assert owner(store, "slug:jane") == "Jane New", "the slug has passed on"
    put(store, one("Jane Now", "slug:jane"), at=3.0)
    assert (count(store), owner(store, "member:2")) == (2, "Jane Now")


def test_an_older_answer_that_arrives_late_does_not_get_the_slug(store: Store) -> None:
    put(store, one("Jane New", "slug:jane", "member:2"), at=2.0)
    put(store, one("Jane Old", "slug:jane", "member:1"), at=1.0)
    assert owner(store, "slug:jane") == "Jane New"
    assert owner(store, "member:1") == "Jane Old"


def test_a_slug_alone_is_joined_with_the_member_that_has_it(store: Store) -> None:
    put(store, one("Jane", "slug:jane"), at=1.0)
    put(store, one("Jane", "slug:jane", "member:1"), at=2.0)
    put(store, one("Jane", "token:A", "member:1"), at=3.0)
    assert count(store) == 1
    put(store, one("Jane", "slug:jane-2", "token:A"), at=4.0)
    assert {owner(store, key) for key in ("slug:jane", "slug:jane-2", "token:A")} == {"Jane"}


def test_numbers_of_two_organisations_keep_them_apart(store: Store) -> None:
    def org(name: str, *keys: str) -> Listing:
        return Listing("organisation", keys[0], keys, name, value={"name": name})

    put(store, org("Acme", "slug:acme", "org:1"), at=1.0)
    put(store, org("Acme Ltd", "slug:acme", "org:2"), at=2.0)
    assert count(store) == 2


def test_a_stored_lookup_of_a_former_owner_of_a_slug_is_not_the_new_ones(store: Store) -> None:
    def save(name: bytes, at: float, *keys: str) -> None:
        store.records.save(
            kind="person", keys=keys, ledger_id=begin(store), endpoint="person", body=name, at=at,
            status=200, elapsed=0.1,
        )  # fmt: skip

    save(b"old", 1.0, "slug:jane", "member:1")
    save(b"new", 2.0, "slug:jane", "member:2")
    for key, body in (("member:1", b"old"), ("member:2", b"new"), ("slug:jane", b"new")):
        found = store.records.find("person", [key])
        assert found is not None
        assert found.body == body


SLUGS = st.sampled_from([(), ("slug:a",), ("slug:b",)])
MEMBERS = st.sampled_from([(), ("member:1",), ("member:2",), ("member:3",)])
KEYS = st.tuples(SLUGS, MEMBERS).map(lambda both: both[0] + both[1]).filter(bool)


@settings(max_examples=40, deadline=None)
@given(st.lists(KEYS, max_size=8))
def test_no_record_ever_has_two_members(
    tmp_path_factory: pytest.TempPathFactory, answers: list[tuple[str, ...]]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("identity") / "lix.db")
    for at, keys in enumerate(answers):
        put(store, one("Ann", *keys), at=float(at))
    rows = store.connection.sqlite.execute(
        "SELECT COUNT(*) FROM entry_keys WHERE key LIKE 'member:%' GROUP BY entry_id"
    )
    assert all(number == 1 for (number,) in rows.fetchall())
    known = {key for keys in answers for key in keys}
    assert set(store.merged.find_many("person", known)) == known
    store.close()


class Answers:
    """Listings of stored answers, by the time of the answer."""

    def __init__(self) -> None:
        self.by_time: dict[float, tuple[Listing, ...]] = {}

    def put(self, store: Store, at: float, *listings: Listing, endpoint: str = "person") -> None:
        """Store an answer."""
        self.by_time[at] = listings
        put(store, *listings, at=at, endpoint=endpoint)

    def rebuild(self, one: UnmergedAnswer) -> Iterable[Listing]:
        """Return the listings of a stored answer."""
        return self.by_time[one.answer.fetched_at]


def test_a_split_by_id_undoes_the_last_merge_for_good(store: Store) -> None:
    answers = Answers()
    answers.put(store, 1.0, one("Ann Lee", "slug:ann", phone="1"))
    answers.put(store, 2.0, one("Anne Leigh", "token:A", website="x.org"))
    bridge = one("Ann Lee", "slug:ann", "token:A", headline="both")
    answers.put(store, 3.0, bridge)
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    annotate(store, entry.id, note="mine")
    other = store.splits.split(entry.id, (), answers.rebuild)
    rows = store.merged.of_entries([entry.id, other])
    values = [{n: f.value for n, f in rows[one].fields.items()} for one in (entry.id, other)]
    assert values == [
        {"name": "Ann Lee", "phone": "1", "headline": "both"},
        {"name": "Anne Leigh", "website": "x.org"},
    ]
    assert (rows[entry.id].note, rows[other].note) == ("mine", "")
    assert {e.name for e in store.library.search(LibraryQuery(), limit=9)} == {
        "Ann Lee",
        "Anne Leigh",
    }
    answers.put(store, 4.0, bridge)
    answers.put(store, 5.0, one("Anne L.", "token:A"))
    assert count(store) == 2, "the answers that were split off stay apart"


def test_a_split_by_link_moves_the_answers_that_have_it(store: Store) -> None:
    answers = Answers()
    answers.put(store, 1.0, one("Jane Old", "slug:jane", "token:B", phone="1"))
    answers.put(store, 2.0, one("Jane New", "slug:jane", phone="2"))
    answers.put(store, 3.0, one("Jane New", "slug:jane", "token:C"))
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    other = store.splits.split(entry.id, ["token:B"], answers.rebuild)
    assert owner(store, "token:B") == "Jane Old"
    assert owner(store, "token:C") == owner(store, "slug:jane") == "Jane New"
    assert [e.name for e in store.library.search(LibraryQuery(), limit=9)] == [
        "Jane Old",
        "Jane New",
    ]
    changes = [*store.library.changes(entry.id), *store.library.changes(other)]
    assert not changes, "the two said different things, and neither changed"


def test_lookups_go_with_their_record(store: Store) -> None:
    answers = Answers()

    def save(at: float, body: bytes, listing: Listing) -> None:
        answers.by_time[at] = (listing,)
        store.records.save(
            kind="person", keys=listing.keys, ledger_id=begin(store), endpoint="person",
            body=body, at=at, status=200, elapsed=0.1, listings=[listing],
        )  # fmt: skip

    save(1.0, b"old", one("Jane Old", "slug:jane", "token:B"))
    save(2.0, b"new", one("Jane New", "slug:jane", "token:C"))
    (entry,) = store.library.search(LibraryQuery(), limit=9)
    store.splits.split(entry.id, ["token:B"], answers.rebuild)
    for key, body in (("token:B", b"old"), ("token:C", b"new"), ("slug:jane", b"new")):
        found = store.records.find("person", [key], subject="person")
        assert found is not None
        assert found.body == body


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ((), "wasn't merged from two"),
        (("slug:ann",), "All answers about record 1"),
        (("slug:bob",), "None of the answers about record 1"),
    ],
)
def test_a_record_that_cannot_be_split_says_why(
    store: Store, keys: tuple[str, ...], words: str
) -> None:
    answers = Answers()
    answers.put(store, 1.0, one("Ann", "slug:ann"))
    with pytest.raises(SplitProblem, match="comes from one answer"):
        store.splits.split(1, keys, answers.rebuild)
    answers.put(store, 2.0, one("Ann", "slug:ann"))
    with pytest.raises(SplitProblem, match=words):
        store.splits.split(1, keys, answers.rebuild)
    assert count(store) == 1


def test_an_entry_whose_slug_has_passed_gets_a_link_of_its_own(store: Store) -> None:
    token = "ACoAAAAAAAEBaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    link, own = "https://www.linkedin.com/in/jane", f"https://www.linkedin.com/in/{token}"
    mine = (f"token:{token}", "member:1")
    old = replace(one("Jane Old", "slug:jane", *mine, link=link), link=link)
    put(store, old, at=1.0)
    assert links(store) == {"Jane Old": (link, link)}
    put(store, replace(one("Jane New", "slug:jane", "member:2", link=link), link=link), at=2.0)
    assert links(store) == {"Jane Old": (own, own), "Jane New": (link, link)}
    put(store, replace(one("Jane", "slug:jane", *mine, link=link), link=link), at=3.0)
    assert links(store)["Jane"] == (link, link), "it is the first one's again"


@pytest.mark.parametrize(
    ("kind", "link", "keys", "expected"),
    [
        ("person", "https://www.linkedin.com/in/jane", ("member:1", "slug:jane-2"), "/in/jane-2"),
        ("person", "https://www.linkedin.com/in/jane", ("member:1",), "/in/jane"),
        ("person", "", ("slug:jane",), ""),
        ("organisation", "https://www.linkedin.com/company/acme", ("org:7",), "/company/7"),
        ("job", "https://www.linkedin.com/jobs/view/7/", ("job:8",), "/jobs/view/7/"),
    ],
)
def test_a_link_is_built_from_a_key_that_is_owned(
    kind: str, link: str, keys: tuple[str, ...], expected: str
) -> None:
    assert owned_link(kind, link, keys).removeprefix("https://www.linkedin.com") == expected


def test_an_entry_keeps_its_better_link(store: Store) -> None:
    token = "ACoAAAAAAAEBaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    keys = ("slug:ann", f"token:{token}", "member:1")
    good, bare = "https://www.linkedin.com/in/ann", f"https://www.linkedin.com/in/{token}"
    put(store, replace(one("Ann", *keys, link=good), link=good), at=1.0)
    put(store, replace(one("Ann", *keys, link=bare), link=bare), at=2.0)
    assert links(store) == {"Ann": (good, good)}


def links(store: Store) -> dict[str, tuple[str, object]]:
    """Return the link of each entry and of its merged record, by name."""
    entries = store.library.search(LibraryQuery(), limit=9)
    merged = store.merged.of_entries([entry.id for entry in entries])
    return {one.name: (one.link, merged[one.id].fields["link"].value) for one in entries}
