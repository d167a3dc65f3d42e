"""What to look up of many records: one line a choice, with what one costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.explorer.costs import cost_words
from lix_tui.explorer.runs.items import WHAT_WORDS, What
from lix_tui.widgets.options import Options


class WhatMenu(ModalScreen[What | None]):
    """Returns the choice, or None."""

    CSS = """
    WhatMenu { align: center middle; }
    WhatMenu OptionList {
        width: 90%;
        max-width: 70;
        height: auto;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, choices: Sequence[What], count: int, about: str) -> None:
        """``count`` records are looked up; ``about`` says in words where they come from."""
        super().__init__()
        self._choices, self._count, self._about = choices, count, about

    def compose(self) -> ComposeResult:
        """The choices."""
        options = Options(
            *(
                Option(
                    Content.assemble(
                        (f"{WHAT_WORDS[what]:<30}", "bold"),
                        (f"each {cost_words(what)}", "$text-muted"),
                    )
                )
                for what in self._choices
            ),
            markup=False,
        )
        records = "record" if self._count == 1 else "records"
        options.border_title = Content(f"Look up for {self._count:,} {records} of {self._about}")
        options.border_subtitle = Content("the whole cost is said next")
        yield options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        self.dismiss(self._choices[event.option_index])

    def action_close(self) -> None:
        """Take none."""
        self.dismiss(None)
