"""Waits on the command line: announced, and bounded by --wait; also those of several processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from lix_tui.services.budget.processes import SILENCE
from tests.cli.command_line import KEY, run
from tests.conftest import INTERVAL, Served, served
from tests.support.commands import start

PERSON = ("get", "person", "olivia-shaw")
PAUSED = "429:retry=99999999@person#1"
SENDING = {
    "search": ("search", "people", "--keywords", "engineer"),
    "all": ("search", "sales", "--keywords", "NOT zzz", "--all"),
    "get": PERSON,
    "email": ("get", "email", "olivia-shaw", "--recheck"),
    "by-email": ("get", "by-email", "olivia.shaw@foxbank.example"),
    "connections": ("get", "connections", "alfie-lambert"),
    "facet": ("facet", "TITLE", "engineer"),
    "skill": ("facet", "skill", "java"),
    "enrich": ("enrich", "-", "--yes"),
    "recruiter": ("search", "recruiter", "--skill", "java"),
}
"""Every command that sends, with each way that it has of doing so."""


def unhurried(*options: str) -> AbstractContextManager[Served]:
    """Return a sandbox without a rate limit, which could refuse requests on a busy machine."""
    return served("--interval", "0", *options)


def sent_requests(sandbox: Served) -> list[str]:
    return [str(entry["endpoint"]) for entry in sandbox.requests()]


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def with_input_file(words: tuple[str, ...], tmp_path: Path) -> tuple[str, ...]:
    """Return the words, with a file instead of standard input."""
    file = tmp_path / "people.txt"
    file.write_text("https://www.linkedin.com/in/olivia-shaw\n")
    return tuple(str(file) if word == "-" else word for word in words)


@contextmanager
def store_of(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (path,) = tmp_path.rglob("lix.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


# -- a pause that Lix asks for ---------------------------------------------------------------


def test_a_pause_binds_every_command_within_its_wait_until_account_ends_it(
    tmp_path: Path,
) -> None:
    with unhurried("--fault", PAUSED) as sandbox:
        assert run(*PERSON, "--wait", "1", url=sandbox.url)[0] == 6
        for name, words in SENDING.items():
            status, out, err = run(
                *with_input_file(words, tmp_path), "--wait", "1", url=sandbox.url
            )
            assert (status, out if name != "enrich" else "") == (6, ""), (name, out, err)
            assert "pause that Lix asked for" in err, (name, err)
            assert "--wait 1" in err, (name, err)
            assert "lix-tui account" in err, (name, err)
            assert "min" in err, (name, err)
            assert "day" not in err, (name, err)
        assert sent_requests(sandbox) == ["person"], "nothing was sent"
        assert run("account", "--wait", "1", url=sandbox.url)[0] == 0
        assert run(*SENDING["facet"], "--wait", "1", url=sandbox.url)[0] == 0
        assert run(*PERSON, "--wait", "1", url=sandbox.url)[0] == 0


def test_account_says_that_lix_still_wants_its_pause() -> None:
    with unhurried("--fault", "429:retry=99999999") as sandbox:
        for _ in range(2):
            status, out, err = run("account", "--wait", "1", url=sandbox.url)
            assert (status, out) == (6, "")
            assert "pause that Lix asked for" in err
        assert sent_requests(sandbox) == ["balances"] * 2, "each of them has tried once"


def test_a_wait_that_is_long_enough_is_said_and_waited_for() -> None:
    with unhurried("--fault", "429:retry=3@person#1") as sandbox:
        status, out, err = run(*PERSON, "--wait", "60", url=sandbox.url)
        assert status == 0, err
        assert json.loads(out)
        assert "lix-tui: waiting for the pause that Lix asked for (rate limit): " in err
        assert sent_requests(sandbox) == ["person"] * 2


@pytest.mark.parametrize("name", ["get", "search", "enrich", "facet", "connections"])
def test_several_waits_share_the_patience_of_one_command(name: str, tmp_path: Path) -> None:
    with unhurried("--fault", "429:retry=1") as sandbox:
        words = with_input_file(SENDING[name], tmp_path)
        status, _, err = run(*words, "--wait", "3", url=sandbox.url)
        assert status == 6, err
        assert "--wait 3" in err
        assert 2 <= len(sent_requests(sandbox)) <= 4, "each waited a second, and three were allowed"


@pytest.mark.parametrize("name", ["get", "search", "facet", "connections", "enrich"])
def test_what_lix_has_queued_is_named(name: str, tmp_path: Path) -> None:
    with unhurried("--fault", "queued") as sandbox:
        words = with_input_file(SENDING[name], tmp_path)
        status, _, err = run(*words, "--wait", "1", url=sandbox.url)
        assert status == 6, err
        assert "queued" in err
        assert "--wait" in err
        assert len(sent_requests(sandbox)) == 1


# -- other processes -------------------------------------------------------------------------


def stop_between_writes(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    """Stop a process while it has no lock on the store."""
    while True:
        holder.send_signal(signal.SIGSTOP)
        with store_of(tmp_path) as connection:
            connection.execute("PRAGMA busy_timeout = 500")
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                holder.send_signal(signal.SIGCONT)
            else:
                connection.execute("ROLLBACK")
                return


def test_a_stopped_process_is_waited_for_by_name_and_nothing_is_paid_twice(
    tmp_path: Path,
) -> None:
    with unhurried() as sandbox:
        sandbox.answers.delay()
        holder = start(sandbox, *PERSON, interval=INTERVAL)
        until(lambda: sent_requests(sandbox) == ["person"])
        stop_between_writes(holder, tmp_path)
        status, out, err = run(*PERSON, "--wait", "4", url=sandbox.url)
        assert (status, out) == (6, ""), err
        who = f"another lix-tui (process {holder.pid}, which is stopped)"
        assert f"lix-tui: waiting for {who} that is fetching the same data: at most " in err
        assert f"{who[1:]} that is fetching the same data took longer than 4 s" in err
        holder.send_signal(signal.SIGCONT)
        sandbox.answers.send()
        status, out, err = run(*PERSON, "--wait", "60", url=sandbox.url)
        assert status == 0, err
        assert out == holder.communicate(timeout=60)[0]
        assert sent_requests(sandbox) == ["person"]


def test_what_a_killed_process_held_is_free_at_once() -> None:
    with unhurried() as sandbox:
        sandbox.answers.delay()
        holder = start(sandbox, *PERSON, interval=INTERVAL)
        until(lambda: sent_requests(sandbox) == ["person"])
        holder.kill()
        holder.communicate(timeout=60)
        sandbox.answers.send()
        status, _, err = run(*PERSON, "--wait", "0", url=sandbox.url)
        assert status == 0, err
        assert "1 credit may be lost" in err


def test_two_processes_take_over_at_once_and_one_pays(tmp_path: Path) -> None:
    with unhurried() as sandbox:
        assert run("library", "search", "x", url=sandbox.url)[0] == 0
        with store_of(tmp_path) as connection:
            thing = ("person slug:olivia-shaw", "4000000:1.00", time.time())
            connection.execute(
                "INSERT INTO leases (thing, process, taken_at) VALUES (?, ?, ?)", thing
            )
        running = [start(sandbox, *PERSON, interval=INTERVAL) for _ in range(2)]
        outputs = [process.communicate(timeout=60) for process in running]
        assert [process.returncode for process in running] == [0, 0], outputs
        assert outputs[0][0] == outputs[1][0]
        assert sent_requests(sandbox) == ["person"]


def test_processes_in_two_namespaces_pay_once_and_never_wait_for_themselves(
    tmp_path: Path,
) -> None:
    unshare, words = shutil.which("unshare"), ["--pid", "--fork", "--mount-proc", "--kill-child"]
    if unshare is None:
        pytest.skip("unshare is not here")
    if subprocess.run([unshare, *words, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no PID namespace can be made here")
    errors = tmp_path / "errors"
    with unhurried() as sandbox, errors.open("w") as written:
        sandbox.answers.delay()
        environ = {
            **os.environ, "LIX_RATE_INTERVAL": str(INTERVAL), "LIX_API_KEY": KEY,
            "LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url,
        }  # fmt: skip
        program = [unshare, *words, sys.executable, "-m", "lix_tui", *PERSON, "--wait", "60"]
        first = subprocess.Popen(program, env=environ, text=True, stdout=-1, stderr=-1)
        until(lambda: sent_requests(sandbox) == ["person"])
        second = subprocess.Popen(program, env=environ, text=True, stdout=-1, stderr=written)
        until(lambda: "waiting for another lix-tui" in errors.read_text())
        sandbox.answers.send()
        outputs = [process.communicate(timeout=60) for process in (first, second)]
        assert [process.returncode for process in (first, second)] == [0, 0], outputs
        assert outputs[0][0] == outputs[1][0]
        assert "credit may be lost" not in errors.read_text(), "its request is not lost"
        assert sent_requests(sandbox) == ["person"], "both had the number 1"


def elsewhere(tmp_path: Path, thing: str, silent: float) -> None:
    """Store the lease of a process on another machine, `silent` seconds after its last heartbeat."""
    with store_of(tmp_path) as connection:
        row = (thing, "1:2.00@0123456789ab.1@build-7", time.time() - silent)
        connection.execute(
            "INSERT OR REPLACE INTO leases (thing, process, taken_at) VALUES (?, ?, ?)", row
        )


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        (PERSON, "person slug:olivia-shaw of account 1"),
        (SENDING["search"], "search 1"),
        (SENDING["enrich"], "person slug:olivia-shaw of account 1"),
    ],
    ids=["get", "search", "enrich"],
)
def test_one_that_fell_silent_elsewhere_may_have_paid(
    words: tuple[str, ...], thing: str, tmp_path: Path
) -> None:
    with unhurried("--fault", "429:retry=600#1") as sandbox:
        words = with_input_file(words, tmp_path)
        assert run(*words, "--wait", "0", url=sandbox.url)[0] == 6  # the search is there now
        assert run("account", url=sandbox.url)[0] == 0
        sent = len(sent_requests(sandbox))
        elsewhere(tmp_path, thing, SILENCE - 60)
        status, _, err = run(*words, "--wait", "1", url=sandbox.url)
        assert status == 6, err
        assert "process 1 on build-7" in err
        elsewhere(tmp_path, thing, SILENCE + 60)
        status, out, err = run(*words, "--wait", "1", url=sandbox.url)
        if words[0] == "enrich":  # this row has failed, and the run would continue with the others
            assert '"failed"' in out
        else:
            assert (status, out) == (7, ""), err
        assert "hasn't been heard from for 11 min" in out + err
        assert ("--again" if words[0] == "enrich" else "--retry 1") in out + err
        assert len(sent_requests(sandbox)) == sent, "nothing was sent"
        again = ("--again",) if words[0] == "enrich" else ()
        status, out, err = run(*words, *again, "--retry", "1", url=sandbox.url)
        assert status == 0, err
        assert out
        assert len(sent_requests(sandbox)) == sent + 1


def test_another_machines_slots_and_lines_are_its_own(tmp_path: Path) -> None:
    """A silent process of another machine's queue delays no request."""
    with unhurried() as sandbox:
        assert run("facet", "TITLE", "nurse", url=sandbox.url)[0] == 0
        with store_of(tmp_path) as connection:
            (account,) = connection.execute("SELECT account FROM slots").fetchone()
            row = (account, "1:2.00@0123456789ab.1@build-7", 0, 1.0, time.time() - 60)
            connection.execute("INSERT INTO slot_waiters VALUES (?, ?, ?, ?, ?)", row)
        assert run(*PERSON, "--wait", "0", url=sandbox.url)[0] == 0


