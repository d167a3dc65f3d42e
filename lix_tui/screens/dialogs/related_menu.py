"""Menu of the records related to a record: one line each, with its price."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from lix_tui.screens.base import is_open
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.queries.destination import Destination
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.choice_list import Choice, ChoiceList

NARROW = 80
"""Terminals narrower than this show a cost on a separate line."""


class RelatedMenu(Dialog[Destination]):
    """Menu whose result is the chosen record or search."""

    def __init__(self, places: Sequence[Destination]) -> None:
        super().__init__("Go to", "enter: open at the price shown", "esc: close")
        self._places = places
        self._is_narrow = False

    def compose_body(self) -> ComposeResult:
        """Yield the places under an input that narrows them."""
        yield ChoiceList(
            self._choices(), placeholder="type to find · company, email, ids …", digits=True
        )

    def on_resize(self, _: events.Resize) -> None:
        """Show the costs beside or above the words, as fits the new size."""
        is_narrow = self.app.size.width < NARROW
        if is_narrow != self._is_narrow and is_open(self):
            self.query_one(ChoiceList).show(self._choices())

    def _choices(self) -> list[Choice]:
        """Return the lines for the present size of the terminal."""
        self._is_narrow = self.app.size.width < NARROW
        costs = 0 if self._is_narrow else max(len(place.cost) for place in self._places)
        return [
            Choice(Content.assemble(*self._parts(place, costs)), place.words)
            for place in self._places
        ]

    def _parts(self, place: Destination, costs: int) -> tuple[tuple[str, str], ...]:
        """Return the words beside the cost, or above it where ``costs``, its width, is 0."""
        words = (shortened(clean_line(place.words), MOST_IN_LINE), "bold")
        if costs:
            return ((f"{place.cost:<{costs}}  ", "$text-muted"), words)
        return (words, (f"\n  {place.cost}", "$text-muted"))

    @on(Input.Changed)
    def text_changed(self, event: Input.Changed) -> None:
        """Close on a full stop alone: the key that opened the menu closes it."""
        if event.value == ".":
            self.dismiss(None)

    @on(ChoiceList.ChoiceSelected)
    def choice_made(self, event: ChoiceList.ChoiceSelected) -> None:
        """Return the chosen place, unless the key is held from before."""
        if self.host.presses.may_buy():
            self.dismiss(self._places[event.index])
