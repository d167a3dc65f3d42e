"""Endless texts are shown by their beginnings; copied text controls no terminal."""

from __future__ import annotations

import json

from textual.widgets import OptionList, Static

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.record_preview import RecordPreview
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.queries.destination import Destination
from lix_tui.services.raw_view import pretty
from lix_tui.services.records.copy_form import forms_of
from lix_tui.services.records.summary import SummaryLine
from lix_tui.services.search.row_order import Arrangement
from lix_tui.settings.settings import Settings
from lix_tui.text import MOST_IN_LINE, MOST_SHOWN, shortened
from lix_tui.widgets.line_text import styled
from lix_tui.widgets.summary_pane import SummaryPane
from tests.hostile.sequences import is_clean
from tests.hostile.texts import huge, made
from tests.support.waits import until

ROOM = 100
"""Characters around a text at most."""


def test_a_long_text_says_how_much_more_there_is() -> None:
    assert shortened("abc") == "abc"
    assert shortened("abcdef", 4) == "abcd… (2 more characters)"
    assert len(styled([SummaryLine("x" * 1_000_000, "text")])) <= MOST_SHOWN + ROOM


async def test_no_screen_lays_out_a_text_without_end(demo_settings: Settings) -> None:
    """Shorten a text of a megabyte, which takes seconds to lay out."""
    text = huge()
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await app.services()
        search = app.screen
        assert isinstance(search, SearchScreen)
        search.preview().show(text, [SummaryLine(text, "title"), SummaryLine(text, "text")])
        await until(pilot, lambda: len(search.query("#summary")) > 0, "it stands beside")
        pane = search.query_one(SummaryPane)
        assert len(str(pane.border_title)) <= MOST_IN_LINE + ROOM
        assert len(str(pane.query_one("#summary", Static).render())) <= 2 * (MOST_SHOWN + ROOM)
        app.notify(text, markup=False)
        await until(pilot, lambda: len(app._notifications) > 0, "it is said")
        assert len(next(iter(app._notifications)).message) <= MOST_SHOWN + ROOM
        assert len(app.message_log.messages[-1].sentence) <= MOST_SHOWN + ROOM
        for screen in (
            RecordPreview("Person", [SummaryLine(text)]),
            RelatedMenu([Destination(text, "1 Standard credit", None, None, None)]),
            DetailScreen("person", "https://www.linkedin.com/in/nobody-of-that-name", text),
        ):
            app.push_screen(screen)
            await until(pilot, lambda: app.screen is screen, "it opens")
            await pilot.pause()
            for widget in screen.query(Static):
                assert len(str(widget.render())) <= MOST_SHOWN + ROOM, widget
            for options in screen.query(OptionList):
                prompts = [str(option.prompt) for option in options.options]
                assert max(map(len, prompts)) <= MOST_IN_LINE + ROOM
            app.pop_screen()


def test_copied_json_says_the_same_and_acts_upon_nothing() -> None:
    texts = [text for text in made(2, 150) if text.encode("utf-8", "replace").decode() == text]
    value: dict[str, object] = {"texts": texts, "\x9b2J\u202e": "\x9d0;x\x9c"}
    for copied in (forms_of([], value)[-1].text, pretty(value)):
        assert is_clean(copied)
        assert json.loads(copied) == value


def test_a_number_without_end_is_sorted_like_the_others() -> None:
    rows = [["9" * 5_000], ["12"], ["9" * 4_999], ["3 of 9"]]
    assert Arrangement(0).order(rows)[:2] == [3, 1]
