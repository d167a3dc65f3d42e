"""Dialog for tags, which are completed while they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.library.annotations import control_problem
from lix_tui.services.library.tags import (
    MOST_SHOWN,
    TagChange,
    change_to,
    completed,
    completions,
    count_tags,
    read_change,
)
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options


class TagsScreen(Dialog[TagChange]):
    """Dialog whose result is the change of the records' tags.

    The tags of one record are edited. For many, words add tags and words with a minus remove them.
    """

    DEFAULT_CSS = "TagsScreen Options { margin-top: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", priority=True),
        Binding("down", "move(1)", "Down", priority=True),
        Binding("up", "move(-1)", "Up", priority=True),
    ]

    def __init__(
        self,
        title: str,
        tags: Sequence[str],
        known: Mapping[str, int],
        *,
        text: str | None = None,
        problem: str = "",
        action: str = "save",
    ) -> None:
        """Create the dialog; ``tags`` are the present ones of each record, ``known`` is every tag.

        ``text`` is what the user wrote before, if it couldn't be stored because of ``problem``;
        ``action`` is what enter does.
        """
        self._tags, self._known, self._problem = tags, known, problem
        self._is_many = len(tags) > 1
        self._present = count_tags((one, 1) for one in tags)
        start = tags[0] if not self._is_many else ""
        self._text = text if text is not None else (f"{start} " if start else "")
        self.text = ""
        """Result: the typed text, once it is saved."""
        super().__init__(title, f"enter: {action}", "tab: complete", "esc: cancel", place="top")

    def compose_body(self) -> ComposeResult:
        """Yield the input, what it means, and the completions."""
        words = "new-tag -old-tag" if self._is_many else "tags, with spaces between them"
        yield LineInput(self._text, placeholder=words, select_on_focus=False)
        yield Static("", classes="note", markup=False)
        options = Options(markup=False)
        options.can_focus = False
        yield options

    def set_up(self) -> None:
        """Focus the input, with the cursor after the present tags."""
        self.query_one(LineInput).focus()
        self.query_one(LineInput).cursor_position = len(self._text)
        self._show()
        if self._problem:
            self._describe(self._problem, is_problem=True)

    @on(Input.Changed)
    def text_changed(self) -> None:
        """Show what the text means, and the completions of its last word."""
        self._show()

    @on(Input.Submitted)
    def text_submitted(self, event: Input.Submitted) -> None:
        """Return the change."""
        if problem := control_problem(event.value, "tag"):
            self._describe(problem, is_problem=True)
            return
        if self._is_many:
            change = read_change(event.value)
            if not change.add and not change.remove:
                words = "Type tags to add, or tags with a minus before them to remove."
                self._describe(words, is_problem=True)
                return
        else:
            change = change_to(event.value, self._tags[0])
        self.text = event.value
        self.dismiss(change)

    @on(OptionList.OptionSelected)
    def option_clicked(self, event: OptionList.OptionSelected) -> None:
        """Complete the last word with the tag that was clicked."""
        self._complete(str(event.option.id))

    def action_complete(self) -> None:
        """Complete the last word with the highlighted tag."""
        options = self.query_one(Options)
        if options.highlighted is not None:
            self._complete(str(options.get_option_at_index(options.highlighted).id))
        else:
            self.app.bell()

    def action_move(self, by: int) -> None:
        """Move among the completions."""
        options = self.query_one(Options)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _complete(self, tag: str) -> None:
        line = self.query_one(LineInput)
        before, after = line.value[: line.cursor_position], line.value[line.cursor_position :]
        text = completed(before, tag)
        line.value = text + after.lstrip()
        line.cursor_position = len(text)

    def _show(self) -> None:
        line = self.query_one(LineInput)
        before = line.value[: line.cursor_position] or line.value
        is_removal = self._is_many and before.split(" ")[-1].startswith("-")
        counts = self._present if is_removal else self._known
        found = completions(before, list(counts))[:MOST_SHOWN]
        options = self.query_one(Options)
        options.clear_options()
        options.add_options([Option(_line(tag, counts[tag]), id=tag) for tag in found])
        options.highlighted = 0 if found else None
        options.display = bool(found)
        self._describe(self._meaning(line.value))

    def _meaning(self, text: str) -> str:
        """Return the effect of a text in words."""
        change = read_change(text)
        new = [tag for tag in change.add if tag not in self._known]
        parts = [f"new: {' '.join(new)}"] if new else []
        if not self._is_many:
            return "".join(parts)
        parts = [change.words, *parts] if change.words else []
        present = " ".join(f"{tag} ({count:,})" for tag, count in self._present.items())
        return " · ".join([*parts, *([f"now: {present}"] if present else [])])

    def _describe(self, words: str, *, is_problem: bool = False) -> None:
        static = self.query_one(".note", Static)
        static.update(Content(words))
        static.set_class(is_problem, "problem")
        static.display = bool(words)


def _line(tag: str, count: int) -> Content:
    return Content.assemble((tag, "$foreground"), (f"  {count:,}", "$text-muted"))
