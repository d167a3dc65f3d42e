"""Prices beside the keys of a screen that buy, and the check before one of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lix_tui.services.opening_prices import (
    Price,
    Stored,
    endpoint_of,
    noun_of,
    price_of,
    price_of_request,
    stored_of,
)
from lix_tui.widgets.key_bar import KeyBar, KeyNote

if TYPE_CHECKING:
    from textual.timer import Timer

    from lix_tui.screens.base import LixScreen
    from lix_tui.services.queries.opening import Opening

LOOK_AFTER = 0.06
"""Seconds after a move of the cursor when the store is asked what it has: a row that a held key
only passes is not looked up."""
MOST_KNOWN = 500
"""Openings whose stored answers are remembered while a screen is in front."""
OFFLINE_WORDS = "lix-tui is offline and sends nothing; start it without --offline to fetch this."

_Key = tuple[str, str]


class Offers:
    """Keys of one screen that buy, each with its target and price.

    The price is shown at once as if nothing were stored; the store is read behind the screen, and
    what it has is then shown as free.
    """

    def __init__(self, screen: LixScreen) -> None:
        self._screen = screen
        self._openings: dict[str, Opening] = {}
        """By command, what it opens for the record under the cursor."""
        self._known: dict[_Key, Stored | None] = {}
        """Stored answers, None for those that aren't."""
        self._timer: Timer | None = None

    def show(self, openings: Mapping[str, Opening | None]) -> None:
        """Show what commands open now; None for a command that opens nothing."""
        for command, opening in openings.items():
            if opening is None:
                self._openings.pop(command, None)
                self.show_price(command, None)
            else:
                self._openings[command] = opening
                self._show_opening(command, opening)
        self._look_soon()

    def show_price(self, command: str, price: Price | None, label: str = "") -> None:
        """Show the price of a command that opens no record; None for one that does nothing now."""
        for bar in self._screen.query(KeyBar):
            bar.note(command, None if price is None else KeyNote(price, label))

    def show_request(self, command: str, endpoint: str | None, label: str = "") -> None:
        """Show the price of a command that always sends a request; None for one that can't now.

        Offline no command can, so none is offered.
        """
        offline = self._screen.host.settings.offline
        if endpoint is None or offline:
            self.show_price(command, None)
        else:
            self.show_price(command, price_of_request(endpoint, offline=False), label)

    def forget(self) -> None:
        """Read again what is stored: answers may have come or gone."""
        self._known.clear()
        self._look_soon()

    def act(self, command: str, then: Callable[[], None]) -> None:
        """Do what a command buys if its price is on screen, else show the price and ask.

        A held key does nothing more after its first purchase.
        """
        screen = self._screen
        note = next((bar.note_of(command) for bar in screen.query(KeyBar)), None)
        if screen.host.settings.offline and command not in self._openings:
            screen.say(OFFLINE_WORDS, problem=True)
        elif not screen.host.presses.may_buy():
            screen.say(screen.host.presses.refusal)
        elif note is None or not note.price.buys or self._is_shown(command):
            then()
        else:
            from lix_tui.screens.dialogs.confirm import ConfirmScreen

            label = note.label or "This"
            asking = ConfirmScreen(f"{label}?", f"{label} costs {note.price.words}.")
            screen.app.push_screen(asking, lambda agreed: then() if agreed else None)

    def _is_shown(self, command: str) -> bool:
        return any(bar.is_price_shown(command) for bar in self._screen.query(KeyBar))

    def _show_opening(self, command: str, opening: Opening) -> None:
        offline = self._screen.host.settings.offline
        price = price_of(opening, self._known.get(_key(opening)), offline=offline)
        self.show_price(command, price, "Open" if _is_open(command) else noun_of(opening))

    def _look_soon(self) -> None:
        if self._timer is None and any(
            _key(opening) not in self._known for opening in self._openings.values()
        ):
            self._timer = self._screen.set_timer(LOOK_AFTER, self._look)

    def _look(self) -> None:
        self._timer = None
        self._screen.run_worker(
            self._read(), group="prices", exclusive=True, exit_on_error=False, name="prices"
        )

    async def _read(self) -> None:
        services = await self._screen.host.services()
        for opening in tuple(self._openings.values()):
            if (key := _key(opening)) not in self._known:
                stored = await stored_of(services, opening)
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                self._known[key] = stored
        for command, opening in tuple(self._openings.items()):
            self._show_opening(command, opening)


def _key(opening: Opening) -> _Key:
    query = opening.query
    if query is not None:
        return endpoint_of(opening), f"{query.key} {query.viewer_id or ''}"
    return endpoint_of(opening), f"{opening.link or ''} {opening.viewer_id or ''}"


def _is_open(command: str) -> bool:
    """Return True for the key that opens the row itself: 'Open' says more than its kind."""
    return command == "table.open"
