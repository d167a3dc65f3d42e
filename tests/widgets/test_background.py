from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from lix_tui.services.records.view_registry import view_of
from lix_tui.widgets.background import Body, background_lines
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.summary_pane import SummaryPane

THEMES = ("textual-dark", "textual-light", "ansi-dark", "ansi-light")


class BodyApp(App[None]):
    CSS = "Body { background: red 40%; } #pane { width: 20; }"

    def compose(self) -> ComposeResult:
        with Body(id="body"):
            yield Static("pane", id="pane")


def _cells(strips: list[Strip]) -> list[list[tuple[str, object]]]:
    """Return the text of every line with its background."""
    return [
        [(segment.text, segment.style and segment.style.bgcolor) for segment in strip]
        for strip in strips
    ]


@pytest.mark.parametrize("colourless", [False, True])
@pytest.mark.parametrize("theme", THEMES)
async def test_a_background_looks_as_textual_paints_it(
    theme: str, colourless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    app = BodyApp()
    async with app.run_test(size=(40, 10)):
        app.theme = theme
        for widget in (app.query_one("#body"), app.screen):
            for crop in (widget.size.region, Region(3, 2, 30, 4), Region(0, 1, 40, 1)):
                ours = background_lines(widget, crop)
                assert _cells(ours) == _cells(Widget.render_lines(widget, crop))


async def test_all_lines_of_a_body_are_one_strip() -> None:
    app = BodyApp()
    async with app.run_test(size=(40, 10)):
        lines = app.query_one(Body).render_lines(Region(0, 0, 40, 10))
        assert len(lines) == 10
        assert len({id(line) for line in lines}) == 1


class FramedApp(App[None]):
    CSS = "SummaryPane { width: 40; }"

    def compose(self) -> ComposeResult:
        with Body(id="body"):
            yield ResultsPane(view_of("people").columns, title="Results", empty="Nothing yet")
            yield SummaryPane()


@pytest.mark.parametrize("height", [1, 2, 3, 12])
@pytest.mark.parametrize("pane_type", [ResultsPane, SummaryPane])
async def test_a_frame_looks_as_textual_paints_it(pane_type: type[Widget], height: int) -> None:
    app = FramedApp()
    async with app.run_test(size=(90, 30)) as pilot:
        pane = app.query_one(pane_type)
        pane.styles.height = height
        await pilot.pause()
        for title in ("Results", "Other results"):
            pane.border_title, pane.border_subtitle = title, title[::-1]
            for border in ("round", "heavy", "none"):
                pane.styles.border = (border, "red")
                await pilot.pause()
                for crop in (
                    pane.size.region,
                    Region(2, 0, 9, height),
                    Region(0, height - 1, 5, 1),
                ):
                    ours = pane.render_lines(crop)
                    assert [list(line) for line in ours] == [
                        list(line) for line in Widget.render_lines(pane, crop)
                    ]


async def test_lines_between_the_edges_of_a_frame_are_one_strip() -> None:
    app = FramedApp()
    async with app.run_test(size=(90, 30)):
        for pane in (app.query_one(ResultsPane), app.query_one(SummaryPane)):
            lines = pane.render_lines(pane.outer_size.region)
            assert len(lines) == 30
            assert len({id(line) for line in lines}) == 3
