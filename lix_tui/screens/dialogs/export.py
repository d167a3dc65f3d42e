"""Dialog that writes records to a file: format, path, columns; then the progress."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, RadioButton, RadioSet, Static

from lix_tui.counts import counted
from lix_tui.screens.base import WIDTHS, is_open, repeat
from lix_tui.screens.dialogs.column_words import columns_words
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.export.atomic_file import Replace, replaceable, typed_path
from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.column_list import ColumnList
from lix_tui.services.export.errors import ExportCancelled, ExportError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import export
from lix_tui.services.export.formats import FORMATS
from lix_tui.services.export.preset_file import PresetFile
from lix_tui.services.export.search_rows import file_name, folder_for_exports
from lix_tui.widgets.line_input import LineInput

OFFERED = ("csv", "xlsx", "json", "jsonl", "md", "parquet")
"""Formats in the order of the radio buttons."""
SEEN = 1000
"""Rows whose kinds are looked at for the columns, where the kinds aren't known."""
TICK = 0.1
"""Seconds between two updates of the progress."""
HINTS = ("enter: export", "tab: next field", "esc: cancel")


class Formats(RadioSet):
    """Formats on one line: the arrow keys choose one, and enter writes as in the inputs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.write", "Write", show=False),
    ]

    def action_next_button(self) -> None:
        """Choose the next format."""
        super().action_next_button()
        self.action_toggle_button()

    def action_previous_button(self) -> None:
        """Choose the previous format."""
        super().action_previous_button()
        self.action_toggle_button()


class ColumnsLine(Static, can_focus=True):
    """The chosen columns in one line; enter opens their picker."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.columns", "Columns", show=False),
    ]

    def on_click(self) -> None:
        """Open the picker."""
        self.post_message(self.Clicked())

    class Clicked(Message):
        """The line was clicked."""


def usual_of_any(form: str) -> Sequence[str] | None:
    """Return the default columns of records of any kind; None for a format of whole records."""
    return None if FORMATS[form].whole else ("default",)


