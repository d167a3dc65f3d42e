"""The settings screen: values with their sources, changed in the file and in the running app."""

from __future__ import annotations

import re
import tomllib

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.settings import SettingsScreen
from lix_tui.settings.settings import SETTINGS, Settings, load_settings
from tests.support.screens import written
from tests.support.waits import until
from tests.support.welcome import terminal_text

SIZE = (120, 40)


def setting_lines(app: LixApp) -> dict[str, str]:
    """Return the line of each setting by its name."""
    listed = app.screen.query_one(OptionList)
    lines = [str(listed.get_option_at_index(at).prompt) for at in range(listed.option_count)]
    return {line.split()[0]: line for line in lines}


def move_to_setting(app: LixApp, name: str) -> None:
    app.screen.query_one(OptionList).highlighted = list(setting_lines(app)).index(name)


def last_notice(app: LixApp) -> str:
    return " ".join(n.message for n in app._notifications)


async def opened(app: LixApp, pilot: Pilot[int]) -> None:
    await pilot.press("escape", "comma")
    await until(pilot, lambda: isinstance(app.screen, SettingsScreen), "the settings open")


async def test_a_choice_is_written_with_comments_kept_and_used_at_once(
    demo_settings: Settings,
) -> None:
    file = demo_settings.paths.config_file
    file.parent.mkdir()
    file.write_text('# mine\nconfirm = "email" # why not\nkeep_days = 3\n')
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        services = await app.services()
        await opened(app, pilot)
        assert list(setting_lines(app)) == [
            f"{setting.name}.{entry}" if entry else setting.name
            for setting in SETTINGS.values()
            for entry in (setting.entries or [""])
        ]
        assert str(file) in setting_lines(app)["confirm"]
        assert "default" in setting_lines(app)["offline"]
        move_to_setting(app, "confirm")
        await pilot.press("enter")
        await until(pilot, lambda: "always" in setting_lines(app)["confirm"], "it is changed")
        assert file.read_text() == '# mine\nconfirm = "always" # why not\nkeep_days = 3\n'
        assert services.settings.confirm == app.settings.confirm == "always"
        assert "used from now on" in last_notice(app)
        await pilot.press("d")
        await until(pilot, lambda: "default" in setting_lines(app)["confirm"], "it has its default")
        assert file.read_text() == "# mine\nkeep_days = 3\n"


async def test_what_is_typed_is_checked_with_the_sentence_of_the_settings(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    file = demo_settings.paths.config_file
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        services = await app.services()
        await opened(app, pilot)
        move_to_setting(app, "budget_per_day")
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks")
        await pilot.press(*"many", "enter")
        await until(pilot, lambda: "must be a whole number, 0 or more" in written(app), "it says")
        assert not file.exists()
        app.screen.query_one(Input).value = "70"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen), "it is taken")
        assert tomllib.loads(file.read_text()) == {"budget_per_day": 70}
        assert file.stat().st_mode & 0o777 == 0o600
        assert services.requests.budget.per_day == 70
        move_to_setting(app, "stale_days.job")
        await pilot.press("enter")
        app.screen.query_one(Input).value = "1"
        await pilot.press("enter")
        await until(pilot, lambda: app.settings.stale_days["job"] == 1, "it is used")
        assert app.settings.stale_days["person"] == 30


async def test_what_counts_from_the_next_start_says_so(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.services()
        await opened(app, pilot)
        move_to_setting(app, "key_preset")
        await pilot.press("enter")
        await until(pilot, lambda: "vim" in setting_lines(app)["key_preset"], "it is written")
        assert "next start" in setting_lines(app)["key_preset"]
        assert "from the next start" in last_notice(app)
        assert app.settings.key_preset == "default"
    found = load_settings(environ={}, paths=demo_settings.paths)
    assert found.key_preset == "vim"


async def test_a_variable_that_overrides_is_named(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIX_VIEWER_ID", "alfie")
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE) as pilot:
        await app.services()
        await opened(app, pilot)
        assert "LIX_VIEWER_ID" in setting_lines(app)["viewer_id"]
        move_to_setting(app, "viewer_id")
        words = "LIX_VIEWER_ID overrides this until it is unset."
        await until(pilot, lambda: words in written(app), "it is said")


async def test_a_mistake_in_the_file_is_a_sentence(demo_settings: Settings) -> None:
    file = demo_settings.paths.config_file
    app = LixApp(demo_settings)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.services()
        await opened(app, pilot)
        file.parent.mkdir(exist_ok=True)
        file.write_text("them = 1\n")
        move_to_setting(app, "confirm")
        await pilot.press("enter")
        await until(pilot, lambda: "did you mean theme?" in last_notice(app), "it is said")
        assert file.read_text() == "them = 1\n"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen), "it closes")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_it_fits(demo_settings: Settings, size: tuple[int, int]) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await app.services()
        await opened(app, pilot)
        move_to_setting(app, "theme")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.theme in setting_lines(app)["theme"], "the theme is shown")


async def test_columns_fit_every_width_and_follow_it(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await until(pilot, lambda: "default" in setting_lines(app)["offline"], "it has a source")
        whole = len(setting_lines(app)["offline"])
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: len(setting_lines(app)["offline"]) < whole, "it is narrower")
        assert setting_lines(app)["offline"].split() == ["offline", "false"]
        assert "https://api.lix-it.com" in setting_lines(app)["api_url"].split()
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: "default" in setting_lines(app)["offline"], "it is back")
        await until(pilot, lambda: "default" in terminal_text(app), "it is drawn")
        assert not re.search(r"\s…", terminal_text(app))
