"""Writes records to a file: format, place, columns; then how far it is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, RadioButton, RadioSet, Static

from lix_tui.screens.base import WIDTHS
from lix_tui.services.export.atomic_file import Replace, replaceable, typed_path
from lix_tui.services.export.columns import GROUPS, split_ids
from lix_tui.services.export.errors import ExportCancelled, ExportError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import export
from lix_tui.services.export.formats import FORMATS
from lix_tui.services.export.search_rows import file_name, folder_for_exports
from lix_tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.worker import Worker

OFFERED = ("csv", "xlsx", "json", "jsonl", "md", "parquet")
"""The formats in the order in which they are offered."""
TICK = 0.1
"""Seconds between two looks at the progress."""
WHOLE = "whole records are written; or name columns, as in name,title,link"
HINT = (
    f"Columns are named by their ids; {', '.join(GROUPS)} stand for several. A wrong name is "
    "answered with the nearest right one."
)


class Formats(RadioSet):
    """The formats on one line: arrows choose, and enter writes as it does everywhere here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.write", "Write", show=False),
    ]

    def action_next_button(self) -> None:
        """Choose the next one."""
        super().action_next_button()
        self.action_toggle_button()

    def action_previous_button(self) -> None:
        """Choose the one before."""
        super().action_previous_button()
        self.action_toggle_button()


def usual_of_any(form: str) -> Sequence[str] | None:
    """Return the usual columns of any records; None where whole records are written."""
    return None if FORMATS[form].whole else ("default",)


class ExportScreen(ModalScreen[Path | None]):
    """Returns the file that was written, or None."""

    CSS = """
    ExportScreen { align: center middle; }
    ExportScreen #export {
        width: 92%;
        max-width: 92;
        height: auto;
        max-height: 100%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 1 2;
    }
    ExportScreen Input, ExportScreen Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
        margin-bottom: 1;
    }
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
    ExportScreen.-narrow #export { padding: 0 1; }
    ExportScreen Static { height: auto; color: $text-muted; }
    ExportScreen Static.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]
    HORIZONTAL_BREAKPOINTS = WIDTHS

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
        """``rows`` are read in another thread; ``title`` says what and how many they are.

        The file is named after ``name``. ``about`` says in words where the rows come from.
        ``kinds`` are the kinds of records among the rows, and
        ``usual`` tells a format's columns where none are chosen.
        """
        super().__init__()
        self._rows, self._heading, self._name_of_file = rows, title, name
        self._about = about
        self._kinds, self._usual = kinds, usual
        self._form = OFFERED[0]
        self._writing = False
        self._cancelled = threading.Event()
        self._progress: tuple[int, int | None] = (0, None)

    def compose(self) -> ComposeResult:
        """Format, file, columns, and a line that says how it goes."""
        name = file_name(self._name_of_file, self._form, date.today())  # noqa: DTZ011  # the user's day
        path = folder_for_exports(Path.home(), Path.cwd()) / name
        with Vertical(id="export") as frame:
            frame.border_title = Content(f"Export {self._heading}")
            frame.border_subtitle = Content("enter: export · tab: next field · esc: cancel")
            if self._about:
                yield Static(Content(self._about), id="export-about", markup=False)
            yield Static("Format", markup=False)
            with Formats():
                for form in OFFERED:
                    yield RadioButton(form, value=form == self._form, name=form)
            yield Static("File", markup=False)
            yield LineInput(str(path), id="file", placeholder="where to write it")
            yield Static("Columns", markup=False)
            yield LineInput(self._columns_text(self._form), id="columns", placeholder=WHOLE)
            yield Static(Content(HINT), id="export-said", markup=False)

    def on_mount(self) -> None:
        """Focus the file name and update the progress from then on."""
        self.query_one("#file", Input).focus()
        self.set_interval(TICK, self._show_progress)

    def on_unmount(self) -> None:
        """Nothing is written for nobody."""
        self._cancelled.set()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import report_failure

        report_failure(self, event)

    @on(RadioSet.Changed)
    def format_chosen(self, event: RadioSet.Changed) -> None:
        """File and columns follow the format, as far as they were left as they are."""
        form, before = event.pressed.name or self._form, self._form
        file, columns = self.query_one("#file", Input), self.query_one("#columns", Input)
        if file.value.endswith(f".{before}"):
            file.value = file.value.removesuffix(before) + form
        if columns.value == self._columns_text(before):
            columns.value = self._columns_text(form)
        self._form = form

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter writes."""
        self.action_write()

    def action_write(self) -> None:
        """Write the file; where there is one, ask first."""
        from lix_tui.screens.dialogs.confirm import ConfirmScreen

        if self._writing:
            return
        text = self.query_one("#file", Input).value.strip()
        if not text:
            self._say("Name a file to write to.", problem=True)
            return
        try:
            path = typed_path(text)
            there = replaceable(path)
        except ExportError as error:
            self._say(str(error), problem=True)
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
        """Stop writing, else go back."""
        if self._writing:
            self._cancelled.set()
        else:
            self.dismiss(None)

    def _start(self, path: Path, *, replace: Replace) -> None:
        text = self.query_one("#columns", Input).value.strip()
        chosen = text not in ("", self._columns_text(self._form))
        ids = split_ids(text) if chosen else self._usual(self._form)
        self._writing = True
        self._cancelled.clear()
        self._progress = (0, len(self._rows))
        self.query_one("#export").border_subtitle = Content("escape cancels")
        self.run_worker(
            self._write(path, self._form, ids, replace=replace), group="export", exit_on_error=False
        )

    async def _write(
        self, path: Path, form: str, ids: Sequence[str] | None, *, replace: Replace
    ) -> None:
        try:
            count = await asyncio.to_thread(
                export,
                self._rows,
                path,
                form,
                ids,
                self._follow,
                kinds=self._kinds,
                replace=replace,
            )
        except ExportCancelled:
            self._say("Cancelled; nothing was written.")
        except ExportError as error:
            self._say(str(error), problem=True)
        else:
            rows = "1 row" if count == 1 else f"{count:,} rows"
            self.notify(f"{rows} written to {path}.", markup=False)
            self.dismiss(path)
        finally:
            self._writing = False
            if self.is_attached:
                self.query_one("#export").border_subtitle = Content("enter writes · escape leaves")

    def _follow(self, done: int, total: int | None) -> None:
        """Store the progress, or raise ExportCancelled to stop; called in the writing thread."""
        if self._cancelled.is_set():
            raise ExportCancelled
        self._progress = (done, total)

    def _show_progress(self) -> None:
        if self._writing:
            done, total = self._progress
            whole = "" if total is None else f" of {total:,}"
            self._say(f"{done:,}{whole} rows written…")

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        said = self.query_one("#export-said", Static)
        said.update(Content(sentence))
        said.set_class(problem, "problem")

    def _columns_text(self, form: str) -> str:
        return ",".join(self._usual(form) or ())
