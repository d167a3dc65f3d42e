"""Standard streams as programs start others: closed, full, or in another encoding than UTF-8."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import KEY, run
from tests.conftest import Served
from tests.support.terminal_output import read_until

LOCALES = (
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "utf-16"},
    {"PYTHONIOENCODING": "latin-1:strict", "LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)
CLOSED_OUTPUT = "lix-tui: The standard output is closed, so nothing was done; leave it open.\n"
CLOSED_INPUT = (
    "lix-tui: The standard input is closed, so nothing can be read from it; name a file instead.\n"
)


def shell(
    redirection: str, *words: str, sandbox: Served | None = None, **more: str
) -> tuple[int, bytes, str]:
    """Run lix-tui with a redirection; return its status, standard output and standard error."""
    return python(redirection, "-m", "lix_tui", *words, sandbox=sandbox, **more)


def python(
    redirection: str, *words: str, sandbox: Served | None = None, **more: str
) -> tuple[int, bytes, str]:
    environ = {**os.environ, "LIX_RATE_INTERVAL": "0.03", "LIX_API_KEY": KEY, **more}
    if sandbox is not None:
        environ |= {"LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url}
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirection}', sys.executable, *words],
        check=False, env=environ, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize(
    ("form", "locale"),
    [*(("jsonl", locale) for locale in LOCALES), ("csv", LOCALES[0]), ("md", LOCALES[0])],
)
def test_a_search_is_utf_8_in_every_locale(
    form: str, locale: dict[str, str], sandbox: Served
) -> None:
    words = ("search", "people", "--keywords", "engineer", "--format", form)
    expected = run(*words, url=sandbox.url)
    assert any(ord(char) > 255 for char in expected[1]), "latin-1 could not carry it"
    asked = len(sandbox.requests())
    status, out, err = shell("", *words, sandbox=sandbox, **locale)
    assert (status, out.decode(), err) == (0, expected[1], "")
    assert len(sandbox.requests()) == asked, "the same search is in the store"


@pytest.mark.parametrize("locale", LOCALES)
def test_commands_print_utf_8_in_every_locale(locale: dict[str, str]) -> None:
    name = "j%C3%BCrgen-%E5%B1%B1"
    commands = (("explain", f"https://www.linkedin.com/in/{name}"), ("keys",), ("--help",))
    for words in commands:
        status, out, err = shell("", *words, sandbox=None, **locale)
        assert (status, err) == (0, "")
        assert out.decode()
        if words[0] != "--help":  # the usage line has the program's name as called
            assert out.decode() == run(*words)[1]


def test_no_character_stops_a_message() -> None:
    lone = b"\xff".decode("utf-8", "surrogateescape")
    status, _, err = shell("", "get", "person", f"./{lone}ü", PYTHONIOENCODING="ascii:strict")
    assert status == 2
    assert err.startswith("lix-tui: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["table", "result"])
def test_a_file_name_that_is_not_text_is_refused(name: str, tmp_path: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.csv"))
    file = tmp_path / "table.csv"
    for path in (strange, file):
        path.write_text("link\nhttps://www.linkedin.com/in/olivia-shaw\n")
    words = (str(strange),) if name == "table" else (str(file), "-o", str(strange))
    status, _, err = run("enrich", *words, "--yes", "--demo")
    assert status == 2
    assert "isn't UTF-8 text; rename it." in err


@pytest.mark.parametrize("redirection", ["<&-", "0>unread"])
@pytest.mark.parametrize(
    "words", [("enrich", "-", "--yes"), ("get", "by-email", "--webhook", "-")], ids=" ".join
)
def test_closed_input_is_refused_by_what_reads_it(
    words: tuple[str, ...], redirection: str, sandbox: Served
) -> None:
    assert shell(redirection, *words, sandbox=sandbox) == (2, b"", CLOSED_INPUT)
    assert sandbox.requests() == []


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "<&- >&-"])
def test_the_explorer_needs_its_streams(redirection: str) -> None:
    status, out, err = shell(redirection, "--demo")
    assert (status, out) == (2, b"")
    assert err.startswith("lix-tui: The explorer needs a terminal")
    assert err.count("\n") == 1


def test_nobody_is_asked_through_closed_streams() -> None:
    shell("", "search", "people", "--keywords", "engineer", "--limit", "1", "--demo")
    status, out, err = shell("<&-", "library", "delete", "1", "--demo")
    assert (status, out) == (2, b"")
    assert err.endswith("Add --yes to agree.\n")
    assert err.count("\n") == 1
    assert shell("<&- 2>&-", "library", "delete", "1", "--demo") == (2, b"", "")


@pytest.mark.parametrize("redirection", [">&-", "1</dev/null", ">&- 2>&-"])
@pytest.mark.parametrize(
    "words",
    [("get", "person", "olivia-shaw"), ("search", "people", "--keywords", "x", "-o", "x.csv")],
    ids=" ".join,
)
def test_closed_output_is_refused_before_anything_is_bought(
    words: tuple[str, ...], redirection: str, sandbox: Served
) -> None:
    expected = "" if "2>&-" in redirection else CLOSED_OUTPUT
    assert shell(redirection, *words, sandbox=sandbox) == (1, b"", expected)
    assert sandbox.requests() == []


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "2</dev/null", "<&- 2>&-"])
def test_lost_messages_lose_no_data(redirection: str, sandbox: Served) -> None:
    words = ("get", "person", "olivia-shaw")
    status, out, _ = shell(redirection, *words, sandbox=sandbox)
    assert status == 0
    assert json.loads(out)["name"]
    failing = shell(redirection, "get", "person", "not a person", sandbox=sandbox)
    assert failing == (2, b"", ""), "the status is that of the failure"


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_no_file_gets_the_number_of_a_closed_stream(redirection: str, tmp_path: Path) -> None:
    code = (
        "import os, sys; from lix_tui.cli.streams import prepare_streams; prepare_streams()\n"
        "with open(sys.argv[1], 'w') as file:\n"
        "    file.write(str((file.fileno(), [os.get_inheritable(n) for n in range(3)])))"
    )
    found = tmp_path / "found"
    assert python(redirection, "-c", code, str(found))[0] == 0
    number, inherited = eval(found.read_text())
    assert number > 2
    assert inherited == [True, True, True]


@pytest.mark.parametrize("to", ["null", "closed", "ascii"])
def test_the_explorer_draws_without_standard_error(to: str) -> None:
    handle, terminal = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80"}
    end = {"null": "2>/dev/null", "closed": "2>&-", "ascii": ""}[to]
    if to == "ascii":
        environ |= {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = ["sh", "-c", f'exec "$0" -m lix_tui --demo {end}', sys.executable]
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=environ
    ) as program:
        os.close(terminal)
        try:
            seen = read_until(handle, b"ready")
            assert b"ready" in seen
            assert "│".encode() in seen
            assert b"\\u2502" not in seen
        finally:
            program.kill()
            os.close(handle)
