"""Numbers of library entries, none of which ever denotes another record."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.migration import migrate, migrations
from lix_tui.store.rows import LibraryQuery, Listing
from lix_tui.store.store import Store
from tests.support.store_samples import old_store, put


def person(slug: str, *keys: str) -> Listing:
    own = (f"slug:{slug}", *keys)
    return Listing("person", own[0], own, slug, value={"name": slug})


def numbers(store: Store) -> set[int]:
    return set(store.library.ids(LibraryQuery(all_owners=True)))


def delete(store: Store, ids: Sequence[int]) -> None:
    store.deletion.delete_entries(ids, lambda _endpoint, body, _keys: body, lambda _: (), {})


def test_a_deleted_entry_keeps_its_number_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    store = Store.open(path)
    put(store, person("ann"), person("bob"))
    delete(store, [1, 2])
    store.close()
    store = Store.open(path)
    put(store, person("cleo"))
    assert numbers(store) == {3}
    store.close()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "join", "delete"]),
            st.integers(0, 5),
            st.integers(0, 5),
        ),
        max_size=14,
    )
)
def test_a_number_that_was_an_entrys_is_never_another_ones(
    steps: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "lix.db")
        shown: set[int] = set()
        for at, (step, one, other) in enumerate(steps):
            before = numbers(store)
            if step == "delete":
                delete(store, sorted(before)[one : other + 1])
            elif step == "join":
                put(store, person(f"p{one}", f"slug:p{other}"), at=float(at))
            else:
                put(store, person(f"p{one}"), at=float(at))
            added = numbers(store) - before
            assert added.isdisjoint(shown)
            shown |= numbers(store)
        store.close()


def test_an_older_store_opens_and_knows_the_numbers_of_joined_entries(tmp_path: Path) -> None:
    path = tmp_path / "lix.db"
    old_store(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, migrations()[:9])
        connection.execute("UPDATE entry_answers SET first_entry = 7")
    store = Store.open(path)
    assert numbers(store) == {1}, "the entry is still there"
    put(store, person("zoe"))
    assert numbers(store) == {1, 8}
    store.close()
