"""The command line prints, sends and writes what is recorded, and every option is recorded."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.recorded_output.commands import SCENES, read_scenes
from tests.recorded_output.plain import plain
from tests.recorded_output.runner import (
    RECORDINGS,
    chapters,
    differences,
    record_chapter,
    recorded,
    recorded_with,
)
from tests.recorded_output.scenes import Command, Heading, Order, Scene, steps

needs_forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="records in forks")
ADVICE = "If it is meant, renew: python -m tests.recorded_output --write"
HELP = "help/help"
UNRECORDED = {"sandbox --latency", "sandbox --viewer"}
"""Options of the command that serves until it is stopped, which no recorded sandbox needs."""
OPTION = re.compile(r"^  (?:-\w, )?(--[a-z-]+)")


@needs_forks
@pytest.mark.parametrize("chapter", chapters())
def test_the_command_line_does_what_is_recorded(chapter: str) -> None:
    found = list(differences(record_chapter(chapter), [chapter]))
    assert not found, "\n".join(["", *found, *recorded_with(), ADVICE])


def test_every_recording_has_a_scene() -> None:
    folders = sorted(path.name for path in RECORDINGS.iterdir() if path.is_dir())
    assert folders == sorted(chapters())
    assert sorted(recorded(folders)) == sorted(scene.name for scene in SCENES)


def test_every_option_of_every_command_is_recorded() -> None:
    options = offered((RECORDINGS / f"{HELP}.txt").read_text(encoding="utf-8"))
    assert {"search --keywords", "get --webhook", "library export --columns"} <= options
    used = {
        f"{' '.join(command)} {option.partition('=')[0]}"
        for words in called()
        for command in (words[:1], words[:2])
        for option in words
        if option.startswith("--")
    }
    served = {f"sandbox {word}" for scene in SCENES for word in scene.sandbox}
    assert options - used - served - UNRECORDED == set()


def offered(text: str) -> set[str]:
    """Return the options of each command whose help is recorded, as ``search --keywords``."""
    found, command = set(), ""
    for line in text.splitlines():
        if line.startswith("$ "):
            command = line.removeprefix("$ ").removesuffix("--help").strip()
        elif option := OPTION.match(line):
            name = option[1]
            if command and not command.startswith(("COLUMNS", "-h", "linkedin")):
                found.add(f"{command} {name}")
    return {option for option in found if not option.endswith(("--help", "--demo", "--offline"))}


def called() -> list[tuple[str, ...]]:
    """Return the words of every recorded command but of those that ask for help."""
    return [
        tuple("--output" if word == "-o" else word for word in step.words)
        for scene in SCENES
        if scene.name != HELP
        for step in steps(scene.lines)
        if isinstance(step, Command)
    ]


def test_differences_are_found_in_what_is_missing_new_and_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.recorded_output.runner.RECORDINGS", tmp_path)
    monkeypatch.setattr("tests.recorded_output.runner.REPOSITORY", tmp_path)
    (tmp_path / "a").mkdir()
    for name in ("same", "changed", "missing"):
        (tmp_path / "a" / f"{name}.txt").write_text("one\ntwo\n", encoding="utf-8")
    now = {"a/same": "one\ntwo\n", "a/changed": "one\n2\n", "a/new": "one\n"}
    changed, missing, new = differences(now, ["a"])
    assert "\n-two\n+2\n" in changed
    assert "-one\n-two\n" in missing
    assert "+one\n" in new


def test_a_line_is_a_command_a_heading_or_an_order() -> None:
    heading, order, command = steps(
        """
        # Stored
        : write x.txt "a b" c
        LIX_API_KEY= COLUMNS=50 get "two words" -x < x.txt
        """
    )
    assert isinstance(heading, Heading)
    assert isinstance(order, Order)
    assert (order.name, order.arguments) == ("write", ("x.txt", "a b", "c"))
    assert isinstance(command, Command)
    assert command.words == ("get", "two words", "-x")
    assert command.variables == (("LIX_API_KEY", ""), ("COLUMNS", "50"))
    assert (command.stdin, command.typed) == ("x.txt", None)
    (answered,) = steps("library delete 1 << y")
    assert isinstance(answered, Command)
    assert (answered.stdin, answered.typed) == (None, "y\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("in /tmp/x/home/data", "in <home>/data"),
        ("http://127.0.0.1:43211/v1", "http://<sandbox>/v1"),
        ("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1"),
        ('"elapsed": 0.0123,', '"elapsed": <seconds>,'),
        ('"elapsed": null,', '"elapsed": null,'),
        ("python          3.11.7 on Linux", "python          <version>"),
        (
            "page 4 of 6 · 1,335 a minute · 0.1 s left",
            "page 4 of 6 · <rate> a minute · <time> left",
        ),
        ("\r\x1b[Ka\r\n", "<cr><esc>[Ka\n"),
        ("3 credits, 12 s", "3 credits, 12 s"),
    ],
)
def test_only_what_differs_from_run_to_run_is_replaced(text: str, shown: str) -> None:
    assert plain(text, Path("/tmp/x/home")) == shown


def test_scenes_are_read_from_a_list() -> None:
    one, two = read_scenes(
        """About.

        WHO := olivia-shaw

        <both>
        account
        get person {WHO}

        [a/one] --fault 500@person
        : use both
        # End
        [b/two] no sandbox
        info
        """
    )
    assert one == Scene(
        "a/one", "account\nget person olivia-shaw\n# End", ("--fault", "500@person")
    )
    assert two == Scene("b/two", "info", is_served=False)
    for wrong in ("About.\n\ninfo", "About.\n\n[a/b]\n: use none"):
        with pytest.raises(ValueError, match="no scene"):
            read_scenes(wrong)


def test_a_scene_belongs_to_the_chapter_of_its_name() -> None:
    assert Scene("faults/401", "").chapter == "faults"
    assert len({scene.name for scene in SCENES}) == len(SCENES)
