"""Menu of column presets: use one, delete one of your own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.preset_file import PresetFile
from lix_tui.services.export.presets import Preset, Presets
from lix_tui.widgets.options import Options

_WORDS = {"default": "the usual columns of the format", "all": "every column"}
"""Descriptions of presets whose columns depend on the records."""


class PresetMenu(Dialog[Preset]):
    """Menu whose result is the chosen preset."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete,D", "delete", "Delete"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def __init__(self, presets: PresetFile, kinds: Iterable[str]) -> None:
        """``kinds`` are the record types whose presets are shown."""
        super().__init__(
            "Column presets", "enter: use", "delete: delete your own", "esc: close", size="small"
        )
        self._presets, self._kinds = presets, tuple(kinds)
        self._listed: tuple[Preset, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Yield the presets and a note."""
        yield Options(id="presets", markup=False)
        yield Static("", classes="note", markup=False)

    def set_up(self) -> None:
        """Show the presets."""
        self._show()
        self.query_one(OptionList).focus()

    def _show(self) -> None:
        problem = ""
        try:
            presets = self._presets.presets()
        except ColumnError as error:
            presets, problem = Presets(), str(error)
        self._listed = presets.for_kinds(self._kinds)
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_line(preset, self._kinds)) for preset in self._listed])
        options.highlighted = min(at, len(self._listed) - 1)
        self._show_note(problem)

    def _show_note(self, problem: str) -> None:
        note = self.query_one(".note", Static)
        note.update(Content(problem))
        note.set_class(bool(problem), "problem")
        note.display = bool(problem)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the preset."""
        self.dismiss(self._listed[event.option_index])

    def action_cursor_down(self) -> None:
        """Move the cursor down."""
        self.query_one(OptionList).action_cursor_down()

    def action_cursor_up(self) -> None:
        """Move the cursor up."""
        self.query_one(OptionList).action_cursor_up()

    def action_delete(self) -> None:
        """Delete the preset under the cursor, if the user saved it."""
        preset = self._listed[self.query_one(OptionList).highlighted or 0]
        if not preset.is_own:
            self._show_note(f"'{preset.name}' is built in and can't be deleted.")
            return
        try:
            self._presets.delete(preset)
        except ColumnError as error:
            self._show_note(str(error))
        else:
            self._show()
            self.notify(f"Deleted the preset '{preset.name}'.", markup=False)


def _line(preset: Preset, kinds: Iterable[str]) -> Content:
    ids = preset.known_columns(kinds)
    columns = ", ".join(preset.headers.get(id_, id_) for id_ in ids)
    columns = _WORDS.get(columns, columns)
    return Content.assemble(
        (f"{preset.name:<16} ", "bold"),
        ("yours · " if preset.is_own else "", "$success"),
        (columns, "$text-muted"),
    )
