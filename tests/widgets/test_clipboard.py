"""Destinations of a copy: the user's program, the system's clipboard, the terminal."""

from __future__ import annotations

import base64
import os
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.clipboard_copy import copy
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.settings import Settings, load_settings
from lix_tui.widgets import clipboard
from lix_tui.widgets.clipboard import OSC_52_LIMIT, has_clipboard, wrap_for_multiplexer
from tests.support.waits import until

TEXT = "https://www.linkedin.com/in/dana-o'hara é 漢 $x `id`\nsecond line"
SEQUENCE = "\x1b]52;c;aGVsbG8=\a"


async def notice_after_copy(settings: Settings, text: str) -> tuple[str, str, str]:
    """Copy and return the message, its severity, and the driver's output."""
    app = LixApp(settings)
    written: list[str] = []
    async with app.run_test(size=(100, 30)) as pilot:
        await app.services()
        assert app._driver is not None  # pins the private name that the wrapped sequence needs
        with patch.object(app._driver, "write", written.append):
            app.clear_notifications()
            copy(app, text, "the link")
            await until(pilot, lambda: len(app._notifications) > 0, "it says what was done")
        (notice,) = app._notifications
        return notice.message, notice.severity, "".join(written)


def read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def program(tmp_path: Path, body: str) -> tuple[str, ...]:
    """Return a clipboard program."""
    file = tmp_path / "program.py"
    file.write_text(f"import os, sys\nfrom pathlib import Path\n{body}\n", encoding="utf-8")
    return sys.executable, str(file)


async def test_a_command_gets_the_text_and_no_key(
    demo_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "canary-key")
    out = tmp_path / "out"
    body = f"Path({str(out)!r}).write_bytes(sys.stdin.buffer.read())\n"
    body += f"Path({str(out) + '.env'!r}).write_text(repr(dict(os.environ)))"
    command = program(tmp_path, body)
    said, severity, written = await notice_after_copy(
        replace(demo_settings, copy_command=command), TEXT
    )
    assert said == f"Copied the link with {sys.executable}."
    assert severity == "information"
    assert out.read_text(encoding="utf-8") == TEXT
    environment = read(f"{out}.env")
    assert "PATH" in environment
    assert "canary-key" not in environment
    assert "]52;" not in written


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("/nowhere/clip",), "/nowhere/clip can't be started: No such file or directory."),
        ((sys.executable, "-c", "raise SystemExit(3)"), "failed with status 3"),
    ],
)
async def test_a_command_that_fails_is_told(
    demo_settings: Settings, command: tuple[str, ...], words: str
) -> None:
    said, severity, written = await notice_after_copy(
        replace(demo_settings, copy_command=command), TEXT
    )
    assert words in said
    assert "copy_command" in said
    assert severity == "error"
    assert "]52;" not in written


async def test_a_command_that_hangs_is_ended(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "MAX_WAIT", 0.3)
    hanging = (sys.executable, "-c", "import time; time.sleep(60)")
    said, severity, _ = await notice_after_copy(replace(demo_settings, copy_command=hanging), TEXT)
    assert "did not end within" in said
    assert severity == "error"


@pytest.mark.skipif(sys.platform != "linux", reason="the programs are those of X11")
async def test_the_system_clipboard_is_used_where_there_is_one(
    demo_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copy with pyperclip, which finds the test's xclip; it receives the text and no key."""
    out = tmp_path / "out"
    xclip = tmp_path / "xclip"
    xclip.write_text(f'#!/bin/sh\ncat > "{out}"\nenv > "{out}.env"\n', encoding="utf-8")
    xclip.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("LIX_API_KEY", "canary-key")
    said, _, written = await notice_after_copy(demo_settings, TEXT)
    assert said == "Copied the link (system clipboard)."
    assert out.read_text(encoding="utf-8") == TEXT
    assert "canary-key" not in read(f"{out}.env")
    assert "]52;" not in written
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    assert (await notice_after_copy(demo_settings, TEXT))[0].startswith("Sent the link")


async def test_the_terminal_is_asked_otherwise(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    said, _, written = await notice_after_copy(demo_settings, TEXT)
    assert said == "Sent the link to the terminal's clipboard (OSC 52), which it may ignore."
    plain = f"\x1b]52;c;{base64.b64encode(TEXT.encode()).decode()}\a"
    assert plain in written
    assert "\x1bP" not in written
    monkeypatch.setenv("TMUX", "/tmp/tmux-1000/default,1,0")
    _, _, written = await notice_after_copy(demo_settings, TEXT)
    assert plain in written
    assert wrap_for_multiplexer({"TMUX": "x"}, plain) in written


async def test_too_long_for_the_terminal(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    fits = OSC_52_LIMIT // 4 * 3
    said, severity, written = await notice_after_copy(demo_settings, "x" * (fits + 1))
    assert "too long for the terminal's clipboard; export it" in said
    assert severity == "error"
    assert "]52;" not in written
    assert (await notice_after_copy(demo_settings, "x" * fits))[1] == "information"


def test_wrapping() -> None:
    assert wrap_for_multiplexer({"TERM": "xterm"}, SEQUENCE) == ""
    tmux = "\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\a\x1b\\"
    assert wrap_for_multiplexer({"TMUX": "x"}, SEQUENCE) == tmux
    assert wrap_for_multiplexer({"TERM": "tmux-256color"}, SEQUENCE) == tmux
    assert wrap_for_multiplexer({"STY": "x"}, SEQUENCE) == f"\x1bP{SEQUENCE}\x1b\\"
    long = SEQUENCE * 100
    parts = wrap_for_multiplexer({"STY": "x"}, long).split("\x1b\\")
    assert "".join(part.removeprefix("\x1bP") for part in parts) == long
    assert max(map(len, parts)) <= clipboard.SCREEN_PART + 2


def test_where_a_clipboard_is() -> None:
    assert has_clipboard({"DISPLAY": ":0"}) is True
    assert has_clipboard({"DISPLAY": ":0", "SSH_CONNECTION": "a b"}) is False
    assert has_clipboard({}) is (sys.platform != "linux")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('"wl-copy -n"', ("wl-copy", "-n")),
        ('["clip", "a b"]', ("clip", "a b")),
        ("\"sh 'a b'\"", ("sh", "a b")),
    ],
)
def test_the_setting(tmp_path: Path, written: str, words: tuple[str, ...]) -> None:
    from lix_tui.settings.settings import Paths

    paths = Paths(tmp_path, tmp_path, tmp_path)
    paths.config_file.write_text(f"copy_command = {written}\n", encoding="utf-8")
    assert load_settings(paths=paths, environ={}).copy_command == words


@pytest.mark.parametrize("written", ['""', "[]", '"a \'b"', "3", '["a", 1]', '[""]', '"a\\u0000"'])
def test_a_setting_that_is_none(tmp_path: Path, written: str) -> None:
    from lix_tui.settings.settings import Paths

    paths = Paths(tmp_path, tmp_path, tmp_path)
    paths.config_file.write_text(f"copy_command = {written}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"copy_command .* must be a program"):
        load_settings(paths=paths, environ={})


async def test_what_acts_upon_a_terminal_is_not_copied(
    demo_settings: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    body = f"Path({str(out)!r}).write_bytes(sys.stdin.buffer.read())"
    command = program(tmp_path, body)
    hostile = "rm\x1b[2J\x9b1m\u202e \ud800-rf\n\tx\x00"
    await notice_after_copy(replace(demo_settings, copy_command=command), hostile)
    assert out.read_text(encoding="utf-8") == "rm[2J1m -rf\n\tx"
