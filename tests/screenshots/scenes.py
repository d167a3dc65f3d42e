"""Scenes of the pictures, reached with the keys that a user would press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.pilot import Pilot
from textual.widgets import Input

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.value_list import ValueList
from tests.support.filters import choose, open_panel
from tests.support.screens import results, written
from tests.support.waits import until


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    name: str
    """Name of the file, without its ending."""
    act: Callable[[Pilot[int], LixApp], Awaitable[None]]
    size: tuple[int, int] = (120, 34)
    theme: str = "lix-dusk"


async def people(pilot: Pilot[int], app: LixApp) -> None:
    """Load two pages of people, the cursor on one of them."""
    await pilot.press(*"engineer", "enter")
    await until(pilot, lambda: results(app).row_count == 10, "a page is there")
    await pilot.press("m")
    await until(pilot, lambda: results(app).row_count == 20, "two pages are there")
    await pilot.press(*"jjj")


async def profile(pilot: Pilot[int], app: LixApp) -> None:
    """Open a profile with its career to scale."""
    await people(pilot, app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
    await until(pilot, lambda: "Career" in written(app), "it is there")


async def filters(pilot: Pilot[int], app: LixApp) -> None:
    """Build a Sales Navigator query with three filters, and load its leads."""
    await open_panel(pilot, app)
    await choose(pilot, app, "seniority", "vice president", "cxo")
    await choose(pilot, app, "company headcount", "51-200")
    await choose(pilot, app, "years in current position", "less than")
    await pilot.press("R")
    await until(pilot, lambda: results(app).row_count > 3, "leads are there")
    app.screen.query_one(FilterPanel).focus_list()


async def typeahead(pilot: Pilot[int], app: LixApp) -> None:
    """Show values of a filter while typing."""
    await open_panel(pilot, app)
    await pilot.press("slash", *"geography", "enter")
    await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the picker opens")
    app.screen.query_one(
        Input
    ).value = "aus"  # without pauses, because each pause may send a request
    values = app.screen.query_one(ValueList)
    await until(pilot, lambda: any(m.value.source == "live" for m in values.matches), "it answers")


async def account(pilot: Pilot[int], app: LixApp) -> None:
    """Show the spent and the remaining credits."""
    await profile(pilot, app)
    await pilot.press("escape", "8")
    await until(
        pilot,
        lambda: "person" in written(app) and "since the last check" in written(app),
        "it is there",
    )


SCENES = (
    Scene("people", people),
    Scene("profile", profile),
    Scene("filters", filters),
    Scene("typeahead", typeahead),
    Scene("account", account, theme="lix-paper"),
)
