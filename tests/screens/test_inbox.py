"""Inbox: loaded on request at the price shown, stored pages for free, and never written to."""

from __future__ import annotations

import json

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.copy_menu import CopyMenu
from lix_tui.screens.dialogs.raw import RawScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.dialogs.viewer_picker import ViewerPicker
from lix_tui.screens.inbox import InboxScreen
from lix_tui.services.commands.inbox_commands import INBOX_COMMANDS
from lix_tui.settings.settings import Settings
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.message_pane import MessagePane
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from tests.support.screens import places, row_count_of, row_texts, status, written
from tests.support.waits import rested, until

INBOX = "https://www.linkedin.com/messaging/"
SALES = "https://www.linkedin.com/sales/inbox/"
VIEWER = "alfie-lambert"


def as_viewer(settings: Settings) -> Settings:
    from dataclasses import replace

    return replace(settings, viewer_id=VIEWER)


def spent(app: LixApp) -> int:
    assert app.services_now is not None
    return app.services_now.account.spent.get("standard", 0)


def footer(app: LixApp) -> str:
    return str(app.screen.query_one(KeyBar).render())


def messages(app: LixApp) -> str:
    return str(app.screen.query_one(MessagePane).query_one("#message-text").render())


async def to_inbox(pilot: Pilot[int], app: LixApp) -> None:
    """Agree to the note, which is shown once per viewer."""
    await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the note is shown")
    assert "may mark them as read" in written(app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox opens")
    await rested(pilot, app)


async def load(pilot: Pilot[int], app: LixApp, rows: int = 20) -> None:
    await pilot.press("m")
    await until(pilot, lambda: row_count_of(app) == rows, "the page is shown")
    await rested(pilot, app)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_opening_buys_nothing_and_loading_shows_its_price(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(as_viewer(demo_settings), INBOX)
    async with app.run_test(size=size) as pilot:
        await to_inbox(pilot, app)
        assert (spent(app), row_count_of(app)) == (0, 0)
        assert "1 Standard" in footer(app)
        await load(pilot, app)
        assert spent(app) == 1
        assert app.screen.focused is app.screen.query_one(ResultsTable)
        await pilot.press("enter")
        await until(pilot, lambda: "↓ loads page 2" in messages(app), "the messages are shown")
        assert spent(app) == 2
        assert isinstance(app.screen.focused, MessagePane)


async def test_moving_past_the_end_loads_older_conversations(demo_settings: Settings) -> None:
    app = LixApp(as_viewer(demo_settings), INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        await pilot.press("G")
        await rested(pilot, app)
        assert spent(app) == 1
        await pilot.press("j")
        await until(pilot, lambda: row_count_of(app) == 40, "page 2 is shown")
        await pilot.press("G", "j")
        await until(pilot, lambda: row_count_of(app) == 47, "page 3 is shown")
        await pilot.press("G", "j")
        await rested(pilot, app)
        assert spent(app) == 3
        title = str(app.screen.query_one(ResultsPane).border_title)
        assert title.startswith("LinkedIn · 47 conversations loaded · ")
        assert title.endswith(" unread")


async def test_scrolling_past_the_end_loads_older_messages(demo_settings: Settings) -> None:
    app = LixApp(as_viewer(demo_settings), INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "↓ loads page 2" in messages(app), "page 1 is shown")
        pane = app.screen.query_one(MessagePane)
        for number in (2, 3):
            pane.scroll_end(animate=False)
            await rested(pilot, app)
            assert spent(app) == number
            await pilot.press("j")
            await until(pilot, lambda: spent(app) > number, "the next page is loaded")
            await rested(pilot, app)
        assert "53 messages · no older ones" in messages(app)
        pane.scroll_end(animate=False)
        await rested(pilot, app)
        await pilot.press("j", "G")
        await rested(pilot, app)
        assert spent(app) == 4
        times = [line for line in messages(app).splitlines() if " ago" in line]
        assert len(times) == 53
        assert {line.partition("  ")[0] for line in times} > {"You"}


async def test_both_inboxes_are_tabs(demo_settings: Settings) -> None:
    app = LixApp(as_viewer(demo_settings), SALES)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        assert str(app.screen.query_one(ResultsPane).border_title).startswith("Sales Navigator")
        assert "Participant ACwA" in row_texts(app), "somebody isn't included, and is shown anyway"
        assert len(messages(app).splitlines()) > 3, "the last message came with the list"
        await pilot.press("enter")
        await until(pilot, lambda: "no older ones" in messages(app), "the thread is loaded")
        await pilot.press("s")
        await until(pilot, lambda: row_count_of(app) == 0, "LinkedIn's inbox isn't loaded yet")
        await load(pilot, app)
        assert spent(app) == 3
        await pilot.press("s")
        await until(pilot, lambda: "Participant" in row_texts(app), "the threads are still here")
        assert spent(app) == 3


async def test_stored_pages_are_free_and_the_note_is_shown_once(demo_settings: Settings) -> None:
    settings = as_viewer(demo_settings)
    app = LixApp(settings, INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "↓ loads page 2" in messages(app), "the messages are shown")
    again = LixApp(settings, INBOX)
    async with again.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(again.screen, InboxScreen), "no note this time")
        await until(pilot, lambda: row_count_of(again) == 20, "the stored page is shown")
        await until(pilot, lambda: "↓ loads page 2" in messages(again), "the messages too")
        assert spent(again) == 2, "what the process had spent before"
        assert "⏎ Open · free" in footer(again)


async def test_a_viewer_is_asked_for(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await rested(pilot, app)
        await app.run_action("area('inbox')")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "whose inbox")
        await until(pilot, lambda: "connected to Lix · listed" in written(app), "accounts")
        await pilot.press(*"alfie", "enter")
        await to_inbox(pilot, app)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, ViewerPicker), "whose inbox")
        await until(pilot, lambda: "connected to Lix · listed" in written(app), "accounts")
        await pilot.press(*"olivia-shaw", "enter")
        await to_inbox(pilot, app)
        assert isinstance(app.screen, InboxScreen)
        assert app.screen.viewer == "olivia-shaw"
        await until(pilot, lambda: "as olivia-shaw" in status(app), "she is in the status bar")
        await pilot.press("m")
        await until(pilot, lambda: "Lix can't use this viewer" in written(app), "she is refused")
        assert spent(app) == 0


