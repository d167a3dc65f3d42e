"""Dialog for the note of a record, or for a note on many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from lix_tui.counts import counted
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.library.annotations import (
    MOST_NOTE,
    NoteChange,
    clean_note,
    control_problem,
)

NEW_LINE, CANCEL = "ctrl+j: new line", "esc: cancel"


class NoteScreen(Dialog[NoteChange]):
    """Dialog whose result is what to write on the records.

    The note of one record is edited. For many, enter appends to each note and ctrl+r replaces all.
    """

    DEFAULT_CSS = """
    NoteScreen TextArea, NoteScreen TextArea:focus {
        height: 8;
        border: none;
        background: $panel;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", priority=True),
        Binding("ctrl+j", "new_line", "New line", priority=True),
        Binding("ctrl+r", "replace", "Replace", priority=True),
    ]

    def __init__(
        self, title: str, notes: Sequence[str], *, text: str | None = None, problem: str = ""
    ) -> None:
        """Create the dialog; ``notes`` are the present ones, one per record.

        ``text`` is what the user wrote before, if it couldn't be stored because of ``problem``.
        """
        self._notes, self._problem = notes, problem
        written = sum(1 for note in notes if note)
        self._is_many = len(notes) > 1
        hints = ["enter: save"]
        if self._is_many and written:
            hints = [f"enter: append to {len(notes):,} notes", f"ctrl+r: replace {len(notes):,}"]
        elif self._is_many:
            hints = [f"enter: write {len(notes):,} notes"]
        super().__init__(title, *hints, NEW_LINE, CANCEL, place="top")
        self._has_notes = written > 0
        self._text = text if text is not None else ("" if self._is_many else notes[0])
        self._about = ""
        if self._is_many and written:
            self._about = f"{counted(written, 'record', ('has', 'have'))} a note already."
        self._saving: Timer | None = None
        """Timer between enter and saving: text that follows at once makes it a pasted line end."""
        self._line_end = (0, 0)

    def compose_body(self) -> ComposeResult:
        """Yield the text and the note under it."""
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)
        yield Static("", classes="note", markup=False)

    def set_up(self) -> None:
        """Put the cursor at the end of the text."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)
        self._show(self._problem or self._about, is_problem=bool(self._problem))

    def action_save(self) -> None:
        """Save, unless text follows at once: then enter was the line end of a paste."""
        self._line_end = self.query_one(TextArea).cursor_location
        self._saving = self.set_timer(max(self.host.presses.settle, 0.001), self._save)

    def action_new_line(self) -> None:
        """Begin another line."""
        self.query_one(TextArea).insert("\n")

    @on(TextArea.Changed)
    def text_changed(self) -> None:
        """Put a line end before text that follows enter at once."""
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
            self.query_one(TextArea).insert("\n", self._line_end, maintain_selection_offset=True)

    def action_replace(self) -> None:
        """Replace every note; an empty text removes them."""
        if self._is_many and self._has_notes:
            self._finish(NoteChange(self.query_one(TextArea).text))

    def _save(self) -> None:
        self._saving = None
        text = self.query_one(TextArea).text
        if self._is_many and not clean_note(text):
            words = " To remove the notes, press ctrl+r." if self._has_notes else ""
            self._show(f"The note is empty. Write a text first.{words}", is_problem=True)
        else:
            self._finish(NoteChange(text, append=self._is_many))

    def _finish(self, change: NoteChange) -> None:
        if problem := control_problem(change.text, "note"):
            self._show(problem, is_problem=True)
            return
        longest = max(len(change.of(note)) for note in self._notes)
        if longest > MOST_NOTE and longest > max(map(len, self._notes)):
            words = f"The note would have {longest:,} characters. Use {MOST_NOTE:,} at most."
            self._show(words, is_problem=True)
        else:
            self.dismiss(change)

    def _show(self, words: str, *, is_problem: bool = False) -> None:
        static = self.query_one(".note", Static)
        static.update(Content(words))
        static.set_class(is_problem, "problem")
        static.display = bool(words)
