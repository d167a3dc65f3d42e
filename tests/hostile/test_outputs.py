"""Every command, format and export while every text attacks: nothing acts upon who reads it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from lix_tui.services.export.formats import FORMATS
from lix_tui.services.kinds import KINDS
from tests.cli.command_line import KEY, run
from tests.hostile.sandbox_server import serving
from tests.hostile.sequences import foreign, is_clean
from tests.hostile.texts import made
from tests.services.export_samples import read_back

SEED = 4
TEXTS = 60
PERSON = "https://www.linkedin.com/in/olivia-shaw"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LOOKUPS = (
    ("person", PERSON),
    ("organisation", "https://www.linkedin.com/company/foxbank"),
    ("person-ids", PERSON),
    ("email", PERSON),
    ("by-email", "sanjay.nair@foxbank.example"),
    ("connections", "alfie-lambert"),
)


def test_no_command_prints_what_acts_upon_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = (("search", name, "--keywords", "engineer") for name in KINDS if name != "recruiter")
    commands = (
        *kinds,
        *(("get", what, value) for what, value in LOOKUPS),
        ("facet", "TITLE", "engi"), ("facet", "skill", "pyth"), ("account",),
        ("account", "--ledger"), ("library", "search", "kind:person"), ("library", "show", "1"),
    )  # fmt: skip
    with serving(made(SEED, TEXTS), "hostile") as sandbox:
        for words in commands:
            status, out, err = run(*words, url=sandbox.url)
            assert is_clean(out), words
            assert is_clean(err), words
            assert status in (0, 1, 7), (words, err)
            for line in out.splitlines() if words[0] == "search" else ():
                json.loads(line)


@pytest.mark.parametrize("form", FORMATS)
def test_no_export_holds_what_acts_upon_its_reader(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"people.{form}"
    with serving(made(SEED, TEXTS), "hostile") as sandbox:
        words = ("search", "people", "--keywords", "engineer", "--limit", "20")
        status, _, err = run(*words, "--format", form, "-o", str(file), url=sandbox.url)
        assert (status, err) == (0, "")
        if form in ("csv", "md", "json"):
            printed = run(*words, "--format", form, url=sandbox.url)[1]
            assert printed == file.read_text(encoding="utf-8")
    if form not in ("xlsx", "parquet"):
        assert is_clean(file.read_text(encoding="utf-8"))
    if form == "md":
        assert len(file.read_text(encoding="utf-8").splitlines()) == 22
        return
    rows = read_back(file)
    assert len(rows) == 20
    if form in ("csv", "xlsx", "parquet"):
        cells = [cell for row in rows for cell in row.values() if isinstance(cell, str)]
        assert all(map(is_clean, cells))
        if form == "csv":
            assert [cell for cell in cells if cell.startswith(FORMULAS)] == []
            assert any(cell.startswith("'") for cell in cells), "there were formulas"


def test_no_error_prints_what_acts_upon_a_terminal() -> None:
    texts = made(SEED, TEXTS)
    with serving(texts, "hostile_error") as sandbox:
        for _ in range(6):
            status, out, err = run("get", "person", PERSON, url=sandbox.url)
            assert (status, out) == (7, "")
            assert is_clean(err)
            assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("get", "person"), ("search", "people"), ("facet", "TITLE"), ("facet",), ("explain",), (),
        ("search",), ("get",), ("library", "search"), ("enrich",), ("account", "--days"),
        ("--theme",), ("search", "people", "--keywords", "a", "--columns"),
        ("search", "people", "--keywords", "a", "--format"),
        ("search", "recruiter", "--skill"), ("enrich", "--what"), ("keys",), ("info",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_given_is_repeated_as_text(words: tuple[str, ...]) -> None:
    """Repeat a hostile argument as text; without a key, nothing is sent."""
    for text in ("\x1b]0;pwNed\x07x", "\x9b7777mx", "\u202eturned", "--a\r\x1b[2Kb"):
        status, out, err = run(*words, text, key=None, url="http://127.0.0.1:9")
        assert is_clean(out), (text, out)
        assert is_clean(err), (text, err)
        assert status in (0, 2, 3)


def on_terminal(url: str, *words: str) -> bytes:
    """Return what a command writes on a terminal that is its standard output."""
    terminal, side = pty.openpty()
    environ = {**os.environ, "LIX_API_KEY": KEY, "LIX_API_URL": url}
    command = [sys.executable, "-m", "lix_tui", *words]
    done = subprocess.Popen(command, stdout=side, stderr=subprocess.DEVNULL, env=environ)
    os.close(side)
    shown = b""
    try:
        while data := os.read(terminal, 65536):
            shown += data
    except OSError:  # the program has ended
        pass
    finally:
        done.wait(20)
        os.close(terminal)
    assert done.returncode == 0
    return shown


def test_a_raw_answer_is_exact_for_a_program_and_harmless_for_a_terminal(tmp_path: Path) -> None:
    texts = ["\x9b7777m", "\x1b]0;pwNed\x07", "\u202eturned"]
    with serving(texts, "hostile") as sandbox:
        words = ("get", "person", PERSON, "--raw")
        _, exact, _ = run(*words, url=sandbox.url)
        assert "\x9b7777m" in exact
        shown = on_terminal(sandbox.url, *words, "--offline")
    assert foreign(shown) == []
    assert b"\\u009b7777m" in shown
    assert json.loads(shown) == json.loads(exact)


@pytest.mark.parametrize("form", ["csv", "md", "json", "jsonl"])
def test_input_cells_are_exact_in_a_pipe_and_harmless_on_a_terminal(
    form: str, tmp_path: Path
) -> None:
    leads = tmp_path / "leads.csv"
    cells = "\x9b7777m", "\x1b]0;pwNed\x07", "\u202eturned", "a\rb"
    header, row = "Link,\x1b[31mNotes,B,C,D", ",".join((PERSON, *map('"{}"'.format, cells)))
    leads.write_text(f"{header}\n{row}\n", encoding="utf-8", newline="")
    words = ("enrich", str(leads), "--yes", "--format", form, "--columns", "name")
    with serving([], "hostile") as sandbox:
        status, piped, _ = run(*words, url=sandbox.url)
        assert status == 0
        shown = on_terminal(sandbox.url, *words, "--offline")
    assert foreign(shown) == []
    for text in (b"\\u009b7777m", b"\\u001b]0;pwNed\\u0007", b"\\u202eturned", b"\\u001b"):
        assert text.replace(b"]", b"\\]") in shown or text in shown
    if form == "csv":  # the cells of the user's own file can be joined with it again
        assert piped.startswith("Link,\x1b[31mNotes,")
        assert all(cell in piped for cell in cells)
    elif form == "jsonl":
        assert is_clean(piped)
        assert shown.replace(b"\r\n", b"\n").decode() == piped
