"""The copy menu: one line a form, with what would be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.explorer.copying import CopyForm
from lix_tui.text import clean_line


class CopyMenu(ModalScreen[CopyForm | None]):
    """Returns the chosen form, or None."""

    CSS = """
    CopyMenu { align: center middle; }
    CopyMenu OptionList {
        width: 90%;
        max-width: 90;
        height: auto;
        max-height: 80%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, forms: Sequence[CopyForm]) -> None:
        super().__init__()
        self._forms = forms

    def compose(self) -> ComposeResult:
        """The forms."""
        wide = max(len(form.label) for form in self._forms) + 2
        options = OptionList(
            *(
                Option(
                    Content.assemble(
                        (f"{form.label[:1].upper()}{form.label[1:]}".ljust(wide), "bold"),
                        (clean_line(form.text)[:200], "$text-muted"),
                    )
                )
                for form in self._forms
            ),
            markup=False,
        )
        options.border_title = Content("Copy")
        yield options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the chosen form."""
        self.dismiss(self._forms[event.option_index])

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)
