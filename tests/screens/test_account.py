"""The account and the ledger, as a user meets them; and a run without the network."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from lix_tui.app.app import LixApp
from lix_tui.screens.account import AccountScreen
from lix_tui.screens.ledger import LedgerScreen
from lix_tui.settings.settings import Settings
from tests.support.screens import results, row_texts, written
from tests.support.waits import until


def panel(app: LixApp, name: str) -> str:
    """Return the text of a panel of the account."""
    return str(app.screen.query_one(f"#{name}", Static).content)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_spending_is_drawn_and_every_request_listed(
    demo_settings: Settings, size: tuple[int, int]
) -> None:
    app = LixApp(replace(demo_settings, budget_per_day=50))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "a page is bought")
        await pilot.press(*"8")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen), "the account opens")
        await until(pilot, lambda: "49,999" in panel(app, "balances"), "Lix was asked again")
        assert "1 spent" in panel(app, "spent")
        today = panel(app, "days").splitlines()[-3]
        assert "█" in today
        assert today.rstrip().endswith("1")
        assert "49 of today's budget of 50 left" in panel(app, "days")
        assert "people search" in panel(app, "kinds").splitlines()[0]
        await until(pilot, lambda: panel(app, "course").startswith("Standard"), "it is a line")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, LedgerScreen), "the ledger opens")
        await until(pilot, lambda: results(app).row_count >= 5, "each request has a line")
        rows = row_texts(app).splitlines()
        bought = next(row for row in rows if "people search" in row)
        assert " 1 " in bought
        assert "ok" in bought
        await pilot.press("escape")
        assert isinstance(app.screen, AccountScreen)


async def test_a_budget_stops_the_hand_before_the_request(demo_settings: Settings) -> None:
    app = LixApp(replace(demo_settings, budget_per_day=0))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: "budget" in written(app), "the budget is named")
        assert results(app).row_count == 0
        assert app.services_now is not None
        lines = await app.services_now.store.run(lambda store: store.ledger.lines(50))
        assert sum(line.cost for line in lines) == 0


async def test_offline_shows_what_is_kept_and_sends_nothing(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "a page is bought")
    app = LixApp(replace(demo_settings, offline=True))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"solutions", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "the kept page is shown")
        await pilot.press("slash", *"designers in rome", "enter")
        await until(pilot, lambda: "offline" in written(app), "what is not kept is refused")
        await pilot.press("escape", "8")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen), "the account opens")
        assert app.services_now is not None
        lines = await app.services_now.store.run(lambda store: store.ledger.lines(50))
        began = app.services_now.account.started_at
        assert [line for line in lines if line.sent_at > began and line.outcome != "kept"] == []
