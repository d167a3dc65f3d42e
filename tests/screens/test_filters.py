"""Building queries with the filter panel and the facet picker, as a new user would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from lix_tui.api.endpoints import Pool
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.api.models.facets import TypeaheadValue
from lix_tui.app.app import LixApp
from lix_tui.linkedin.recognition import recognise
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.dialogs.related_menu import RelatedMenu
from lix_tui.screens.dialogs.saved_queries import SavedScreen
from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.services.queries.builder.fields import Chip
from lix_tui.settings.settings import Settings
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.query_bar import QueryBar
from lix_tui.widgets.value_list import ValueList
from tests.support.filters import chips, choose, offered, open_panel, screen
from tests.support.limiter_clock import FakeTime
from tests.support.screens import places, row_count_of, written
from tests.support.waits import until


def texts_of(app: LixApp) -> list[str]:
    return [match.value.text for match in app.screen.query_one(ValueList).matches]


async def test_the_query_people_switch_tools_for(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(140, 45)) as pilot:
        await open_panel(pilot, app)
        await choose(pilot, app, "seniority", "vice president", "cxo")
        await choose(pilot, app, "industry", "software dev")
        await choose(pilot, app, "headcount", "51-200", "201-500")
        await choose(pilot, app, "geography", "germany", "austria")
        await choose(pilot, app, "current company", "sap", key="ctrl+n")
        await pilot.press("slash", *"changed jobs", "enter")
        assert chips(app, "CURRENT_COMPANY")[0].mode == "ex"
        url = screen(app).screen_query.builder.definition
        assert recognise(url).problem is None
        assert url in written(app), "the URL is always visible"
        await pilot.press("U")
        assert app.clipboard == url
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 3, "it finds somebody")
        without_sap = row_count_of(app)
        await pilot.press("f", "slash", *"sap", "down", "x")
        assert chips(app, "CURRENT_COMPANY")[0].mode == "in", "one key flips a chip"
        await pilot.press("R")
        await until(pilot, lambda: 0 < row_count_of(app) < without_sap, "only SAP's people")
        await pilot.press("f", "u")
        assert chips(app, "CURRENT_COMPANY")[0].mode == "ex", "undo brings it back"
        await pilot.press("ctrl+r")
        assert chips(app, "CURRENT_COMPANY")[0].mode == "in", "and redo makes it again"

    again = LixApp(demo_settings, url)
    async with again.run_test(size=(140, 45)) as pilot:
        await until(pilot, lambda: row_count_of(again) == without_sap, "the URL finds the same")
        assert screen(again).screen_query.builder.definition == url
        assert [c.text for c in chips(again, "REGION")] == ["Germany", "Austria"]
        assert [c.mode for c in chips(again, "CURRENT_COMPANY")] == ["ex"]
        services = await again.services()
        lines = await services.store.run(lambda store: store.ledger.lines(50))
        bought = [
            line for line in lines if line.endpoint == "sales_search" and line.outcome != "kept"
        ]
        assert len(bought) == 2, "one for each query, and nothing for the pasted URL"


async def test_a_url_pasted_into_the_panel_fills_it(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app, "people")
        box = app.screen.query_one("#find-filter", Input)
        await pilot.press("slash")
        box.value = "linkedin.com/search/results/people/?keywords=cto&network=%5B%22F%22%5D"
        await pilot.press("enter")
        await until(pilot, lambda: bool(chips(app, "network")), "the panel fills")
        assert app.screen.query_one(QueryBar).text == "cto"
        assert row_count_of(app) == 0, "nothing is run"
        await pilot.press("slash")
        box.value = "https://example.com/x"
        await pilot.press("enter")
        await pilot.pause()
        assert [chip.text for chip in chips(app, "network")] == ["1st"], "a foreign link is said"
        await pilot.press("u")
        assert not chips(app, "network")


async def test_keywords_and_filters_are_one_query(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await choose(pilot, app, "seniority", "director")
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 0, "directors are shown")
        await pilot.press("slash", *"sales", "enter")
        await until(
            pilot,
            lambda: "sales" in screen(app).screen_query.builder.definition,
            "keywords are added",
        )
        assert [c.text for c in chips(app, "SENIORITY_LEVEL")] == ["Director"]
        assert app.screen.query_one(QueryBar).text == "sales"
        assert "1 filter" in app.screen.query_one(QueryBar).title


async def test_words_asked_before_do_not_wipe_the_filters_but_a_recalled_query_does(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("escape", "slash", *"sales", "enter")
        await until(pilot, lambda: row_count_of(app) > 0, "the words alone are asked")
        await pilot.press("f")
        await choose(pilot, app, "seniority", "director")
        await pilot.press("escape", "slash", *"sales", "enter")
        await pilot.pause()
        assert chips(app, "SENIORITY_LEVEL"), "typed again, they join the filters"
        await until(
            pilot, lambda: len(screen(app).screen_query.recent_urls) == 2, "both are remembered"
        )
        await pilot.press("slash", "up", "up", "enter")
        await until(pilot, lambda: not chips(app, "SENIORITY_LEVEL"), "recalled, they stand alone")
        assert app.screen.query_one(QueryBar).text == "sales"


async def test_typing_a_company_name_sends_two_requests_at_most_and_closed_sets_none(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the test grants each slot, as the promise concerns the real API's rate
    time = FakeTime()
    limiter = Limiter(3.0, clock=time.clock, sleep=time.sleep)
    monkeypatch.setattr("lix_tui.services.services.Limiter", lambda interval: limiter)
    app = LixApp(replace(demo_settings, rate_interval=0.0))
    async with app.run_test(size=(120, 40)) as pilot:
        account = (await app.services()).account
        limiter.shared = None  # its clock is not the limiter's
        while account.requests_left() is None or account.left(Pool.STANDARD) is None:
            await time.until(time.now + 4)  # requests of the start use slots too
            await pilot.pause()
        await time.until(time.now + 4)
        await open_panel(pilot, app)
        await pilot.press("slash", *"seniority", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the picker opens")
        for letter in "vice president":
            await pilot.press(letter if letter != " " else "space")
        await picked(pilot, app)
        assert await facet_requests(app) == 0
        assert "no request needed" in written(app)
        await pilot.press("escape", "slash", *"current company", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the picker opens")
        await pilot.press(*"Tu")
        await until(pilot, lambda: limiter.next_slot_in() > 0, "a pause in typing sends a request")
        await typed(pilot, app, limiter, "rner Heron")
        await time.until(time.now + 30)
        await until(pilot, lambda: bool(offered(app, "turner heron")), "it is found")
        before = await facet_requests(app)
        assert 1 <= before <= 2
        limiter.penalise(3.0)  # no slot is free while this is typed
        await pilot.press("ctrl+u")
        await typed(pilot, app, limiter, "Copperpoint")
        assert await facet_requests(app) == before
        await time.until(time.now + 30)
        await until(pilot, lambda: bool(offered(app, "copperpoint")), "it is found")
        await typed(pilot, app, limiter, "x")
        await pilot.press("escape")
        assert await facet_requests(app) == before + 1


async def typed(pilot: Pilot[int], app: LixApp, limiter: Limiter, text: str) -> None:
    """Type and wait after each letter, so that no two texts wait for a request."""
    for letter in text:
        await pilot.press(letter if letter != " " else "space")
        await picked(pilot, app, limiter)
        assert limiter.waiting(Lane.INTERACTIVE) <= 1


async def picked(pilot: Pilot[int], app: LixApp, limiter: Limiter | None = None) -> None:
    """Wait until the picker has matched the typed text and sends nothing, or waits for a slot."""
    screen = app.screen
    assert isinstance(screen, PickerScreen)

    def rests() -> bool:
        if limiter is not None and limiter.waiting(Lane.INTERACTIVE):
            return screen._requested == screen._text
        return all(worker.is_finished for worker in app.workers if worker.node is screen)

    await until(pilot, rests, "nothing is being asked")
    before = screen._due
    assert before is not None
    await until(pilot, lambda: before._task is None or before._task.done(), "it is matched")


async def facet_requests(app: LixApp) -> int:
    assert app.services_now is not None
    lines = await app.services_now.store.run(lambda store: store.ledger.lines(50))
    return sum(line.endpoint == "sales_facet" for line in lines)


async def test_a_text_of_ones_own_is_taken_where_the_filter_allows_it(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("slash", *"first name", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the picker opens")
        await pilot.press(*"Olivia")
        await until(pilot, lambda: texts_of(app) == ["Olivia"], "it is offered as typed")
        await pilot.press("enter", "escape")
        assert chips(app, "FIRST_NAME") == [Chip("Olivia")]
        await pilot.press("slash", *"geography", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the picker opens")
        await pilot.press(*"qqqqq")
        await picked(pilot, app)
        assert texts_of(app) == [], "places are LinkedIn's own"


async def test_a_filter_that_nobody_lists_takes_an_id(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("slash", *"account lists", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the picker opens")
        await pilot.press(*"7123")
        await until(pilot, lambda: texts_of(app) == ["7123"], "it is offered as typed")
        await pilot.press("enter", "escape")
        assert [chip.id for chip in chips(app, "ACCOUNT_LIST")] == ["7123"]
        assert recognise(screen(app).screen_query.builder.definition).problem is None
        assert await facet_requests(app) == 0


async def test_recruiter_skills_are_required_nice_or_excluded(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app, "recruiter")
        await choose(pilot, app, "skills", "python", key="ctrl+r")
        await choose(pilot, app, "skills", "java", key="ctrl+n")
        await choose(pilot, app, "skills", "sql")
        assert app.screen.query_one(QueryBar).text == "+Python, -Java, SQL"
        assert '"required": true' in written(app), "the JSON body is shown live"
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 0, "candidates are shown")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
async def test_the_panel_fits(size: tuple[int, int], demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=size) as pilot:
        await open_panel(pilot, app)
        panel = app.screen.query_one(FilterPanel)
        assert panel.region.width >= 36
        assert panel.region.height >= 8
        await choose(pilot, app, "seniority", "director")
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 0, "results are shown")
        assert app.screen.query_one("#results").region.width > 0
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("escape")
        assert app.screen.query_one("#results").region.width > 0


async def test_what_is_open_in_an_expression_is_said_as_one_types(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*'"head of')
        assert "never closed" in written(app)
        await pilot.press('"')
        assert "never closed" not in written(app)


async def test_connections_have_no_filters(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("escape", "9", "escape", "f")
        await pilot.pause()
        assert isinstance(app.screen, SearchScreen)
        assert not app.screen.query(FilterPanel)


async def test_a_query_is_saved_opened_edited_and_shared(
    demo_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await choose(pilot, app, "seniority", "director")
        await pilot.press("R")
        await until(pilot, lambda: row_count_of(app) > 0, "directors are shown")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "a name is asked for")
        await pilot.press("ctrl+u", *"Directors", "enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen), "it is saved")
        await pilot.press("1", "escape", "S")
        await until(pilot, lambda: isinstance(app.screen, SavedScreen), "the list opens")
        await until(
            pilot, lambda: app.screen.query_one(OptionList).option_count == 1, "it is there"
        )
        await pilot.press("t", "d")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count == 2, "twice")
        await pilot.press("D")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count == 1, "once")
        assert (tmp_path / "directors-2.toml").exists() or (tmp_path / "directors.toml").exists()
        await pilot.press("e")
        await until(pilot, lambda: app.current_mode == "sales", "its screen opens")
        await until(pilot, lambda: bool(chips(app, "SENIORITY_LEVEL")), "with its filters")


async def test_people_at_a_company_with_a_title_open_the_builder(demo_settings: Settings) -> None:
    app = LixApp(demo_settings, "https://www.linkedin.com/company/foxbank")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "the company is fetched")
        await pilot.press("full_stop")
        await until(pilot, lambda: isinstance(app.screen, RelatedMenu), "the places are listed")
        lines = places(app).splitlines()
        number = next(n for n, line in enumerate(lines, 1) if "with title" in line)
        await pilot.press(str(number))
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "a title is asked for")
        app.screen.query_one(Input).value = "engineer"
        await until(pilot, lambda: bool(texts_of(app)), "titles are offered")
        await pilot.press("enter", "escape")
        assert [chip.text for chip in chips(app, "CURRENT_COMPANY")] == ["Foxbank"]
        assert chips(app, "CURRENT_TITLE")
        assert row_count_of(app) == 0, "nothing is run, so nothing is paid"


def note(app: LixApp) -> str:
    return str(app.screen.query_one("#picker-note", Static).render())


async def test_values_after_the_hundredth_come_when_the_cursor_moves_past_the_last(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_panel(pilot, app)
        await pilot.press("slash", *"current title", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the values open")
        app.screen.query_one(Input).value = "pr"
        await until(pilot, lambda: "past the last one" in note(app), "there are more")
        values = app.screen.query_one(ValueList)
        first = {match.value.id for match in values.matches if match.value.source != "own"}
        assert len(first) == 100
        services = await app.services()
        assert (await services.facets.known("TITLE")).has_more("pr"), "none is asked for unasked"
        for _ in range(30):
            await pilot.press("pagedown")
            if not (await services.facets.known("TITLE")).has_more("pr"):
                break
            await until(pilot, lambda: "free request" not in note(app), "it has answered")
        await until(pilot, lambda: len(values.matches) > 120, "the rest is shown")
        shown = [match.value.id for match in values.matches]
        assert {"own", "live"} <= {match.value.source for match in values.matches}
        assert first < set(shown)
        assert len(set(shown)) == len(shown)
        assert values.cursor > 90, "the cursor stays where it was"
        assert values.current is not None
        assert values.current.value.source == "live"
        await until(pilot, lambda: "every match is shown" in note(app), "there are no more")
        await pilot.press(*["pagedown"] * 5)
        assert values.cursor == len(shown) - 1
        lines = await services.store.run(lambda store: store.ledger.lines(50))
        assert [line.cost for line in lines if line.endpoint == "sales_facet"] == [0, 0]


async def test_known_values_beyond_the_first_hundred_are_shown_without_a_request(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        services = await app.services()
        many = [TypeaheadValue(f"9000{n}", f"Quark wrangler {n}") for n in range(250)]
        await services.facets.add_known_values("TITLE", many)
        await open_panel(pilot, app)
        await pilot.press("slash", *"current title", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen), "the values open")
        app.screen.query_one(Input).value = "q"
        values = app.screen.query_one(ValueList)
        await until(pilot, lambda: "more stored values" in note(app), "some are not shown")
        for count in (200, 250):
            shown = len(values.matches)
            while values.cursor < len(values.matches) - 1:
                await pilot.press("pagedown")
            place = values.cursor
            await pilot.press("down")
            assert len(values.matches) >= count > shown
            assert values.cursor == place, "the text as typed was the last line"
            assert values.current is not None
            assert values.current.value.source == "seen"
        lines = await services.store.run(lambda store: store.ledger.lines(50))
        assert [line for line in lines if line.endpoint == "sales_facet"] == []
        app.screen.query_one(Input).value = "qu"
        await until(pilot, lambda: values.cursor == 0, "another text begins at the top")
