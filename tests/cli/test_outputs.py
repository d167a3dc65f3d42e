"""The -o FILE of every command: checked before anything is bought, replaced only where agreed."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lix_tui.services.export import atomic_file as output
from tests.cli.command_line import KEY, run
from tests.conftest import INTERVAL, Served

COMMANDS: dict[str, tuple[str, ...]] = {
    "search": ("search", "people", "--keywords", "engineer", "--limit", "5"),
    "enrich": ("enrich", "in.csv", "--yes"),
    "library export": ("library", "export"),
}
PERSON = "https://www.linkedin.com/in/olivia-shaw"
INPUT = f"Name,Link\nOlivia,{PERSON}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a file to enrich."""
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(INPUT)
    return tmp_path


def request_count(sandbox: Served) -> int:
    return len(sandbox.requests())


def missing_folder() -> str:
    return "nowhere/out.csv"


def a_folder() -> str:
    Path("out.csv").mkdir()
    return "out.csv"


def below_a_file() -> str:
    return "in.csv/out.csv"


def dangling_link() -> str:
    Path("out.csv").symlink_to("nowhere/at/all.csv")
    return "out.csv"


def loop() -> str:
    Path("out.csv").symlink_to("out.csv")
    return "out.csv"


def long_name() -> str:
    return f"{'x' * 300}.csv"


def foreign_file() -> str:
    Path("out.csv").write_text("precious")
    return "out.csv"


def link_to_foreign_file() -> str:
    Path("real.csv").write_text("precious")
    Path("out.csv").symlink_to("real.csv")
    return "out.csv"


def the_store() -> str:
    path = Path(os.environ["XDG_DATA_HOME"]) / "lix-tui" / "lix.db"
    path.parent.mkdir(parents=True)
    path.touch()
    return str(path)


