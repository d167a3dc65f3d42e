"""Every form of answer and every error is one switch away, and the client reads each."""

from __future__ import annotations

import pytest

from lix_tui.api.errors import LixError, NotFound, ParamsInvalid, ViewerInvalid
from lix_tui.sandbox.config import DIALECTS, read_dialects
from lix_tui.services.kinds import CONNECTIONS, KINDS
from lix_tui.services.queries.query import query_from_connections, query_from_text
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.services import Services
from tests.services.conftest import services  # noqa: F401

ALL = [
    "envelope=flat",
    *(f"{name}={value}" for name, values in DIALECTS.items() for value in values[1:3]),
    "envelope=raw",
]
"""The default forms, and every other one."""


def test_a_wrong_dialect_is_said_with_the_right_ones() -> None:
    with pytest.raises(ValueError, match="choose one of envelope"):
        read_dialects(["colour=red"])
    with pytest.raises(ValueError, match="one of flat, docs, response, raw"):
        read_dialects(["envelope=red"])
    assert read_dialects(["not-found=400", "retry_after=true"]) == {
        "not_found": 400, "retry_after": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    "dialect",
    [pytest.param(text, marks=pytest.mark.sandbox_options("--dialect", text)) for text in ALL],
)
async def test_the_client_reads_every_dialect(dialect: str, services: Services) -> None:  # noqa: F811
    options = LookupOptions("test")
    for kind in ("people", "jobs", "posts", "orgs", "sales", "accounts"):
        session = await services.searches.open(KINDS[kind], query_from_text(kind, "data"))
        await session.load_next(place="test")
        assert session.elements, kind
        assert not session.loaded.unread
        assert session.view.name(session.elements[0])
    session = await services.searches.open(CONNECTIONS, query_from_connections("alfie-lambert"))
    await session.load_next(place="test")
    assert len(session.elements) > 100
    await services.account.refresh(place="test")
    assert services.account.balances is not None
    assert services.account.balances.linked_in_balance
    assert services.account.allowance is not None
    assert services.account.allowance.refreshes_at is not None
    page = await services.searches.open(KINDS["posts"], query_from_text("posts", "data"))
    post = page.view.links(page.elements[0])[0]
    for endpoint, link in (
        ("person_ids", "https://www.linkedin.com/in/olivia-shaw"),
        ("organisation_ids", "https://www.linkedin.com/company/foxbank"),
        ("organisation", "https://www.linkedin.com/company/foxbank"),
        ("person_by_email", "sanjay.nair@foxbank.example"),
        ("post", post),
    ):
        found = await services.lookups.get(endpoint, link, options)
        assert not found.unfinished
        assert RECORD_TYPES[endpoint].sections(found.record), endpoint
    with pytest.raises(NotFound):
        await services.lookups.get("person", "https://www.linkedin.com/in/nobody-at-all", options)
    with pytest.raises(ViewerInvalid):
        await services.lookups.get(
            "person",
            "https://www.linkedin.com/in/priya-mitchell",
            LookupOptions("test", "nobody-there"),
        )


@pytest.mark.sandbox_options("--fault", "strange", "--fault", "params@person")
async def test_an_answer_in_an_unknown_form_is_kept_and_reported(services: Services) -> None:  # noqa: F811
    session = await services.searches.open(KINDS["people"], query_from_text("people", "data"))
    await session.load_next(place="test")
    assert session.elements == []
    assert session.loaded.strange
    assert "an unknown format" in session.notice
    assert session.loaded.last_body
    assert b"payload" in session.loaded.last_body
    assert await session.stored_bodies() == [session.loaded.last_body]


@pytest.mark.sandbox_options("--fault", "odd")
async def test_odd_elements_are_shown_with_what_they_have(services: Services) -> None:  # noqa: F811
    for name in ("people", "jobs", "posts", "orgs", "sales", "accounts"):
        session = await services.searches.open(KINDS[name], query_from_text(name, "data"))
        await session.load_next(place="test")
        assert session.elements
        for element in session.elements:
            assert session.view.name(element)
            assert len(session.view.cells(element)) == len(session.view.columns)
            assert session.view.summary(element)
            session.view.related(element)
            session.view.forms(element)


@pytest.mark.sandbox_options("--fault", "params@person", "--fault", "not_found@job")
async def test_errors_by_switch(services: Services) -> None:  # noqa: F811
    with pytest.raises(ParamsInvalid):
        await services.lookups.get(
            "person", "https://www.linkedin.com/in/a-b", LookupOptions("test")
        )
    with pytest.raises(LixError) as failed:
        await services.lookups.get(
            "job", "https://www.linkedin.com/jobs/view/5/", LookupOptions("test")
        )
    assert isinstance(failed.value, NotFound)
