"""Inbox of a viewer: paging, resuming, and messages that stay private until they are deleted."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from typing import Any

import pytest

from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.paging.states import Exhausted
from lix_tui.services.bug_report import ledger_texts, running_lines
from lix_tui.services.queries.query import Query, QueryError
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.search.inbox import inbox_kind, inbox_query, messages_query
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.store.answers import unpack
from lix_tui.store.ledger_stories import StoryQuery
from lix_tui.store.rows import LibraryQuery
from tests.conftest import Served

VIEWER = "alfie-lambert"


async def session_of(services: Services, query: Query | None) -> SearchSession:
    assert query is not None
    kind = inbox_kind(query)
    assert kind is not None
    return await services.searches.open(kind, query)


async def load(session: SearchSession, pages: int = 99) -> None:
    for _ in range(pages):
        if not session.can_load():
            return
        await session.load_next(place="test")
        assert session.problem is None


def conversations(session: SearchSession) -> list[Conversation]:
    return [one.record for one in session.elements if isinstance(one.record, Conversation)]


def messages(session: SearchSession) -> list[Message]:
    return [one.record for one in session.elements if isinstance(one.record, Message)]


async def every_text(services: Services) -> str:
    """Return all readable texts of the store, with unpacked answers."""
    path = services.settings.paths.database(demo=False)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT body, packed FROM answers").fetchall()
        texts = [unpack(body, packed).decode("utf-8", "replace") for body, packed in rows]
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE"
            " '\\' AND name <> 'answers'"
        ).fetchall():
            texts += [str(row) for row in connection.execute(f"SELECT * FROM {name}")]
    return "\n".join(texts)


@pytest.mark.parametrize(("sales", "sizes"), [(False, [20, 40, 47]), (True, [20, 40, 43])])
async def test_an_inbox_is_paged_to_its_end(
    services: Services, sandbox: Served, sales: bool, sizes: list[int]
) -> None:
    session = await session_of(services, inbox_query(VIEWER, sales=sales))
    loaded = []
    while session.can_load():
        await load(session, 1)
        loaded.append(len(session.elements))
    assert loaded == sizes
    end = Exhausted("short_page") if sales else Exhausted("no_cursor")
    assert session.state.status == end
    assert [entry["status"] for entry in sandbox.requests()] == [200] * 3
    times = [one.newest.delivered_at for one in conversations(session) if one.newest]
    assert times == sorted(times, key=lambda at: at.timestamp() if at else 0, reverse=True)


async def test_messages_are_paged_with_viewer_and_cursor(
    services: Services, sandbox: Served
) -> None:
    inbox = await session_of(services, inbox_query(VIEWER))
    await load(inbox, 1)
    link = conversations(inbox)[0].best_link
    assert link is not None
    session = await session_of(services, messages_query(link, VIEWER))
    await load(session)
    assert len(messages(session)) == 53
    sent: list[Any] = [entry["params"] for entry in sandbox.requests()][1:]
    assert ["sequence_id" in params for params in sent] == [False, True, True]
    assert {params["viewer_id"] for params in sent} == {VIEWER}
    assert {"conversation_urn" in params for params in sent} == {False}


async def test_stored_pages_are_free_and_resumed(services: Services, sandbox: Served) -> None:
    session = await session_of(services, inbox_query(VIEWER))
    await load(session, 2)
    services.searches.forget_pages()
    again = await session_of(services, inbox_query(VIEWER))
    assert again is not session
    assert [one.key for one in again.elements] == [one.key for one in session.elements]
    assert len(sandbox.requests()) == 2
    await load(again)
    assert len(again.elements) == 47
    assert len(sandbox.requests()) == 3
    assert await services.store.run(lambda store: store.ledger.spent(0)) == {"standard": 3}


async def test_each_viewer_has_pages_of_its_own(services: Services) -> None:
    await load(await session_of(services, inbox_query(VIEWER)), 1)
    session = await session_of(services, inbox_query("another-viewer"))
    assert session.elements == []


async def test_one_thread_is_one_page(services: Services, sandbox: Served) -> None:
    inbox = await session_of(services, inbox_query(VIEWER, sales=True))
    await load(inbox, 1)
    first = conversations(inbox)[0]
    assert first.best_link is not None
    session = await session_of(services, messages_query(first.best_link, VIEWER))
    await load(session)
    (thread,) = conversations(session)
    assert len(thread.messages) == min(50, thread.total_message_count or 0) > 1
    assert [one.name for one in thread.participants] == [one.name for one in first.participants]
    assert isinstance(session.state.status, Exhausted)
    assert len(sandbox.requests()) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2-YjA4ZmM5ZGEtZjE5Ny00ZDg4", "messages"),
        ("https://www.linkedin.com/messaging/thread/2-YjA4ZmM5ZGEtZjE5Ny00ZDg4/", "messages"),
        ("urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAAX,2-YjA4ZmM5ZGEtZjE5)", "messages"),
        ("https://www.linkedin.com/sales/inbox/2-YjA4ZmM5ZGEtZjE5Ny00ZDg4", "sales_thread"),
    ],
)
def test_a_conversation_is_named_in_every_form(text: str, kind: str) -> None:
    query = messages_query(text, VIEWER)
    assert query is not None
    assert (query.kind, query.viewer_id) == (kind, VIEWER)
    assert query.target.startswith("2-YjA4ZmM5ZGEtZjE5")
    with pytest.raises(QueryError, match="connected to Lix can see"):
        messages_query(text, None)


def test_other_text_names_no_conversation() -> None:
    assert messages_query("olivia-shaw", VIEWER) is None
    with pytest.raises(QueryError):
        inbox_query("two words")


async def fill(services: Services) -> tuple[SearchSession, SearchSession, Conversation]:
    """Load conversations, threads and the messages of one; return the last conversation."""
    inbox = await session_of(services, inbox_query(VIEWER))
    await load(inbox, 1)
    sales = await session_of(services, inbox_query(VIEWER, sales=True))
    await load(sales, 1)
    chosen = next(one for one in conversations(inbox) if not one.group_chat)
    assert chosen.best_link is not None
    await load(await session_of(services, messages_query(chosen.best_link, VIEWER)))
    return inbox, sales, chosen


async def test_messages_are_in_no_library_entry_export_or_report(services: Services) -> None:
    inbox, _sales, chosen = await fill(services)
    everybody = LibraryQuery(all_owners=True)
    assert await services.library.search(everybody, limit=10) == []
    assert await services.library.rows(everybody) == []
    name = chosen.others[0].name or ""
    for word in (name.split()[0], "Thursday", "connecting"):
        assert await services.library.count(LibraryQuery(text=word)) == 0, word
    await services.library.catch_up()
    assert await services.library.search(everybody, limit=10) == []
    texts = [*await ledger_texts(services), *(str(line) for line in await running_lines(services))]
    stories = await services.store.run(lambda store: store.ledger_stories.page(StoryQuery(), 50))
    texts += [str(asdict(one)) for one in stories]
    said = {one.newest.body_text for one in conversations(inbox) if one.newest}
    people = {one.name for found in conversations(inbox) for one in found.others}
    for text in filter(None, (*said, *people)):
        assert not any(text in line for line in texts), text


async def test_the_merge_of_an_older_store_lists_no_message(services: Services) -> None:
    await fill(services)
    path = services.settings.paths.database(demo=False)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET merged = 0")
    await services.library.catch_up()
    assert await services.library.search(LibraryQuery(all_owners=True), limit=10) == []


async def test_purging_removes_old_messages(services: Services) -> None:
    inbox, _sales, _chosen = await fill(services)
    said = [one.newest.body_text for one in conversations(inbox) if one.newest]
    path = services.settings.paths.database(demo=False)
    await services.library.purge(3600)
    assert str(said[0])[:20] in await every_text(services)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET fetched_at = fetched_at - 86400")
    await services.library.purge(3600)
    text = await every_text(services)
    for one in filter(None, said):
        assert one not in text
    services.searches.forget_pages()
    again = await session_of(services, inbox_query(VIEWER))
    assert (again.elements, again.loaded.strange) == ([], False)


async def test_keep_days_removes_old_messages(services: Services) -> None:
    inbox, _sales, _chosen = await fill(services)
    path = services.settings.paths.database(demo=False)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET fetched_at = fetched_at - 20 * 86400")
    await services.library.purge_older_than(30)
    services.searches.forget_pages()
    assert len((await session_of(services, inbox_query(VIEWER))).elements) == len(inbox.elements)
    await services.library.purge_older_than(10)
    services.searches.forget_pages()
    assert (await session_of(services, inbox_query(VIEWER))).elements == []


async def test_deleting_a_person_deletes_the_conversations_with_them(services: Services) -> None:
    inbox, _sales, chosen = await fill(services)
    person = chosen.others[0]
    slug, link = person.public_identifier or "", person.best_link or ""
    await services.lookups.get("person", link, LookupOptions("test"))
    (entry,) = await services.library.search(LibraryQuery(), limit=9)
    assert slug in await every_text(services)
    assert await services.library.forget([entry.id]) == 1
    text = await every_text(services)
    assert slug not in text
    assert str(chosen.conversation_id) not in text
    services.searches.forget_pages()
    again = await session_of(services, inbox_query(VIEWER))
    kept = {one.key for one in inbox.elements if one.record is not chosen}
    assert len(again.elements) < len(inbox.elements)
    assert {one.key for one in again.elements} <= kept
    query = messages_query(chosen.best_link or "", VIEWER)
    assert (await session_of(services, query)).elements == []
    await load(again, 1)
    assert len(again.elements) > 20, "older pages are still loaded from the stored cursor"


async def test_deleting_a_person_deletes_the_threads_with_them(services: Services) -> None:
    _inbox, sales, _chosen = await fill(services)
    thread = next(one for one in conversations(sales) if one.participants[0].name)
    person = thread.participants[0]
    await services.lookups.get("person", person.best_link or "", LookupOptions("test"))
    (entry,) = await services.library.search(LibraryQuery(), limit=9)
    await services.library.forget([entry.id])
    text = await every_text(services)
    assert str(thread.id) not in text
    assert str(person.object_urn) not in text


async def test_another_account_does_not_see_the_messages(services: Services) -> None:
    await load(await session_of(services, inbox_query(VIEWER)), 1)
    other = await Services.open(services.settings, FoundKey(Key("another-key"), "session"))
    assert (await session_of(other, inbox_query(VIEWER))).elements == []
    await other.close()