BAD: tuple[Callable[[], str], ...] = (
    missing_folder, a_folder, below_a_file, dangling_link, loop, long_name, foreign_file,
    link_to_foreign_file, the_store,
)  # fmt: skip


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_bad_place_is_said_before_anything_is_sent(
    command: str, make: Callable[[], str], sandbox: Served
) -> None:
    place = make()
    form = ("--format", "csv") if command == "library export" else ()
    status, out, err = run(*COMMANDS[command], *form, "-o", place, url=sandbox.url)
    assert (status, out) == (2, "")
    assert len([line for line in err.splitlines() if line.startswith(("lix-tui:", "Error:"))]) == 1
    assert request_count(sandbox) == 0
    for name in ("out.csv", "real.csv"):
        if Path(name).is_file():
            assert Path(name).read_text() == "precious"
    assert not list(Path().glob(".*lix-*"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_said_before_anything_is_sent(
    command: str, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "ROOM", 1 << 62)
    status, _, err = run(*COMMANDS[command], "-o", "out.csv", url=sandbox.url)
    assert status == 2
    assert "less than 1 MB left" in err
    assert request_count(sandbox) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_write_protected_file_is_left_alone(
    command: str, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign_file()
    # root may write anywhere
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    status, _, err = run(*COMMANDS[command], "-o", "out.csv", "--overwrite", url=sandbox.url)
    assert status == 2
    assert "write-protected" in err
    assert request_count(sandbox) == 0
    assert Path("out.csv").read_text() == "precious"


@pytest.mark.parametrize("command", COMMANDS)
def test_its_own_output_is_replaced_and_nothing_else(command: str, sandbox: Served) -> None:
    words, file = (*COMMANDS[command], "-o", "out.csv"), Path("out.csv")
    assert run(*words, url=sandbox.url)[0] == 0
    first = file.read_text()
    assert run(*words, url=sandbox.url)[0] == 0, "unchanged since, it is replaced unasked"
    file.write_text(f"{first}my own line\n")
    status, _, err = run(*words, url=sandbox.url)
    assert status == 2
    assert err == (
        "lix-tui: out.csv exists already; add --overwrite to replace it, or name another file.\n"
    )
    assert file.read_text() == f"{first}my own line\n"
    assert run(*words, "--overwrite", url=sandbox.url)[0] == 0
    assert file.read_text() != f"{first}my own line\n"
    assert run(*words, url=sandbox.url)[0] == 0


def test_an_output_of_another_command_is_asked_about(sandbox: Served) -> None:
    assert run(*COMMANDS["search"], "-o", "out.csv", url=sandbox.url)[0] == 0
    other = ("search", "people", "--keywords", "manager", "-o", "out.csv")
    before, bought = Path("out.csv").read_text(), request_count(sandbox)
    for words in (other, (*COMMANDS["enrich"], "-o", "out.csv")):
        status, _, err = run(*words, url=sandbox.url)
        assert (status, "--overwrite" in err) == (2, True)
    assert (Path("out.csv").read_text(), request_count(sandbox)) == (before, bought)
    more = (*COMMANDS["search"][:-1], "12", "-o", "out.csv", "--columns", "name")
    assert run(*more, url=sandbox.url)[0] == 0, "how much and which columns is the same command"


def hard() -> None:
    os.link("in.csv", "out.csv")


def soft() -> None:
    Path("out.csv").symlink_to("in.csv")


@pytest.mark.parametrize(
    ("link", "name"),
    [(None, "in.csv"), (None, "./in.csv"), (hard, "out.csv"), (soft, "out.csv")],
    ids=["itself", "another spelling", "hard link", "link"],
)
def test_the_input_is_not_written_over(
    link: Callable[[], None] | None, name: str, sandbox: Served
) -> None:
    if link is not None:
        link()
    words = ("enrich", "in.csv", "-o", name, "--yes")
    status, _, err = run(*words, url=sandbox.url)
    assert status == 2
    assert "is the input file; add --overwrite" in err
    assert request_count(sandbox) == 0
    assert Path("in.csv").read_text() == INPUT
    assert run(*words, "--overwrite", url=sandbox.url)[0] == 0
    assert "olivia-shaw,found,,Olivia Shaw," in Path(name).read_text()
    status, _, err = run(*words, url=sandbox.url)
    if link is not hard:  # a hard link became a file of its own
        assert (status, "is the input file" in err) == (2, True)


def test_what_enrich_cannot_write_is_said_first(sandbox: Served) -> None:
    status, _, err = run(*COMMANDS["enrich"], "-o", "out.tsv", url=sandbox.url)
    assert (status, request_count(sandbox)) == (2, 0)
    assert "Rows can't be written as .tsv." in err


def test_the_ending_chooses_the_format(sandbox: Served) -> None:
    words = COMMANDS["search"]
    assert run(*words, "-o", "out.CSV", url=sandbox.url)[0] == 0
    assert Path("out.CSV").read_text().startswith("name,")
    assert run(*words, "-o", "out", url=sandbox.url)[0] == 0
    assert Path("out").read_text().startswith("{")
    assert run(*words, "-o", "out.dat", "--format", "md", url=sandbox.url)[0] == 0
    assert Path("out.dat").read_text().startswith("| Name")
    for command in ("search", "library export"):
        contrary = (*COMMANDS[command], "-o", "a.csv", "--format", "json")
        status, _, err = run(*contrary, url=sandbox.url)
        assert status == 2
        assert "a.csv ends in .csv and --format says json" in err
        assert not Path("a.csv").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_and_a_device_need_no_agreement(command: str, sandbox: Served) -> None:
    words = (*COMMANDS[command], "-o", "/dev/null")
    words = (*words, "--format", "csv") if command == "library export" else words
    for _ in range(2):
        assert run(*words, url=sandbox.url)[0] == 0


def test_a_target_that_appears_during_the_run_is_left_alone(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def appear_first(written: Path, path: Path) -> None:
        if Path(path).name == "out.csv":
            Path(path).write_text("precious")
        link(written, path)

    for command, words in COMMANDS.items():
        Path("out.csv").unlink(missing_ok=True)
        with monkeypatch.context() as patched:
            patched.setattr(os, "link", appear_first)
            status, _, err = run(*words, "-o", "out.csv", url=sandbox.url)
        assert status == 2, command
        assert "created or changed by another program" in err
        assert Path("out.csv").read_text() == "precious"
        assert not list(Path().glob(".out*"))


@pytest.mark.parametrize(("answer", "agreed"), [("y", True), ("n", False)])
def test_on_a_terminal_it_is_asked(answer: str, agreed: bool, sandbox: Served) -> None:
    foreign_file()
    ours, theirs = pty.openpty()
    environ = {
        **os.environ, "LIX_API_KEY": KEY, "LIX_API_URL": sandbox.url,
        "LIX_RATE_INTERVAL": str(INTERVAL),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "lix_tui", *COMMANDS["search"], "-o", "out.csv"],
        stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL, env=environ,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while b"Replace it?" not in said:
        said += os.read(ours, 1000)
    os.write(ours, f"{answer}\n".encode())
    assert process.wait(60) == (0 if agreed else 2)
    os.close(ours)
    assert (Path("out.csv").read_text() == "precious") is not agreed
    assert (request_count(sandbox) > 0) is agreed
