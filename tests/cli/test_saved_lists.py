"""``lix-tui search`` of saved lists in Sales Navigator."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from tests.cli.command_line import run
from tests.conftest import Served, parameters, served

P = "https://www.linkedin.com"
LEADS = f"{P}/sales/lists/people/7028381904637284352"
ACCOUNTS = f"{P}/sales/lists/company/7028381904637284353"
OWNER = "alfie-lambert"
FORMS = [
    ("sales", LEADS, "lead_list"),
    ("sales", f"{LEADS}/?page=2", "lead_list"),
    ("accounts", ACCOUNTS, "account_list"),
    ("accounts", f"{P}/sales/accounts/dashboard?listId=7028381904637284353", "account_list"),
]


@pytest.mark.parametrize(("kind", "link", "endpoint"), FORMS)
def test_a_list_is_read_page_by_page(kind: str, link: str, endpoint: str, sandbox: Served) -> None:
    status, out, err = run("search", kind, link, "--viewer", OWNER, "--all", url=sandbox.url)
    assert (status, "sort" in err) == (0, False), err
    found = [json.loads(line) for line in out.splitlines()]
    links = {one["salesNavLink"] for one in found}
    assert len(links) == len(found) > 25
    asked = [parameters(one) for one in sandbox.requests() if one["endpoint"] == endpoint]
    assert [one["page"] for one in asked] == [str(n) for n in range(1, len(asked) + 1)]
    assert len(asked) == -(-len(found) // 25)
    (number,) = re.findall(r"[0-9]{19}", link)
    for one in asked:
        assert one == {"list_id": number, "viewer_id": OWNER, "page": one["page"]}
    before = len(sandbox.requests())
    assert run("search", kind, link, "--viewer", OWNER, "--all", url=sandbox.url)[1] == out
    assert len(sandbox.requests()) == before, "a rerun is free"


@pytest.mark.parametrize("envelope", ["flat", "docs", "response", "raw"])
@pytest.mark.parametrize(("kind", "link"), [("sales", LEADS), ("accounts", ACCOUNTS)])
def test_every_envelope(kind: str, link: str, envelope: str) -> None:
    with served("--dialect", f"envelope={envelope}") as sandbox:
        options = ("--viewer", OWNER, "--limit", "30", "--format", "csv", "--columns", "name,link")
        status, out, err = run("search", kind, link, *options, url=sandbox.url)
    assert status == 0, err
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 30
    assert all(row["name"] for row in rows)


@pytest.mark.parametrize(("kind", "link", "_"), FORMS)
def test_a_missing_viewer_is_said_before_anything_is_sent(
    kind: str, link: str, _: str, sandbox: Served
) -> None:
    status, out, err = run("search", kind, link, url=sandbox.url)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "name the account with --viewer ID" in err
    assert sandbox.requests() == []


def test_the_viewer_of_the_settings_serves(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_VIEWER_ID", OWNER)
    status, out, err = run("search", "sales", LEADS, url=sandbox.url)
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 25


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("sales", LEADS, "--viewer", "olivia-shaw"), 8, "Choose an account"),
        (("sales", f"{P}/sales/lists/people/99", "--viewer", OWNER), 5, "no such record"),
        (("accounts", LEADS, "--viewer", OWNER), 2, "a saved list of leads, not"),
        (("sales", ACCOUNTS, "--viewer", OWNER), 2, "a saved list of accounts, not"),
        (("people", LEADS, "--viewer", OWNER), 2, "a saved list of leads, not a people search"),
        (("sales", LEADS, "--viewer", "two words"), 2, "account connected to Lix"),
    ],
)
def test_what_cannot_be_read(
    arguments: tuple[str, ...], status: int, words: str, sandbox: Served
) -> None:
    found, out, err = run("search", *arguments, url=sandbox.url)
    assert (found, out) == (status, ""), err
    assert words in err


def test_an_endpoint_that_is_not_enabled(sandbox: Served) -> None:
    del sandbox
    with served("--fault", "unknown_route@lead_list") as broken:
        status, _, err = run("search", "sales", LEADS, "--viewer", OWNER, url=broken.url)
    assert status == 7
    assert "/v1/li/sales/lists/people isn't enabled for this account" in err
    assert "Open the list on LinkedIn" in err


def test_the_order_in_the_link_is_said_to_have_no_effect(sandbox: Served) -> None:
    link = f"{LEADS}?sortCriteria=CREATED_TIME"
    status, _, err = run("search", "sales", link, "--viewer", OWNER, url=sandbox.url)
    assert (status, err.count("The sort in this link has no effect")) == (0, 1)
    status, out, _ = run("explain", link)
    assert (status, "The sort in this link has no effect" in out) == (0, True)


def test_explain_names_the_kind_of_list() -> None:
    status, out, _ = run("explain", "--json", LEADS, f"{ACCOUNTS}?sortCriteria=X&page=2")
    leads, accounts = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert leads == {"kind": "lead_list", "entity_id": "7028381904637284352", "url": LEADS}
    assert accounts["kind"] == "account_list"
    assert (accounts["params"], accounts["page"]) == ({"sortCriteria": "X"}, 2)
