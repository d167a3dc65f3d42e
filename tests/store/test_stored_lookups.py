"""Stored lookups belong to the record that owns the link now: slugs pass, records merge and split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lix_tui.store.record_split import SplitProblem
from lix_tui.store.rows import Listing, UnmergedAnswer
from lix_tui.store.scopes import Servers
from lix_tui.store.store import Store
from tests.support.store_samples import begin, find_missing, put, search

SUBJECTS = {"person": "person", "email": "person"}
SLUG, TOKEN_A, TOKEN_B = "slug:shared", "token:A", "token:B"
A, B = (SLUG, TOKEN_A, "member:1"), (SLUG, TOKEN_B, "member:2")


class World:
    """Store whose answers say what their listing says."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path / "lix.db")
        self.at = 0.0
        self.said: dict[float, tuple[Listing, ...]] = {}

    def listing(self, keys: Sequence[str], name: str) -> Listing:
        return Listing("person", keys[0], tuple(keys), name, opened=True, value={"name": name})

    def show(self, *keys: str, name: str = "") -> None:
        """Store a page of a search with one person."""
        self.at += 1
        self.said[self.at] = (self.listing(keys, name),)
        put(self.store, *self.said[self.at], at=self.at)

    def buy(self, endpoint: str, keys: Sequence[str], body: str, *, printed: str = "") -> None:
        """Store the answer to a lookup."""
        self.at += 1
        self.said[self.at] = (self.listing(keys, "" if endpoint == "email" else body),)
        self.store.records.save(
            kind=endpoint, keys=keys, ledger_id=begin(self.store), endpoint=endpoint,
            body=body.encode(), at=self.at, status=200, elapsed=0.1,
            listings=self.said[self.at], printed=printed,
        )  # fmt: skip

    def miss(self, endpoint: str, key: str) -> None:
        """Store that Lix lacks a record."""
        self.at += 1
        self.store.records.note_missing(
            endpoint, (key,), sentence=f"no {endpoint}", at=self.at, viewer_id=None
        )

    def split(self, entry_id: int, *keys: str) -> None:
        """Split a record."""
        self.store.splits.split(entry_id, keys, self._rebuild)

    def _rebuild(self, one: UnmergedAnswer) -> Iterable[Listing]:
        if one.answer.endpoint == "email" and not one.keys:
            return ()  # an address identifies nobody
        return self.said[one.answer.fetched_at]

    def found(self, endpoint: str, *keys: str) -> str | None:
        """Return what a lookup by a link prints without a request; None if it would buy."""
        found = self.store.records.find(endpoint, keys, subject="person")
        (state,) = self.store.records.states(endpoint, (keys,), subject="person")
        assert state.answer_id == (None if found is None else found.id)
        return None if found is None else found.body.decode()

    def missing(self, endpoint: str, *keys: str) -> bool:
        """Return True if Lix is known to lack the record of a link."""
        return find_missing(self.store, endpoint, keys, subject="person") is not None

    def owner(self, key: str) -> int:
        """Return the entry that a key leads to."""
        row = self.store.connection.sqlite.execute(
            "SELECT entry_id FROM entry_keys WHERE key = ?", (key,)
        ).fetchone()
        return int(row[0])


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.mark.parametrize("endpoint", ["person", "email"])
def test_a_slug_that_passed_on_leads_to_none_of_its_former_owners_answers(
    world: World, endpoint: str
) -> None:
    world.show(*A)
    world.buy(endpoint, (SLUG,), "of A")
    assert world.found(endpoint, TOKEN_A, "member:1") == "of A", "bought by another link"
    world.show(*B)
    assert world.found(endpoint, SLUG) is None
    assert world.found(endpoint, TOKEN_B, "member:2") is None
    assert world.found(endpoint, TOKEN_A, "member:1") == "of A", "A's owner isn't to pay again"
    world.buy(endpoint, (SLUG,), "of B")
    assert world.found(endpoint, TOKEN_B, "member:2") == world.found(endpoint, SLUG) == "of B"
    assert world.found(endpoint, TOKEN_A, "member:1") == "of A"


def test_a_slug_that_passed_on_does_not_say_that_lix_lacks_its_former_owner(world: World) -> None:
    world.show(*A)
    world.miss("email", SLUG)
    assert world.missing("email", SLUG)
    assert world.missing("email", TOKEN_A), "every link of a record leads to it"
    assert not world.missing("person", SLUG)
    world.show(*B)
    assert not world.missing("email", SLUG)
    assert not world.missing("email", TOKEN_B)
    world.miss("email", SLUG)
    assert world.missing("email", TOKEN_B)


