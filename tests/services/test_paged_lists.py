"""Paged lists from the sandbox: bought page by page, stored, resumed, and joined with people."""

from __future__ import annotations

import json

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.organisation import Organisation
from lix_tui.linkedin.links import organisation_keys
from lix_tui.paging.codec import from_json
from lix_tui.paging.states import Exhausted
from lix_tui.services.kinds import Kind
from lix_tui.services.library.query_language import read_query
from lix_tui.services.paged_lists import LISTS, lists_of
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.list_query import list_query
from lix_tui.services.queries.query import QueryError
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_preview import element_preview
from lix_tui.services.records.view_registry import view_of
from lix_tui.services.search.list_sessions import open_list
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served, served

POST = "urn:li:activity:7019605025920286720"
ALFIE = "https://www.linkedin.com/in/alfie-lambert"
LEAD = "https://www.linkedin.com/sales/lead/ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM,NAME,x"
VIEWER = "alfie-lambert"
MINE = [*lists_of("person"), *lists_of("post")]


def link_of(kind: Kind) -> str:
    return POST if kind in lists_of("post") else ALFIE


async def opened(services: Services, kind: Kind, link: str) -> SearchSession:
    query = list_query(kind, link, "a list")
    return await open_list(services.searches, services.merged_records, kind, query)


def params_of(request: dict[str, object]) -> dict[str, str]:
    params = request["params"]
    assert isinstance(params, dict)
    return params


async def load_all(session: SearchSession) -> None:
    while session.can_load():
        await session.load_next(place="test")
        assert session.problem is None


@pytest.mark.parametrize("kind", MINE, ids=lambda kind: kind.name)
async def test_a_list_is_loaded_to_its_end_and_each_page_is_bought_once(
    kind: Kind, services: Services, sandbox: Served
) -> None:
    session = await opened(services, kind, link_of(kind))
    assert session.elements == []
    await load_all(session)
    assert session.state.pages > 1
    assert isinstance(session.state.status, Exhausted)
    assert len(session.elements) == session.state.total
    sent = [params_of(one) for one in sandbox.requests() if one["endpoint"] == kind.endpoint]
    assert len(sent) == session.state.pages
    assert "pagination_token" not in sent[0]
    assert all("pagination_token" in params for params in sent[1:])
    assert all("sequence_id" not in params for params in sent)
    services.searches.forget_pages()
    again = await opened(services, kind, link_of(kind))
    assert [one.key for one in again.elements] == [one.key for one in session.elements]
    assert not again.can_load()
    assert len([one for one in sandbox.requests() if one["endpoint"] == kind.endpoint]) == len(sent)


@pytest.mark.parametrize("kind", MINE, ids=lambda kind: kind.name)
async def test_a_list_goes_on_from_its_stored_token(
    kind: Kind, services: Services, sandbox: Served
) -> None:
    session = await opened(services, kind, link_of(kind))
    await session.load_next(place="test")
    services.searches.forget_pages()
    again = await opened(services, kind, link_of(kind))
    assert again is not session
    token = again.state.position.token
    assert token is not None
    assert token.target == again.query.target
    await again.load_next(place="test")
    assert again.state.pages == 2
    last = params_of(sandbox.requests()[-1])
    assert last["pagination_token"] == token.value


async def test_a_token_is_never_sent_for_another_target(
    services: Services, sandbox: Served
) -> None:
    kind = LISTS["post_comments"]
    session = await opened(services, kind, POST)
    await session.load_next(place="test")
    stored = await services.store.run(lambda store: store.searches.get(session.search_id))
    assert stored is not None
    other = "urn:li:activity:7019605025920286721"
    await services.store.run(
        lambda store: store.searches.open(
            kind=kind.name, query_key=other, viewer_id=None, title="x", url=other,
            state=stored.state, at=1.0,
        )
    )  # fmt: skip
    # the row of another list has this list's state, as no version writes it
    second = await opened(services, kind, other)
    assert second.state.position.token is None
    assert second.state.pages == 0
    assert from_json(stored.state).position.token is not None
    await second.load_next(place="test")
    last = params_of(sandbox.requests()[-1])
    assert (last["post_urn"], last["start"]) == (other, "0")
    assert "pagination_token" not in last


async def test_a_person_has_one_list_by_whatever_link(services: Services, sandbox: Served) -> None:
    kind = LISTS["activity_posts"]
    await services.lookups.get("person", ALFIE, LookupOptions("test"))
    session = await opened(services, kind, ALFIE)
    await session.load_next(place="test")
    for link in (f"{ALFIE}/recent-activity/all/", LEAD, "https://uk.linkedin.com/in/Alfie-Lambert"):
        found = await opened(services, kind, link)
        assert found.elements, link
    sent = [one for one in sandbox.requests() if one["endpoint"] == kind.endpoint]
    assert len(sent) == 1


FOXBANK = "https://www.linkedin.com/company/foxbank"


