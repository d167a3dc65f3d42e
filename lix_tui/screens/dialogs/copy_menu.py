"""Menu of everything that can be copied, in groups; typing narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.records.copy_form import CopyForm, Group
from lix_tui.text import clean_line
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

MOST_SHOWN = 200
"""Characters of a form that are drawn at most."""


class CopyMenu(Dialog[CopyForm]):
    """Menu whose result is the chosen form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, forms: Sequence[CopyForm]) -> None:
        super().__init__("Copy", "type to find", "enter: copy", "esc: close")
        order = get_args(Group)
        self._forms = sorted(forms, key=lambda form: order.index(form.group))
        self._matching: list[CopyForm] = []

    def compose_body(self) -> ComposeResult:
        """Yield an input, and the forms under their groups."""
        yield LineInput(placeholder="link, name, json, markdown, curl …", id="copy-find")
        options = Options(id="copy-forms", markup=False)
        options.can_focus = False
        yield options

    def set_up(self) -> None:
        """Show all forms."""
        self._show("")

    @on(Input.Changed)
    def text_changed(self, event: Input.Changed) -> None:
        """Show the forms that match the text."""
        self._show(event.value)

    def _show(self, text: str) -> None:
        """Show the forms whose name and group contain every word of the text."""
        words = text.casefold().split()
        self._matching = [
            form
            for form in self._forms
            if all(word in f"{form.group} {form.label}".casefold() for word in words)
        ]
        wide = max((len(form.label) for form in self._forms), default=0) + 2
        lines: list[Option] = []
        group = ""
        for place, form in enumerate(self._matching):
            if form.group != group:
                group = form.group
                lines.append(Option(Content.styled(group, "$text-muted"), disabled=True))
            name = form.label if form.group == "Request" else _capital(form.label)
            label = f"  {name}".ljust(wide + 2)
            shown = clean_line(form.text[: 2 * MOST_SHOWN])[:MOST_SHOWN]
            line = Content.assemble((label, "bold"), (shown, "$text-muted"))
            lines.append(Option(line, id=str(place)))
        if not lines:
            lines.append(Option(Content.styled("No form matches.", "$warning"), disabled=True))
        options = self.query_one("#copy-forms", OptionList)
        options.clear_options().add_options(lines)
        options.highlighted = None
        options.action_first()

    @on(Input.Submitted)
    def text_submitted(self) -> None:
        """Return the form under the cursor."""
        options = self.query_one("#copy-forms", OptionList)
        option = options.highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(self._matching[int(option.id)])
        else:
            self.app.bell()

    @on(OptionList.OptionSelected)
    def option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the form that was clicked."""
        if event.option_id is not None:
            self.dismiss(self._matching[int(event.option_id)])

    def action_move(self, by: int) -> None:
        """Move among the forms."""
        options = self.query_one("#copy-forms", OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()


def _capital(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"
