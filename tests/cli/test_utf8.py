"""Arguments, file names and the environment in UTF-8: read as such or refused, never shortened."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from lix_tui.cli.utf8 import encoding_problem
from tests.cli.command_line import KEY
from tests.conftest import INTERVAL, Served

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Environment in which Python decodes arguments as ASCII."""
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has text arguments, not bytes")


def run(
    sandbox: Served,
    *words: bytes | str,
    options: tuple[str, ...] = (),
    environ: Mapping[str, str | bytes] = MappingProxyType({}),
) -> tuple[int, bytes, str]:
    """Return status, output and messages of a process with arguments in bytes."""
    inherited: dict[bytes, bytes] = {os.fsencode(k): os.fsencode(v) for k, v in os.environ.items()}
    ours = {
        "LIX_API_KEY": KEY, "LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url,
        "LIX_RATE_INTERVAL": str(INTERVAL), **environ,
    }  # fmt: skip
    inherited |= {os.fsencode(k): os.fsencode(v) for k, v in ours.items()}
    done = subprocess.run(
        [sys.executable, *options, "-m", "lix_tui", *words],
        env=inherited, capture_output=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["search", "people", "--keywords", "bad\udcff"], r"'bad\xff'"),
        (["facet", "TITLE", "bad\udcff"], r"'bad\xff'"),
        (["search", "recruiter", "--skill", "Caf\udce9"], r"'Caf\xe9'"),
        (["library", "search", "bad\udcff"], r"'bad\xff'"),
        (["get", "person", "jane\udcff"], r"'jane\xff'"),
        (["https://www.linkedin.com/in/\udcff"], r"in/\xff'"),
        (["enrich", "m\udce9\x1b[2J.csv"], r"'m\xe9\x1b[2J.csv'"),
        (["explain", "\ud83d"], r"'\ud83d'"),
    ],
)
def test_an_argument_that_is_not_text_is_refused(words: list[str], shown: str) -> None:
    refusal = encoding_problem(words, {"LIX_API_KEY": KEY})
    assert refusal is not None
    assert refusal[1] == 2
    assert refusal[0].startswith("An argument isn't UTF-8 text: ")
    assert shown in refusal[0]


@pytest.mark.parametrize(
    ("name", "status"), [("LIX_API_KEY", 3), ("LIX_VIEWER_ID", 2), ("LIX_THEME", 2)]
)
def test_a_variable_that_is_not_text_is_refused_by_its_name(name: str, status: int) -> None:
    refusal = encoding_problem([], {name: "sec\udcffret"})
    assert refusal == (f"The value of {name} isn't UTF-8 text. Set it again.", status)


def test_text_and_the_variables_of_others_are_taken() -> None:
    assert (
        encoding_problem(["Müller 漢字", "👩‍💻", ""], {"LS_COLORS": "\udcff", "LIX_THEME": "é"})
        is None
    )


def test_a_long_argument_is_cut_and_no_key_is_shown() -> None:
    long = encoding_problem(["x" * 70_000 + "\udcff" + "y" * 70_000], {})
    assert long is not None
    assert len(long[0]) < 200
    assert r"xx\xffyy" in long[0]
    with_key = encoding_problem([f"{KEY}\udcff"], {"LIX_API_KEY": KEY})
    assert with_key is not None
    assert KEY not in with_key[0]


@posix
@pytest.mark.parametrize("encoding", [{}, ASCII])
def test_a_process_refuses_bytes_and_sends_nothing(
    encoding: dict[str, str], sandbox: Served
) -> None:
    status, out, said = run(sandbox, "search", "people", "--keywords", b"bad\xff", environ=encoding)
    assert (status, out) == (2, b"")
    assert said.count("\n") == 1
    assert r"'bad\xff'" in said
    status, out, said = run(sandbox, "account", environ={"LIX_API_KEY": b"b\xe9", **encoding})
    assert (status, out, said.count("\n")) == (3, b"", 1)
    assert sandbox.requests() == []


@posix
def test_arguments_and_files_are_utf8_whatever_the_locale(sandbox: Served) -> None:
    keywords = "Müller 漢字 🦊"
    status, _, said = run(
        sandbox, "search", "people", "--keywords", keywords.encode(), environ=ASCII
    )
    assert status == 0, said
    (asked,) = sandbox.requests()
    assert "M%C3%BCller%20%E6%BC%A2%E5%AD%97%20%F0%9F%A6%8A" in str(asked["params"])
    status, out, _ = run(
        sandbox, "explain", "https://www.linkedin.com/in/müller".encode(), environ=ASCII
    )
    assert (status, "/in/m%C3%BCller" in out.decode()) == (0, True)


@posix
def test_python_is_started_again_once_at_most(sandbox: Served) -> None:
    status, out, said = run(
        sandbox, "explain", b"m\xc3\xbc", options=("-X", "utf8=0"), environ=ASCII
    )
    assert (status, out) == (2, b"")
    assert said == "lix-tui: Python reads arguments as ascii here. Start it without -X utf8.\n"
