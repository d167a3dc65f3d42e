"""Menu of bulk lookups: one line each, with its price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.runs.lookup_list import LOOKUP_WORDS, LookupEndpoint
from lix_tui.widgets.choice_list import Choice, ChoiceList

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost


class WhatMenu(ModalScreen[LookupEndpoint | None]):
    """Returns the choice, or None."""

    CSS = """
    WhatMenu { align: center middle; }
    WhatMenu ChoiceList { width: 90%; max-width: 72; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, choices: Sequence[LookupEndpoint], count: int, about: str) -> None:
        """``count`` records are looked up; ``about`` says in words where they come from."""
        super().__init__()
        self._choices, self._count, self._about = choices, count, about

    def compose(self) -> ComposeResult:
        """Yield the choices under an input that narrows them."""
        menu = ChoiceList(
            [
                Choice(
                    Content.assemble(
                        (f"{LOOKUP_WORDS[what]:<30}", "bold"),
                        (f"each {cost_words(what)}", "$text-muted"),
                    ),
                    LOOKUP_WORDS[what],
                )
                for what in self._choices
            ],
            placeholder="type to find · profiles, emails, ids …",
        )
        records = "record" if self._count == 1 else "records"
        menu.border_title = Content(f"Look up for {self._count:,} {records} of {self._about}")
        menu.border_subtitle = Content("you confirm the price next")
        yield menu

    @on(ChoiceList.ChoiceSelected)
    def chosen(self, event: ChoiceList.ChoiceSelected) -> None:
        """Take it, unless the key is held from before."""
        if cast("AppHost", self.app).presses.may_buy():
            self.dismiss(self._choices[event.index])

    def action_close(self) -> None:
        """Take none."""
        self.dismiss(None)
