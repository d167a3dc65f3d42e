"""The copy menu: one line a form, with what would be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lix_tui.explorer.copying import CopyForm
from lix_tui.text import clean_line


class CopyMenu(ModalScreen[CopyForm | None]):
    """Returns the chosen form, or None; typing narrows the list."""

    CSS = """
    CopyMenu { align: center middle; }
    CopyMenu #copy-frame {
        width: 90%;
        max-width: 100;
        height: auto;
        max-height: 84%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    CopyMenu Input, CopyMenu Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    CopyMenu OptionList, CopyMenu OptionList:focus {
        height: auto;
        max-height: 100%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        border: none;
        background: transparent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, forms: Sequence[CopyForm]) -> None:
        super().__init__()
        self._forms = forms
        self._shown = list(forms)

    def compose(self) -> ComposeResult:
        """A box to type into, and the forms."""
        with Vertical(id="copy-frame") as frame:
            frame.border_title = Content("Copy")
            frame.border_subtitle = Content("type to narrow · enter copies · escape closes")
            yield Input(placeholder="link, json, curl, table…", id="copy-filter")
            options = OptionList(markup=False)
            options.can_focus = False
            yield options

    def on_mount(self) -> None:
        """Show all of them."""
        self.query_one(Input).focus()
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those whose label has every word."""
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        words = wanted.lower().split()
        self._shown = [f for f in self._forms if all(word in f.label.lower() for word in words)]
        wide = max((len(form.label) for form in self._forms), default=0) + 2
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_line(form, wide)) for form in self._shown])
        options.highlighted = 0 if self._shown else None

    def action_move(self, by: int) -> None:
        """Move among the forms while typing."""
        options = self.query_one(OptionList)
        at = (options.highlighted or 0) + by
        options.highlighted = max(0, min(at, len(self._shown) - 1)) if self._shown else None

    def on_input_submitted(self) -> None:
        """Return the chosen form."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._shown[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the form that was clicked."""
        self.dismiss(self._shown[event.option_index])

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _line(form: CopyForm, wide: int) -> Content:
    label = f"{form.label[:1].upper()}{form.label[1:]}"
    text = clean_line(form.text)[:200]
    return Content.assemble((label.ljust(wide), "bold"), (text, "$text-muted"))
