"""Budgets, offline, and the ledger from the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.commands import search_request_count

SEARCH = ("search", "people", "--keywords", "engineer")


def configure(text: str) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "lix-tui"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def test_a_runs_budget_is_kept(sandbox: Served) -> None:
    status, out, err = run(*SEARCH, "--limit", "50", "--budget", "2", url=sandbox.url)
    assert (status, len(out.splitlines()), search_request_count(sandbox)) == (4, 20, 2)
    assert "budget of 2 credits" in err
    status, out, err = run(*SEARCH, "--limit", "50", "--budget", "3", url=sandbox.url)
    assert (status, len(out.splitlines()), err) == (0, 50, "")


def test_a_days_budget_is_kept_over_commands(sandbox: Served) -> None:
    configure("budget_per_day = 2\n")
    assert run(*SEARCH, url=sandbox.url)[0] == 0
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[0] == 0
    status, out, err = run("get", "person", "avi-biton", url=sandbox.url)
    assert (status, out) == (4, "")
    assert "Today's budget of 2 credits is used up (2 spent)" in err
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[0] == 0, "what is kept is free"
    assert run("account", url=sandbox.url)[0] == 0, "what is free goes on"


def test_a_run_beyond_its_budget_is_refused_at_once(sandbox: Served) -> None:
    configure("budget_per_run = 20\n")
    status, out, err = run(*SEARCH, "--all", url=sandbox.url)
    assert (status, len(out.splitlines())) == (4, 10)
    assert "budget_per_run allows 20" in err


def test_offline_sends_nothing_and_needs_no_key(sandbox: Served) -> None:
    assert run(*SEARCH, url=sandbox.url)[0] == 0
    asked = len(sandbox.requests())
    status, out, err = run("--offline", *SEARCH, url=sandbox.url, key=None)
    assert (status, len(out.splitlines()), err) == (0, 10, "")
    status, out, err = run("get", "person", "olivia-shaw", "--offline", url=sandbox.url, key=None)
    assert (status, out) == (7, "")
    assert (
        err
        == "lix-tui: This isn't stored, and lix-tui is offline; run it again without --offline to fetch it.\n"
    )
    status, out, err = run("--offline", *SEARCH, "--limit", "25", url=sandbox.url, key=None)
    assert (status, len(out.splitlines())) == (7, 10)
    assert "10 elements are stored. Run it again without --offline to fetch it." in err
    assert "Run the same command again" not in err
    assert run("account", "--offline", url=sandbox.url, key=None)[0] == 7
    assert run("facet", "TITLE", "zzz", "--offline", url=sandbox.url, key=None)[0] == 7
    assert len(sandbox.requests()) == asked


def test_the_ledger_is_printed_without_a_request(sandbox: Served) -> None:
    run(*SEARCH, url=sandbox.url)
    run(*SEARCH, url=sandbox.url)
    asked = len(sandbox.requests())
    status, out, _ = run("account", "--ledger", key=None, url=sandbox.url)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line["outcome"], line["cost"]) for line in lines] == [("kept", 1), ("ok", 1)]
    spent = json.loads(run("account", "--spent", key=None, url=sandbox.url)[1])
    assert spent["saved"] == 1
    assert spent["endpoints"] == [
        {"endpoint": "people_search", "requests": 1, "spent": 1, "saved": 1}
    ]
    assert run("account", "--spent", "--ledger")[0] == 2
    assert len(sandbox.requests()) == asked


def test_wrong_settings_are_said() -> None:
    for text in (
        "budget_per_day = -1",
        "offline = 3",
        "[stale_days]\nperson = 'x'",
        "[stale_days]\npeople = 3",
        "keep_days = true",
    ):
        configure(text)
        status, _, err = run("account")
        assert status == 2, text
        assert err.startswith("lix-tui: ")


def test_offline_the_account_is_what_was_last_said(sandbox: Served) -> None:
    assert run("account", "--offline", url=sandbox.url)[0] == 7
    assert run("account", url=sandbox.url)[0] == 0
    asked = len(sandbox.requests())
    status, out, err = run("account", "--offline", url=sandbox.url)
    assert (status, json.loads(out)["balances"]["standard"]) == (0, 50_000)
    assert "Offline: fetched just now." in err
    assert len(sandbox.requests()) == asked


def test_what_cost_nothing_does_not_use_a_runs_budget_up(sandbox: Served) -> None:
    sandbox.stop()
    status, _, err = run(*SEARCH, "--budget", "2", "--retry", "5", url=sandbox.url)
    assert (status, "No connection" in err) == (7, True), err