def test_marks_agree_with_lookups(world: World) -> None:
    world.show(*A)
    world.buy("person", A, "of A")
    assert world.store.records.known_keys("person", subject="person") == set(A)
    world.show(*B)
    assert world.store.records.known_keys("person", subject="person") == {TOKEN_A, "member:1"}


def test_a_valid_address_stays_the_answer(world: World) -> None:
    world.buy("email", (TOKEN_A,), "valid", printed='[true, ""]')
    world.buy("email", (TOKEN_A,), "unknown", printed='[false, "UNKNOWN"]')
    assert world.found("email", TOKEN_A) == "valid"
    world.buy("person", (TOKEN_A,), "old", printed='[true, ""]')
    world.buy("person", (TOKEN_A,), "new", printed="")
    assert world.found("person", TOKEN_A) == "new"


def test_the_answer_of_an_unmerged_store_is_found_by_its_keys_and_those_of_its_owner(
    world: World,
) -> None:
    world.show(SLUG, TOKEN_A)
    world.said[99.0] = ()
    world.store.records.save(
        kind="email", keys=(SLUG,), ledger_id=begin(world.store), endpoint="email", body=b"loose",
        at=99.0, status=200, elapsed=0.1,
    )  # fmt: skip
    assert world.found("email", SLUG) == world.found("email", TOKEN_A) == "loose"
    assert world.found("email", TOKEN_B) is None
    known = world.store.records.known_keys("email", subject="person")
    assert known == {SLUG, TOKEN_A}


def test_deleting_the_new_owner_of_a_slug_leaves_the_former_owners_answers(world: World) -> None:
    world.show(*A)
    world.buy("email", (SLUG,), "of A")
    world.show(*B)
    world.store.deletion.delete_entries(
        [world.owner(SLUG)], lambda _e, body, _k: body, lambda _: (), SUBJECTS
    )
    assert world.found("email", TOKEN_A) == "of A"
    assert world.found("email", SLUG) is None
    world.store.deletion.delete_entries(
        [world.owner(TOKEN_A)], lambda _e, body, _k: body, lambda _: (), SUBJECTS
    )
    assert world.found("email", TOKEN_A) is None
    left = world.store.connection.sqlite.execute(
        "SELECT COUNT(*) FROM answers WHERE endpoint = 'email'"
    )
    assert left.fetchone() == (0,)


ONE, TWO = "slug:one", "token:two"


@pytest.mark.parametrize("asked", [ONE, TWO])
@pytest.mark.parametrize("by", [(), (ONE,), (TWO,)])
@pytest.mark.parametrize("has_address", [True, False])
def test_after_a_split_each_link_leads_to_its_own_answers_for_good(
    world: World, asked: str, by: tuple[str, ...], has_address: bool
) -> None:
    world.buy("person", (ONE,), "profile one")
    world.buy("person", (TWO,), "profile two")
    if has_address:
        world.buy("email", (ONE,), "address one")
    bridge = (asked, *({ONE, TWO} - {asked}))
    world.buy("person_ids", bridge, "both")
    world.buy("email", (TWO,), "address two")
    assert world.owner(ONE) == world.owner(TWO)
    world.split(world.owner(ONE), *by)
    for _ in range(2):
        assert world.owner(ONE) != world.owner(TWO)
        assert world.found("person", ONE) == "profile one"
        assert world.found("person", TWO) == "profile two"
        assert world.found("email", ONE) == ("address one" if has_address else None)
        assert world.found("email", TWO) == "address two"
        world.buy("person_ids", bridge, "both")  # the refresh that caused the merge, once more
        world.buy("person", (TWO,), "profile two")


@pytest.mark.parametrize("by", [TOKEN_A, "member:1"])
@pytest.mark.parametrize("is_shown", [True, False])
def test_a_profile_is_found_by_its_slug_after_a_split_from_an_address(
    world: World, by: str, is_shown: bool
) -> None:
    if is_shown:
        world.show(*A)
    world.buy("person", A, "profile")
    world.buy("email", (SLUG,), "address")
    world.split(world.owner(TOKEN_A), by)
    for key in A:
        assert world.found("person", key) == "profile", key
        assert world.found("email", key) is None, "it isn't this person's, the user says"
    world.buy("email", (SLUG,), "another address")
    assert world.found("email", TOKEN_A) == "another address"


