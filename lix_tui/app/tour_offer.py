"""The part of the app that offers the tour and takes its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from lix_tui.app.tour_guide import Touring
    from lix_tui.services.commands.keymap import KeyMap
    from lix_tui.services.layout_memory import Remembered


class GuidingApp(App[int]):
    """One tour at a time; its keys are there while it is on."""

    keymap: KeyMap
    remembered: Remembered
    touring: Touring | None = None

    def offer_tour(self) -> None:
        """Ask, once in a life, whether the tour is wanted."""
        from lix_tui.app.tour_guide import OFFER
        from lix_tui.screens.dialogs.confirm import ConfirmScreen

        self.remembered.keep_tour_offered()
        self.push_screen(ConfirmScreen("A short tour?", OFFER), self._tour_answered)

    def _tour_answered(self, agreed: bool | None) -> None:
        if agreed:
            self.action_tour()

    def action_tour(self) -> None:
        """Take the tour from its beginning."""
        from lix_tui.app.tour_guide import Touring

        self.action_tour_end()
        self.touring = Touring(self, self.keymap, self._tour_ended)
        self.refresh_bindings()

    def _tour_ended(self) -> None:
        self.touring = None
        self.refresh_bindings()

    def action_tour_next(self) -> None:
        """Go on with the tour."""
        if self.touring is not None:
            self.touring.skip()

    def action_tour_end(self) -> None:
        """End the tour."""
        if self.touring is not None:
            self.touring.end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps of the tour are there while it is on."""
        if action in ("tour_next", "tour_end"):
            return self.touring is not None
        return super().check_action(action, parameters)
