"""Several processes and the same key; processes that are killed: nothing is paid for twice."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command_line import run
from tests.conftest import Served, parameters
from tests.support.commands import search_request_count, start

SHARED = 1.0
"""Seconds between requests that processes keep together."""


def test_four_processes_keep_one_rate_and_fetch_nothing_twice(sandbox: Served) -> None:
    search = ("search", "people", "--keywords", "engineer", "--limit", "40")
    get = ("get", "person", "olivia-shaw")
    began = time.monotonic()
    running = [start(sandbox, *words, interval=SHARED) for words in (search, search, get, get)]
    outputs = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0], outputs
    said = [line for _, err in outputs for line in err.splitlines()]
    assert all(line.startswith("lix-tui: waiting for ") for line in said), said
    assert outputs[0][0] == outputs[1][0]
    assert len(outputs[0][0].splitlines()) == 40
    assert outputs[2][0] == outputs[3][0] != ""
    log = sandbox.requests()
    assert {entry["status"] for entry in log} == {200}
    # a busy machine is slower, never faster; two requests per slot would halve the time
    assert time.monotonic() - began >= (len(log) - 1) * SHARED
    asked = Counter((str(entry["endpoint"]), str(entry["params"])) for entry in log)
    assert set(asked.values()) == {1}, "nobody fetched what another one was fetching"
    pages = [entry for entry in log if entry["endpoint"] == "people_search"]
    assert len({parameters(page)["sequence_id"] for page in pages}) == 1


@pytest.mark.timeout(240)
def test_a_hundred_pages_killed_ten_times(sandbox: Served, tmp_path: Path) -> None:
    words = ("search", "sales", "--keywords", "NOT zzz", "--all")
    dice, before = random.Random(7), search_request_count(sandbox)
    for _ in range(10):
        answered, cut_off = dice.randint(1, 7), dice.randint(0, 1)
        sandbox.answers.send(answered)
        process = start(sandbox, *words, interval=0.03, output=subprocess.DEVNULL)
        while search_request_count(sandbox) < before + answered + cut_off:
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = search_request_count(sandbox)
    sandbox.answers.send()
    assert before < 95, "it was killed on the way, not after the end"
    cut_off_last = any(cost and outcome == "sent" for cost, outcome in ledger_of(tmp_path))
    status, out, err = run(*words, url=sandbox.url)
    assert status == 0
    assert ("1 credit may be lost" in err) == cut_off_last, err
    lines = [json.loads(line) for line in out.splitlines()]
    keys = [line.get("salesNavLink") or line.get("link") or str(line) for line in lines]
    assert len(keys) == len(set(keys)) == 2500
    log = [entry for entry in sandbox.requests() if entry["endpoint"] == "sales_search"]
    assert len({parameters(entry)["sequence_id"] for entry in log}) == 1
    ledger = ledger_of(tmp_path)
    cut_off = sum(1 for _, outcome in ledger if outcome in ("sent", "lost"))
    asked = Counter(parameters(entry)["url"] for entry in log if entry["cost"])
    assert len(asked) == 100
    assert sum(asked.values()) - 100 <= cut_off, "only what had not arrived came again"
    charged = sum(int(str(entry["cost"])) for entry in sandbox.requests())
    answered = sum(cost for cost, outcome in ledger if outcome == "ok")
    assert answered <= charged <= answered + cut_off
    assert answered == 100

    again = run(*words, url=sandbox.url)
    assert again[1] == out
    assert search_request_count(sandbox) == len(log), "the second run sends nothing"


def ledger_of(folder: Path) -> list[tuple[int, str]]:
    """Return cost and outcome of each request in the ledger."""
    (path,) = folder.rglob("lix.db")
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT cost, outcome FROM ledger WHERE outcome <> 'kept'"
        ).fetchall()


@pytest.mark.parametrize("option", ["--credits", "--daily"])
def test_all_of_it_is_refused_when_it_cannot_be_paid(
    option: str, request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.sandbox_options(option, "20"))
    sandbox: Served = request.getfixturevalue("sandbox")
    status, out, err = run("search", "people", "--keywords", "engineer", "--all", url=sandbox.url)
    assert (status, len(out.splitlines())) == (4, 10)
    assert "77" in err
    assert "10 elements are stored" in err
    assert search_request_count(sandbox) == 1
