"""Account search of Sales Navigator: filters, ranges, switch, and the records it leads to."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from lix_tui.app.app import LixApp
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.recognition import recognise
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.dialogs.range_picker import RangeScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.kind_switch import KindSwitch
from lix_tui.widgets.query_bar import QueryBar
from tests.support.filters import chips, choose, open_panel, screen
from tests.support.screens import keys, places, results, row_count_of, written
from tests.support.waits import until

URL = (
    "https://www.linkedin.com/sales/search/company?query=(filters%3AList((type%3AREGION%2Cvalues"
    "%3AList((id%3A91000007%2Ctext%3AEMEA%2CselectionType%3AINCLUDED)))))&page=2"
)


def keys_of(app: LixApp) -> list[str]:
    """Return the keys of the loaded results."""
    session = screen(app).session
    return [element.key for element in session.elements] if session is not None else []


async def open_range(pilot: Pilot[int], app: LixApp, name: str) -> RangeScreen:
    """Open the dialog of a range filter by its name."""
    await pilot.press("slash", *name, "enter")
    await until(pilot, lambda: isinstance(app.screen, RangeScreen), f"{name} opens")
    assert isinstance(app.screen, RangeScreen)
    return app.screen


async def set_range(
    pilot: Pilot[int], app: LixApp, name: str, low: str, high: str, *more: str
) -> None:
    """Type a range, and press more keys before it is set."""
    dialog = await open_range(pilot, app, name)
    dialog.query_one("#from", Input).value = low
    dialog.query_one("#to", Input).value = high
    await pilot.press(*more, "enter")
    await until(pilot, lambda: not isinstance(app.screen, RangeScreen), f"{name} is set")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_query_with_six_filters(size: tuple[int, int], demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await open_panel(pilot, app, "accounts")
        await set_range(pilot, app, "annual revenue", "1", "5000")
        await choose(pilot, app, "company headcount", "51-200", "201-500", "501-1,000")
        await set_range(pilot, app, "company headcount growth", "-20", "")
        await choose(pilot, app, "headquarters location", "emea")
        await set_range(pilot, app, "department headcount", "5", "", "tab", "tab", *["down"] * 8)
        await choose(pilot, app, "job opportunities", "hiring")
        url = screen(app).screen_query.builder.definition
        assert recognise(url).filters == (
            Filter("ANNUAL_REVENUE", range=Range(1, 5000), sub_filter="USD"),
            Filter(
                "COMPANY_HEADCOUNT",
                (
                    FilterValue("D", "51-200"),
                    FilterValue("E", "201-500"),
                    FilterValue("F", "501-1,000"),
                ),
            ),
            Filter("COMPANY_HEADCOUNT_GROWTH", range=Range(-20)),
            Filter("REGION", (FilterValue("91000007", "EMEA"),)),
            Filter("DEPARTMENT_HEADCOUNT", range=Range(5), sub_filter="8"),
            Filter("JOB_OPPORTUNITIES", (FilterValue("JO1", "Hiring on Linkedin"),)),
        )
        assert "1 Standard" in written(app), "the price is beside the filters"
        await pilot.press("U")
        assert app.clipboard == url
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) == 25, "accounts are shown")
        wanted = keys_of(app)

    again = LixApp(demo_settings, url)
    async with again.run_test(size=size) as pilot:
        await until(pilot, lambda: row_count_of(again) == 25, "the URL finds the same")
        assert again.current_mode == "accounts"
        assert screen(again).screen_query.builder.definition == url
        assert keys_of(again) == wanted
        assert [chip.text for chip in chips(again, "DEPARTMENT_HEADCOUNT")] == [
            "Engineering: 5 or more"
        ]
        services = await again.services()
        lines = await services.store.run(lambda store: store.ledger.lines(50))
        asked = [line for line in lines if line.endpoint == "accounts_search"]
        bought = [line for line in asked if line.outcome != "kept"]
        assert len(bought) == 1, "the pasted URL is the same query"


async def test_leads_and_accounts_share_a_tab(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape")
        assert not app.screen.query(KindSwitch)
        await pilot.press("5", "escape")
        assert " 5 Leads  a Accounts " in str(app.screen.query_one(KindSwitch).render())
        await pilot.press("a", "escape")
        await until(pilot, lambda: app.current_mode == "accounts", "a opens the accounts")
        assert app.screen.query_one(AreaBar).current == "sales"
        await pilot.press("5", "escape")
        await until(pilot, lambda: app.current_mode == "sales", "5 opens the leads")
        await pilot.click(KindSwitch, offset=(2, 0))
        assert app.current_mode == "sales", "they are open already"
        await pilot.click(KindSwitch, offset=(12, 0))
        await until(pilot, lambda: app.current_mode == "accounts", "so does a click")
        await pilot.press("slash", *"fox", "alt+5")
        await until(pilot, lambda: app.current_mode == "sales", "in the query too")
        await pilot.press("slash", *"fox", "alt+a")
        await until(pilot, lambda: app.current_mode == "accounts", "in the other query too")
        await pilot.press("a")
        assert app.screen.query_one(QueryBar).text == "foxa", "letters in it are text"


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("annual revenue", ("500", "5"), "From (500) is larger than To (5). Swap them."),
        ("annual revenue", ("many", ""), "'many' in From isn't a number."),
        ("department headcount growth", ("5", ""), "Choose a department in the list."),
    ],
)
async def test_a_range_that_cannot_be_used_stays_open(
    name: str, typed: tuple[str, str], problem: str, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_panel(pilot, app, "accounts")
        dialog = await open_range(pilot, app, name)
        for field, text in zip(("#from", "#to"), typed, strict=True):
            dialog.query_one(field, Input).value = text
        await pilot.press("enter")
        assert problem in str(dialog.query_one(".note", Static).render())
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not dialog, "escape leaves it")
        assert screen(app).screen_query.builder.is_empty


async def test_a_range_is_edited_and_removed(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app, "accounts")
        await set_range(pilot, app, "department headcount", "5", "90", "tab", "tab", "home")
        assert [chip.text for chip in chips(app, "DEPARTMENT_HEADCOUNT")] == ["Accounting: 5 to 90"]
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, RangeScreen), "its chip opens it")
        assert app.screen.query_one("#to", Input).value == "90"
        assert app.screen.query_one(OptionList).highlighted == 0
        app.screen.query_one("#to", Input).value = ""
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is changed")
        assert [chip.text for chip in chips(app, "DEPARTMENT_HEADCOUNT")] == [
            "Accounting: 5 or more"
        ]
        await set_range(pilot, app, "department headcount", "", "")
        assert not chips(app, "DEPARTMENT_HEADCOUNT")
        await pilot.press("u")
        assert chips(app, "DEPARTMENT_HEADCOUNT")[0].limits == Range(5), "undo restores it"


async def test_a_postal_code_has_a_radius(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app, "accounts")
        await choose(pilot, app, "postal code", "10101")
        lines = app.screen.query_one("#filter-list", OptionList)
        texts = [str(option.prompt) for option in lines.options]
        place = next(at for at, text in enumerate(texts) if "Headquarters postal code" in text)
        assert texts[place] == "Headquarters postal code  1"
        assert texts[place + 2] == "  ↔ without a radius"
        await pilot.press("down", "down", "x", "enter")
        assert recognise(screen(app).screen_query.builder.definition).filters[0].sub_filter == "25"
        await pilot.press("d")
        assert recognise(screen(app).screen_query.builder.definition).filters[0].sub_filter is None


async def test_a_pasted_account_search_opens_on_its_own_screen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.run_action("area('sales')")
        app.screen.query_one(QueryBar).text = URL
        await pilot.press("slash", "end", "enter")
        await pilot.pause()
        words = "This is a Sales Navigator account search, not a Sales Navigator lead search."
        assert words in written(app)
        await pilot.press("enter")
        await until(
            pilot, lambda: app.current_mode == "accounts" and row_count_of(app) == 25, "it opens"
        )
        assert [chip.text for chip in chips(app, "REGION")] == ["EMEA"]
        await until(pilot, lambda: "Open · 1 Org" in keys(app), "what opening costs")
        for price in ("Next page · 1 Standard", "Refresh · 1 Standard"):
            await until(pilot, lambda price=price: price in keys(app), price)  # type: ignore[misc]


async def test_an_account_leads_to_its_people_and_jobs(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, URL)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: row_count_of(app) == 25, "accounts are shown")
        await until(pilot, lambda: app.focused is results(app), "the rows are focused")
        element = screen(app).results.element
        assert element is not None
        name, number = element.raw["name"], str(element.raw["salesNavLink"]).rsplit("/", 1)[1]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record opens")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        lines = places(app).splitlines()
        assert any(f"Jobs at {name}" in line for line in lines)
        assert any("The company by website · " in line and "1 Org" in line for line in lines)
        place = next(n for n, line in enumerate(lines, 1) if f"Leads at {name}" in line)
        assert "1 Standard" in lines[place - 1]
        await pilot.press(str(place))
        await until(pilot, lambda: app.current_mode == "sales", "the lead search opens")
        await until(pilot, lambda: bool(chips(app, "CURRENT_COMPANY")), "with its filter")
        assert [chip.id for chip in chips(app, "CURRENT_COMPANY")] == [
            f"urn:li:organization:{number}"
        ]