class ExportScreen(Dialog[Path]):
    """Dialog that writes records to a file; the result is the file."""

    CSS = """
    ExportScreen DialogFrame { padding: 1 2; }
    ExportScreen Input, ExportScreen Input:focus { margin-bottom: 1; }
    ExportScreen Formats, ExportScreen Formats:focus {
        layout: horizontal;
        border: none;
        height: 1;
        padding: 0;
        margin-bottom: 1;
        background: $surface;
    }
    ExportScreen RadioButton { width: auto; margin-right: 2; }
    ExportScreen RadioButton.-on > .toggle--label { text-style: bold underline; }
    ExportScreen Input:nocolor:focus { text-style: bold; }
    ExportScreen.-narrow Formats, ExportScreen.-narrow Formats:focus {
        layout: grid; grid-size: 3 2; height: 2;
    }
    ExportScreen.-narrow DialogFrame { padding: 0 1; }
    ExportScreen ColumnsLine {
        height: 1; margin-bottom: 1; padding: 0 1; background: $panel; text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    ExportScreen ColumnsLine:focus { text-style: bold reverse; }
    ExportScreen Static { height: auto; color: $text-muted; }
    ExportScreen Static.problem { color: $error; }
    """
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+t", "columns", "Columns", priority=True),
    ]

    def __init__(
        self,
        rows: Sequence[ExportRow],
        title: str,
        *,
        name: str = "export",
        about: str = "",
        kinds: Sequence[str] = (),
        usual: Callable[[str], Sequence[str] | None] = usual_of_any,
    ) -> None:
        """``rows`` are read in another thread; ``title`` names and counts them.

        The file is named after ``name``. ``about`` names the source of the rows, and ``kinds`` the
        kinds of records among them. ``usual`` returns the default columns of a format.
        """
        super().__init__(f"Export {title}", *HINTS)
        self._rows, self._file_name, self._about = rows, name, about
        self._kinds, self._usual = kinds, usual
        self._form = OFFERED[0]
        self._chosen: ChosenColumns | None = None
        """The chosen columns; None for those of the format."""
        self._writing = False
        self._cancelled = threading.Event()
        self._progress: tuple[int, int | None] = (0, None)

    def compose_body(self) -> ComposeResult:
        """Yield the format, the file, the columns, and a line for the progress."""
        name = file_name(self._file_name, self._form, date.today())  # noqa: DTZ011  # the user's day
        path = folder_for_exports(Path.home(), Path.cwd()) / name
        if self._about:
            yield Static(Content(self._about), id="export-about", markup=False)
        yield Static("Format", markup=False)
        with Formats():
            for form in OFFERED:
                yield RadioButton(form, value=form == self._form, name=form)
        yield Static("File", markup=False)
        yield LineInput(str(path), id="file", placeholder="path of the file")
        yield Static("Columns · f2: choose", markup=False)
        yield ColumnsLine(id="columns", markup=False)
        yield Static("", id="export-note", markup=False)

    def set_up(self) -> None:
        """Focus the file name and update the progress from then on."""
        self._show_columns()
        self.query_one("#file", Input).focus()
        repeat(self, TICK, self._show_progress)

    def on_unmount(self) -> None:
        """Stop writing."""
        self._cancelled.set()

    @on(RadioSet.Changed)
    def format_changed(self, event: RadioSet.Changed) -> None:
        """Change file and columns with the format, except where the user has changed them."""
        form, before = event.pressed.name or self._form, self._form
        file = self.query_one("#file", Input)
        if file.value.endswith(f".{before}"):
            file.value = file.value.removesuffix(before) + form
        self._form = form
        self._show_columns()

    @on(ColumnsLine.Clicked)
    def action_columns(self) -> None:
        """Open the picker of the columns."""
        from lix_tui.screens.dialogs.column_picker import ColumnPicker

        if self._writing:
            return
        presets = PresetFile(self.host.settings.paths.config)
        self.app.push_screen(
            ColumnPicker(self._columns, self._rows, self._form, self._default, presets),
            self._choose,
        )

    @property
    def _default(self) -> Sequence[str]:
        """Default columns of the format; none where whole records are written."""
        return self._usual(self._form) or ()

    @property
    def _columns(self) -> ColumnList:
        """The chosen columns, else those of the format."""
        chosen = self._chosen or ChosenColumns()
        kinds = self._kinds or tuple(dict.fromkeys(row.kind for row in self._rows[:SEEN]))
        return ColumnList(kinds, chosen.ids or self._default, chosen.headers)

    def _choose(self, chosen: ChosenColumns | None) -> None:
        if chosen is not None:
            self._chosen = chosen
            self._show_columns()

    def _show_columns(self) -> None:
        """Show the chosen columns in one line, with the preset that they are."""
        columns = self._columns
        presets = PresetFile(self.host.settings.paths.config).usable().for_kinds(columns.kinds)
        words = columns_words(columns, presets, self._default)
        self.query_one(ColumnsLine).update(Content.styled(words, "$foreground"))

    @on(Input.Submitted)
    def text_submitted(self) -> None:
        """Write the file."""
        self.action_write()

    def action_write(self) -> None:
        """Write the file; ask first if it exists."""
        from lix_tui.screens.dialogs.confirm import ConfirmScreen

        if self._writing:
            return
        text = self.query_one("#file", Input).value.strip()
        if not text:
            self._show_note("Enter the path of a file.", problem=True)
            return
        try:
            path = typed_path(text)
            there = replaceable(path)
        except ExportError as error:
            self._show_note(str(error), problem=True)
            return
        if there:
            question = f"{path} already exists. Replace it?"
            self.app.push_screen(
                ConfirmScreen("Replace", question),
                lambda agreed: self._start(path, replace=there) if agreed else None,
            )
        else:
            self._start(path, replace=False)

    def action_close(self) -> None:
        """Stop writing, else close the dialog."""
        if self._writing:
            self._cancelled.set()
        else:
            self.dismiss(None)

    def _start(self, path: Path, *, replace: Replace) -> None:
        usual = self._usual(self._form)
        chosen = self._chosen
        if chosen is None or chosen.ids is None:
            chosen = ChosenColumns(None if usual is None else tuple(usual))
        self._writing = True
        self._cancelled.clear()
        self._progress = (0, len(self._rows))
        self.frame.show_hints("esc: stop")
        self.run_worker(
            self._write(path, self._form, chosen, replace=replace),
            group="export",
            exit_on_error=False,
        )

    async def _write(
        self, path: Path, form: str, columns: ChosenColumns, *, replace: Replace
    ) -> None:
        said: list[str] = []
        try:
            count = await asyncio.to_thread(
                export,
                self._rows,
                path,
                form,
                columns,
                self._follow,
                kinds=self._kinds,
                replace=replace,
                warn=said.append,
            )
        except ExportCancelled:
            self._show_note("Export stopped. No file was written.")
        except ExportError as error:
            self._show_note(str(error), problem=True)
        else:
            self.notify(f"{counted(count, 'row')} written to {path}.", markup=False)
            for sentence in said:
                self.notify(sentence, severity="warning", markup=False, timeout=15)
            self.dismiss(path)
        finally:
            self._writing = False
            if is_open(self):
                self.frame.show_hints(*HINTS)

    def _follow(self, done: int, total: int | None) -> None:
        """Store the progress, or raise ExportCancelled to stop; called in the writing thread."""
        if self._cancelled.is_set():
            raise ExportCancelled
        self._progress = (done, total)

    def _show_progress(self) -> None:
        if self._writing:
            done, total = self._progress
            whole = "" if total is None else f" of {total:,}"
            self._show_note(f"{done:,}{whole} rows written…")

    def _show_note(self, sentence: str, *, problem: bool = False) -> None:
        note = self.query_one("#export-note", Static)
        note.update(Content(sentence))
        note.set_class(problem, "problem")
