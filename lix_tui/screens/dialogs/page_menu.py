"""Menu of the pages that a search can begin with, for a link that leads to a later page."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.widgets.choice_list import Choice, ChoiceList


class PageMenu(Dialog[int]):
    """Menu whose result is the number of the page to begin with."""

    def __init__(self, page: int, cost: str) -> None:
        """``page`` is the page of the link, ``cost`` the price of either page in words."""
        super().__init__(
            f"The link leads to page {page:,}", "enter: load at the price shown", "esc: cancel"
        )
        self._pages = (page, 1)
        self._cost = cost

    def compose_body(self) -> ComposeResult:
        """Yield both pages with their price."""
        words = (f"Begin with page {self._pages[0]:,}", "Begin with page 1")
        yield ChoiceList(
            [
                Choice(Content.assemble((f"{self._cost}  ", "$text-muted"), (text, "bold")), text)
                for text in words
            ],
            placeholder="type to find",
            digits=True,
        )

    @on(ChoiceList.ChoiceSelected)
    def choice_made(self, event: ChoiceList.ChoiceSelected) -> None:
        """Return the chosen page, unless the key is held from before."""
        if self.host.presses.may_buy():
            self.dismiss(self._pages[event.index])
