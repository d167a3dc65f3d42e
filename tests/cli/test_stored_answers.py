"""Stored answers of ``get``: printed without client, models and keyring, for their account only."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lix_tui.settings.settings import default_paths
from tests.cli.command_line import KEY, run
from tests.conftest import Served

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("httpx", "pydantic", "keyring")))
from lix_tui.cli.main import main
main()
"""
OLIVIA = "https://www.linkedin.com/in/olivia-shaw"


def without_models(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that can load neither client, models nor keyring."""
    environ = {**os.environ, "LIX_API_KEY": KEY, "LIX_API_URL": url, "LIX_LOOKC_URL": url}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("person", "olivia-shaw"),
        ("organisation", "foxbank"),
        ("email", "olivia-shaw"),
        ("by-email", "sanjay.nair@foxbank.example"),
        ("person-ids", OLIVIA),
    ],
)
def test_a_stored_answer_needs_neither_client_nor_models(
    what: str, value: str, sandbox: Served
) -> None:
    status, out, _ = run("get", what, value, url=sandbox.url)
    assert status == 0
    stored = run("get", what, value, url=sandbox.url)
    again = without_models(sandbox.url, "get", what, value)
    assert (again.returncode, again.stdout, again.stderr) == stored
    assert again.stdout == out
    bare = without_models(sandbox.url, "get", what, value, "--raw")
    assert bare.returncode == 0
    assert bare.stdout == run("get", what, value, "--raw", url=sandbox.url)[1]


def test_a_stored_answer_is_noted_in_the_ledger_as_saved(sandbox: Served) -> None:
    run("get", "person", "olivia-shaw", url=sandbox.url)
    run("get", "person", "olivia-shaw", url=sandbox.url)
    with closing(sqlite3.connect(default_paths().database(demo=False))) as connection:
        newest = connection.execute(
            "SELECT outcome, cost, origin FROM ledger ORDER BY id DESC"
        ).fetchone()
    assert newest == ("kept", 1, "lix-tui get person")


def test_another_key_does_not_get_the_answers_of_the_first(sandbox: Served) -> None:
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[0] == 0
    words = ("get", "person", "olivia-shaw", "--offline")
    assert run(*words, url=sandbox.url)[0] == 0
    assert run(*words, url=sandbox.url, key="another-key-of-a-live-length")[0] != 0


def test_a_key_that_was_put_in_the_file_since_decides(sandbox: Served) -> None:
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[0] == 0
    words = ("get", "person", "olivia-shaw", "--offline")
    folder: Path = default_paths().config
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "key"
    file.write_text("another-key-of-a-live-length", encoding="utf-8")
    file.chmod(0o600)
    assert run(*words, url=sandbox.url, key=None)[0] != 0
    file.write_text(KEY, encoding="utf-8")
    assert run(*words, url=sandbox.url, key=None)[0] == 0


def test_a_refresh_pays_again(sandbox: Served) -> None:
    run("get", "person", "olivia-shaw", url=sandbox.url)
    asked = len(sandbox.requests())
    assert run("get", "person", "olivia-shaw", "--refresh", url=sandbox.url)[0] == 0
    assert len(sandbox.requests()) == asked + 1