async def test_declining_the_note_opens_nothing(demo_settings: Settings) -> None:
    app = LixApp(as_viewer(demo_settings), INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "the note is shown")
        await pilot.press("escape")
        await rested(pilot, app)
        assert not isinstance(app.screen, InboxScreen)
        assert app.stored_layout.read_inboxes == set()


async def test_a_link_opens_its_conversation(demo_settings: Settings) -> None:
    settings = as_viewer(demo_settings)
    app = LixApp(settings, INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        screen = app.screen
        assert isinstance(screen, InboxScreen)
        assert screen.session is not None
        link = screen.session.elements[5].record.best_link
        assert link is not None
        await pilot.press("escape")
        await rested(pilot, app)
        assert await app.navigation.open_text(link) is None
        await until(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox opens")
        await until(
            pilot,
            lambda: app.screen.query_one(ResultsTable).cursor_row == 5,
            "the cursor is on the conversation",
        )
        assert spent(app) == 1


async def test_a_conversation_that_is_not_listed_is_loaded_alone(demo_settings: Settings) -> None:
    settings = as_viewer(demo_settings)
    app = LixApp(settings, INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        screen = app.screen
        assert isinstance(screen, InboxScreen)
        assert screen.session is not None
        link = screen.session.elements[3].record.best_link or ""
        assert app.services_now is not None
        await pilot.press("escape")
        await app.services_now.library.purge(-1.0)
        app.services_now.searches.forget_pages()
        assert await app.navigation.open_text(link) is None
        await until(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox opens")
        await rested(pilot, app)
        await pilot.press("O")
        await until(pilot, lambda: spent(app) == 2, "its messages are loaded")
        await until(pilot, lambda: " ago" in messages(app), "its messages are shown")


async def test_the_people_of_a_conversation(demo_settings: Settings) -> None:
    app = LixApp(as_viewer(demo_settings), INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        assert "l Profile · 1 Standard" in footer(app)
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        assert "The profile · " in places(app)
        assert "1 Email credit, only if VALID" in places(app)
        await pilot.press("escape", "Y")
        await until(pilot, lambda: isinstance(app.screen, CopyMenu), "the forms are listed")
        await pilot.press("escape", "i")
        await until(pilot, lambda: isinstance(app.screen, RawScreen), "the JSON is shown")
        await pilot.press("escape", "l")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        assert spent(app) == 2


async def test_no_key_writes(demo_settings: Settings) -> None:
    app = LixApp(as_viewer(demo_settings), INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
        for command in INBOX_COMMANDS:
            if command.id in ("inbox.back", "inbox.browse"):
                continue
            await pilot.press(command.keys.partition(",")[0])
            await rested(pilot, app)
            for _ in range(3):
                if isinstance(app.screen, InboxScreen):
                    break
                await pilot.press("escape")
                await rested(pilot, app)
        assert app.services_now is not None
        lines = await app.services_now.store.run(lambda store: store.ledger.lines(99))
        reading = {"conversations", "messages", "sales_threads", "sales_thread", "person"}
        bought = {line.endpoint for line in lines if line.cost}
        assert bought <= reading
        assert "Send" not in json.dumps([command.title for command in INBOX_COMMANDS])


async def test_offline_shows_stored_pages_and_buys_nothing(demo_settings: Settings) -> None:
    from dataclasses import replace

    settings = as_viewer(demo_settings)
    app = LixApp(settings, INBOX)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_inbox(pilot, app)
        await load(pilot, app)
    offline = LixApp(replace(settings, offline=True), INBOX)
    async with offline.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(offline.screen, InboxScreen), "the inbox opens")
        await until(pilot, lambda: row_count_of(offline) == 20, "the stored page is shown")
        await pilot.press("O")
        await rested(pilot, offline)
        assert "not stored, offline" in messages(offline)
        assert spent(offline) == 1, "what the process had spent before"
