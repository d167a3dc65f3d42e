"""Filter panel: every filter of a kind, by group, with its chosen values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.services.facets.value_index import fold
from lix_tui.services.queries.builder.fields import Chip, FilterField
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.line_input import LinkInput
from lix_tui.widgets.options import Options

if TYPE_CHECKING:
    from lix_tui.services.queries.builder.builder import Builder
    from lix_tui.services.queries.query import Query

SIGNS = {"in": ("+", "$success"), "must": ("!", "$warning"), "ex": ("−", "$error")}
"""Signs before a chip: included, required, excluded."""
OPTION_SIGN = ("↔", "$text-muted")
"""Sign before the option of a filter's values, such as the radius around postal codes."""


class FilterPanel(Vertical):
    """List of filters that changes a builder; listeners of the builder show the query."""

    DEFAULT_CSS = """
    FilterPanel {
        width: 38;
        border: round $border;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    FilterPanel:focus-within { border: round $primary; border-title-color: $foreground; }
    FilterPanel Input, FilterPanel Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    FilterPanel OptionList, FilterPanel OptionList:focus {
        height: 1fr;
        border: none;
        padding: 0;
        background: transparent;
        scrollbar-size-vertical: 1;
    }
    FilterPanel #estimate { height: auto; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("filters"),
        Binding("down", "into_list", show=False),  # only useful in the input
        Binding("j", "line(1)", show=False),
        Binding("k", "line(-1)", show=False),
        Binding("g", "end(False)", show=False),
        Binding("G", "end(True)", show=False),
    ]

    class Picked(Message):
        """Request to choose values of a filter."""

        def __init__(self, field: FilterField) -> None:
            self.field = field
            super().__init__()

    class SearchRequested(Message):
        """Request to run the query."""

    class ExitRequested(Message):
        """Request to leave the panel."""

    class Pasted(Message):
        """A URL was pasted instead of the name of a filter."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class CopyRequested(Message):
        """Request to copy the URL."""

    def __init__(self, builder: Builder, estimate: str, list_estimate: str) -> None:
        """``estimate`` is the price of the search in words, ``list_estimate`` of a saved list."""
        super().__init__(id="filters")
        self.builder, self._estimate, self._list_estimate = builder, estimate, list_estimate
        self._lines: list[tuple[FilterField, Chip | None]] = []
        """Filter and chip of each selectable line."""

    def compose(self) -> ComposeResult:
        """Yield an input to find a filter, the filters, and the price."""
        self.border_title = Content("Filters")
        yield LinkInput(placeholder="find a filter, or paste a URL", id="find-filter")
        yield Options(id="filter-list", markup=False)
        yield Static(Content(self._estimate), id="estimate", markup=False)

    def on_mount(self) -> None:
        """Show the builder, now and whenever it changes."""
        self.builder.listeners.append(self._changed)
        self.show()

    def on_unmount(self) -> None:
        """Stop listening to the builder."""
        self.builder.listeners.remove(self._changed)

    def _changed(self) -> None:
        self.show()

    def focus_list(self) -> None:
        """Focus the filters at once, so that the next key goes there."""
        self.screen.set_focus(self.query_one("#filter-list", OptionList))

    # -- display -----------------------------------------------------------------------------

    def show(self, at: tuple[FilterField, Chip | None] | None = None) -> None:
        """Draw filters and chips; the cursor stays on its line, or moves to ``at``."""
        options = self.query_one("#filter-list", OptionList)
        before = at or self._current(options)
        wanted = fold(self.query_one("#find-filter", Input).value).split()
        self._lines = []
        saved = self.builder.saved_list
        estimate = self._estimate if saved is None else self._list_estimate
        self.query_one("#estimate", Static).update(Content(estimate))
        if saved is not None:
            self._show_list(options, saved)
            return
        rows: list[Option] = []
        group = ""
        cursor: int | None = None
        best = 0
        for field in self.builder.fields:
            chips = self.builder.chips(field)
            if not _matches(field, chips, wanted):
                continue
            if field.group != group:
                group = field.group
                rows.append(Option(Content.styled(group, "bold $accent"), disabled=True))
            for line, content in _lines(field, chips):
                if wanted and at is None:  # a match is more useful than the former line
                    if (fit := _fit(field, wanted)) > best and line[1] is None:
                        best, cursor = fit, len(rows)
                elif before is not None and _same(line, before):
                    cursor = len(rows)
                rows.append(Option(content, id=str(len(self._lines))))
                self._lines.append(line)
        options.clear_options()
        options.add_options(rows)
        options.highlighted = cursor if cursor is not None else (1 if len(rows) > 1 else None)
        self.call_after_refresh(options.scroll_to_highlight)
        count = self.builder.count
        self.border_subtitle = Content(f"{count} set" if count else "nothing set")

    def _show_list(self, options: OptionList, query: Query) -> None:
        """Show a saved list, which has no filters."""
        lines = (
            (f"A saved list of {'leads' if query.kind == 'sales' else 'accounts'}", "bold $accent"),
            (query.target, "$foreground"),
            ("LinkedIn has its members,", "$text-muted"),
            ("so it has no filters to edit.", "$text-muted"),
            (spelled(self, "<filters.clear> starts a search with"), "$text-muted"),
            (spelled(self, "filters; <filters.undo> restores the list."), "$text-muted"),
        )
        rows = [Option(Content.styled(text, style), disabled=True) for text, style in lines]
        options.clear_options().add_options(rows)
        self.border_subtitle = Content("saved list")

    def _current(self, options: OptionList) -> tuple[FilterField, Chip | None] | None:
        if options.highlighted is None or not options.option_count:
            return None
        identity = options.get_option_at_index(options.highlighted).id
        return self._lines[int(identity)] if identity is not None else None

    @property
    def current(self) -> tuple[FilterField, Chip | None] | None:
        """Filter under the cursor, with its chip if the cursor is on one."""
        return self._current(self.query_one("#filter-list", OptionList))

    # -- keys --------------------------------------------------------------------------------

    @on(Input.Changed, "#find-filter")
    def find(self) -> None:
        """Show the filters that match the text."""
        self.show()

    @on(Input.Submitted, "#find-filter")
    def found(self) -> None:
        """Open the filter that was found, and show all filters with the cursor on it."""
        current, box = self.current, self.query_one("#find-filter", Input)
        if current is None and "/" not in box.value:
            words = f"No filter is called '{shortened(clean_line(box.value), MOST_IN_LINE)}'."
            self.notify(words, severity="warning", markup=False)
            return
        text, box.value = box.value, ""
        if "/" in text:  # no filter has a slash in its name
            self.post_message(self.Pasted(text))
            self.show()
            self.focus_list()
            return
        self.show(current)
        self.focus_list()
        self.action_open()

    @on(OptionList.OptionSelected, "#filter-list")
    def selected(self) -> None:
        """Open the filter under the cursor."""
        self.action_open()

    def action_open(self) -> None:
        """Choose values of a filter, turn a toggle, or flip a chip."""
        if (current := self.current) is None:
            return
        field, chip = current
        if field.toggle:
            self.builder.toggle(field)
        elif chip is not None and not field.range:
            self.builder.flip(field, chip)
        else:
            self.post_message(self.Picked(field))

    def action_flip(self) -> None:
        """Toggle between included and excluded."""
        self._on_chip(self.builder.flip)

    def action_remove(self) -> None:
        """Remove the value under the cursor from the filter."""
        self._on_chip(self.builder.remove)

    def _on_chip(self, change: Callable[[FilterField, Chip], None]) -> None:
        if (current := self.current) is not None and current[1] is not None:
            change(current[0], current[1])
        else:
            self.app.bell()

    def action_undo(self) -> None:
        """Undo the last change."""
        if not self.builder.undo():
            self.app.bell()

    def action_redo(self) -> None:
        """Repeat the change that was undone last."""
        if not self.builder.redo():
            self.app.bell()

    def action_clear(self) -> None:
        """Remove all filters."""
        self.builder.clear()

    def action_find(self) -> None:
        """Find a filter by name."""
        self.screen.set_focus(self.query_one("#find-filter", Input))

    def action_into_list(self) -> None:
        """Move the cursor from the input to the matches."""
        self.focus_list()
        self.query_one("#filter-list", OptionList).action_cursor_down()

    def action_line(self, step: int) -> None:
        """Move the cursor a line down or up."""
        options = self.query_one("#filter-list", OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_end(self, last: bool) -> None:
        """Move the cursor to the last line or the first."""
        options = self.query_one("#filter-list", OptionList)
        if last:
            options.action_last()
        else:
            options.action_first()

    def action_run(self) -> None:
        """Run the query."""
        self.post_message(self.SearchRequested())

    def action_copy_asked(self) -> None:
        """Copy the URL."""
        self.post_message(self.CopyRequested())

    def action_leave(self) -> None:
        """Move the focus from the input to the filters, and from there to the results."""
        if self.query_one("#find-filter", Input).has_focus:
            self.query_one("#find-filter", Input).value = ""
            self.focus_list()
        else:
            self.post_message(self.ExitRequested())


def _matches(field: FilterField, chips: Iterable[Chip], words: list[str]) -> bool:
    text = fold(" ".join([field.label, field.group, *(chip.text for chip in chips)]))
    return all(word in text for word in words)


def _fit(field: FilterField, words: list[str]) -> int:
    """Return the rank of a match by a filter's name; 1 if only its group or chips match."""
    label, asked = fold(field.label), " ".join(words)
    if label == asked:
        return 4
    if label.startswith(asked):
        return 3
    return 2 if all(word in label for word in words) else 1


def _same(one: tuple[FilterField, Chip | None], other: tuple[FilterField, Chip | None]) -> bool:
    mine, theirs = one[1], other[1]
    same_chip = mine is theirs or (mine and theirs and mine.identity == theirs.identity)
    return one[0] is other[0] and bool(same_chip)


def _lines(
    field: FilterField, chips: tuple[Chip, ...]
) -> list[tuple[tuple[FilterField, Chip | None], Content]]:
    """Return the line of a filter and those of its chips."""
    if field.toggle:
        box = ("[x] ", "$success") if chips else ("[ ] ", "$text-muted")
        return [((field, None), Content.assemble(box, (field.label, "$foreground")))]
    values = sum(not chip.is_option for chip in chips)
    count = f"  {values}" if values else ""
    style = "bold $foreground" if chips else "$foreground"
    rows: list[tuple[tuple[FilterField, Chip | None], Content]] = [
        ((field, None), Content.assemble((field.label, style), (count, "$accent")))
    ]
    for chip in chips:
        sign, colour = OPTION_SIGN if chip.is_option else SIGNS[chip.mode]
        content = Content.assemble(
            (f"  {sign} ", f"bold {colour}"), (clean_line(chip.text), "$foreground")
        )
        rows.append(((field, chip), content))
    return rows
