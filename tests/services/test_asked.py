"""The shown request of a page or record is the request that was sent."""

from __future__ import annotations

import pytest

from lix_tui.api.api_request import ApiRequest
from lix_tui.services.facets.skills import SkillChoice
from lix_tui.services.kinds import CONNECTIONS, KINDS, Kind
from lix_tui.services.queries.query import (
    Query,
    query_from_connections,
    query_from_skills,
    query_from_text,
)
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.stored_records import lookup_request
from lix_tui.services.services import Services
from tests.conftest import Served

SKILLS = (SkillChoice("Python", "urn:li:ts_skill:261", required=True),)
QUERIES: list[tuple[Kind, Query]] = [
    *((KINDS[name], query_from_text(name, "engineer")) for name in KINDS if name != "recruiter"),
    (KINDS["people"], query_from_text("people", "engineer", "alfie-lambert")),
    (KINDS["recruiter"], query_from_skills(SKILLS)),
    (CONNECTIONS, query_from_connections("alfie-lambert")),
]


def logged(sandbox: Served, endpoint: str) -> list[tuple[object, object]]:
    """Return parameters and body of each request to an endpoint."""
    return [
        (entry["params"], entry["body"] or None)
        for entry in sandbox.requests()
        if entry["endpoint"] == endpoint
    ]


def sentence_of(asked: ApiRequest) -> tuple[object, object]:
    return asked.sent_params, asked.body


@pytest.mark.parametrize(("kind", "query"), QUERIES)
async def test_pages(kind: Kind, query: Query, sandbox: Served, services: Services) -> None:
    session = await services.searches.open(kind, query)
    await session.load_next(place="test")
    await session.load_next(place="test")
    requests = [sentence_of(session.request_for(span)) for span in session.loaded.spans]
    assert requests == logged(sandbox, kind.endpoint)
    assert bool(session.elements) is (
        kind.detail != "organisation"
    )  # no organisation has this name
    full = [span for span in session.loaded.spans if span.first < len(session.elements)]
    for place, span in ((0, full[:1]), (-1, full[-1:])):
        assert [session.loaded.span_of(one) for one in session.elements[place:][:1]] == span
    assert session.loaded.span_of(None) is session.loaded.spans[-1]


async def test_a_refresh_begins_with_pages_of_its_own(sandbox: Served, services: Services) -> None:
    kind, query = QUERIES[0]
    session = await services.searches.open(kind, query)
    for _ in range(3):
        await session.load_next(place="test")
    before = list(session.loaded.spans)
    await session.refresh(place="test")
    assert len(session.loaded.spans) == 1
    assert (
        sentence_of(session.request_for(session.loaded.spans[0]))
        == logged(sandbox, kind.endpoint)[-1]
    )
    session.loaded.spans = before
    sandbox.stop()
    await session.refresh(place="test")
    assert session.loaded.spans == before


@pytest.mark.parametrize("viewer", [None, "alfie-lambert"])
async def test_lookups(viewer: str | None, sandbox: Served, services: Services) -> None:
    link = "https://www.linkedin.com/in/olivia-shaw"
    options = LookupOptions("test", viewer_id=viewer)
    for endpoint in ("person", "email"):
        found = await services.lookups.get(endpoint, link, options)
        asked = lookup_request(endpoint, found.params, viewer)
        assert logged(sandbox, endpoint) == [sentence_of(asked)]
    line = await services.store.run(lambda store: store.ledger.request_of(found.fetched_at))
    assert line is not None
    assert (line.endpoint, line.origin) == ("email", "test")
    assert line.elapsed is not None
    nothing = await services.store.run(lambda store: store.ledger.request_of(found.fetched_at + 1))
    assert nothing is None
