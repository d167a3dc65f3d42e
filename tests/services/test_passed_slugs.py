"""Rows and entries of a person whose slug has passed to somebody else."""

from __future__ import annotations

import json
import time

from lix_tui.api.models.search import Element
from lix_tui.linkedin.links import person_keys
from lix_tui.services.library.annotations import NoteChange, RecordRef
from lix_tui.services.library.entry_view import destination_of_entry
from lix_tui.services.runs.result_rows import inputs_of_results
from lix_tui.services.search.joined_records import JoinedRecords
from lix_tui.services.search.row_order import Arrangement
from lix_tui.services.search.session import SearchSession
from lix_tui.services.search.table_rows import SessionRows
from lix_tui.services.services import Services
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing
from lix_tui.store.store import Store
from tests.support.runs import session_of

LEAD = "https://www.linkedin.com/sales/lead/"
TOKEN = "ACwAAAAAAAIBbbbbbbbbbbbbbbbbbbbbbbbbbbb"
"""Token of the slug's new owner."""


async def receive(
    services: Services, *links: str, name: str, after: float = 60, **value: object
) -> None:
    """Store an answer that shows a person with these links."""
    keys, at = person_keys(*links), time.time() + after

    def write(store: Store) -> None:
        body = json.dumps({"people": [{"name": name, "link": links[0]}]}).encode()
        scope = store.connection.scopes.main
        with store.connection.write() as connection:
            cursor = connection.execute(
                "INSERT INTO answers (endpoint, body, packed, fetched_at, scope_id, viewer_id)"
                " VALUES ('sales_search', ?, 0, ?, ?, '')",
                (body, at, scope),
            )
            said = {"name": name, "link": links[0], **value}
            listing = Listing("person", keys[0], keys, name, link=links[0], value=said)
            answer_id = int(cursor.lastrowid or 0)
            ids = list_entries(connection, scope, answer_id, "sales_search", [listing], at)
        store.connection.report_change(ids)

    await services.merged_records._store.run(write)


async def passed(services: Services) -> tuple[SearchSession, JoinedRecords, Element]:
    """Return a search whose first result has lost its slug to Ben New, and that result."""
    session = await session_of(services)
    joined = JoinedRecords(session, services.merged_records)
    await joined.read_all()
    first = session.elements[0]
    slug, lead = session.view.links(first)
    assert first.key.startswith("slug:")
    assert person_keys(lead)
    await receive(services, slug, f"{LEAD}{TOKEN}", name="Ben New", headline="Somebody else")
    assert joined.note_changed(person_keys(slug)), "the row is told of the slug's new owner"
    await joined.read_all()
    return session, joined, first


async def test_a_change_is_noted_by_each_key_of_a_result(services: Services) -> None:
    session = await session_of(services)
    joined = JoinedRecords(session, services.merged_records)
    await joined.read_all()
    several = [element for element in session.elements if len(element.keys) > 1]
    assert several
    for element in several:
        for key in element.keys:
            assert joined.note_changed([key])
            assert list(joined._waiting) == [element.key]
            await joined.read_all()
    assert not joined.note_changed(["slug:nobody-of-this-search"])


async def test_a_row_stays_joined_with_its_own_record(services: Services) -> None:
    session, joined, first = await passed(services)
    shown = joined.element(first)
    assert session.view.name(shown) == session.view.name(first) != "Ben New"
    assert joined.record(first.key) is None, "nothing more is stored of it"
    assert SessionRows(session, joined, set()).mark(0) == ""
    for element in session.elements[1:]:
        assert joined.element(element) is element


async def test_a_row_opens_and_is_looked_up_by_a_link_of_its_own(services: Services) -> None:
    session, joined, first = await passed(services)
    new = await services.merged_records.find("person", person_keys(TOKEN))
    assert new is not None
    for element in (joined.element(first), joined.lookup_element(first)):
        assert all(map(person_keys, session.view.links(element)))
        (one,) = inputs_of_results(session.view, [element])
        found = await services.merged_records.find("person", person_keys(one.link))
        assert found is not None
        assert found.entry_id != new.entry_id
    second = session.elements[1]
    assert joined.lookup_element(second) is second


async def test_notes_and_signs_of_a_row_are_those_of_its_own_record(services: Services) -> None:
    session, joined, first = await passed(services)
    kind, keys = session.view.entry_kind, joined.own_keys(first)
    new = await services.merged_records.find("person", person_keys(TOKEN))
    own = await services.merged_records.find("person", person_keys(session.view.links(first)[1]))
    assert new is not None
    assert own is not None
    ref = RecordRef("", kind, keys)
    assert await services.annotations.entries_of([ref]) == [own.entry_id]
    unread = JoinedRecords(session, services.merged_records).own_keys(first)
    assert await services.annotations.entries_of([RecordRef("", kind, unread)]) == [own.entry_id]
    await services.annotations.write_note([own.entry_id], NoteChange("met in Oslo"))
    assert joined.note_changed(person_keys(session.view.links(first)[1]))
    await joined.read_all()
    merged = joined.record(first.key)
    assert merged is not None
    assert merged.note == "met in Oslo"
    rows = SessionRows(session, joined, {first.key, *person_keys(TOKEN)})
    assert rows.mark(0) == "○", "the new owner's profile is stored, not this one's"
    rows.annotated = await services.annotations.annotated(kind)
    rows.arrange(Arrangement(filter_text="note:oslo"))
    assert [one.key for one in map(rows.received, range(len(rows)))] == [first.key]


async def test_a_slug_that_comes_back_is_the_rows_own_again(services: Services) -> None:
    session, joined, first = await passed(services)
    slug, lead = session.view.links(first)
    await receive(services, slug, lead, name=session.view.name(first), after=120)
    assert joined.note_changed(person_keys(lead))
    await joined.read_all()
    assert joined.own_key(first.key) == first.key
    assert joined.lookup_element(first) is first


async def test_an_entry_opens_by_a_link_that_is_still_its_own(services: Services) -> None:
    session, _, first = await passed(services)
    slug, lead = session.view.links(first)
    own = await services.merged_records.find("person", person_keys(lead))
    new = await services.merged_records.find("person", person_keys(slug))
    assert own is not None
    assert new is not None
    for record, keys in ((own, person_keys(lead)), (new, person_keys(slug))):
        detail = await services.library.detail(record.entry_id)
        assert detail is not None
        destination = destination_of_entry(detail.entry, "person")
        assert destination is not None
        assert destination.link is not None
        assert set(person_keys(destination.link)) <= set(keys)
        assert detail.record is not None
        assert detail.record["link"] == record.value["link"] == destination.link
