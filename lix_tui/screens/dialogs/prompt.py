"""Prompt for one line of text, configured by data and functions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from lix_tui.screens.dialogs.dialog import Dialog, Result
from lix_tui.widgets.line_input import LineInput


class InputRefused(Exception):
    """A text that a prompt can't accept; the message says why, and what to type instead.

    An empty message only rings the bell.
    """


class PromptScreen(Dialog[Result]):
    """One input, with a note under it: a hint, a description of the text, or a problem."""

    def __init__(
        self,
        title: str,
        accept: Callable[[str], Result],
        *hints: str,
        text: str = "",
        placeholder: str = "",
        note: str = "",
        describe: Callable[[str], AsyncIterator[Content]] | None = None,
        input_type: type[LineInput] = LineInput,
    ) -> None:
        """``accept`` returns the result for a submitted text or raises `InputRefused`.

        ``describe`` yields notes about the text while the user types, each in place of the one
        before.
        """
        super().__init__(title, *hints, place="top")
        self._accept, self._describe = accept, describe
        self._text, self._placeholder, self._note = text, placeholder, note
        self._input_type = input_type

    def compose_body(self) -> ComposeResult:
        """Yield the input and the note."""
        yield self._input_type(self._text, placeholder=self._placeholder)
        yield Static("", classes="note", markup=False)

    def set_up(self) -> None:
        """Show the first note."""
        self._show_note(Content(self._note))

    @on(Input.Changed)
    def text_changed(self, event: Input.Changed) -> None:
        """Describe the text, in place of the notes about an older one."""
        if self._describe is not None:
            work = self._show_description(self._describe(event.value))
            self.run_worker(work, group="description", exclusive=True, exit_on_error=False)

    async def _show_description(self, notes: AsyncIterator[Content]) -> None:
        async for note in notes:
            self._show_note(note)

    @on(Input.Submitted)
    def text_submitted(self, event: Input.Submitted) -> None:
        """Return the result, or show why the text can't be used."""
        try:
            result = self._accept(event.value)
        except InputRefused as problem:
            if str(problem):
                self._show_note(Content(str(problem)), is_problem=True)
            else:
                self.app.bell()
        else:
            self.dismiss(result)

    def _show_note(self, note: Content, *, is_problem: bool = False) -> None:
        for static in self.query(".note").results(Static):
            static.update(note)
            static.set_class(is_problem, "problem")
            static.display = bool(note.plain)
