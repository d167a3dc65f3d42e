"""Account: credits left, today's allowance, spending per day and kind, savings."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lix_tui.counts import counted
from lix_tui.durations import age, clock_time, wait_text
from lix_tui.screens.base import LixScreen, is_in_view, repeat
from lix_tui.services.budget.spending_history import History
from lix_tui.services.kinds import AREAS
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.blocks import meter
from lix_tui.widgets.history_panels import balance_charts, days_content, kinds_content
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.status_bar import POOL_WORDS, StatusBar, number

if TYPE_CHECKING:
    from lix_tui.api.endpoints import Pool
    from lix_tui.api.models.account import Balances
    from lix_tui.services.budget.account import Account
    from lix_tui.services.services import Services

METER_WIDTH = 24
DAYS = 14
"""Days of the spending bars."""

COLUMNS = (
    (
        ("balances", "Credits left"),
        ("allowance", "Today's allowance"),
        ("spent", "This run"),
        ("course", "Balance over time"),
    ),
    (("days", "Spend per day"), ("kinds", f"Spend per kind, {DAYS} days")),
)
"""Names and titles of the panels by column; narrow screens have one column."""


class AccountScreen(LixScreen):
    """Screen of balances, allowance, spending and the balance over time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("account"),
        Binding("escape", "stop_waiting", "Stop waiting", show=False),
    ]
    DEFAULT_CSS = """
    AccountScreen #columns { height: auto; layout: vertical; }
    AccountScreen .column { height: auto; width: 1fr; }
    AccountScreen.-wide #columns, AccountScreen.-very-wide #columns { layout: horizontal; }
    AccountScreen .panel {
        border: round $border;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
        height: auto;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._history = History()

    def compose(self) -> ComposeResult:
        """Yield the panels, in one column or two."""
        self.set_size_classes()
        yield AreaBar(AREAS, "account")
        with VerticalScroll(id="account-body"), Container(id="columns"):
            for column in COLUMNS:
                with Vertical(classes="column"):
                    for name, title in column:
                        panel = Static("", id=name, classes="panel", markup=False)
                        panel.border_title = Content(title)
                        yield panel
        yield StatusBar()
        yield KeyBar()

    def set_up(self) -> None:
        """Show the stored figures and request new ones, which is free."""
        super().set_up()
        repeat(self, 1.0, self.show_account)
        self.run_worker(self._refresh(), group="account", exclusive=True, exit_on_error=False)

    def action_refresh(self) -> None:
        """Request balances and allowance again, even during a pause that Lix asked for."""
        self.run_worker(
            self._refresh(through_pause=True), group="account", exclusive=True, exit_on_error=False
        )

    def action_stop_waiting(self) -> None:
        """Stop waiting for the answers."""
        self.workers.cancel_group(self, "account")

    async def _refresh(self, *, through_pause: bool = False) -> None:
        services = await self.host.services()
        self._history = await services.account.history(DAYS)
        self.show_account()
        if not services.settings.offline:
            await services.account.refresh(through_pause=through_pause)
        self._history = await services.account.history(DAYS)
        self.show_account()

    def on_screen_resume(self) -> None:
        """Add up the spending of the time while another screen was in front."""
        self.run_worker(self._recount(), group="recount", exit_on_error=False)

    async def _recount(self) -> None:
        services = await self.host.services()
        self._history = await services.account.history(DAYS)
        self.show_account()

    def action_ledger(self) -> None:
        """Open the ledger."""
        from lix_tui.screens.ledger import LedgerScreen

        self.app.push_screen(LedgerScreen())

    def show_account(self) -> None:
        """Update the panels."""
        services = self.host.services_now
        if services is None or not is_in_view(self):
            return
        self._show("balances", _balances(services.account))
        self._show("allowance", _allowance(services.account))
        self._show("spent", _spent(services))
        self._show("days", days_content(self._history, DAYS, services.settings))
        self._show("kinds", kinds_content(self._history))
        self._show("course", balance_charts(self._history))
        checked_at = services.account.balances_at
        panel = self.query_one("#balances")
        panel.border_subtitle = Content(f"checked {age(time() - checked_at)}" if checked_at else "")

    def _show(self, panel: str, content: Content) -> None:
        self.query_one(f"#{panel}", Static).update(content)

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")


def _balances(account: Account) -> Content:
    if account.balances is None:
        problem = account.problems.get("balances")
        return Content(str(problem) if problem else "requesting…")
    lines: list[tuple[str, str]] = []
    highest = max([1, *account.balances.pools.values()])
    for pool, word in POOL_WORDS.items():
        left = account.left(pool)
        if left is None:
            continue
        lines += [
            (f"{word:<9}", "bold"),
            (meter(left[0], highest, METER_WIDTH), "$primary"),
            (f"  {number(*left):>9}", "$foreground"),
            (f"{_top_up(account.balances, pool)}\n", "$text-muted"),
        ]
    if account.balances.enterprise is not None:
        plan = "an enterprise plan" if account.balances.enterprise else "no enterprise plan"
        lines.append((f"{plan}\n", "$text-muted"))
    if problem := account.problems.get("balances"):
        lines.append((str(problem), "$error"))
    else:
        lines.append(("~ estimated from the spending since the last check", "$text-muted"))
    return Content.assemble(*lines)


def _top_up(balances: Balances, pool: Pool) -> str:
    """Return the words about a pool's automatic top-up; empty if Lix doesn't report it."""
    top_up = balances.auto_top_up_enabled
    on = getattr(top_up, pool.value, None) if top_up else None
    return "" if on is None else f"  auto top-up {'on' if on else 'off'}"


def _allowance(account: Account) -> Content:
    left = account.requests_left()
    if left is None or account.allowance is None:
        problem = account.problems.get("daily_allowance")
        return Content(str(problem) if problem else "requesting…")
    lines: list[tuple[str, str]] = [(f"{number(*left)} requests left today", "bold")]
    if (reset := account.allowance.refreshes_at) is not None:
        seconds = reset.timestamp() - time()
        when = (
            f"resets at {clock_time(reset)}, in {wait_text(seconds)}"
            if seconds > 0
            else "has reset"
        )
        lines.append((f"\n{when}", "$text-muted"))
    return Content.assemble(*lines)


def _spent(services: Services) -> Content:
    account = services.account
    lines: list[tuple[str, str]] = []
    for pool, word in POOL_WORDS.items():
        spent = account.spent.get(pool.value, 0)
        saved = account.saved.get(pool.value, 0)
        if spent or saved:
            lines.append(
                (f"{word:<9}{spent:>6,} spent {saved:>6,} saved by the store\n", "$foreground")
            )
    if not lines:
        lines.append(("Nothing spent yet.\n", "$foreground"))
    lines.append((f"{counted(account.requests_sent, 'request')} sent", "$text-muted"))
    return Content.assemble(*lines)
