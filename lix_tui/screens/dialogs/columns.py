"""Dialog for the columns of a table: choice, order and width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.columns import NARROWEST, WIDEST, Column
from lix_tui.services.layout_memory import ColumnChoice, default_choices
from lix_tui.widgets.options import Options

HINTS = (
    "enter: save",
    "space: show or hide",
    "J K: move",
    "+ -: width",
    "0: default",
    "esc: cancel",
)


class ColumnsScreen(Dialog[tuple[ColumnChoice, ...]]):
    """Dialog whose result is the chosen columns; empty for the default ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", priority=True),
        Binding("space", "show_or_hide", "Show", priority=True),
        Binding("J,shift+down", "move(1)", "Down"),
        Binding("K,shift+up", "move(-1)", "Up"),
        Binding("plus,right,equals_sign", "widen(2)", "Wider"),
        Binding("minus,left", "widen(-2)", "Narrower"),
        Binding("j", "cursor(1)", show=False),
        Binding("k", "cursor(-1)", show=False),
        Binding("0", "reset", "Default"),
    ]

    def __init__(self, columns: Sequence[Column], choices: Sequence[ColumnChoice]) -> None:
        super().__init__("Columns", *HINTS, size="small")
        self._by_id = {column.id: column for column in columns}
        self._default = default_choices(columns)
        self._choices = list(choices)

    def compose_body(self) -> ComposeResult:
        """Yield the columns, a line each."""
        yield Options(id="columns-list")

    def set_up(self) -> None:
        """Show the columns."""
        self._show(0)

    def _show(self, at: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(choice)) for choice in self._choices])
        options.highlighted = max(0, min(at, len(self._choices) - 1))
        options.focus()

    def _line(self, choice: ColumnChoice) -> Content:
        width = "automatic" if choice.width is None else f"{choice.width} wide"
        if choice.shown is None:
            width = f"if filled, {width}"
        return Content.assemble(
            ("✓ " if choice.shown else "· ", "$success" if choice.shown else "$text-muted"),
            (f"{self._by_id[choice.id].title:<24}", "$foreground"),
            (width, "$text-muted"),
        )

    @property
    def _at(self) -> int:
        return self.query_one(OptionList).highlighted or 0

    def action_show_or_hide(self) -> None:
        """Show or hide the column; the last shown one stays.

        An automatic column that is hidden becomes automatic again.
        """
        choice = self._choices[self._at]
        if choice.shown and sum(one.shown is True for one in self._choices) == 1:
            self.app.bell()
            return
        is_reset = choice.shown is False and self._by_id[choice.id].is_automatic
        self._choices[self._at] = replace(choice, shown=None if is_reset else not choice.shown)
        self._show(self._at)

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """Show or hide the column that was clicked."""
        event.stop()
        self.action_show_or_hide()

    def action_move(self, by: int) -> None:
        """Move the column."""
        at, to = self._at, self._at + by
        if 0 <= to < len(self._choices):
            self._choices.insert(to, self._choices.pop(at))
            self._show(to)

    def action_widen(self, by: int) -> None:
        """Make the column wider or narrower."""
        choice = self._choices[self._at]
        width = (choice.width or self._by_id[choice.id].min_width) + by
        self._choices[self._at] = replace(choice, width=max(NARROWEST, min(width, WIDEST)))
        self._show(self._at)

    def action_cursor(self, by: int) -> None:
        """Move the cursor a line down or up."""
        self.query_one(OptionList).highlighted = max(0, min(self._at + by, len(self._choices) - 1))

    def action_reset(self) -> None:
        """Restore the default columns."""
        self._choices = list(self._default)
        self._show(0)

    def action_save(self) -> None:
        """Return the columns as they are now."""
        chosen = tuple(self._choices)
        self.dismiss(() if chosen == self._default else chosen)
