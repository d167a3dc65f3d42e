"""Themes as a user meets them: chosen, kept, mistaken, and not wanted at all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.command import CommandList, CommandPalette
from textual.theme import BUILTIN_THEMES
from textual.widgets import OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.theme_menu import ThemeMenu
from lix_tui.settings.settings import Settings, load_settings
from lix_tui.settings.themes_folder import DEFAULT_THEME, PLAIN_THEME, theme_files
from tests.support.screens import results
from tests.support.theme_samples import GOOD
from tests.support.waits import until


def last_notice(app: LixApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def mine(settings: Settings, text: str = GOOD) -> None:
    folder = settings.paths.config / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.toml").write_text(text)


async def test_themes_are_shown_while_moving_and_escape_reverts(demo_settings: Settings) -> None:
    mine(demo_settings)
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, ThemeMenu), "the themes are listed")
        options = app.screen.query_one(OptionList)
        names = [str(option.prompt) for option in options.options]
        assert names == [*theme_files(), "mine"]
        assert not set(names) & set(BUILTIN_THEMES)
        assert names[options.highlighted or 0] == DEFAULT_THEME
        for name in names[names.index(DEFAULT_THEME) + 1 :]:
            await pilot.press("down")
            await until(pilot, lambda: app.theme == name, f"{name} is shown")
        await pilot.press("end")
        await until(pilot, lambda: app.theme == "mine", "it is shown")
        await pilot.pause()
        assert app.screen_stack[0].styles.background.hex == "#0F1714"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ThemeMenu), "the list is gone")
        assert app.theme == DEFAULT_THEME
        assert not demo_settings.paths.config_file.exists()


async def test_enter_keeps_the_theme_for_the_next_start(demo_settings: Settings) -> None:
    mine(demo_settings)
    demo_settings.paths.config_file.write_text('# mine\nconfirm = "email"\n')
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, ThemeMenu), "the themes are listed")
        await pilot.press("end", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ThemeMenu), "the list is gone")
        assert app.theme == "mine"
    written = demo_settings.paths.config_file.read_text()
    assert written == '# mine\nconfirm = "email"\ntheme = "mine"\n'
    again = LixApp(load_settings(environ={}, paths=demo_settings.paths).with_demo())
    assert again.theme == "mine"


async def test_a_theme_that_cannot_be_kept_is_used_and_said(demo_settings: Settings) -> None:
    demo_settings.paths.config.mkdir()
    demo_settings.paths.config_file.write_text("theme = ")
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, ThemeMenu), "the themes are listed")
        await pilot.press("end", "enter")
        await until(
            pilot, lambda: any("not saved" in words for words in last_notice(app)), "it is said"
        )
        assert app.theme == max(theme_files())
    assert demo_settings.paths.config_file.read_text() == "theme = "


async def test_the_palette_offers_ours_only(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert titles.count("Theme") == 1
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette is there")
        await pilot.press(*"Theme")
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: "Theme" in first_option(found), "it is found first")
        await pilot.press("down")
        await until(pilot, lambda: found.highlighted == 0, "it is under the cursor")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ThemeMenu), "the themes are listed")


def first_option(found: OptionList) -> str:
    return str(found.get_option_at_index(0).prompt) if found.option_count else ""


async def test_a_mistake_is_said_once_and_stops_nothing(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine(demo_settings, GOOD.replace("primary =", "primray ="))
    app = LixApp(replace(demo_settings, theme="mine"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        assert app.theme == DEFAULT_THEME
        await until(
            pilot, lambda: any("primray" in words for words in last_notice(app)), "it is said"
        )
        looks, look = 0, app.themes.reload_changed

        def counted() -> list[str]:
            nonlocal looks
            looks += 1
            return look()

        monkeypatch.setattr(app.themes, "reload_changed", counted)
        await until(pilot, lambda: looks >= 2, "the file is looked at again")
        await pilot.pause()
        assert sum("primray" in words for words in last_notice(app)) == 1
        assert "mine.toml" in last_notice(app)[0]
        mine(demo_settings)
        await until(pilot, lambda: "mine" in app.themes.names, "it is there once it is right")


async def test_a_theme_in_use_changes_as_its_file_does(demo_settings: Settings) -> None:
    mine(demo_settings)
    app = LixApp(replace(demo_settings, theme="mine"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        shown = app.screen.styles
        assert shown.background.hex == "#0F1714"
        mine(demo_settings, GOOD.replace("#0f1714", "#123456") + "\n")
        await until(pilot, lambda: shown.background.hex == "#123456", "the colours change")
        mine(demo_settings, GOOD.replace("#0f1714", "nonsense"))
        await until(
            pilot, lambda: any("'background'" in words for words in last_notice(app)), "it says"
        )
        assert shown.background.hex == "#123456"


async def test_no_color_sends_no_colour_and_the_row_is_still_seen(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = LixApp(replace(demo_settings, theme="lix-paper"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        assert app.theme == PLAIN_THEME
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "ten people are shown")
        await pilot.pause()
        rows = [
            [segment.style for segment in strip if segment.style and segment.text.strip()]
            for strip in app.screen._compositor.render_strips()
        ]
        styles = [style for row in rows for style in row]
        assert styles
        colours = {str(c.name) for style in styles for c in (style.color, style.bgcolor) if c}
        assert colours <= {"default"}
        assert any(any(style.reverse for style in row) for row in rows)
        sent = "".join(
            strip.render(app.console) for strip in app.screen._compositor.render_strips()
        )
        assert not re.search(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7]|[34]8;|9[0-7]|10[0-7])", sent)
        await pilot.press("f12")
        assert any("NO_COLOR" in words for words in last_notice(app))
        await pilot.press("escape", "full_stop")
        await until(pilot, lambda: bool(app.screen.query(OptionList)), "a list is open")
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        first, second = options.render_line(0), options.render_line(1)
        assert any(segment.style and segment.style.underline for segment in first)
        assert not any(segment.style and segment.style.underline for segment in second)


async def test_an_empty_no_color_asks_for_nothing(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = LixApp(demo_settings)
    assert not app.no_color
    assert app.theme == DEFAULT_THEME


async def test_in_the_terminals_colours_a_line_marks_a_lists_cursor(
    demo_settings: Settings,
) -> None:
    app = LixApp(replace(demo_settings, theme=PLAIN_THEME))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, ThemeMenu), "the themes are listed")
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        row = options.highlighted
        assert row is not None
        for line in range(options.option_count):
            styles = [s.style for s in options.render_line(line) if s.style and s.text.strip()]
            assert all(bool(style.underline) == (line == row) for style in styles)
            assert all(style.bgcolor is None or style.bgcolor.is_default for style in styles)
