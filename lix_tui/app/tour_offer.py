"""Tour of the app: offered once, started and ended here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from lix_tui.app.tour_guide import RunningTour
    from lix_tui.services.commands.keymap import KeyMap
    from lix_tui.services.layout_memory import StoredLayout


class TourGuide:
    """Guide for one tour at a time; ``running`` is the tour in progress, else None."""

    def __init__(self, app: App[int], keymap: KeyMap, stored_layout: StoredLayout) -> None:
        self._app, self._keymap, self._stored_layout = app, keymap, stored_layout
        self.running: RunningTour | None = None

    def offer(self) -> None:
        """Offer the tour, unless it was offered before."""
        from lix_tui.app.tour_guide import OFFER
        from lix_tui.screens.dialogs.confirm import ConfirmScreen

        if self._stored_layout.tour_offered:
            return
        self._stored_layout.store_tour_offered()
        self._app.push_screen(
            ConfirmScreen("A short tour?", OFFER), lambda agreed: self.start() if agreed else None
        )

    def start(self) -> None:
        """Start the tour at its first step."""
        from lix_tui.app.tour_guide import RunningTour

        self.end()
        self.running = RunningTour(self._app, self._keymap, self._ended)
        self._app.refresh_bindings()

    def _ended(self) -> None:
        self.running = None
        self._app.refresh_bindings()

    def skip(self) -> None:
        """Skip the current step."""
        if self.running is not None:
            self.running.skip()

    def end(self) -> None:
        """End the tour in progress."""
        if self.running is not None:
            self.running.end()