def test_after_a_split_a_lookup_is_stored_for_the_record_whose_link_it_was_requested_by(
    world: World,
) -> None:
    both = (SLUG, TOKEN_B, "member:1", TOKEN_A)
    world.buy("email", (SLUG,), "address")
    world.buy("email", (TOKEN_A,), "the same address")
    world.buy("person", both, "the profile that joined them")
    world.split(world.owner(SLUG))
    assert world.found("person", TOKEN_A) is None
    world.buy("person", (TOKEN_A, "member:1", SLUG, TOKEN_B), "bought by the other link")
    assert world.found("person", TOKEN_A) == "bought by the other link"
    assert world.found("person", SLUG) == "the profile that joined them"
    assert world.owner(SLUG) != world.owner(TOKEN_A)


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_slug_of_both_belongs_to_the_newest_answer_that_has_it(
    world: World, is_newer: bool
) -> None:
    def show() -> None:
        world.show(SLUG)
        world.store.connection.sqlite.execute(
            "INSERT INTO pages SELECT ?, 1, 0, MAX(id), 1 FROM answers", (search(world.store),)
        )

    def buy() -> None:
        world.buy("person", (TOKEN_A, SLUG), "profile")

    for step in (show, buy) if is_newer else (buy, show):
        step()
    world.split(world.owner(SLUG), TOKEN_A)
    assert (world.owner(SLUG) == world.owner(TOKEN_A)) is is_newer
    assert world.found("person", SLUG) == ("profile" if is_newer else None)


KEYS = ("slug:a", "slug:b", "token:a", "token:b")
LOOKUPS = st.lists(
    st.tuples(
        st.sampled_from(["person", "email", "page"]),
        st.sampled_from(KEYS),
        st.sets(st.sampled_from(KEYS), min_size=1),
    ),
    min_size=2,
    max_size=6,
)


BRIDGED: list[tuple[str, str, set[str]]] = [
    ("person", "token:a", {"slug:a", "slug:b"}),
    ("email", "token:a", {"slug:a"}),
    ("page", "slug:a", {"slug:a"}),
]
"""Profile with a link of each part, whose own link an address has too."""


@settings(max_examples=60, deadline=None)
@given(LOOKUPS, st.none() | st.sampled_from(KEYS))
@example(BRIDGED, "slug:b")
def test_no_split_hides_what_was_bought_by_a_link_that_it_has(
    answers: list[tuple[str, str, set[str]]], by: str | None
) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        try:
            _check_split(world, answers, by)
        finally:
            world.store.close()


def _check_split(world: World, answers: list[tuple[str, str, set[str]]], by: str | None) -> None:
    world.show(*KEYS)
    bought: dict[tuple[str, str], bool] = {}
    for number, (endpoint, key, more) in enumerate(answers):
        keys = tuple(dict.fromkeys((key, *sorted(more))))
        if endpoint == "page":
            world.show(*keys)
        else:
            bought[endpoint, key] = True
            world.buy(endpoint, keys if endpoint == "person" else (key,), f"{endpoint} {number}")
    try:
        world.split(world.owner(KEYS[0]), *([by] if by else []))
    except SplitProblem:
        return
    read = world.store.connection.sqlite.execute
    has = {
        (int(entry), key, endpoint)
        for entry, first, keys, endpoint in read(
            "SELECT entry_id, key, keys, endpoint FROM entry_answers"
            " JOIN answers ON answers.id = answer_id"
        )
        for key in (first, *keys.split())
    }
    for endpoint, key in bought:
        owner = world.owner(key)
        if world.found(endpoint, key) is None:
            others = {one for entry, known, one in has if (entry, known) == (owner, key)}
            assert others - {"email"} or endpoint == "email", "its owner has the link by an answer"


def test_a_split_stays_when_a_third_record_turns_out_to_be_both(world: World) -> None:
    world.buy("person", (ONE,), "one")
    world.buy("person", (TWO,), "two")
    world.buy("person_ids", (ONE, TWO), "both")
    world.split(world.owner(ONE))
    world.show("token:third", ONE)
    world.show("token:third", TWO)
    assert world.owner(ONE) != world.owner(TWO)


def test_a_split_stays_when_another_account_had_merged_the_two(world: World) -> None:
    store, servers = world.store, Servers("https://live")
    store.scopes.enter(servers, "old", usual=servers, at=1.0)
    world.buy("person", (ONE,), "one")
    world.buy("person", (TWO,), "two")
    world.buy("person_ids", (ONE, TWO), "both")
    world.split(world.owner(ONE))
    store.scopes.enter(servers, "new", usual=servers, at=2.0)
    world.buy("person_ids", (ONE, TWO), "both")
    assert store.scopes.adopt(servers, "old", "new", at=9.0)
    assert world.owner(ONE) != world.owner(TWO)
    assert (world.found("person", ONE), world.found("person", TWO)) == ("one", "two")


MEMBERS, SLUGS = (1, 2, 3), ("slug:a", "slug:b")
ENDPOINTS = st.sampled_from(["person", "email"])


