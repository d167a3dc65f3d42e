"""Menu of bulk lookups: one line each, with its price."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.runs.lookup_list import LOOKUP_WORDS, LookupEndpoint
from lix_tui.widgets.choice_list import Choice, ChoiceList


class LookupMenu(Dialog[LookupEndpoint]):
    """Menu whose result is the chosen lookup."""

    def __init__(self, choices: Sequence[LookupEndpoint], count: int, source: str) -> None:
        """``count`` records are to be looked up; ``source`` says where they come from."""
        records = "record" if count == 1 else "records"
        title = f"Look up for {count:,} {records} of {source}"
        super().__init__(title, "enter: choose (you confirm the price next)", "esc: close")
        self._choices = choices

    def compose_body(self) -> ComposeResult:
        """Yield the choices under an input that narrows them."""
        narrow = self.app.size.width < 80
        yield ChoiceList(
            [Choice(_line(what, narrow=narrow), LOOKUP_WORDS[what]) for what in self._choices],
            placeholder="type to find · profiles, emails, ids …",
        )

    @on(ChoiceList.ChoiceSelected)
    def choice_made(self, event: ChoiceList.ChoiceSelected) -> None:
        """Return the chosen lookup, unless the key is held from before."""
        if self.host.presses.may_buy():
            self.dismiss(self._choices[event.index])


def _line(what: LookupEndpoint, *, narrow: bool) -> Content:
    """Return a lookup with its price beside it, or below it in a narrow terminal."""
    words, price = LOOKUP_WORDS[what], f"{cost_words(what)} each"
    label = f"{words}\n  " if narrow else f"{words:<30}"
    return Content.assemble((label, "bold"), (price, "$text-muted"))
