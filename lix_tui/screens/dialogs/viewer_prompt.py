"""Prompt for the viewer id of a search."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lix_tui.services.queries.query import QueryError, viewer_named
from lix_tui.widgets.line_input import LinkInput

HINT = (
    "Searches then use what that LinkedIn account can see, such as its connections. Lix needs no "
    "sequence_id with a viewer, so none is sent. Leave it empty to search with no viewer."
)


class ViewerScreen(ModalScreen[str | None]):
    """Returns a viewer id, '' for no viewer, or None to leave it as it is."""

    CSS = """
    ViewerScreen { align: center top; }
    ViewerScreen #viewer {
        margin-top: 4;
        width: 92%;
        max-width: 84;
        height: auto;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 1 2;
    }
    ViewerScreen Input, ViewerScreen Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    ViewerScreen Static { height: auto; margin-top: 1; color: $text-muted; }
    ViewerScreen Static.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, viewer_id: str | None) -> None:
        """``viewer_id`` is the one that is used now."""
        super().__init__()
        self._viewer = viewer_id or ""

    def compose(self) -> ComposeResult:
        """Yield an input and what a viewer changes."""
        with Vertical(id="viewer") as frame:
            frame.border_title = Content("Search as a viewer")
            frame.border_subtitle = Content("enter: save · esc: cancel")
            yield LinkInput(
                self._viewer, placeholder="alfie-lambert, a member id, or a profile link"
            )
            yield Static(Content(HINT), id="viewer-hint", markup=False)

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Take the viewer, or say what is wrong with it."""
        if not event.value.strip():
            self.dismiss("")
            return
        try:
            self.dismiss(viewer_named(event.value))
        except QueryError as error:
            hint = self.query_one("#viewer-hint", Static)
            hint.update(Content(str(error)))
            hint.add_class("problem")

    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
