"""Every kind on the one search screen, and each record in full."""

from __future__ import annotations

from typing import Any

import pytest

from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.services.kinds import KINDS, Kind
from lix_tui.settings.settings import Settings
from lix_tui.store.errors import StoreFull
from lix_tui.store.records import RecordStore
from tests.support.screens import results, row_count_of, written
from tests.support.waits import until


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
async def test_a_search_of_each_kind_and_a_record_of_it(
    kind: Kind, demo_settings: Settings
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "tab")
        await app.run_action(f"area('{kind.name}')")
        await pilot.press("slash", *"data", "enter")
        await until(pilot, lambda: results(app).row_count > 0, "results are shown")
        rows = results(app).row_count
        await pilot.press("G", "j")
        await until(pilot, lambda: results(app).row_count > rows, "the next page comes")
        await pilot.press("g", "y")
        assert app.clipboard.startswith("https://www.linkedin.com/")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the record opens")
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        await pilot.press("escape", "enter")
        await until(pilot, lambda: "stored" in written(app), "the second time it is kept")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://www.linkedin.com/company/foxbank", "Foxbank"),
        ("https://www.linkedin.com/jobs/view/3900512190/", "Description"),
        ("https://www.linkedin.com/in/olivia-shaw?trk=x", "Olivia Shaw"),
    ],
)
async def test_a_link_opens_what_it_names(text: str, words: str, demo_settings: Settings) -> None:
    app = LixApp(demo_settings, text)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        assert words in written(app)


async def test_a_search_link_runs_at_once_on_its_own_screen(demo_settings: Settings) -> None:
    link = "https://www.linkedin.com/search/results/companies/?keywords=software&page=3"
    app = LixApp(demo_settings, link)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(
            pilot,
            lambda: app.current_mode == "orgs" and row_count_of(app) == 10,
            "the companies are shown",
        )
        await until(pilot, lambda: app.focused is results(app), "the cursor is in the results")


async def test_a_link_of_another_kind_is_offered_its_screen(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        link = "linkedin.com/jobs/search/?keywords=engineer"
        await pilot.press(*link, "enter")
        await pilot.pause()
        assert "This is a job search, not a people search." in written(app)
        await pilot.press("enter")
        await until(
            pilot,
            lambda: app.current_mode == "jobs" and row_count_of(app) > 0,
            "the jobs are shown",
        )


async def test_a_record_that_cannot_be_written_is_shown_and_that_is_said(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = RecordStore.save

    def refuse(part: RecordStore, **what: Any) -> None:
        if what["kind"] == "person":  # were the balances refused first, nothing would be bought
            raise StoreFull("The disk is full; make room and try again.")
        save(part, **what)

    app = LixApp(demo_settings, "https://www.linkedin.com/in/olivia-shaw")
    monkeypatch.setattr(RecordStore, "save", refuse)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "fetched now" in written(app), "it is fetched")
        assert "Olivia Shaw" in written(app)
        assert "The disk is full" in written(app)
