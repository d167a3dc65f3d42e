"""A command that paid but could not store the answer prints it, says so, and ends with 1."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lix_tui.sandbox.world.world import world_of
from lix_tui.store.ledger import LedgerStore
from lix_tui.store.records import RecordStore
from tests.cli.command_line import run
from tests.conftest import Served
from tests.faults.actions import today

PERSON = "https://www.linkedin.com/in/olivia-shaw"
SEARCH = ("search", "people", "--keywords", "engineer", "--limit", "5")
COMMANDS: dict[str, tuple[str, ...]] = {
    "person": ("get", "person", PERSON),
    "organisation": ("get", "organisation", "https://www.linkedin.com/company/foxbank", "--raw"),
    "people_search": SEARCH,
    "jobs_search": ("search", "jobs", "--keywords", "engineer", "--limit", "5", "--format", "md"),
    "orgs_search": ("search", "orgs", "--keywords", "software", "-o", "out.csv"),
    "sales_facet": ("facet", "COMPANY_WITH_LIST", "fox"),
    "balances": ("account",),
    "connections": ("get", "connections", "alfie-lambert"),
    "email": ("enrich", "in.txt", "--what", "email", "--yes"),
    "post": ("enrich", "posts.txt", "--yes", "-o", "out.jsonl"),
}
"""Commands by the endpoint that they call first."""
PARTS: dict[str, str] = {
    "person": "Olivia Shaw", "organisation": "Foxbank", "people_search": '"link"',
    "jobs_search": "| ", "orgs_search": "name,", "sales_facet": '"text"', "balances": '"standard"',
    "connections": "elements", "email": '"status": "found"', "post": '"status": "found"',
}  # fmt: skip
"""Part of the output of each command."""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prepare files to read and write, and shorten the wait for a lock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("lix_tui.store.database.BUSY_SECONDS", 0.05)
    Path("in.txt").write_text(f"{PERSON}\nhttps://www.linkedin.com/in/thomas-thornton\n")
    Path("posts.txt").write_text(f"urn:li:activity:{world_of(1, today()).posts[0].id}\n")


def store_path() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "lix-tui" / "lix.db"


def made_store(sandbox: Served) -> None:
    run("account", "--spent", url=sandbox.url)


@contextmanager
def locked_store() -> Iterator[sqlite3.Connection]:
    """Yield another connection, which can lock the store."""
    holder = sqlite3.connect(store_path(), isolation_level=None, check_same_thread=False)
    try:
        yield holder
    finally:
        holder.close()


def lock_after_sending(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, lock: Callable[[], object]
) -> None:
    """Lock the store from the ledger entry of a request until its answer arrives."""
    begin: Callable[..., int] = LedgerStore.begin

    def begin_and_lock(part: LedgerStore, **what: object) -> int:
        ledger_id = begin(part, **what)
        if what["endpoint"] == endpoint:
            lock()
        return ledger_id

    monkeypatch.setattr(LedgerStore, "begin", begin_and_lock)


@pytest.mark.parametrize("endpoint", COMMANDS)
def test_what_cannot_be_stored_is_printed_and_said(
    endpoint: str, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store(sandbox)
    words = COMMANDS[endpoint]
    with locked_store() as holder:
        lock_after_sending(monkeypatch, endpoint, lambda: holder.execute("BEGIN IMMEDIATE"))
        before = len(sandbox.requests())
        status, out, err = run(*words, url=sandbox.url)
    asked = [entry["endpoint"] for entry in sandbox.requests()[before:]]
    assert asked == [endpoint], "nothing more is bought then"
    file = next((Path(word) for word in words if word.startswith("out.")), None)
    assert PARTS[endpoint] in (out if file is None else file.read_text())
    assert "Another program uses the store" in err
    assert "1 answer couldn't be stored" in err
    assert "is stored" not in err, "nothing says that it was"
    assert "are stored" not in err
    assert status == 1
    saved = re.search(r"saved in (\S+)\.$", err, re.MULTILINE)
    paid = bool(sandbox.requests()[-1]["cost"])
    assert (saved is not None) == paid
    if saved is not None:
        path = Path(saved[1])
        assert path.stat().st_mode & 0o777 == 0o600
        (line,) = [json.loads(text) for text in path.read_text().splitlines()]
        assert line["endpoint"] == endpoint
        json.loads(line["body"])


@pytest.mark.parametrize("endpoint", COMMANDS)
def test_nothing_is_sent_where_the_store_is_held(endpoint: str, sandbox: Served) -> None:
    made_store(sandbox)
    before = len(sandbox.requests())
    with locked_store() as holder:
        holder.execute("BEGIN IMMEDIATE")
        status, _, err = run(*COMMANDS[endpoint], url=sandbox.url)
    assert status == 1
    assert "Another program uses the store" in err
    assert len(sandbox.requests()) == before


def test_what_is_stored_before_the_command_ends_is_not_said_to_be_lost(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store(sandbox)
    save: Callable[..., None] = RecordStore.save
    tries: list[int] = []
    with locked_store() as holder:
        lock_after_sending(monkeypatch, "person", lambda: holder.execute("BEGIN IMMEDIATE"))

        def save_and_free(part: RecordStore, **what: object) -> None:
            tries.append(1)
            try:
                save(part, **what)
            finally:
                if holder.in_transaction:
                    holder.execute("ROLLBACK")

        monkeypatch.setattr(RecordStore, "save", save_and_free)
        status, out, err = run("get", "person", PERSON, url=sandbox.url)
    assert len(tries) == 2
    assert (status, err) == (0, "")
    assert "Olivia Shaw" in out
    asked = len(sandbox.requests())
    assert run("get", "person", PERSON, url=sandbox.url)[0] == 0
    assert len(sandbox.requests()) == asked, "it is not bought again"


def test_raw_pages_that_cannot_be_stored_are_printed(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store(sandbox)
    with locked_store() as holder:
        lock_after_sending(monkeypatch, "connections", lambda: holder.execute("BEGIN IMMEDIATE"))
        status, out, _ = run("get", "connections", "alfie-lambert", "--raw", url=sandbox.url)
    assert status == 1
    assert len([json.loads(line) for line in out.splitlines()]) == 1


@pytest.mark.sandbox_options("--fault", "garbage@person#1")
def test_an_answer_that_nobody_can_read_is_saved_too(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store(sandbox)
    with locked_store() as holder:
        lock_after_sending(monkeypatch, "person", lambda: holder.execute("BEGIN IMMEDIATE"))
        status, out, err = run("get", "person", PERSON, url=sandbox.url)
    assert (status, out) == (1, "")
    assert "saved in" in err


def test_a_full_disk_before_the_request_says_what_is_kept(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(*SEARCH, url=sandbox.url)[0] == 0
    monkeypatch.setattr("lix_tui.store.connection.ROOM", 1 << 62)
    status, out, err = run(*SEARCH[:-1], "25", url=sandbox.url)
    assert status == 1
    assert len(out.splitlines()) == 10
    assert "nothing was sent" in err
    assert "10 elements are stored. Run the same command again to continue." in err
    assert "not stored" not in err
