"""A link is opened by the user's browser, which gets the link and no key."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from lix_tui.widgets import browser
from lix_tui.widgets.browser import is_openable, open_link

LINK = "https://www.linkedin.com/in/dana-o'hara?x=$(id)&y=`id`"


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Make a program the user's browser, which receives a link as its argument."""
    file = folder / "browse"
    file.write_text(f"#!{sys.executable}\nimport os, signal, sys\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(file))


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        (LINK, True),
        ("https://www.linkedin.com/in/jos\u00e9", True),
        ("http://www.linkedin.com/in/a", False),
        ("HTTPS://www.linkedin.com/in/a", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("--new-window https://x.example", False),
        (" https://x.example", False),
        ("https://x.example/a b", False),
        ("https://x.example/\nhttps://y.example", False),
        ("https://x.example/\x1b]0;a\x07", False),
        ("https://x.example/\u202egpj", False),
        ("", False),
    ],
)
def test_only_https_is_opened(link: str, opens: bool) -> None:
    assert is_openable(link) is opens


async def test_the_browser_gets_the_link_and_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "canary-key")
    out = tmp_path / "out"
    program(
        tmp_path, monkeypatch, f"open({str(out)!r}, 'w').write(repr((*sys.argv[1:], os.environ)))"
    )
    assert await open_link(LINK)
    written = out.read_text(encoding="utf-8")
    assert written.startswith(f"({LINK!r}, environ(")
    assert "PATH" in written
    assert "canary-key" not in written


async def test_no_browser_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "sys.exit(3)")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not await open_link(LINK)


async def test_a_browser_that_stays_open_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "MAX_WAIT", 1.0)
    out = tmp_path / "pid"
    body = f"open({str(out)!r}, 'w').write(str(os.getpid())); signal.pause()"
    program(tmp_path, monkeypatch, body)
    assert await open_link(LINK)
    while not (out.exists() and out.read_text()):  # Python itself may take longer to start
        await asyncio.sleep(0.01)
    os.kill(int(out.read_text()), 15)  # the browser must still run
