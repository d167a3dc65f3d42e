"""The terminal never receives the key, foreign escape sequences or markup."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.copy_menu import CopyMenu
from lix_tui.screens.dialogs.help import HelpScreen
from lix_tui.screens.dialogs.open_prompt import open_prompt
from lix_tui.screens.dialogs.raw import RawScreen
from lix_tui.screens.dialogs.record_preview import RecordPreview
from lix_tui.screens.dialogs.welcome import CheckedKey, WelcomeScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.commands.keymap import make_keymap
from lix_tui.services.raw_view import RawView
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.summary import SummaryLine
from lix_tui.settings.key import Key
from lix_tui.settings.settings import Paths, Settings
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.status_bar import StatusBar, StatusPart
from tests.support.screens import on_screen
from tests.support.waits import rested, until

HOSTILE = "CTO [/ [@click=app.quit]x[/] [/] [red]"
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]


def printed(app: LixApp) -> str:
    """Return the output of the crash handler."""
    out = io.StringIO()
    console = Console(file=out, width=200)
    for renderable in app._exit_renderables:
        console.print(renderable)
    return out.getvalue()


async def test_a_crash_shows_no_locals(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show no locals, which depends on one private method of Textual."""
    app = LixApp(demo_settings)
    shown: list[str] = []

    def fail() -> None:
        canary = Key("canary-key").reveal()
        assert canary
        raise RuntimeError

    with pytest.raises(RuntimeError):
        async with app.run_test() as pilot:
            original = app._close_messages_no_wait

            def closing() -> None:
                shown.append(printed(app))
                original()

            monkeypatch.setattr(app, "_close_messages_no_wait", closing)
            app.call_later(fail)
            await until(pilot, lambda: bool(shown), "the app fails")
    assert "RuntimeError" in shown[0]
    assert "Traceback" in shown[0]
    assert "canary-key" not in "".join(shown).replace('Key("canary-key")', "")
    assert "locals" not in shown[0]


@pytest.mark.parametrize("name", ["[red]data[/red]", "[/]", "a[@click=app.quit]b"])
async def test_the_last_sentence_is_printed_as_it_is(name: str, tmp_path: Path) -> None:
    data = tmp_path / name
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text("a file where the folder should be")
    paths = Paths(tmp_path / "config", data, tmp_path / "state")
    app = LixApp(Settings(paths=paths, offline=True))
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(app._exit_renderables), "it leaves")
        said = printed(app)
    assert app.return_value == 1
    assert name in said.replace("\n", "")


async def no_check(key: Key) -> CheckedKey:
    return CheckedKey(False, HOSTILE)


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_takes_hostile_text_at_every_size(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await app.services()
        screen = app.screen
        screen.query_one(QueryBar).show_message(HOSTILE)
        assert isinstance(screen, SearchScreen)
        screen.preview().show(
            HOSTILE, [SummaryLine(HOSTILE, "title"), SummaryLine(HOSTILE, "link")]
        )
        screen.query_one(StatusBar).parts = (StatusPart(HOSTILE, "$warning"),)
        screen.query_one(AreaBar).live = True
        app.notify(HOSTILE, title=HOSTILE, markup=False)
        for modal in (
            RawScreen(RawView(HOSTILE, {HOSTILE: [HOSTILE]}, about=HOSTILE)),
            CopyMenu([CopyForm(HOSTILE, HOSTILE)]),
            ConfirmScreen(HOSTILE, HOSTILE),
            HelpScreen(("search", "app"), make_keymap("default", {})),
            RecordPreview(HOSTILE, [SummaryLine(HOSTILE)]),
            open_prompt(app),
            WelcomeScreen(HOSTILE, no_check, keyring=True),
        ):
            app.push_screen(modal)
            await pilot.pause()
            assert on_screen(app, type(modal)) is modal
            steps = 2 if isinstance(modal, WelcomeScreen) else 1
            await pilot.press(*["escape"] * steps)
            assert app.screen is screen
        await pilot.press("8")
        await rested(pilot, app)
        assert app.is_running


async def test_the_key_bar_never_overflows(demo_settings: Settings) -> None:
    from lix_tui.widgets.key_bar import KeyBar

    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        for width in (20, 40, 60, 80, 120):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            lines = app.screen.query_one(KeyBar).render().plain.splitlines()
            assert len(lines) <= (1 if width >= 110 else 2)
            assert all(len(line) <= width for line in lines)
            assert "Palette" in "".join(lines)
            assert "Help" in "".join(lines)


async def test_however_it_ends_the_store_is_closed(demo_settings: Settings) -> None:
    import threading

    before = set(threading.enumerate())
    app = LixApp(demo_settings)
    async with app.run_test():
        await app.services()
    left = [t for t in set(threading.enumerate()) - before if t.name.startswith("store")]
    for thread in left:
        thread.join(60)
    assert not [thread for thread in left if thread.is_alive()]
