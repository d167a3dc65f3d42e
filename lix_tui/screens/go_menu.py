"""Where a record leads to: one line a place, with what going there costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.explorer.targets import Opening
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.options import Options

LETTERS = "123456789"


class GoMenu(ModalScreen[Opening | None]):
    """Returns the chosen place, or None."""

    CSS = """
    GoMenu { align: center middle; }
    GoMenu OptionList {
        width: 90%;
        max-width: 90;
        height: auto;
        max-height: 80%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,full_stop", "close", "Back"),
        *(Binding(digit, f"choose({digit})", show=False) for digit in LETTERS),
    ]

    def __init__(self, places: Sequence[Opening]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """The places."""
        costs = max(len(place.cost) for place in self._places)
        narrow = self.app.size.width < 80
        options = Options(
            *(
                Option(
                    Content.assemble(
                        (f"{number if number < 10 else ' '} ", "$footer-key-foreground"),
                        *self._parts(place, 0 if narrow else costs),
                    )
                )
                for number, place in enumerate(self._places, 1)
            ),
            markup=False,
        )
        options.border_title = Content("Go to")
        options.border_subtitle = Content("what is kept costs nothing")
        yield options

    def _parts(self, place: Opening, costs: int) -> tuple[tuple[str, str], ...]:
        """The words beside the cost, or above it where ``costs``, its width, is 0."""
        words = (shortened(clean_line(place.words), MOST_IN_LINE), "bold")
        if costs:
            return ((f"{place.cost:<{costs}}  ", "$text-muted"), words)
        return (words, (f"\n  {place.cost}", "$text-muted"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        self.dismiss(self._places[event.option_index])

    def action_choose(self, number: int) -> None:
        """Go to a place by its digit."""
        if number <= len(self._places):
            self.dismiss(self._places[number - 1])

    def action_close(self) -> None:
        """Stay."""
        self.dismiss(None)
