"""Notes and tags in the store: for many entries at once, all or none, and put back as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lix_tui.store.annotations import BATCH, Annotation
from lix_tui.store.rows import LibraryQuery, Listing
from lix_tui.store.store import Store
from tests.support.store_samples import ANN, BOB, annotate, put


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def people(count: int) -> list[Listing]:
    return [Listing("person", f"in:p{n}", (f"in:p{n}", f"acoa{n}"), f"P {n}") for n in range(count)]


def test_many_entries_are_written_at_once(store: Store) -> None:
    count = 2 * BATCH + 1
    put(store, *people(count))
    ids = range(1, count + 1)
    changes = store.annotations.write(ids, lambda before: replace(before, tags="icp"))
    assert len(changes) == count
    assert store.annotations.write(ids, lambda before: replace(before, tags="icp")) == []
    assert store.annotations.tag_texts() == [("icp", count)]
    assert len(store.annotations.annotated("person")) == 2 * count, "by each key"
    assert store.annotations.annotated("organisation") == {}


def test_an_error_writes_nothing(store: Store) -> None:
    put(store, ANN, BOB)

    def change(before: Annotation) -> Annotation:
        if before.entry_id == 2:
            raise LookupError(before)
        return replace(before, note="x")

    with pytest.raises(LookupError):
        store.annotations.write([1, 2], change)
    assert [one.note for one in store.annotations.read([1, 2])] == ["", ""]


def test_what_was_written_since_is_not_undone(store: Store) -> None:
    put(store, ANN, BOB)
    changes = store.annotations.write([1, 2], lambda before: replace(before, note="met"))
    annotate(store, 2, note="met, called")
    assert store.annotations.restore(changes) == [1]
    assert [one.note for one in store.annotations.read([2, 1, 7])] == ["met, called", ""]


def test_entries_are_found_by_any_key(store: Store) -> None:
    put(store, *people(3))
    wanted = {"in:p2", "acoa2", "acoa0", "nobody"}
    assert store.annotations.find_entries("person", wanted) == {
        "in:p2": 3, "acoa2": 3, "acoa0": 1
    }  # fmt: skip
    assert store.annotations.find_entries("job", wanted) == {}


def test_annotated_entries_are_found_without_a_look_at_the_others(store: Store) -> None:
    put(store, ANN)
    asked: list[str] = []
    store.connection.sqlite.set_trace_callback(asked.append)
    store.annotations.tag_texts()
    store.annotations.annotated("person")
    store.connection.sqlite.set_trace_callback(None)
    for statement in [text for text in asked if text.startswith("SELECT")]:
        plan = store.connection.sqlite.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert "entries_annotated" in str(plan), statement


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (LibraryQuery(note="berl"), ["Ann Lee"]),
        (LibraryQuery(note="tea"), ["Ann Lee", "Bob Stein"]),
        (LibraryQuery(note="🚀"), ["Bob Stein"]),
        (LibraryQuery(without_note="berlin"), ["Bob Stein", "Cid"]),
        (LibraryQuery(without_note="🚀"), ["Ann Lee", "Cid"]),
        (LibraryQuery(tag="icp"), ["Ann Lee", "Bob Stein"]),
        (LibraryQuery(tag="icp", without_tag="cold"), ["Ann Lee"]),
        (LibraryQuery(without_tag="icp"), ["Cid"]),
        (LibraryQuery(without_tag="ic"), ["Ann Lee", "Bob Stein", "Cid"]),
        (LibraryQuery(without_tag="warm-lead cold"), ["Cid"]),
        (LibraryQuery(text="bob", without_tag="cold"), []),
    ],
)
def test_notes_and_tags_narrow_and_exclude(
    store: Store, query: LibraryQuery, found: list[str]
) -> None:
    put(store, ANN, BOB, Listing("person", "in:cid", ("in:cid",), "Cid"))
    annotate(store, 1, note="Tea in Berlin", tags="icp warm-lead")
    annotate(store, 2, note="no tea 🚀", tags="icp cold")
    entries = store.library.search(query, limit=9)
    assert sorted(entry.name for entry in entries) == found
    assert store.library.count(query) == len(found)
