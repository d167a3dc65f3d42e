"""The canary is on no screen; ``python -m tests.leaks`` goes over every one."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input

from lix_tui import screens
from lix_tui.app.app import LixApp
from lix_tui.screens.debug import DebugScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.key import KEY_FILE
from lix_tui.settings.settings import Paths
from tests.conftest import Served
from tests.leaks.canary import KEY, contains_key, leaking, open_to_others
from tests.leaks.screen_walk import against, play, screen_contents
from tests.leaks.walk import NOT_WALKED, PROGRAM, WALK
from tests.support.screens import results
from tests.support.waits import until
from tests.support.welcome import SIZE, in_front, live, welcomed


def every_screen() -> set[str]:
    """Return the names of the screens that can be on top: those without a subclass."""
    found: set[type] = set()
    for module in walk_packages(screens.__path__, "lix_tui.screens."):
        defined = vars(import_module(module.name)).values()
        found |= {thing for thing in defined if isinstance(thing, type)}
    ours = {one for one in found if issubclass(one, Screen) and "lix_tui" in one.__module__}
    return {one.__name__ for one in ours if not any(one in other.__bases__ for other in ours)}


def test_the_walk_goes_over_every_screen() -> None:
    walked = {step.screen for step in WALK}
    assert not walked & NOT_WALKED.keys()
    assert every_screen() == (walked | NOT_WALKED.keys()) - {"CommandPalette"}


@pytest.mark.sandbox_options("--fault", "echo")
async def test_no_screen_of_the_program_shows_the_key(
    sandbox: Served, paths: Paths, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "true")
    await play(against(sandbox, paths), PROGRAM)
    assert leaking(home.parent) == []
    assert open_to_others(home.parent) == []


async def test_what_is_typed_at_the_welcome_is_seen_by_nobody(
    sandbox: Served, paths: Paths, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIX_API_KEY")
    app = live(sandbox, paths)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await welcomed(app, pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: in_front(app, "key"), "it asks")
        typed = app.screen.query_one("#key", Input)
        app.screen.post_message(Paste(KEY))
        await until(pilot, lambda: typed.value == KEY, "it is typed")
        for keys in ("ctrl+c", "super+c", "ctrl+x", "super+x", "ctrl+insert"):
            await pilot.press("home", "shift+end")
            assert not typed.selection.is_empty
            await pilot.press(keys)
            assert not contains_key(screen_contents(app)), keys
        assert not contains_key(str(app.screen.get_selected_text()))
        assert typed.value == KEY, "it was not cut"
        await pilot.press("enter")
        await until(pilot, lambda: in_front(app, "places"), "it works")
        await pilot.press("enter")
        await app.services()
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "a tour is offered")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is not taken")
        await pilot.press("alt+d")
        await until(pilot, lambda: isinstance(app.screen, DebugScreen), "the report opens")
        await pilot.press("y")
        await until(pilot, lambda: "\u2022\u2022" in app.clipboard, "the report is copied")
        assert not contains_key(screen_contents(app))
    assert (paths.config / KEY_FILE).read_text() == f"{KEY}\n"
    assert leaking(home.parent) == []
    assert open_to_others(home.parent) == []


async def test_no_program_that_is_started_gets_the_key(
    sandbox: Served,
    paths: Paths,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list[tuple[str, str]],
) -> None:
    """Start the user's copy program, the system's and the browser without the key."""
    out = home / "got"
    for name in ("clip", "browse"):
        body = f"import os, sys; open({str(out)!r}, 'a').write(repr((sys.argv, os.environ)))"
        (home / name).write_text(f"#!{sys.executable}\n{body}\n")
        (home / name).chmod(0o700)
    monkeypatch.setenv("BROWSER", str(home / "browse"))
    settings = replace(against(sandbox, paths), copy_command=(str(home / "clip"),))
    app = LixApp(settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.services()
        await pilot.press("enter", *"data", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are found")
        await pilot.press("y")
        await until(pilot, lambda: out.exists() and "clip" in out.read_text(), "it is copied")
        await pilot.press("o")
        await until(pilot, lambda: "browse" in out.read_text(), "it is opened")
        app.settings = replace(settings, copy_command=())
        monkeypatch.setenv("DISPLAY", ":99")
        before = len(started)
        await pilot.press("y")
        await until(pilot, lambda: len(started) > before, "the system's clipboard is tried")
        await until(pilot, lambda: len(app._notifications) > 1, "it says so")
    assert "https://www.linkedin.com/in/" in out.read_text()
    assert not contains_key(out.read_text())
    out.unlink()
