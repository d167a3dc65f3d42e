"""Helpers for tests that drive the whole app."""

from __future__ import annotations

from typing import TypeVar

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList, Static

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.run import RunScreen
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.json_view import JsonView
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.row_provider import RowProvider
from lix_tui.widgets.status_bar import StatusBar
from tests.support.waits import rested, until

AnyScreen = TypeVar("AnyScreen", bound=Widget)


def row_texts(app: LixApp) -> str:
    """Return the rows of the table, a line each."""
    provider = provider_of(app)
    return "\n".join(" ".join(provider.cells(index)) for index in range(len(provider)))


async def to_a_run(pilot: Pilot[int], app: LixApp) -> None:
    """Look up a file of one person, and open that run."""
    file = app.settings.paths.data / "people.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("https://www.linkedin.com/in/olivia-shaw\n", encoding="utf-8")
    await app.run_action("area('home')")
    await rested(pilot, app)
    await pilot.press("n", "ctrl+u", *str(file), "enter")
    await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, RunScreen), "its lookups are shown")
    await until(pilot, lambda: "found" in row_texts(app), "it is done")


def lookup_price(app: LixApp) -> str:
    """Return the price on the page before a bulk lookup; empty elsewhere or before it is known."""
    frames = app.screen.query(DialogFrame)
    if not isinstance(app.screen, LookupPage) or not frames:
        return ""
    return f"{frames.first().border_subtitle} {written(app)}"


def written(app: LixApp) -> str:
    """Return the text of all static widgets."""
    return "\n".join(str(widget.render()) for widget in app.screen.query(Static))


def row_count_of(app: LixApp) -> int:
    """Return the number of rows in the table, 0 without one."""
    tables = app.screen.query(ResultsTable)
    return tables.first().row_count if tables else 0


def keys(app: LixApp) -> str:
    """Return the text of the key bar."""
    return app.screen.query_one(KeyBar).render().plain


def tree_text(app: LixApp) -> str:
    """Return the lines of the tree as they are drawn, the hidden ones included."""
    view = app.screen.query_one(JsonView)
    return "\n".join(f"{node.label}{node.words}" for node in view.json.lines)


def places(app: LixApp) -> str:
    """Return the options of the list, a line each."""
    options = app.screen.query_one(OptionList)
    return "\n".join(
        str(options.get_option_at_index(n).prompt) for n in range(options.option_count)
    )


def results(app: LixApp) -> ResultsTable:
    """Return the results table."""
    return app.screen.query_one(ResultsTable)


def provider_of(app: LixApp) -> RowProvider:
    """Return the rows behind the table, which must have some."""
    provider = results(app)._provider
    assert provider is not None
    return provider


def on_screen(app: LixApp, kind: type[AnyScreen]) -> AnyScreen:
    """Return the screen in front, which must be one of a kind."""
    assert isinstance(app.screen, kind)
    return app.screen


def status(app: LixApp) -> str:
    """Return the text of the status bar."""
    return app.screen.query_one(StatusBar).render().plain
