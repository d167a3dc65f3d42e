"""Every row of the endpoint table is reached by its documented command, at its price."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import httpx
import pytest

from lix_tui.api.endpoints import ENDPOINTS, Pool
from tests.cli.command_line import KEY, run
from tests.conftest import Served
from tests.reference_pages.pages import endpoints

VIEWER = "alfie-lambert"
ADDRESS = "sanjay.nair@foxbank.example"
POST = "https://www.linkedin.com/feed/update/urn:li:activity:7019605025920286720"
LISTS = "https://www.linkedin.com/sales/lists"
PAGE = "https://www.linkedin.com/search/results"

COMMANDS: Mapping[str, Sequence[str]] = {
    "balances": ("account",),
    "daily_allowance": ("account",),
    "linkedin_accounts": ("get", "viewers"),
    "linkedin_account": ("get", "viewer", VIEWER),
    "connections_remaining": ("get", "viewer-allowance", VIEWER),
    "connections": ("get", "connections", VIEWER),
    "conversations": ("get", "conversations", VIEWER),
    "messages": ("get", "messages", "CONVERSATION", "--viewer", VIEWER),
    "sales_threads": ("get", "sales-threads", VIEWER),
    "sales_thread": ("get", "messages", "THREAD", "--viewer", VIEWER),
    "person_ids": ("get", "person-ids", VIEWER),
    "organisation_ids": ("get", "organisation-ids", "foxbank"),
    "job": ("get", "job", "3556453411"),
    "hirers": ("get", "hirers", "3556453411"),
    "post": ("get", "post", POST),
    "post_comments": ("get", "post-comments", POST),
    "post_reactions": ("get", "post-reactions", POST),
    "person": ("get", "person", VIEWER),
    "person_with_email": ("get", "by-email", "ADDRESS", "--via", "lix"),
    "person_by_email": ("get", "by-email", "ADDRESS"),
    "lookc_request": ("get", "by-email", "--request", "REQUEST"),
    "person_extended": ("get", "extended", VIEWER),
    "person_employment": ("get", "employment", VIEWER),
    "activity_posts": ("get", "activity-posts", VIEWER),
    "activity_comments": ("get", "activity-comments", VIEWER),
    "activity_reactions": ("get", "activity-reactions", VIEWER),
    "organisation": ("get", "organisation", "foxbank"),
    "organisations_by_website": ("get", "website", "foxbank.example"),
    "followers": ("get", "followers", "foxbank", "--viewer", VIEWER),
    "employees": ("get", "employees", "foxbank"),
    "people_search": ("search", "people", "--keywords", "engineer", "--limit", "5"),
    "jobs_search": ("search", "jobs", "--keywords", "engineer", "--limit", "5"),
    "posts_search": ("search", "posts", f"{PAGE}/content/?keywords=data", "--limit", "5"),
    "orgs_search": ("search", "orgs", f"{PAGE}/companies/?keywords=data", "--limit", "5"),
    "sales_search": ("search", "sales", "--keywords", "engineer", "--limit", "5"),
    "accounts_search": ("search", "accounts", "--keywords", "data", "--limit", "5"),
    "lead_list": (
        "search", "sales", f"{LISTS}/people/7028381904637284352", "--viewer", VIEWER,
        "--limit", "5",
    ),
    "account_list": (
        "search", "accounts", f"{LISTS}/company/7028381904637284353", "--viewer", VIEWER,
        "--limit", "5",
    ),
    "sales_facet": ("facet", "TITLE", "engin"),
    "recruiter_facet": ("facet", "SKILL", "pyth"),
    "recruiter_search": ("search", "recruiter", "--skill", "Python", "--limit", "5"),
    "email": ("get", "email", VIEWER),
}  # fmt: skip
"""Command for each endpoint. Capitals stand for a value of an earlier answer."""


def earlier(word: str, url: str) -> str:
    """Return the value of a word in capitals from an answer of the sandbox; other words as given."""
    if word == "CONVERSATION":
        _, out, _ = run("get", "conversations", VIEWER, url=url)
        return str(json.loads(out)["elements"][0]["conversationUrl"])
    if word == "THREAD":
        _, out, _ = run("get", "sales-threads", VIEWER, url=url)
        return f"https://www.linkedin.com/sales/inbox/{json.loads(out)['elements'][0]['id']}"
    if word == "REQUEST":
        with httpx.Client(base_url=url, headers={"Authorization": KEY}) as client:
            body = client.get("/v1/search/person/by-email", params={"email": ADDRESS}).json()
        return str(body["request_id"])
    return ADDRESS if word == "ADDRESS" else word


def test_the_table_has_no_other_rows() -> None:
    assert COMMANDS.keys() == ENDPOINTS.keys()
    rows = [line.split(" | ") for line in endpoints().splitlines() if line.startswith("| `")]
    documented = {row[0].strip("| `"): row[3] for row in rows}
    for name, words in COMMANDS.items():
        command = " ".join(words[: 2 if words[0] in ("get", "search") else 1])
        assert f"`{command}" in documented[name], name


@pytest.mark.sandbox_options("--dialect", "lookc_polls=1")
@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_row_is_reached_by_its_command_at_its_price(name: str, sandbox: Served) -> None:
    words = [earlier(word, sandbox.url) for word in COMMANDS[name]]
    before = len(ledger(sandbox))
    status, out, err = run(*words, url=sandbox.url)
    assert status == 0, err
    assert out.strip(), "there is an answer"
    for line in [out] if words[0] in ("get", "account") else out.splitlines():
        assert json.loads(line) is not None
    lines = ledger(sandbox)[: len(ledger(sandbox)) - before]
    mine = [line for line in lines if line["endpoint"] == name]
    assert mine, f"{name} was requested"
    price = 0 if ENDPOINTS[name].pool is Pool.FREE else ENDPOINTS[name].cost
    assert [line["cost"] for line in mine] == [price] * len(mine)


def ledger(sandbox: Served) -> list[dict[str, object]]:
    """Return the lines of the ledger, the newest first."""
    _, out, _ = run("account", "--ledger", url=sandbox.url)
    return [json.loads(line) for line in out.splitlines()]