class Lookups(RuleBasedStateMachine):
    """Random answers, passes of slugs, merges and deletions; a purchase never is repeated."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.world = World(Path(self._folder.name))
        self.slugs: dict[str, int] = {}
        """Member that has each slug."""
        self.joined: set[int] = set()
        """Members whose short token is known to be theirs."""
        self.bought: set[tuple[str, int, bool]] = set()
        """Endpoint, member, and True if it was bought for a short token that nobody knows."""
        self.lacking: set[tuple[str, int, bool]] = set()

    def teardown(self) -> None:
        """Close the store."""
        self.world.store.close()
        self._folder.cleanup()

    def links(self) -> list[tuple[tuple[str, ...], int, bool]]:
        """Return the keys of every link, with its member and True for an unknown short token."""
        found: list[tuple[tuple[str, ...], int, bool]] = [
            ((slug,), member, False) for slug, member in self.slugs.items()
        ]
        for member in MEMBERS:
            found.append(((f"token:{member}", f"member:{member}"), member, False))
            found.append(((f"short:{member}",), member, member not in self.joined))
        return found

    @initialize()
    def begin(self) -> None:
        """Show a person with each slug."""
        for member, slug in zip(MEMBERS, SLUGS, strict=False):
            self.slugs[slug] = member
            self.world.show(slug, f"token:{member}", f"member:{member}", name=f"{member}")

    @rule(slug=st.sampled_from(SLUGS), member=st.sampled_from(MEMBERS))
    def show(self, slug: str, member: int) -> None:
        """Show a person with a slug, which may pass to this person."""
        self.slugs[slug] = member
        self.world.show(slug, f"token:{member}", f"member:{member}", name=f"{member}")

    @rule(member=st.sampled_from(MEMBERS))
    def join(self, member: int) -> None:
        """Show that a short token is a person's."""
        self.joined.add(member)
        for outcomes in (self.bought, self.lacking):
            loose = {one for one in outcomes if one[1:] == (member, True)}
            outcomes.difference_update(loose)
            outcomes.update((endpoint, member, False) for endpoint, _, _ in loose)
        keys = (f"short:{member}", f"token:{member}", f"member:{member}")
        self.world.show(*keys, name=f"{member}")

    @rule(endpoint=ENDPOINTS, place=st.integers(0, 7), is_found=st.booleans())
    def look_up(self, endpoint: str, place: int, is_found: bool) -> None:
        """Look a link up, which is bought only if nothing is stored."""
        keys, member, is_loose = self.links()[place]
        if self.world.found(endpoint, *keys) or self.world.missing(endpoint, *keys):
            return
        if not is_found:
            self.world.miss(endpoint, keys[0])
            self.lacking.add((endpoint, member, is_loose))
            return
        own = () if endpoint == "email" or is_loose else (f"token:{member}", f"member:{member}")
        self.world.buy(endpoint, tuple(dict.fromkeys((*keys, *own))), f"{endpoint} {member}")
        self.bought.add((endpoint, member, is_loose))

    @precondition(lambda self: self.bought)
    @rule(member=st.sampled_from(MEMBERS))
    def delete(self, member: int) -> None:
        """Delete the record of a person; its short token may be another record."""
        key = f"token:{member}"
        found = self.world.store.library.entry_with("person", (key,))
        if found is None:
            return
        self.world.store.deletion.delete_entries(
            [found.id], lambda _e, body, _k: body, lambda _: (), SUBJECTS
        )
        self.bought = {one for one in self.bought if one[1] != member or one[2]}
        self.lacking = {one for one in self.lacking if one[1] != member or one[2]}
        self.joined.discard(member)
        for slug in [slug for slug, owner in self.slugs.items() if owner == member]:
            self.world.show(slug, key, f"member:{member}", name=f"{member}")

    @invariant()
    def check_answers(self) -> None:
        """Check that no answer is another member's, and that nothing is to be bought again."""
        known = {
            endpoint: self.world.store.records.known_keys(endpoint, subject="person")
            for endpoint in ("person", "email")
        }
        for keys, member, is_loose in self.links() if self.slugs else ():
            for endpoint, marked in known.items():
                found = self.world.found(endpoint, *keys)
                is_bought = (endpoint, member, is_loose) in self.bought
                assert found == (f"{endpoint} {member}" if is_bought else None), (keys, endpoint)
                assert (not marked.isdisjoint(keys)) is is_bought
                if self.world.missing(endpoint, *keys):
                    assert (endpoint, member, is_loose) in self.lacking


TestLookups = Lookups.TestCase
TestLookups.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