# -- sent again ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["get", "search", "facet", "connections", "skill"])
@pytest.mark.parametrize("fault", ["500", "reset", "garbage"])
def test_only_retry_sends_again_what_may_have_cost(name: str, fault: str, tmp_path: Path) -> None:
    words = with_input_file(SENDING[name], tmp_path)
    with unhurried("--fault", f"{fault}#1") as sandbox:
        status, _, err = run(*words, url=sandbox.url)
        assert status == 7, err
        assert "stored" in err
        assert len(sent_requests(sandbox)) == 1
    for path in tmp_path.rglob("lix.db*"):
        path.unlink()
    with unhurried("--fault", f"{fault}#1") as sandbox:
        status, _, err = run(*words, "--retry", "1", url=sandbox.url)
        assert status == 0, err
        assert len(sent_requests(sandbox)) == 2
    with store_of(tmp_path) as connection:
        assert connection.execute("SELECT COUNT(*) FROM ledger").fetchone() == (2,)


# -- the check of the store ------------------------------------------------------------------


def test_check_verifies_the_store_and_clears_what_nobody_holds(tmp_path: Path) -> None:
    with unhurried() as sandbox:
        assert run(*PERSON, url=sandbox.url)[0] == 0
        with store_of(tmp_path) as connection:
            row = ("person slug:x", "4000000:1.00", time.time() - 90)
            connection.execute(
                "INSERT INTO leases (thing, process, taken_at) VALUES (?, ?, ?)", row
            )
        elsewhere(tmp_path, "search 1", 10)
        status, out, err = run("library", "check", url=sandbox.url)
        answer = json.loads(out)
        assert (status, answer["sound"], answer["damage"], answer["orphans"]) == (0, True, [], [])
        assert answer["counts"]["answers"] == 1
        dead, other = answer["leases"]
        assert (dead["thing"], dead["pid"], dead["state"]) == ("person slug:x", 4000000, "dead")
        assert 90 <= dead["age"] < 900
        assert (other["host"], other["state"]) == ("build-7", "elsewhere")
        assert "Add --yes to clear" in err
        status, _, err = run("library", "check", "--yes", url=sandbox.url)
        assert (status, "1 lease is cleared." in err) == (0, True)
        (left,) = json.loads(run("library", "check", url=sandbox.url)[1])["leases"]
        assert left["thing"] == "search 1"


def test_check_says_that_rows_point_nowhere(tmp_path: Path) -> None:
    assert run("library", "search", "x")[0] == 0
    with store_of(tmp_path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO records (kind, answer_id) VALUES ('person', 999)")
    status, out, err = run("library", "check")
    assert status == 1
    assert json.loads(out)["orphans"] == ["records"]
    assert "damaged" in err