@pytest.mark.parametrize("is_slug_first", [True, False])
async def test_an_organisation_has_one_list_and_one_record_by_slug_and_number(
    services: Services, sandbox: Served, is_slug_first: bool
) -> None:
    kind = LISTS["followers"]
    found = (await services.lookups.get("organisation", FOXBANK, LookupOptions("test"))).record
    assert isinstance(found, Organisation)
    assert found.sales_nav_link
    number = next(key[4:] for key in organisation_keys(found.sales_nav_link) if key[:4] == "org:")
    numbered = f"https://www.linkedin.com/company/{number}"
    forms = [FOXBANK, numbered, f"https://www.linkedin.com/sales/company/{number}"]
    query = list_query(kind, forms[0 if is_slug_first else 1], "a list", VIEWER)
    session = await open_list(services.searches, services.merged_records, kind, query)
    await session.load_next(place="test")
    assert session.elements
    for form in forms:
        query = list_query(kind, form, "a list", VIEWER)
        again = await open_list(services.searches, services.merged_records, kind, query)
        assert again.elements, form
        assert (await services.lookups.get("organisation", form, LookupOptions("test"))).from_store
    other = list_query(kind, numbered, "a list", "somebody-else")
    theirs = await open_list(services.searches, services.merged_records, kind, other)
    assert not theirs.elements, "another viewer's list isn't this one"
    assert [one["endpoint"] for one in sandbox.requests()] == ["organisation", "followers"]


async def test_two_forms_that_nothing_links_are_two_lists(
    services: Services, sandbox: Served
) -> None:
    kind = LISTS["followers"]
    for place, form in enumerate((FOXBANK, "https://www.linkedin.com/company/7"), 1):
        query = list_query(kind, form, "a list", VIEWER)
        session = await open_list(services.searches, services.merged_records, kind, query)
        assert not session.elements
        await session.load_next(place="test")
        assert len(sandbox.requests()) == place


async def test_commenters_are_people_of_the_record_store(services: Services) -> None:
    session = await opened(services, LISTS["post_comments"], POST)
    await load_all(session)
    people = {one.record_key for one in session.elements}
    entries = await services.library.search(read_query("kind:person", 0.0), limit=99)
    assert len(entries) == len(people) < len(session.elements)
    name = session.view.name(session.elements[0])
    assert name in {entry.name for entry in entries}
    first = session.elements[0]
    link = session.view.lookup_of(first)[1] or ""
    await services.lookups.get("email", link, LookupOptions("test"))
    stored = await services.merged_records.find("person", first.keys)
    assert stored is not None
    assert stored.value.get("emailStatus")
    assert "comment" not in stored.value, "a comment isn't part of its author's record"


async def test_a_company_that_reacts_is_an_organisation(services: Services) -> None:
    session = await opened(services, LISTS["post_reactions"], POST)
    await load_all(session)
    companies = [
        one for one in session.elements if session.view.lookup_of(one)[0] == "organisation"
    ]
    assert len(companies) == 1
    entries = await services.library.search(read_query("kind:organisation", 0.0), limit=99)
    assert [entry.name for entry in entries] == [session.view.name(companies[0])]
    assert sum(count for _, count in session.loaded.breakdown) == session.state.total


@pytest.mark.parametrize(
    "dialect", ["spelling=camel", "reactions=flat", "comments=raw", "empty_lists=omitted"]
)
async def test_every_form_is_loaded_to_its_end(dialect: str, paths: Paths) -> None:
    with served("--dialect", dialect, "--interval", "0") as sandbox:
        settings = Settings(
            paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
        )
        services = await Services.open(settings, FoundKey(Key("any"), "session"))
        for kind in lists_of("post"):
            session = await opened(services, kind, POST)
            await load_all(session)
            assert len(session.elements) == session.state.total
        await services.close()


@pytest.mark.parametrize("kind", MINE, ids=lambda kind: kind.name)
def test_an_element_of_an_unknown_shape_shows_everything(kind: Kind) -> None:
    item = {"unknownThing": {"deep": ["first marker"]}, "plain": "second marker"}
    body = json.dumps({kind.name.rpartition("_")[2]: [item]}).encode()
    (element,) = decode_page(kind.endpoint, body).elements
    lines = [line.text for line in element_preview(view_of(kind.name), element, None)]
    assert "unknownThing.deep[0] · first marker" in lines
    assert "plain · second marker" in lines
    assert element.value == item


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        (f"{ALFIE}/recent-activity/", "activity_posts", ALFIE),
        (f"{ALFIE}/recent-activity/all/", "activity_posts", ALFIE),
        (f"{ALFIE}/recent-activity/shares/", "activity_posts", ALFIE),
        (f"{ALFIE}/recent-activity/comments/", "activity_comments", ALFIE),
        (f"{ALFIE}/recent-activity/reactions/", "activity_reactions", ALFIE),
        (f"{ALFIE}/detail/recent-activity/reactions/?x=1", "activity_reactions", ALFIE),
        (
            f"https://www.linkedin.com/feed/update/{POST}?commentUrn=urn%3Ali%3Acomment%3A1",
            "post_comments",
            POST,
        ),
    ],
)
def test_a_link_opens_its_list(text: str, kind: str, target: str) -> None:
    found = destination_of(text)
    assert found.query is not None
    assert (found.query.kind, found.query.target) == (kind, target)
    assert found.cost == "1 Standard credit per page"


@pytest.mark.parametrize(
    "text",
    [f"{ALFIE}/recent-activity/videos/", ALFIE, f"https://www.linkedin.com/feed/update/{POST}"],
)
def test_another_link_opens_the_record(text: str) -> None:
    assert destination_of(text).query is None


def test_a_link_of_something_else_is_refused() -> None:
    with pytest.raises(QueryError, match="of a post"):
        list_query(LISTS["post_comments"], ALFIE)
    with pytest.raises(QueryError, match="of a person"):
        list_query(LISTS["activity_posts"], POST)
