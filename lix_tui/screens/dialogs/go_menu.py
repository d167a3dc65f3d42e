"""Menu of the records related to a record: one line each, with its price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from lix_tui.services.queries.opening import Opening
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.choice_list import Choice, ChoiceList

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost


class GoMenu(ModalScreen[Opening | None]):
    """Returns the chosen place, or None."""

    CSS = """
    GoMenu { align: center middle; }
    GoMenu ChoiceList { width: 90%; max-width: 90; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, places: Sequence[Opening]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """Yield the places under an input that narrows them."""
        costs = max(len(place.cost) for place in self._places)
        narrow = self.app.size.width < 80
        menu = ChoiceList(
            [
                Choice(Content.assemble(*self._parts(place, 0 if narrow else costs)), place.words)
                for place in self._places
            ],
            placeholder="type to find · company, email, ids …",
            digits=True,
        )
        menu.border_title = Content("Go to")
        menu.border_subtitle = Content("enter opens at the price shown · escape closes")
        yield menu

    def _parts(self, place: Opening, costs: int) -> tuple[tuple[str, str], ...]:
        """Return the words beside the cost, or above it where ``costs``, its width, is 0."""
        words = (shortened(clean_line(place.words), MOST_IN_LINE), "bold")
        if costs:
            return ((f"{place.cost:<{costs}}  ", "$text-muted"), words)
        return (words, (f"\n  {place.cost}", "$text-muted"))

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Close on a full stop alone: the key that opened the menu closes it."""
        if event.value == ".":
            self.dismiss(None)

    @on(ChoiceList.ChoiceSelected)
    def chosen(self, event: ChoiceList.ChoiceSelected) -> None:
        """Go there, unless the key is held from before."""
        if cast("AppHost", self.app).presses.may_buy():
            self.dismiss(self._places[event.index])

    def action_close(self) -> None:
        """Stay."""
        self.dismiss(None)
