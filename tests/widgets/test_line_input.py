"""Inputs of one line: placeholders are cut between phrases, letters don't arrange the screen."""

from __future__ import annotations

from operator import attrgetter

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from lix_tui.services.commands.presses import Presses
from lix_tui.services.kinds import SCREENS
from lix_tui.widgets.line_input import LineInput, whole_phrases

HINT = "words · kind: company: place:"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("keywords, or a URL", 18, "keywords, or a URL"),
        ("keywords, or a URL", 17, "keywords"),
        ("a, b, c", 5, "a, b"),
        (HINT, 28, "words · kind: company:"),
        (HINT, 10, "words"),
        ("an id; Lix lists none", 20, "an id"),
        ("keywords", 4, "keywords"),
    ],
)
def test_whole_phrases(text: str, width: int, expected: str) -> None:
    assert whole_phrases(text, width) == expected


@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.name)
async def test_an_input_shows_more_phrases_when_it_is_wider(kind: object) -> None:
    text = next(each.placeholder for each in SCREENS if each is kind)

    class Inputs(App[None]):
        def compose(self) -> ComposeResult:
            yield LineInput(placeholder=text)

    app = Inputs()
    async with app.run_test(size=(42, 5)) as pilot:
        await pilot.pause()
        narrow = app.query_one(Input)
        assert len(str(narrow.placeholder)) <= narrow.content_size.width
        assert text.startswith(str(narrow.placeholder))
        await pilot.resize_terminal(100, 5)
        await pilot.pause()
        assert narrow.placeholder == text


async def test_a_letter_does_not_arrange_the_screen_anew() -> None:
    class Page(App[None]):
        def __init__(self) -> None:
            super().__init__()
            self.presses, self.press_time = Presses(), attrgetter("time")

        def compose(self) -> ComposeResult:
            yield LineInput()

    app, arranged = Page(), list[object]()
    async with app.run_test(size=(40, 10)) as pilot:
        box = app.query_one(LineInput)
        box.focus()
        await pilot.pause()
        app.screen.screen_layout_refresh_signal.subscribe(box, arranged.append)
        await pilot.press(*"abcdefghij" * 8)
        await pilot.pause()
        assert (arranged, len(box.value)) == ([], 80)
        assert box.render_line(0).text.rstrip().endswith("efghij"), "the end is in view"
        await pilot.press("home")
        await pilot.pause()
        assert box.render_line(0).text.startswith("abcdef")
