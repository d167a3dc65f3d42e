"""The first run: the demo or a key, checked at once and kept where the user wants it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.welcome import INTRODUCTION, WelcomeScreen
from lix_tui.settings.key import KEY_FILE
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.support.screens import written
from tests.support.waits import until
from tests.support.welcome import SIZE, in_front, live, terminal_text, welcomed


async def at_the_place(app: LixApp, pilot: Pilot[int], key: str) -> None:
    await welcomed(app, pilot)
    await pilot.press("down", "enter", *key, "enter")
    await until(pilot, lambda: in_front(app, "places"), "the key works")


def test_four_lines_say_what_this_is() -> None:
    assert len(INTRODUCTION.splitlines()) == 4
    assert max(map(len, INTRODUCTION.splitlines())) <= 66, "none is broken in a usual terminal"


@pytest.mark.parametrize("size", [(60, 20), SIZE, (200, 60)])
async def test_the_demo_is_one_key_away(paths: Paths, size: tuple[int, int]) -> None:
    app = LixApp(Settings(paths=paths))
    async with app.run_test(size=size) as pilot:
        await welcomed(app, pilot)
        assert "Open the demo" in terminal_text(app)
        assert "Enter an API key" in terminal_text(app)
        await pilot.press("enter")
        services = await app.services()
        assert services.settings.demo
        assert not (paths.config / KEY_FILE).exists()


async def test_a_key_is_checked_and_kept_in_a_private_file(sandbox: Served, paths: Paths) -> None:
    app = live(sandbox, paths)
    async with app.run_test(size=SIZE) as pilot:
        await at_the_place(app, pilot, "canary-key")
        assert "The key works: 50,000 Standard, 2,000 Org, 500 Email credits are left." in written(
            app
        )
        places = app.screen.query_one("#places", OptionList)
        assert places.option_count == 2, "there is no keyring here"
        assert "canary" not in terminal_text(app)
        await pilot.press("enter")
        await app.services()
        await until(pilot, lambda: not isinstance(app.screen, WelcomeScreen), "it is closed")
    kept = paths.config / KEY_FILE
    assert kept.read_text() == "canary-key\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    asked = [str(entry["path"]) for entry in sandbox.requests()]
    assert asked[0].endswith("/balances")
    for file in (*paths.data.rglob("*"), *paths.state.rglob("*")):
        assert not file.is_file() or b"canary" not in file.read_bytes(), file


async def test_a_key_can_be_kept_nowhere(sandbox: Served, paths: Paths) -> None:
    app = live(sandbox, paths)
    async with app.run_test(size=SIZE) as pilot:
        await at_the_place(app, pilot, "good-key")
        await pilot.press("down", "enter")
        services = await app.services()
        assert services.found_key.source == "session"
    assert not (paths.config / KEY_FILE).exists()


async def test_a_keyring_that_works_is_offered_and_takes_it(
    sandbox: Served, paths: Paths, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    class Filed(KeyringBackend):
        """A keyring in a file of this test."""

        priority = 1.0

        def __init__(self) -> None:
            """Ignore the keyring properties of the environment."""

        def set_password(self, service: str, username: str, password: str) -> None:
            (tmp_path / "ring.json").write_text(json.dumps({service: password}))

        def get_password(self, service: str, username: str) -> str | None:
            ring = tmp_path / "ring.json"
            return json.loads(ring.read_text())[service] if ring.exists() else None

    former = keyring.get_keyring()
    keyring.set_keyring(Filed())
    try:
        app = live(sandbox, paths)
        async with app.run_test(size=SIZE) as pilot:
            await at_the_place(app, pilot, "good-key")
            assert app.screen.query_one("#places", OptionList).option_count == 3
            await pilot.press("enter")
            await app.services()
        assert "good-key" in (tmp_path / "ring.json").read_text()
        assert not (paths.config / KEY_FILE).exists()
        again = live(sandbox, paths)
        async with again.run_test(size=SIZE):
            assert (await again.services()).found_key.source == "keyring"
    finally:
        keyring.set_keyring(former)


async def test_escape_goes_back_a_step_and_loses_nothing(sandbox: Served, paths: Paths) -> None:
    app = live(sandbox, paths)
    async with app.run_test(size=SIZE) as pilot:
        await at_the_place(app, pilot, "good-key")
        await pilot.press("escape")
        key = app.screen.query_one("#key", Input)
        await until(pilot, lambda: key.has_focus, "the key is back")
        assert key.value == "good-key"
        await pilot.press("escape")
        await welcomed(app, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running, "it leaves")
    assert app.return_value == 0


async def test_what_is_no_key_is_said_and_never_copied(paths: Paths) -> None:
    app = LixApp(Settings(paths=paths, api_url="http://127.0.0.1:9", rate_interval=INTERVAL))
    async with app.run_test(size=SIZE) as pilot:
        await welcomed(app, pilot)
        await pilot.press("down", "enter", "enter")
        await until(pilot, lambda: "Enter your API key, or" in written(app), "it asks for one")
        await pilot.press(*"kéy", "enter")
        await until(pilot, lambda: "only ASCII letters" in written(app), "it says what is wrong")
        app.screen.query_one("#key", Input).value = "good-key"
        await pilot.press("enter")
        await until(pilot, lambda: "No connection" in written(app), "it says so")
        await pilot.press("ctrl+shift+a", "ctrl+c", "ctrl+x")
        assert app.clipboard == ""
        assert app.screen.query_one("#key", Input).value == "good-key"


async def test_leaving_after_the_check_closes_the_store(sandbox: Served, paths: Paths) -> None:
    before = set(threading.enumerate())
    app = live(sandbox, paths)
    async with app.run_test(size=SIZE) as pilot:
        await at_the_place(app, pilot, "good-key")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running, "it leaves")
    left = [t for t in set(threading.enumerate()) - before if t.name.startswith("store")]
    for thread in left:
        thread.join(60)
    assert not [thread for thread in left if thread.is_alive()]
    assert not (paths.config / KEY_FILE).exists()
