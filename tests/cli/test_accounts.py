"""Stored answers by server, account and viewer, as the command line shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lix_tui.settings.settings import default_paths
from tests.cli.command_line import run
from tests.conftest import Served, parameters, served
from tests.support.store_samples import old_store

VIEWERS = pytest.mark.sandbox_options("--viewer", "bea-long")


def requests_to(sandbox: Served, path: str = "") -> list[dict[str, object]]:
    """Return the requests that were answered and not only refused for coming too fast."""
    return [
        entry
        for entry in sandbox.requests()
        if entry["status"] != 429 and path in str(entry["path"])
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "people", "--keywords", "engineer"),
        ("get", "person", "olivia-shaw"),
        ("get", "by-email", "sanjay.nair@foxbank.example"),
        ("facet", "TITLE", "engineer"),
        ("get", "connections", "alfie-lambert"),
    ],
)
def test_another_server_and_another_key_are_asked_themselves(
    arguments: tuple[str, ...], sandbox: Served
) -> None:
    with served() as other:
        assert run(*arguments, url=sandbox.url)[0] == 0
        assert run(*arguments, url=other.url)[0] == 0
        assert len(requests_to(other)) == (once := len(requests_to(sandbox)))
        assert run(*arguments, url=sandbox.url, key="another-key")[0] == 0
        assert len(requests_to(sandbox)) == 2 * once
        for url, key in ((sandbox.url, "another-key"), (other.url, None), (sandbox.url, None)):
            assert run(*arguments, "--offline", url=url, key=key)[0] == 0
        assert len(requests_to(sandbox)) + len(requests_to(other)) == 3 * once


def test_a_search_goes_on_with_its_own_sequence_on_each_server(sandbox: Served) -> None:
    search = ("search", "people", "--keywords", "engineer", "--limit")
    with served() as other:
        for url in (sandbox.url, other.url):
            run(*search, "10", url=url)
        for url in (sandbox.url, other.url):
            run(*search, "20", url=url)
        ours, theirs = (
            {parameters(entry)["sequence_id"] for entry in requests_to(one)}
            for one in (sandbox, other)
        )
    assert len(ours) == len(theirs) == 1
    assert ours != theirs


@VIEWERS
@pytest.mark.parametrize(
    "arguments",
    [
        ("get", "person", "olivia-shaw"),
        ("get", "job", "3900512190"),
        ("facet", "TITLE", "engineer"),
    ],
)
def test_each_viewer_is_asked_for_and_nobody_takes_what_there_is(
    arguments: tuple[str, ...], sandbox: Served
) -> None:
    for viewer in ("alfie-lambert", "bea-long", "https://www.linkedin.com/in/alfie-lambert/"):
        assert run(*arguments, "--viewer", viewer, url=sandbox.url)[0] == 0
    assert run(*arguments, url=sandbox.url, LIX_VIEWER_ID="bea-long")[0] == 0
    assert run(*arguments, url=sandbox.url)[0] == 0
    viewers = [parameters(entry).get("viewer_id") for entry in requests_to(sandbox)]
    assert viewers == ["alfie-lambert", "bea-long"]


@VIEWERS
def test_enrich_asks_as_the_viewer_and_buys_once_for_each(sandbox: Served, tmp_path: Path) -> None:
    given = tmp_path / "people.txt"
    given.write_text("https://www.linkedin.com/in/olivia-shaw\n")
    for viewer in ("alfie-lambert", "bea-long", "alfie-lambert"):
        status, out, _ = run("enrich", str(given), "--yes", "--viewer", viewer, url=sandbox.url)
        assert status == 0
        assert json.loads(out)["record"]["name"]
    viewers = [parameters(entry).get("viewer_id") for entry in requests_to(sandbox, "/v1/person")]
    assert viewers == ["alfie-lambert", "bea-long"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("get", "email", "olivia-shaw"), "'email' doesn't accept a viewer"),
        (("get", "connections", "alfie-lambert"), "VALUE is the viewer"),
        (("get", "person-ids", "olivia-shaw"), "'person-ids' doesn't accept a viewer"),
    ],
)
def test_a_viewer_where_none_is_taken_is_refused(
    arguments: tuple[str, ...], words: str, sandbox: Served
) -> None:
    status, _, err = run(*arguments, "--viewer", "alfie-lambert", url=sandbox.url)
    assert status == 2
    assert words in err
    assert "two words" not in run("get", "person", "x", "--viewer", "two words", url=sandbox.url)[1]
    assert sandbox.requests() == []


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("person", "nobody-at-all-12"),
        ("organisation", "no-such-company-12"),
        ("job", "999"),
        ("post", "urn:li:activity:7000000000000000001"),
        ("person-ids", "nobody-at-all-12"),
        ("email", "nobody-at-all-12"),
    ],
)
def test_what_is_not_found_is_asked_for_once(what: str, value: str, sandbox: Served) -> None:
    status, out, err = run("get", what, value, url=sandbox.url)
    assert (status, out) == (5, "")
    first = len(requests_to(sandbox))
    status, out, again = run("get", what, value, url=sandbox.url)
    assert (status, out) == (5, "")
    assert len(requests_to(sandbox)) == first == 1
    assert again != err
    assert "just now" in again
    assert "nothing was sent" in again
    assert run("get", what, value, "--refresh", url=sandbox.url)[0] == 5
    assert len(requests_to(sandbox)) == 2


def test_enrich_buys_nothing_for_what_was_not_found(sandbox: Served, tmp_path: Path) -> None:
    given = tmp_path / "people.txt"
    given.write_text("https://www.linkedin.com/in/nobody-at-all-12\n")
    run("get", "person", "nobody-at-all-12", url=sandbox.url)
    status, out, err = run("enrich", str(given), url=sandbox.url)  # without --yes: nothing to pay
    assert status == 0, err
    assert json.loads(out)["status"] == "not_found"
    assert len(requests_to(sandbox)) == 1


def test_what_another_key_bought_is_used_after_it_was_adopted(sandbox: Served) -> None:
    search = ("search", "people", "--keywords", "engineer")
    bought = run(*search, url=sandbox.url)
    status, _, err = run("library", "search", url=sandbox.url, key="new-key")
    assert status == 0
    assert "lix-tui library adopt" in err
    status, _, err = run("library", "adopt", url=sandbox.url, key="new-key")
    assert status == 2
    assert "--yes" in err
    status, _, err = run("library", "adopt", "--yes", url=sandbox.url, key="new-key")
    assert (status, err) == (
        0,
        "lix-tui: 1 answer belongs to this key now. Reading them again is free.\n",
    )
    assert run(*search, url=sandbox.url, key="new-key") == bought
    assert len(requests_to(sandbox)) == 1
    assert "Nothing to adopt" in run("library", "adopt", url=sandbox.url, key="new-key")[2]


def test_who_declines_is_not_told_again(sandbox: Served) -> None:
    run("search", "people", "--keywords", "engineer", url=sandbox.url)
    for _ in range(2):
        assert "adopt" in run("library", "search", url=sandbox.url, key="new-key")[2]
    assert run("library", "adopt", "--none", url=sandbox.url, key="new-key")[0] == 0
    assert "adopt" not in run("library", "search", url=sandbox.url, key="new-key")[2]


def test_several_owners_are_listed_and_named(sandbox: Served) -> None:
    for key in ("one-key", "two-key"):
        run("search", "people", "--keywords", "engineer", url=sandbox.url, key=key)
    status, _, err = run("library", "adopt", "--yes", url=sandbox.url, key="new-key")
    assert status == 2
    assert "Several keys have data" in err
    assert "one-key" not in err
    assert run("library", "adopt", "zzz", "--yes", url=sandbox.url, key="new-key")[0] == 2


def test_an_old_store_answers_for_its_only_key_without_a_request() -> None:
    path = default_paths().database(demo=False)
    path.parent.mkdir(parents=True)
    old_store(path, "somebody")
    status, out, err = run("library", "search", "Ann", "--offline", key=None)
    assert (status, err) == (0, "")
    assert json.loads(out)["note"] == "called"
