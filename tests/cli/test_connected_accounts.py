"""``lix-tui get viewers``, ``get viewer`` and ``get viewer-allowance``."""

from __future__ import annotations

import json

import pytest

from tests.cli.command_line import run
from tests.conftest import Served, served


def test_all_accounts_are_one_array(sandbox: Served) -> None:
    status, out, err = run("get", "viewers", url=sandbox.url)
    assert (status, err) == (0, "")
    assert json.loads(out)[0]["viewerId"] == "alfie-lambert"
    status, out, _ = run("get", "viewers", "--raw", url=sandbox.url)
    assert (status, len(json.loads(out.splitlines()[0]))) == (0, 4)


def test_one_account_with_its_connection_requests(sandbox: Served) -> None:
    status, out, err = run("get", "viewer", "@alfie-lambert", url=sandbox.url)
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert answer["linkedInReady"] is True
    assert answer["connectionsRemaining"]["weeklyLimit"] == 100
    status, out, _ = run("get", "viewer", "alfie-lambert", "--raw", url=sandbox.url)
    assert [json.loads(line)["viewerId"] for line in out.splitlines()] == ["alfie-lambert"] * 2


def test_the_connection_requests_of_one_account(sandbox: Served) -> None:
    words = ("get", "viewer-allowance", "alfie-lambert")
    status, out, err = run(*words, url=sandbox.url)
    assert (status, err) == (0, "")
    assert json.loads(out)["weeklyLimit"] == 100
    status, raw, _ = run(*words, "--raw", url=sandbox.url)
    assert (status, json.loads(raw)) == (0, json.loads(out))
    assert [one["endpoint"] for one in sandbox.requests()] == ["connections_remaining"] * 2


@pytest.mark.parametrize(
    ("fault", "what", "status", "words", "printed"),
    [
        ("unknown_route@connections_remaining", ("viewer", "alfie-lambert"), 0, "isn't enabled", True),
        ("500@connections_remaining", ("viewer", "alfie-lambert"), 7, "internal error", True),
        ("unknown_route@linkedin_account", ("viewer", "alfie-lambert"), 7, "isn't enabled", False),
        ("unknown_route@connections_remaining", ("viewer-allowance", "alfie-lambert"), 7, "isn't enabled", False),
        ("unknown_route@linkedin_accounts", ("viewers",), 7, "get viewer alfie-lambert", False),
    ],
)  # fmt: skip
def test_what_arrived_is_printed(
    fault: str, what: tuple[str, ...], status: int, words: str, *, printed: bool
) -> None:
    with served("--fault", fault) as sandbox:
        found, out, err = run("get", *what, url=sandbox.url)
    assert found == status
    assert words in err
    assert ("--retry" in err) is fault.startswith("500")
    assert bool(out) is printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("viewers", "alfie-lambert"), "Leave VALUE out"),
        (("viewer",), "VALUE is missing"),
        (("viewer-allowance",), "VALUE is missing"),
        (("viewer-allowance", "alfie-lambert", "--viewer", "x"), "VALUE is the viewer. Leave"),
        (("viewer-allowance", "alfie-lambert", "--all"), "isn't a list"),
        (("viewer", "two words"), "account connected to Lix"),
        (("viewer", "alfie-lambert", "--viewer", "x"), "Leave --viewer out"),
        (("viewers", "--viewer", "x"), "doesn't accept a viewer"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_sent(
    arguments: tuple[str, ...], words: str, sandbox: Served
) -> None:
    status, _, err = run("get", *arguments, url=sandbox.url)
    assert (status, sandbox.requests()) == (2, [])
    assert words in err
