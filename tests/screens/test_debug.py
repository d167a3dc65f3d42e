"""The debug screen: everything a bug report needs, nothing that is private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.debug import DebugScreen
from lix_tui.services.bug_report import terminal_lines
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.support.screens import results, written
from tests.support.waits import until


async def test_the_report_is_whole_and_private(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    settings = replace(
        demo_settings, viewer_id="alfie-lambert", sources={"viewer_id": "LIX_VIEWER_ID"}
    )
    app = LixApp(settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        app.notify("Olivia Shaw [red] was exported.", markup=False)
        await pilot.press("escape", "exclamation_mark")
        await until(pilot, lambda: "Last requests" in written(app), "the report is there")
        shown = written(app)
        await pilot.press("y")
        await until(pilot, lambda: bool(app.clipboard), "it is copied")
    copied = app.clipboard
    for words in ("textual", "truecolor", "120 × 40", "store schema", "rate limiter", "people"):
        assert words in copied
    assert "set (LIX_VIEWER_ID)" in copied
    program = [line for line in shown.splitlines() if line.startswith(("textual ", "python "))]
    assert len({len(line) - len(line.split(None, 1)[1]) for line in program}) == 1, "aligned"
    assert "Olivia Shaw [red] was exported." in shown
    for private in ("Olivia", "solutions", "alfie", "linkedin.com"):
        assert private not in copied


async def test_the_key_is_masked(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_API_KEY", "canary-key")
    app = LixApp(Settings(paths=paths, api_url=sandbox.url, rate_interval=INTERVAL))
    async with app.run_test(size=(120, 40)) as pilot:
        await app.services()
        await pilot.press("alt+d")
        place = "•••• from the environment variable LIX_API_KEY"
        await until(pilot, lambda: place in written(app), "the key's place is shown")
        await pilot.press("f6")
        await until(pilot, lambda: place in app.clipboard, "it is copied")
        assert "canary" not in written(app) + app.clipboard


async def test_an_unexpected_error_is_told_by_its_place_and_not_by_its_message(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)

    async def break_down() -> None:
        message = "Olivia Shaw"
        raise ZeroDivisionError(message)

    async with app.run_test(size=(120, 40)) as pilot:
        await app.services()
        app.run_worker(break_down(), exit_on_error=False)
        await until(pilot, lambda: bool(app.message_log.errors), "it is remembered")
        await until(
            pilot, lambda: "the debug screen shows" in app.message_log.messages[-1].sentence, "said"
        )
        await pilot.press("alt+d")
        await until(pilot, lambda: "ZeroDivisionError" in written(app), "it is shown")
        await pilot.press("y")
        await until(pilot, lambda: "in break_down" in app.clipboard, "it is copied")
        assert "Olivia" not in app.clipboard
        await pilot.press("escape")
        assert not isinstance(app.screen, DebugScreen)


def test_ssh_and_tmux_are_told_without_addresses() -> None:
    lines = dict(terminal_lines((80, 24), {"SSH_TTY": "/dev/pts/1", "TMUX": "/tmp/alfie,1,0"}))
    assert lines["over ssh"] == lines["inside tmux"] == "yes"
    assert lines["TERM"] == "not set"
    assert "alfie" not in str(lines)
