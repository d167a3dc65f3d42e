"""Helpers for tests of the filter panel."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.queries.builder.fields import Chip
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.value_list import ValueList
from tests.support.waits import until


def screen(app: LixApp) -> SearchScreen:
    """Return the search screen."""
    found = app.screen_stack[0]
    assert isinstance(found, SearchScreen)
    return found


def chips(app: LixApp, field_id: str) -> list[Chip]:
    """Return the values that are chosen for a filter."""
    builder = screen(app).screen_query.builder
    return [c for f in builder.fields if f.id == field_id for c in builder.chips(f)]


async def open_panel(pilot: Pilot[int], app: LixApp, area: str = "sales") -> None:
    """Open the filter panel of an area."""
    await pilot.press("escape")
    await app.run_action(f"area('{area}')")
    await until(pilot, lambda: app.services_now is not None, "the services are up")
    await pilot.press("escape", "f")
    await until(pilot, lambda: bool(app.screen.query(FilterPanel)), "the panel opens")
    await pilot.pause()


async def choose(
    pilot: Pilot[int], app: LixApp, name: str, *values: str, key: str = "enter"
) -> None:
    """Find a filter by its name, and values of it by their beginnings."""
    await pilot.press("slash", *name, "enter")
    await until(pilot, lambda: isinstance(app.screen, PickerScreen), f"{name} opens")
    for value in values:
        app.screen.query_one(Input).value = value
        await until(pilot, lambda: bool(offered(app, value)), f"{value} is offered")
        await pilot.press(key)
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(app.screen, PickerScreen), "the picker closes")


def offered(app: LixApp, text: str) -> list[str]:
    """Return the picker's first value if it begins with a text and isn't typed text."""
    matches = app.screen.query_one(ValueList).matches[:1]
    return [
        match.value.text
        for match in matches
        if match.value.source != "own" and match.value.text.casefold().startswith(text.casefold())
    ]
