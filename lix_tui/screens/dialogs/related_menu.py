"""Menu of the records related to a record: one line each, with its price."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.queries.destination import Destination
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.choice_list import Choice, ChoiceList


class RelatedMenu(Dialog[Destination]):
    """Menu whose result is the chosen record or search."""

    def __init__(self, places: Sequence[Destination]) -> None:
        super().__init__("Go to", "enter: open at the price shown", "esc: close")
        self._places = places

    def compose_body(self) -> ComposeResult:
        """Yield the places under an input that narrows them."""
        costs = max(len(place.cost) for place in self._places)
        narrow = self.app.size.width < 80
        yield ChoiceList(
            [
                Choice(Content.assemble(*self._parts(place, 0 if narrow else costs)), place.words)
                for place in self._places
            ],
            placeholder="type to find · company, email, ids …",
            digits=True,
        )

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
