"""Picker of export columns: check boxes, order, headers, presets, and the first rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.column_words import count_of_columns
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.screens.dialogs.prompts import name_prompt
from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.column_list import ColumnEntry, ColumnList
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.preset_file import PresetFile
from lix_tui.services.export.presets import Preset
from lix_tui.services.export.preview import preview_of
from lix_tui.widgets.column_preview import ColumnPreview
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

HINTS = (
    "space: check",
    "shift+↑↓: move",
    "f2: header",
    "f3: presets",
    "ctrl+s: save preset",
    "enter: done",
    "esc: cancel",
)
WHOLE = "whole records · check columns to write only those"


class ColumnSearch(LineInput):
    """Input of words without spaces: the space key checks a column."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return True for a key that is typed into the input."""
        return key != "space" and super().check_consume_key(key, character)


class ColumnPicker(Dialog[ChosenColumns]):
    """Dialog whose result is the chosen columns of an export."""

    CSS = """
    ColumnPicker #columns-list, ColumnPicker #columns-list:focus {
        height: 1fr; min-height: 3; max-height: 100%;
    }
    ColumnPicker #columns-note { height: 1; color: $text-muted; }
    ColumnPicker #columns-note.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor(1)", show=False),
        Binding("up", "cursor(-1)", show=False),
        Binding("pagedown", "cursor(8)", show=False),
        Binding("pageup", "cursor(-8)", show=False),
        Binding("space", "check", "Check", priority=True),
        Binding("shift+down,ctrl+down,alt+down", "move(1)", "Down", priority=True),
        Binding("shift+up,ctrl+up,alt+up", "move(-1)", "Up", priority=True),
        Binding("f2,ctrl+n", "rename", "Header", priority=True),
        Binding("f3,ctrl+t", "presets", "Presets", priority=True),
        Binding("ctrl+s,f4", "save", "Save preset", priority=True),
    ]

    def __init__(
        self,
        columns: ColumnList,
        rows: Sequence[ExportRow],
        form: str,
        default: Sequence[str],
        presets: PresetFile,
    ) -> None:
        """``rows`` are those of the export, in the format ``form``.

        ``default`` are the format's usual columns, none where whole records are written.
        """
        super().__init__(f"Columns · {form}", *HINTS, size="large")
        self._columns, self._rows, self._form = columns, rows, form
        self._default, self._presets = tuple(default), presets
        self._entries: list[ColumnEntry] = []
        self._first: list[list[tuple[str, str]]] = []
        """First rows of the export."""

    def compose_body(self) -> ComposeResult:
        """Yield the search box, the columns, a note and the first rows."""
        yield ColumnSearch(placeholder="type to find a column", id="columns-find")
        options = Options(id="columns-list", markup=False)
        options.can_focus = False
        yield options
        yield Static("", id="columns-note", markup=False)
        yield ColumnPreview()

    def set_up(self) -> None:
        """Show every column."""
        self.query_one("#columns-find").focus()
        self._show(0)

    # -- what is shown -----------------------------------------------------------------------

    @on(Input.Changed, "#columns-find")
    def text_changed(self, event: Input.Changed) -> None:
        """Show the columns that match the text; without one, the cursor stays on its column."""
        entry = self._current
        self._show(entry.id if entry is not None and not event.value else 0)

    def _show(self, at: int | str) -> None:
        """Show the columns with the cursor at a place or on a column."""
        self._entries = self._columns.entries(self.query_one("#columns-find", Input).value)
        ids = [entry.id for entry in self._entries]
        place = at if isinstance(at, int) else ids.index(at) if at in ids else 0
        options = self.query_one("#columns-list", OptionList)
        options.clear_options()
        options.add_options([Option(_line(entry)) for entry in self._entries])
        if not ids:
            options.add_option(Option(Content.styled("No column matches.", "$warning")))
        options.highlighted = max(0, min(place, len(ids) - 1))
        self._describe()

    def _describe(self, problem: str = "") -> None:
        """Show the number of columns, or a problem; and the first rows."""
        chosen = self._columns.chosen
        count = count_of_columns(chosen.ids) if chosen.ids else WHOLE
        if not chosen.ids and self._default:
            count = "no columns · check at least one"
        preset = self._columns.preset
        note = self.query_one("#columns-note", Static)
        note.set_class(bool(problem), "problem")
        note.update(Content(problem or (f"{preset} · {count}" if preset else count)))
        selection = chosen.selection(self._columns.kinds, None) if chosen.ids else None
        is_empty = selection is None and bool(self._default)
        self._first = [] if is_empty else preview_of(self._rows, selection, self._form)
        self._show_preview()

    @on(OptionList.OptionHighlighted)
    def _show_preview(self) -> None:
        """Show the first rows, from a column that fits the one under the cursor in."""
        entry = self._current
        header = entry.header if entry is not None and entry.is_chosen else ""
        self.query_one(ColumnPreview).show(self._first, header)

    @property
    def _current(self) -> ColumnEntry | None:
        place = self.query_one("#columns-list", OptionList).highlighted
        in_list = place is not None and place < len(self._entries)
        return self._entries[place] if in_list and place is not None else None

    # -- changes -----------------------------------------------------------------------------

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        options = self.query_one("#columns-list", OptionList)
        last = max(0, len(self._entries) - 1)
        options.highlighted = max(0, min((options.highlighted or 0) + by, last))

    def action_check(self) -> None:
        """Check the column, or uncheck it; the cursor goes on to the next one."""
        entry = self._current
        if entry is None:
            self.app.bell()
            return
        place = self.query_one("#columns-list", OptionList).highlighted or 0
        try:
            self._columns.toggle(entry.id)
        except ColumnError as error:
            self._describe(str(error))
        else:
            self._show(place if entry.is_chosen else min(place + 1, len(self._entries) - 1))

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """Check or uncheck the column that was clicked."""
        event.stop()
        self.action_check()

    def action_move(self, by: int) -> None:
        """Move the column among the chosen ones."""
        entry = self._current
        if entry is None or not self._columns.move(entry.id, by):
            self.app.bell()
            return
        self._show(entry.id)

    def action_rename(self) -> None:
        """Ask for the header of the column."""
        from lix_tui.screens.dialogs.prompt import InputRefused, PromptScreen

        entry = self._current
        if entry is None:
            self.app.bell()
            return

        def accept(header: str) -> str:
            try:
                self._columns.rename(entry.id, header)
            except ColumnError as error:
                raise InputRefused(str(error)) from error
            return header

        prompt = PromptScreen(
            f"Header of {entry.id}",
            accept,
            "enter: save",
            "esc: cancel",
            text=entry.header,
            placeholder=f"empty: {entry.id}",
        )
        self.app.push_screen(prompt, lambda _: self._show(entry.id))

    # -- presets -----------------------------------------------------------------------------

    def action_presets(self) -> None:
        """Open the list of presets."""
        from lix_tui.screens.dialogs.preset_menu import PresetMenu

        self.app.push_screen(PresetMenu(self._presets, self._columns.kinds), self._use)

    def _use(self, preset: Preset | None) -> None:
        if preset is None:
            return
        try:
            self._columns.use(preset, self._default)
        except ColumnError as error:
            self._describe(str(error))
        else:
            self.query_one("#columns-find", Input).value = ""
            self._show(0)

    def action_save(self) -> None:
        """Ask for a name and save the columns as a preset."""
        if self._columns.chosen.ids is None:
            self._describe("Check at least one column to save a preset.")
        else:
            prompt = name_prompt("Save preset", self._columns.preset, "a name for these columns")
            self.app.push_screen(prompt, self._save)

    def _save(self, name: str | None) -> None:
        if name is None:
            return
        chosen = self._columns.chosen
        try:
            saved = self._presets.save(name, chosen.ids or (), chosen.headers, self._columns.kinds)
        except ColumnError as error:
            self._describe(str(error))
            return
        self._columns.preset = saved.name
        self._describe()
        self.notify(f"Saved. On the command line: --columns preset:{saved.id}", markup=False)

    @on(Input.Submitted, "#columns-find")
    def done(self) -> None:
        """Return the chosen columns."""
        chosen = self._columns.chosen
        if chosen.ids is None and self._default:
            self._describe("Check at least one column.")
        else:
            self.dismiss(chosen)


def _line(entry: ColumnEntry) -> Content:
    header = f"  → {entry.header}" if entry.header != entry.id else ""
    return Content.assemble(
        ("[x] " if entry.is_chosen else "[ ] ", "$success" if entry.is_chosen else "$text-muted"),
        (f"{entry.id:<18} ", "$foreground"),
        (entry.title, "$text-muted"),
        (header, "$accent"),
    )
