"""Picker of a file: a path is typed and completed, by keys alone."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.export.atomic_file import typed_path
from lix_tui.services.export.errors import ExportError
from lix_tui.services.tables.path_completion import Completion, PathEntry, complete_path
from lix_tui.text import clean_line
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

HINTS = ("enter: open", "tab: complete", "↑ ↓: choose", "esc: cancel")
NOTE = "CSV, TSV, XLSX, JSON or text. ~ is your home; type a dot to see hidden files."


class FilePicker(Dialog[Path]):
    """Picker whose result is the path of a file that exists."""

    DEFAULT_CSS = """
    FilePicker DialogFrame > .body { height: auto; }
    FilePicker Options, FilePicker Options:focus { height: 14; max-height: 35vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
    ]

    def __init__(self, title: str, start: str = "") -> None:
        """``start`` is the path to begin with; a folder ends with a separator."""
        super().__init__(title, *HINTS, place="top")
        self._start = start
        self._found = Completion(())

    def compose_body(self) -> ComposeResult:
        """Yield the path over the entries that continue it."""
        yield LineInput(
            self._start, id="file-path", placeholder="path of a file", select_on_focus=False
        )
        options = Options(markup=False)
        options.can_focus = False
        yield options
        yield Static(Content(NOTE), classes="note", markup=False)

    def set_up(self) -> None:
        """List the entries of the first folder."""
        self.query_one(Input).focus()
        self._list(self._start)

    @on(Input.Changed)
    def text_changed(self, event: Input.Changed) -> None:
        """List the entries that continue the text."""
        self._list(event.value)

    @on(Input.Submitted)
    def text_submitted(self) -> None:
        """Open the typed file, or else the highlighted entry."""
        text = self.query_one(Input).value.strip()
        entry = self._highlighted
        try:
            typed = typed_path(text) if text else None
        except ExportError as error:
            self._show_note(str(error), problem=True)
            return
        if typed is not None and typed.is_file():
            self.dismiss(typed)
        elif entry is not None:
            self._open(entry)
        else:
            self._show_note(
                self._found.problem or f"{clean_line(text)} doesn't exist.", problem=True
            )

    @on(OptionList.OptionSelected)
    def entry_clicked(self, event: OptionList.OptionSelected) -> None:
        """Open the entry that was clicked."""
        event.stop()
        if event.option_index < len(self._found.entries):
            self._open(self._found.entries[event.option_index])

    def action_complete(self) -> None:
        """Complete the path as far as it is certain, else by the highlighted entry."""
        field, entry = self.query_one(Input), self._highlighted
        if entry is None:
            self.app.bell()
            return
        common = self._found.common
        longer = len(common) > len(field.value) and not self._found.more
        self._set_text(common if longer else entry.text)

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        options = self.query_one(OptionList)
        if (count := len(self._found.entries)) > 0:
            options.highlighted = max(0, min(count - 1, (options.highlighted or 0) + by))

    @property
    def _highlighted(self) -> PathEntry | None:
        place = self.query_one(OptionList).highlighted
        entries = self._found.entries
        return entries[place] if place is not None and place < len(entries) else None

    def _open(self, entry: PathEntry) -> None:
        if entry.is_folder:
            self._set_text(entry.text)
            return
        try:
            self.dismiss(typed_path(entry.text))
        except ExportError as error:
            self._show_note(str(error), problem=True)

    def _set_text(self, text: str) -> None:
        field = self.query_one(Input)
        field.value = text
        field.cursor_position = len(text)

    def _list(self, text: str) -> None:
        work = self._show_entries(text)
        self.run_worker(work, group="completion", exclusive=True, exit_on_error=False)

    async def _show_entries(self, text: str) -> None:
        found = await asyncio.to_thread(complete_path, text, Path.cwd())
        if not self.is_attached or self.query_one(Input).value != text:
            return
        self._found = found
        options = self.query_one(OptionList)
        options.clear_options().add_options([Option(_line(entry)) for entry in found.entries])
        options.highlighted = 0 if found.entries else None
        more = f"{found.more:,} more; type to narrow the list." if found.more else ""
        nothing = "" if found.entries or found.problem else "Nothing continues this path."
        self._show_note(found.problem or more or nothing or NOTE, problem=bool(found.problem))

    def _show_note(self, sentence: str, *, problem: bool = False) -> None:
        note = self.query_one(".note", Static)
        note.update(Content(sentence))
        note.set_class(problem, "problem")


def _line(entry: PathEntry) -> Content:
    name = f"{entry.name}{os.sep * entry.is_folder}"
    style = "bold" if entry.is_folder else "$foreground" if entry.is_readable else "$text-muted"
    return Content.styled(name, style)


def folder_text(folder: Path, home: Path) -> str:
    """Return a folder as the beginning of a path, with a slash at its end."""
    if folder.is_relative_to(home):
        inside = folder.relative_to(home)
        return f"~{os.sep}" if inside == Path() else f"~{os.sep}{inside}{os.sep}"
    return f"{folder}{os.sep}".replace(os.sep * 2, os.sep)
