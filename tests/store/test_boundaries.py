"""The exact moment, the same count, the other process: what counts and what does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lix_tui.store.rows import RunItem
from lix_tui.store.store import Store
from tests.support.store_samples import begin, page, search


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def test_what_was_sent_at_the_very_moment_counts(store: Store) -> None:
    for at in (9.99, 10.0, 10.01):
        begin(store, at=at)
    store.ledger.record_store_hit(
        endpoint="person", pool="standard", cost=4, origin="test", at=10.0
    )
    assert store.ledger.spent(10.0) == {"standard": 2}
    assert store.ledger.sent_since(10.0) == 2
    assert store.ledger.saved(10.0) == {"standard": 4}
    assert store.ledger.saved(10.01) == {}


def test_only_what_the_ended_process_had_sent_is_lost(store: Store) -> None:
    def sent(process: str, cost: int) -> int:
        return store.ledger.begin(
            endpoint="person", pool="standard", cost=cost, origin="test", at=1.0, process=process
        )

    done = sent("gone", 8)
    store.ledger.finish(done, outcome="ok", status=200)
    sent("gone", 1)
    sent("gone", 2)
    sent("also gone", 4)
    sent("living", 16)
    assert store.ledger.close_lost(lambda process, _: process != "living") == 1 + 2 + 4
    outcomes = [line.outcome for line in store.ledger.lines(9)[::-1]]
    assert outcomes == ["ok", "lost", "lost", "lost", "sent"]
    assert store.ledger.close_lost(lambda process, _: process != "living") == 0, "it is said once"


def test_a_state_with_as_many_elements_is_written_and_one_with_fewer_is_not(store: Store) -> None:
    search_id = search(store)
    for state, loaded, written in (
        ("a", 20, "a"),
        ("failed", 20, "failed"),
        ("behind", 19, "failed"),
    ):
        store.searches.save_state(search_id, state=state, total=100, loaded=loaded, at=1.0)
        row = store.searches.get(search_id)
        assert row is not None
        assert (row.state, row.loaded) == (written, 20)


def test_a_late_page_never_takes_the_place_of_one_that_counts(store: Store) -> None:
    search_id = search(store)
    counted = replace(page(search_id, begin(store), 1, "s1"), body=b"counted", loaded=10)
    late = replace(counted, ledger_id=begin(store), body=b"late", state=None, loaded=0)
    store.searches.save_page(counted)
    store.searches.save_page(late)
    assert [entry.body for entry in store.searches.pages(search_id)] == [b"counted"]
    assert store.searches.late_page(search_id, 1) is None


def test_a_page_that_counts_takes_the_place_of_a_late_one(store: Store) -> None:
    search_id = search(store)
    late = replace(page(search_id, begin(store), 1, "s1"), body=b"late", state=None, loaded=0)
    store.searches.save_page(late)
    assert list(store.searches.pages(search_id)) == []
    found = store.searches.late_page(search_id, 1)
    assert found is not None
    assert found.body == b"late"
    counted = replace(page(search_id, begin(store), 1, "s1"), body=b"counted", loaded=10)
    store.searches.save_page(counted)
    assert [entry.body for entry in store.searches.pages(search_id)] == [b"counted"]
    assert store.searches.late_page(search_id, 1) is None


def test_a_late_page_that_is_shown_moves_the_search_unless_another_process_was_faster(
    store: Store,
) -> None:
    search_id = search(store)
    late = replace(page(search_id, begin(store), 1, "s1"), body=b"late", state=None, loaded=0)
    store.searches.save_page(late)
    store.searches.save_state(search_id, state="far", total=9, loaded=50, at=1.0)
    store.searches.show_late_page(search_id, 1, state="s1", total=9, loaded=10, at=2.0)
    assert list(store.searches.pages(search_id)) == []
    store.searches.show_late_page(search_id, 1, state="further", total=9, loaded=60, at=2.0)
    assert [entry.body for entry in store.searches.pages(search_id)] == [b"late"]


def test_the_newest_run_of_a_query_is_the_one_that_is_found(store: Store) -> None:
    first = search(store)
    second = store.searches.next_generation(first, state="second", at=2.0)
    third = store.searches.next_generation(first, state="third", at=3.0)
    row = store.searches.get(first)
    assert row is not None
    found = store.searches.find(row.kind, row.query_key, row.viewer_id)
    assert found is not None
    assert (found.id, found.state, found.generation) == (third, "third", row.generation + 2)
    assert first < second < third
    assert [one.id for one in store.searches.recent(None, 9)] == [third]


@pytest.mark.parametrize(("status", "outcome"), [("done", "kept"), ("paused", "fetched")])
def test_what_a_run_fetched_is_kept_for_the_next_one_only(
    store: Store, status: str, outcome: str
) -> None:
    def run() -> int:
        items = [RunItem(number, f"in/{number}", "") for number in (1, 2, 3)]
        return store.runs.begin(
            title="list", search_id=None, endpoint="person", query_key="key", items=items,
            result_file="", at=1.0,
        ).id  # fmt: skip

    run_id = run()
    store.runs.finish_item(run_id, 1, outcome="fetched", note="", at=2.0)
    store.runs.finish_item(run_id, 2, outcome="failed", note="", at=2.0)
    store.runs.set_status(run_id, status=status, why="", at=3.0)
    assert run() == run_id
    assert [item.outcome for item in store.runs.items(run_id)] == [outcome, "failed", ""]
