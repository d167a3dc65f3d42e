"""Dialog for the number range of a filter, with its currency or department."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.linkedin.facets import closed_values
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.queries.builder.ranges import (
    DEFAULT_CURRENCY,
    DEPARTMENTS,
    read_range,
    unit_of,
)
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

if TYPE_CHECKING:
    from lix_tui.services.queries.builder.builder import Builder
    from lix_tui.services.queries.builder.fields import FilterField


class RangeScreen(Dialog[None]):
    """Dialog that sets a range in the builder; without any number it removes the range."""

    CSS = """
    RangeScreen { align: left top; background: $background 40%; }
    RangeScreen DialogFrame { margin: 2 2; max-width: 60; }
    RangeScreen #department { height: 9; max-height: 40vh; }
    RangeScreen .label { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, builder: Builder, field: FilterField) -> None:
        """Start from the range that ``builder`` has in ``field``."""
        super().__init__(field.label, "enter: set", "tab: next", "esc: cancel")
        self._builder, self._field = builder, field

    def compose_body(self) -> ComposeResult:
        """Yield both numbers, the currency or the departments, and a note."""
        chip = next(iter(self._builder.chips(self._field)), None)
        limits, option = (chip.limits, chip.option) if chip else (None, None)
        ends = (("From", limits and limits.min), ("To", limits and limits.max))
        for name, end in ends:
            yield Static(f"{name}, in {unit_of(self._field)}", classes="label", markup=False)
            text = "" if end is None else str(end)
            yield LineInput(text, placeholder="any", id=name.lower())
        if self._field.sub_filter == "currency":
            yield Static("Currency, as three letters", classes="label", markup=False)
            yield LineInput(option or DEFAULT_CURRENCY, id="currency")
        if self._field.sub_filter == "function":
            yield Static("Department", classes="label", markup=False)
            values = closed_values(DEPARTMENTS) or ()
            rows = (Option(value.text, id=value.id) for value in values)
            yield Options(*rows, id="department", markup=False)
        yield Static("", classes="note", markup=False)

    def set_up(self) -> None:
        """Focus the first number, and highlight the department of the range."""
        self.set_focus(self.query_one("#from", Input))
        chip = next(iter(self._builder.chips(self._field)), None)
        for departments in self.query("#department").results(OptionList):
            ids = [option.id for option in departments.options]
            is_known = chip is not None and chip.option in ids
            departments.highlighted = ids.index(chip.option) if chip and is_known else None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def submitted(self) -> None:
        """Set the range, or show why it can't be used."""
        low, high = (self.query_one(name, Input).value for name in ("#from", "#to"))
        if not low.strip() and not high.strip():
            for chip in self._builder.chips(self._field):
                self._builder.remove(self._field, chip)
            self.dismiss(None)
            return
        try:
            chip = read_range(self._field, low, high, self._option())
        except ValueError as problem:
            note = self.query_one(".note", Static)
            note.update(Content(str(problem)))
            note.add_class("problem")
            return
        self._builder.add(self._field, chip)
        self.dismiss(None)

    def _option(self) -> str:
        """Return the typed currency or the highlighted department; empty without either."""
        for currency in self.query("#currency").results(Input):
            return currency.value
        for departments in self.query("#department").results(OptionList):
            if (place := departments.highlighted) is not None:
                return departments.get_option_at_index(place).id or ""
        return ""
