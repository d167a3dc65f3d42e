"""Open anything: paste a link or an id, see what it is and what it costs, open it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lix_tui.services.budget.cost_words import OFFLINE
from lix_tui.services.opening_prices import with_prices
from lix_tui.services.queries.link_targets import opening_of
from lix_tui.services.queries.opening import Opening
from lix_tui.services.queries.query import QueryError
from lix_tui.widgets.line_input import LinkInput

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.settings.settings import Settings


class OpenScreen(ModalScreen[Opening | None]):
    """Returns what to open, or None."""

    CSS = """
    OpenScreen { align: center top; }
    OpenScreen #open {
        margin-top: 4;
        width: 92%;
        max-width: 100;
        height: auto;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 1 2;
    }
    OpenScreen Input { border: none; height: 1; background: $panel; padding: 0 1; }
    OpenScreen Static { height: auto; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def compose(self) -> ComposeResult:
        """Yield an input and what it was recognised as."""
        with Vertical(id="open") as frame:
            frame.border_title = Content("Open anything")
            frame.border_subtitle = Content("enter opens · escape closes")
            yield LinkInput(
                placeholder="any link, id, URN, search URL, email address or saved file"
            )
            yield Static("", id="recognised", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it is and what opening it costs."""
        line = self.query_one("#recognised", Static)
        self.workers.cancel_group(self, "prices")
        if not event.value.strip():
            line.update("")
            return
        try:
            opening = opening_of(event.value, self._settings.viewer_id)
        except QueryError as error:
            line.update(Content.assemble((str(error), "$warning")))
        else:
            offline = self._settings.offline
            self._describe(replace(opening, cost=OFFLINE) if offline else opening)
            self.run_worker(self._read_price(opening), group="prices", exit_on_error=False)

    def _describe(self, opening: Opening) -> None:
        self.query_one("#recognised", Static).update(
            Content.assemble(
                (opening.words, "bold $success"), (f" · {opening.cost}", "$text-muted")
            )
        )

    async def _read_price(self, opening: Opening) -> None:
        """Show what is stored as free."""
        (priced,) = await with_prices(await cast("AppHost", self.app).services(), [opening])
        self._describe(priced)

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Open it, or stay with the sentence that says why not."""
        try:
            opening = opening_of(event.value, self._settings.viewer_id)
        except QueryError:
            self.app.bell()
        else:
            presses = cast("AppHost", self.app).presses
            if presses.may_buy():
                self.dismiss(opening)
            else:
                self.notify(presses.refusal, markup=False)

    def action_close(self) -> None:
        """Open nothing."""
        self.dismiss(None)
