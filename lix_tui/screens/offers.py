"""Commands of a screen that buy: their prices in its key bar, and the check before a purchase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from lix_tui.screens.base import report
from lix_tui.services.action_prices import PriceList, Target, UndeclaredPurchase
from lix_tui.services.commands.commands import COMMANDS_BY_ID
from lix_tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from lix_tui.screens.app_host import AppHost
    from lix_tui.services.action_prices import KeyPrice

READ_AFTER = 0.06
"""Seconds from a move of the cursor to the reading of the store: a row that a held key only passes
isn't read."""
OFFLINE_WORDS = "lix-tui is offline and sends nothing. Start it without --offline to fetch this."
UNKNOWN_PRICE_WORDS = (
    "Nothing says whether LookC charges for a page or for each person on it. The balance on the "
    "account screen shows what it was."
)
UNPRICED_WORDS = "The price isn't known yet. Try again in a moment."


class Offers:
    """Commands of one screen that buy, each with its present target.

    A price is shown at once as if nothing were stored; the store is read in the background, and
    what it has is then shown as free.
    """

    def __init__(self, screen: Widget) -> None:
        self._screen = screen
        self.prices = PriceList(lambda: cast("AppHost", screen.app).settings.offline)
        """Prices for the screen's key bar."""
        self._painted: Mapping[str, KeyPrice] = {}
        """Prices that the key bar was last told to paint."""
        self._timer: Timer | None = None

    def show(self, targets: Mapping[str, Target | None]) -> None:
        """Show prices for what the commands act on now; None for a command that can do nothing."""
        changed = [self.prices.set_target(name, target) for name, target in targets.items()]
        if any(changed):
            self._refresh()
        self._read_soon()

    def forget_stored(self) -> None:
        """Read the store again: answers may have come or gone."""
        self.prices.forget_stored()
        self._read_soon()

    def buy(self, command_id: str, then: Callable[[], None]) -> None:
        """Call ``then`` if the command's price is on screen, else show the price and ask first.

        A held key does nothing more after its first purchase. A command without a price buys
        nothing, unless a dialog shows the price later.
        """
        command, price = COMMANDS_BY_ID[command_id], self.prices.price_of(command_id)
        if not command.buys:
            raise UndeclaredPurchase(command, None)
        host = cast("AppHost", self._screen.app)
        presses = host.presses
        is_shown = any(bar.is_price_visible(command_id) for bar in self._screen.query(KeyBar))
        if price is None and host.settings.offline:
            report(self._screen, OFFLINE_WORDS, problem=True)
        elif not presses.may_buy():
            report(self._screen, presses.refusal)
        elif price is None and "dialog" not in command.buys:
            report(self._screen, UNPRICED_WORDS, problem=True)
        elif price is None or not price.price.buys or (is_shown and not price.price.is_unknown):
            then()
        else:
            from lix_tui.screens.dialogs.confirm import ConfirmScreen

            words = f"{price.label} costs {price.price.words}."
            if price.price.is_unknown:
                words = f"{price.label} · {price.price.words}. {UNKNOWN_PRICE_WORDS}"
            question = ConfirmScreen(f"{price.label}?", words)
            self._screen.app.push_screen(question, lambda agreed: then() if agreed else None)

    def _refresh(self) -> None:
        """Paint the prices again if any has changed: mostly a letter leaves them as they are."""
        if (now := self.prices.all) == self._painted:
            return
        self._painted = now
        for bar in self._screen.query(KeyBar):
            bar.refresh()

    def _read_soon(self) -> None:
        if self._timer is None and self.prices.has_unread:
            self._timer = self._screen.set_timer(READ_AFTER, self._read)

    def _read(self) -> None:
        self._timer = None
        self._screen.run_worker(
            self._read_stored(), group="prices", exclusive=True, exit_on_error=False, name="prices"
        )

    async def _read_stored(self) -> None:
        host = cast("AppHost", self._screen.app)
        await self.prices.read_stored(await host.services())
        self._refresh()
