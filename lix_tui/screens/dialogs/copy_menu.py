"""The copy menu: everything that can be copied, in groups, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lix_tui.services.records.copy_form import CopyForm, Group
from lix_tui.text import clean_line
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

MOST_SHOWN = 200
"""Characters of a form that are drawn at most."""


class CopyMenu(ModalScreen[CopyForm | None]):
    """Returns the chosen form, or None."""

    CSS = """
    CopyMenu { align: center middle; }
    CopyMenu #copy {
        width: 90%;
        max-width: 90;
        height: auto;
        max-height: 100%;
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
    CopyMenu OptionList {
        height: auto;
        max-height: 75vh;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        border: none;
        background: $surface;
        padding: 0;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, forms: Sequence[CopyForm]) -> None:
        super().__init__()
        order = get_args(Group)
        self._forms = sorted(forms, key=lambda form: order.index(form.group))
        self._shown: list[CopyForm] = []

    def compose(self) -> ComposeResult:
        """Yield an input, and the forms under their groups."""
        with Vertical(id="copy") as frame:
            frame.border_title = Content("Copy")
            frame.border_subtitle = Content("type to find · enter copies · escape closes")
            yield LineInput(placeholder="link, name, json, markdown, curl …", id="copy-find")
            options = Options(id="copy-forms", markup=False)
            options.can_focus = False
            yield options

    def on_mount(self) -> None:
        """Show all of them."""
        self._show("")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Show those that fit."""
        self._show(event.value)

    def _show(self, text: str) -> None:
        """Only forms whose name and group hold every word."""
        words = text.casefold().split()
        self._shown = [
            form
            for form in self._forms
            if all(word in f"{form.group} {form.label}".casefold() for word in words)
        ]
        wide = max((len(form.label) for form in self._forms), default=0) + 2
        lines: list[Option] = []
        group = ""
        for place, form in enumerate(self._shown):
            if form.group != group:
                group = form.group
                lines.append(Option(Content.styled(group, "$text-muted"), disabled=True))
            name = form.label if form.group == "Request" else _capital(form.label)
            label = f"  {name}".ljust(wide + 2)
            shown = clean_line(form.text[: 2 * MOST_SHOWN])[:MOST_SHOWN]
            line = Content.assemble((label, "bold"), (shown, "$text-muted"))
            lines.append(Option(line, id=str(place)))
        if not lines:
            lines.append(Option(Content.styled("nothing is called so", "$warning"), disabled=True))
        options = self.query_one("#copy-forms", OptionList)
        options.clear_options().add_options(lines)
        options.highlighted = None
        options.action_first()

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Return the form under the cursor."""
        options = self.query_one("#copy-forms", OptionList)
        option = options.highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(self._shown[int(option.id)])
        else:
            self.app.bell()

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """Return the form that was clicked."""
        if event.option_id is not None:
            self.dismiss(self._shown[int(event.option_id)])

    def action_move(self, by: int) -> None:
        """Move among the forms."""
        options = self.query_one("#copy-forms", OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _capital(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"
