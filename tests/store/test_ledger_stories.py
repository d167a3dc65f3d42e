"""The ledger folded by runs: counted right, read page by page, and named after what was bought."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lix_tui.services.budget.ledger_rows import title_of
from lix_tui.store.ledger_stories import BoughtRecord, StoryCounts, StoryQuery
from lix_tui.store.migration import migrate, migrations
from lix_tui.store.store import Store
from tests.support.store_samples import ANN, put

ALL = StoryQuery()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def add_request(
    store: Store,
    at: float,
    *,
    story: str = "",
    outcome: str = "ok",
    status: int | None = 200,
    cost: int = 1,
    endpoint: str = "person",
    origin: str = "profile",
) -> int:
    """Write a request and its end."""
    if outcome == "kept":
        store.ledger.record_store_hit(
            endpoint=endpoint, pool="standard", cost=cost, origin=origin, at=at, story=story
        )
        return 0
    ledger_id = store.ledger.begin(
        endpoint=endpoint, pool="standard", cost=cost, origin=origin, at=at, story=story
    )
    store.ledger.finish(ledger_id, outcome=outcome, status=status, elapsed=0.5, cost=cost)
    return ledger_id


def test_requests_of_one_run_are_one_line(store: Store) -> None:
    add_request(store, 1.0)
    for number in range(3):
        add_request(store, 2.0 + number, story="run 1 1.000", origin="people load all")
        add_request(store, 2.5 + number, endpoint="job")
    stories = store.ledger_stories.page(ALL, 10)
    assert [(one.story, one.line.endpoint) for one in stories] == [
        ("", "job"), ("run 1 1.000", "person"), ("", "job"), ("", "job"), ("", "person"),
    ]  # fmt: skip
    run = stories[1]
    assert run.counts == StoryCounts(3, 0, 3, 0, 0, 0, 2.0, 1.5)
    assert run.line.sent_at == 4.0
    requests = store.ledger_stories.requests(run.story, ALL, 2)
    assert [one.line.sent_at for one in requests] == [4.0, 3.0]
    rest = store.ledger_stories.requests(run.story, ALL, 2, requests[-1].line.id)
    assert [one.line.sent_at for one in rest] == [2.0]
    assert not any(one.is_folded for one in requests)


@pytest.mark.parametrize("query", [ALL, StoryQuery(("person",)), StoryQuery((), "cost", False)])
def test_pages_list_each_story_once(store: Store, query: StoryQuery) -> None:
    for number in range(40):
        add_request(store, float(number), story=f"run {number % 3} 1.000" if number % 4 else "")
    whole = store.ledger_stories.page(query, 100)
    paged = store.ledger_stories.page(query, 4)
    while more := store.ledger_stories.page(query, 4, paged):
        paged += more
    assert paged == whole
    assert len(whole) == 13
    assert sum(one.counts.sent for one in whole) == 40


def test_every_outcome_is_counted_once_and_right(store: Store) -> None:
    story = "run 1 1.000"
    add_request(store, 1.0, story=story)
    add_request(store, 2.0, story=story, outcome="kept")
    add_request(store, 3.0, story=story, outcome="unknown_record", status=404)
    add_request(store, 4.0, story=story, outcome="NotFound", status=404, cost=0)
    add_request(store, 5.0, story=story, outcome="unknown_route", status=None, cost=0)
    add_request(store, 6.0, story=story, outcome="rate_limit", status=429, cost=0)
    add_request(store, 7.0, story=story, outcome="api_error", status=500)
    add_request(store, 8.0, story=story, outcome="NetworkError", status=None)
    add_request(store, 9.0, story=story, outcome="lost", status=None)
    add_request(store, 9.5, story=story, outcome="daily_limit", status=429, cost=0)
    waiting = store.ledger.begin(
        endpoint="person", pool="standard", cost=1, origin="enrich", at=10.0, story=story
    )
    wanted = StoryCounts(10, 1, 6, 1, 2, 4, 1.0, 4.5)
    (run,) = store.ledger_stories.page(ALL, 9)
    assert run.counts == wanted
    assert store.ledger_stories.totals(ALL) == wanted
    assert store.ledger_stories.totals(ALL).spent == sum(store.ledger.spent(0.0).values())
    assert store.ledger_stories.totals(ALL).saved == sum(store.ledger.saved(0.0).values())
    assert run.line.id == waiting
    failed = store.ledger_stories.page(StoryQuery(("api error",)), 9)
    assert [one.counts.sent for one in failed] == [1], "a filter counts what it shows"
    assert store.ledger_stories.totals(StoryQuery(("nothing",))) == StoryCounts()


def test_stories_are_sorted_by_cost_and_time(store: Store) -> None:
    add_request(store, 1.0, cost=2)
    add_request(store, 2.0, story="run 1 1.000")
    add_request(store, 3.0, story="run 1 1.000")
    add_request(store, 4.0, story="run 1 1.000")
    add_request(store, 5.0, outcome="kept", cost=9)
    costs = store.ledger_stories.page(StoryQuery((), "cost"), 9)
    assert [one.counts.spent for one in costs] == [3, 2, 0]
    long = store.ledger_stories.page(StoryQuery((), "elapsed", False), 9)
    assert [one.counts.elapsed for one in long] == [0.5, 1.5, None]


def test_lines_lead_to_what_was_bought(store: Store) -> None:
    put(store, ANN)
    store.ledger.record_store_hit(
        endpoint="person", pool="standard", cost=1, origin="profile", at=1.0, answer_id=1
    )
    run = store.runs.begin(
        title="leads.csv", search_id=None, endpoint="person", query_key="q", items=(),
        result_file="", at=1793613960.1234567,
    )  # fmt: skip
    add_request(store, 2.0, story=run.story, origin="enrich")
    enriched, profile = store.ledger_stories.page(ALL, 9)
    assert (enriched.title, enriched.run_id) == ("leads.csv", run.id)
    assert profile.record == BoughtRecord("person", "Ann Lee", "")
    assert [one.title for one in store.ledger_stories.page(StoryQuery(("leads",)), 9)] == [
        "leads.csv"
    ]
    store.runs.delete(run.id)
    again = store.runs.begin(
        title="other", search_id=None, endpoint="person", query_key="r", items=(), result_file="",
        at=1793613961.0,
    )  # fmt: skip
    assert again.id == run.id, "SQLite uses the id again"
    assert store.ledger_stories.page(ALL, 9)[0].run_id is None


@pytest.mark.parametrize(
    ("endpoints", "words"),
    [
        ("person,email", "enrich person, email: leads.csv · 2 lookups · 2 credits"),
        ("email", "enrich email: leads.csv · 2 lookups · 2 credits"),
        (
            "person,person_by_email,email",
            "enrich person, person by email, email: leads.csv · 2 lookups · 2 credits",
        ),
    ],
)
def test_a_run_is_called_after_all_its_lookups(store: Store, endpoints: str, words: str) -> None:
    run = store.runs.begin(
        title="leads.csv", search_id=None, endpoint=endpoints, query_key="q", items=(),
        result_file="", at=1.0,
    )  # fmt: skip
    for at, endpoint in ((2.0, "person"), (3.0, "email")):
        add_request(store, at, story=run.story, origin="enrich", endpoint=endpoint)
    (story,) = store.ledger_stories.page(ALL, 9)
    assert story.lookups == endpoints
    assert title_of(story) == words
    requests = store.ledger_stories.requests(run.story, ALL, 9)
    assert [title_of(one) for one in requests] == ["email: leads.csv", "person: leads.csv"]
    store.runs.delete(run.id)
    (story,) = store.ledger_stories.page(ALL, 9)
    assert title_of(story) == "enrich email · 2 lookups · 2 credits", "of the newest request"


def test_pages_of_one_command_are_a_story(store: Store) -> None:
    for at, process in ((1.0, "a"), (2.0, "a"), (3.0, "b")):
        with store.connection.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO searches (id, kind, query_key, title, url, state, created_at,"
                " updated_at) VALUES (7, 'people', 'k', 'engineer', '', '', 1.0, 1.0)"
            )
        store.ledger.begin(
            endpoint="people_search", pool="standard", cost=1, origin="lix-tui search --all",
            at=at, search_id=7, process=process,
        )  # fmt: skip
    assert [one.counts.sent for one in store.ledger_stories.page(ALL, 9)] == [1, 2]
    assert {one.title for one in store.ledger_stories.page(ALL, 9)} == {"engineer"}


def test_lines_of_before_are_folded_too(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, migrations()[:5])
        connection.executescript(
            """
            INSERT INTO searches (id, kind, query_key, title, url, state, created_at, updated_at)
                VALUES (3, 'people', 'k', 'engineer', '', '', 1.0, 1.0);
            INSERT INTO runs (id, title, search_id, endpoint, query_key, status, begun_at,
                updated_at) VALUES (1, 'engineer', 3, 'people_search', 's', 'done', 1.5, 9.0),
                (2, 'leads.csv', NULL, 'person', 'q', 'done', 1793613960.1234567, 1793613970.5);
            INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, search_id) VALUES
                (1.0, 'people_search', 'standard', 1, 'ok', 'people search', 3),
                (2.0, 'people_search', 'standard', 1, 'ok', 'people load all', 3),
                (3.0, 'people_search', 'standard', 1, 'ok', 'people load all', 3),
                (1793613961.0, 'person', 'standard', 1, 'ok', 'enrich', NULL),
                (1793613962.0, 'person', 'standard', 1, 'ok', 'enrich', NULL),
                (1793613999.0, 'person', 'standard', 1, 'ok', 'enrich', NULL);
            """
        )
    with closing(Store.open(path)) as store:
        stories = store.ledger_stories.page(ALL, 9)
        assert [(one.counts.sent, one.run_id) for one in stories] == [
            (1, None), (2, 2), (2, 1), (1, None),
        ]  # fmt: skip
