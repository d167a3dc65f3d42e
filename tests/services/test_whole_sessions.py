"""A search writes down all that it has fetched, and has all of it again when it is opened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from time import time

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.search import SearchPage
from lix_tui.paging.codec import from_json, to_json
from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.states import Exhausted, Failed, Waiting
from lix_tui.services.budget.request_terms import QUEUED_WAIT
from lix_tui.services.kinds import PEOPLE, POSTS
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.search.pages import LoadedPages, Span
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.store.rows import LedgerLine, StoredPage
from tests.conftest import Served, parameters

QUERY = query_from_text("people", "engineer")
POST_QUERY = query_from_text("posts", "growth")


async def opened(services: Services, pages: int = 0) -> SearchSession:
    session = await services.searches.open(PEOPLE, QUERY)
    for _ in range(pages):
        await session.load_next(place="here")
    return session


@asynccontextmanager
async def restarted(services: Services) -> AsyncIterator[Services]:
    again = await Services.open(services.settings, services.found_key)
    try:
        yield again
    finally:
        await again.close()


def flags(session: SearchSession) -> str:
    """Return the words that are true of a session."""
    names = ("is_needed", "loading", "waiting", "retryable")
    words = [name for name in names if getattr(session, name)]
    return " ".join([*words, "loadable"] if session.can_load() else words)


async def lines(services: Services) -> list[LedgerLine]:
    return await services.store.run(lambda store: store.ledger.lines(99))


def searched(sandbox: Served) -> list[dict[str, str]]:
    """Parameters of the search requests."""
    return [parameters(one) for one in sandbox.requests() if "/search/" in str(one["path"])]


async def test_a_page_is_written_whole(services: Services) -> None:
    begun = time()
    session = await opened(services, 2)
    row = await services.store.run(lambda store: store.searches.get(session.search_id))
    assert row is not None
    assert (row.kind, row.query_key, row.viewer_id) == ("people", QUERY.key, None)
    assert (row.title, row.url, row.generation) == (QUERY.title, QUERY.definition, 0)
    assert from_json(row.state) == session.state
    assert (row.total, row.loaded) == (session.state.total, 20)
    assert begun <= row.created_at <= row.updated_at <= time()
    pages = await services.store.run(lambda store: list(store.searches.pages(row.id)))
    assert [PagePosition(page.number, page.start) for page in pages] == [
        span.position for span in session.loaded.spans
    ]
    assert [page.fetched_at for page in pages] == [one.fetched_at for one in session.loaded.spans]
    assert pages[-1].body == session.loaded.last_body
    assert await session.stored_bodies() == [page.body for page in pages]
    for line in await lines(services):
        assert (line.endpoint, line.pool, line.cost, line.outcome) == (
            "people_search", "standard", 1, "ok",
        )  # fmt: skip
        assert (line.status, line.origin, line.search_id) == (200, "here", row.id)
        assert line.elapsed is not None
        assert line.elapsed > 0


async def test_every_element_is_in_its_page(services: Services) -> None:
    session = await opened(services, 3)
    loaded = session.loaded
    assert [span.first for span in loaded.spans] == [0, 10, 20]
    assert [span.position.page for span in loaded.spans] == [1, 2, 3]
    for place, element in enumerate(session.elements):
        assert loaded.span_of(element) is loaded.spans[place // 10]
    assert loaded.span_of(None) is loaded.spans[-1]
    assert loaded.fetched_at == min(span.fetched_at for span in loaded.spans)
    assert (loaded.from_store, loaded.unread, loaded.damaged, loaded.strange) == (0, 0, 0, False)
    assert session.notice == ""
    other = await services.searches.open(PEOPLE, query_from_text("people", "nurse"))
    await other.load_next(place="here")
    assert loaded.span_of(other.elements[0]) is None


async def opened_posts(services: Services) -> SearchSession:
    session = await services.searches.open(POSTS, POST_QUERY)
    await session.load_next(place="here")
    return session


async def test_a_page_is_asked_for_again_as_it_was(sandbox: Served, services: Services) -> None:
    session = await opened(services, 2)
    for span, sent in zip(session.loaded.spans, searched(sandbox), strict=True):
        request = session.request_for(span)
        given = {name: value for name, value in request.sent_params.items() if value is not None}
        assert given == sent


async def test_the_cells_of_an_element_are_those_of_its_view(services: Services) -> None:
    session = await opened(services, 1)
    for element in session.elements:
        assert list(session.texts_of(element)) == list(session.view.cells(element))


async def test_all_of_it_is_there_after_a_restart_and_counts_as_saved_once(
    sandbox: Served, services: Services
) -> None:
    session = await opened(services, 2)
    async with restarted(services) as again:
        kept = await opened(again)
        assert [one.key for one in kept.elements] == [one.key for one in session.elements]
        assert kept.loaded.spans == session.loaded.spans
        assert kept.loaded.fetched_at == session.loaded.fetched_at
        assert kept.loaded.last_body == session.loaded.last_body
        assert (kept.loaded.from_store, kept.search_id) == (2, session.search_id)
        assert kept.state == session.state
        assert await opened(again) is kept
        saved = [line for line in await lines(again) if line.outcome == "kept"]
        assert [(one.endpoint, one.pool, one.cost, one.origin) for one in saved] == [
            ("people_search", "standard", 2, "people search")
        ]
        assert await again.searches.answer(PEOPLE, QUERY) is kept
        saved = [line for line in await lines(again) if line.outcome == "kept"]
        assert [line.cost for line in saved] == [2, 2], "each time that the user runs it"
        await again.account.count()
        assert again.account.saved == {"standard": 4}
        assert len(searched(sandbox)) == 2


async def test_a_query_that_is_run_first_counts_what_was_there_once(services: Services) -> None:
    await opened(services, 2)
    async with restarted(services) as again:
        await again.searches.answer(PEOPLE, QUERY)
        assert [line.cost for line in await lines(again) if line.outcome == "kept"] == [2]


async def test_searches_are_one_kind_query_and_viewer(sandbox: Served, services: Services) -> None:
    session = await opened(services, 1)
    for other in (query_from_text("people", "nurse"), replace(QUERY, viewer_id="alfie-lambert")):
        assert (await services.searches.open(PEOPLE, other)).elements == []
    assert len(services.searches.opened) == 3
    async with restarted(services) as again:
        assert (
            await again.searches.open(PEOPLE, replace(QUERY, viewer_id="alfie-lambert"))
        ).elements == []
        assert len((await opened(again)).elements) == len(session.elements)


async def test_the_age_of_a_query_is_that_of_its_first_page(services: Services) -> None:
    assert await services.searches.fetched_at(QUERY) is None
    session = await opened(services, 2)
    assert await services.searches.fetched_at(QUERY) == session.loaded.spans[0].fetched_at
    assert await services.searches.fetched_at(query_from_text("people", "nurse")) is None


async def test_recent_searches_are_those_of_a_kind_newest_first(services: Services) -> None:
    for text in ("engineer", "nurse", "cook"):
        await services.searches.open(PEOPLE, query_from_text("people", text))
    await opened_posts(services)
    await opened(services, 1)
    recent = await services.searches.recent(PEOPLE, 2)
    assert [row.title for row in recent] == [QUERY.title, query_from_text("people", "cook").title]
    assert len(await services.searches.recent(PEOPLE)) == 3
    assert [row.kind for row in await services.searches.recent(POSTS)] == ["posts"]


async def test_what_was_deleted_meanwhile_is_read_anew(services: Services) -> None:
    session = await opened(services, 1)
    services.searches.forget_pages()
    assert services.searches.opened == ()
    again = await opened(services)
    assert again is not session
    assert len(again.elements) == 10
    assert [line.cost for line in await lines(services) if line.outcome == "kept"] == [1]


async def test_whoever_looks_is_told_of_each_change(services: Services) -> None:
    session, seen = await opened(services), []
    assert flags(session) == "loadable"
    session.listeners.append(
        lambda: seen.append((session.loading, session.sent, len(session.elements)))
    )
    assert flags(session) == "is_needed loadable"
    assert await session.load_next(place="here") == 0.0
    assert seen[0] == (True, False, 0)
    assert (True, True, 0) in seen
    assert seen[-1] == (False, True, 10)
    session.listeners.clear()
    assert flags(session) == "loadable"
    assert not session.cancel(), "nothing is on its way"
    seen.clear()
    session.listeners.append(lambda: seen.append((False, False, len(session.elements))))
    session.restart()
    assert seen == [(False, False, 0)]


@pytest.mark.sandbox_options("--fault", "500@people_search#2")
async def test_a_failed_page_is_said_and_asked_for_again(
    sandbox: Served, services: Services
) -> None:
    session = await opened(services, 2)
    assert isinstance(session.state.status, Failed)
    assert session.problem is not None
    assert session.notice == str(session.problem)
    assert flags(session) == "is_needed retryable loadable"
    assert len(session.elements) == 10
    async with restarted(services) as again:
        kept = await opened(again)
        assert isinstance(kept.state.status, Failed)
        assert kept.retryable
    await session.load_next(place="here")
    assert session.notice == ""
    assert flags(session) == "loadable"
    first, second, third = searched(sandbox)
    assert second == third != first
    assert len(session.elements) == 20


@pytest.mark.sandbox_options("--fault", "queued:5@people_search")
async def test_what_lix_puts_off_is_waited_for_no_longer_than_allowed(
    sandbox: Served, services: Services
) -> None:
    session = await opened(services)
    assert await session.load_next(place="here", max_wait=0.0) == 0.0
    assert isinstance(session.state.status, Waiting)
    assert flags(session) == "is_needed waiting"
    assert 0 < session.wait_left <= QUEUED_WAIT
    assert len(searched(sandbox)) == 1
    assert session.cancel()
    assert flags(session) == "is_needed loadable", "its problem is still to be seen"
    assert session.wait_left == 0.0


async def test_a_search_ends_and_asks_no_more(sandbox: Served, services: Services) -> None:
    query = query_from_text("people", "veterinarian surgeon")
    session = await services.searches.open(PEOPLE, query)
    for _ in range(120):
        if not session.can_load():
            break
        await session.load_next(place="here")
    assert isinstance(session.state.status, Exhausted)
    before = len(searched(sandbox))
    await session.load_next(place="here")
    assert len(searched(sandbox)) == before
    async with restarted(services) as again:
        kept = await again.searches.open(PEOPLE, query)
        assert isinstance(kept.state.status, Exhausted)
        await kept.load_next(place="here")
    assert len(searched(sandbox)) == before


async def test_one_sequence_is_sent_with_every_page_after_a_restart_too(
    sandbox: Served, services: Services
) -> None:
    session = await opened(services, 2)
    async with restarted(services) as again:
        await (await opened(again)).load_next(place="here")
    assert {sent["sequence_id"] for sent in searched(sandbox)} == {session.state.sequence_id}
    await session.refresh(place="here")
    assert searched(sandbox)[-1]["sequence_id"] != searched(sandbox)[0]["sequence_id"]


# Pages that hold less than they should


def page_of(
    *keys: str, unread: int = 0, envelope: str = "list", session: SearchSession
) -> SearchPage:
    """Return a page with elements of these keys, each of another person."""
    page = decode_page(session.kind.endpoint, session.loaded.last_body or b"")
    people = session.elements
    found = [replace(people[ord(key[0]) % len(people)], key=key) for key in keys]
    return replace(page, elements=found, unread=unread, envelope=envelope)  # type: ignore[arg-type]


async def test_pages_add_up_each_element_once(services: Services) -> None:
    session = await opened(services, 1)
    loaded = LoadedPages()
    stored = StoredPage(3, 20, b"three", 50.0)
    loaded.add_stored([(stored, page_of("a", "b", "a", session=session))])
    loaded.add_stored(
        [
            (replace(stored, number=4, start=30, body=b"four", fetched_at=40.0),
             page_of("b", "c", session=session)),
            (replace(stored, number=5, start=40, fetched_at=60.0), None),
        ]
    )  # fmt: skip
    assert [element.key for element in loaded.elements] == ["a", "b", "c"]
    assert loaded.spans == [
        Span(0, PagePosition(3, 20), 50.0), Span(2, PagePosition(4, 30), 40.0),
    ]  # fmt: skip
    assert (loaded.fetched_at, loaded.from_store, loaded.damaged) == (40.0, 3, 1)
    assert loaded.last_body == b"four"
    loaded.add_stored([])
    assert (loaded.fetched_at, loaded.from_store) == (40.0, 3)
    assert LoadedPages().span_of(None) is None


@pytest.mark.parametrize(
    ("damaged", "unread", "envelope", "words"),
    [
        (1, 1, "unknown", "1 page in the store can't be read"),
        (2, 0, "list", "2 pages in the store can't be read"),
        (0, 1, "unknown", "A page came in an unknown format"),
        (0, 1234, "list", "1,234 elements aren't records"),
        (0, 0, "list", ""),
    ],
)
async def test_what_cannot_be_read_is_said(
    services: Services, damaged: int, unread: int, envelope: str, words: str
) -> None:
    session = await opened(services, 1)
    loaded, stored = LoadedPages(), StoredPage(1, 0, b"{}", 1.0)
    loaded.add_stored([(stored, None)] * damaged)
    page = page_of("a", unread=unread, envelope=envelope, session=session)
    loaded.add(page, page.elements, PagePosition(), 5.0, b"{}")
    assert loaded.notice.startswith(words)
    assert bool(loaded.notice) is bool(words)
    assert loaded.unread == unread + (envelope == "unknown")
    assert loaded.strange is (envelope == "unknown")


async def test_a_state_goes_through_the_store_unchanged(services: Services) -> None:
    session = await opened(services, 2)
    assert from_json(to_json(session.state)) == session.state


async def test_what_another_process_has_loaded_meanwhile_is_shown_and_gone_on_from(
    sandbox: Served, services: Services
) -> None:
    session = await opened(services)
    async with restarted(services) as other:
        faster = await opened(other, 2)
        await session.load_next(place="here")
        assert len(searched(sandbox)) == 2, "nothing is bought again"
        assert [one.key for one in session.elements] == [one.key for one in faster.elements]
        assert (session.state.pages, session.state.position) == (2, faster.state.position)
        assert session.state.sequence_id == faster.state.sequence_id
        assert session.loaded.spans == faster.loaded.spans
        assert flags(session) == "loadable"
        await session.load_next(place="here")
    assert len(searched(sandbox)) == 3
    assert len(session.elements) == 30
    assert len({one.key for one in session.elements}) == 30
    row = await services.store.run(lambda store: store.searches.get(session.search_id))
    assert row is not None
    assert (from_json(row.state), row.loaded) == (session.state, 30)


@pytest.mark.sandbox_options("--fault", "500@people_search#1")
async def test_a_late_page_that_is_used_ends_the_problem_of_before(
    sandbox: Served, services: Services
) -> None:
    session = await opened(services, 1)
    assert session.notice
    sandbox.answers.delay()
    task = asyncio.create_task(session.load_next(place="here"))
    await asyncio.sleep(0)
    while not session.sent:
        await asyncio.sleep(0.01)
    assert session.cancel()
    await task
    sandbox.answers.send()
    await services.requests.settle(60)
    await session.load_next(place="here")
    assert len(searched(sandbox)) == 2
    assert session.notice == ""
    assert flags(session) == "loadable"
    assert len(session.elements) == 10
    row = await services.store.run(lambda store: store.searches.get(session.search_id))
    assert row is not None
    assert (from_json(row.state), row.loaded) == (session.state, 10)
    assert await session.stored_bodies() == [session.loaded.last_body]
