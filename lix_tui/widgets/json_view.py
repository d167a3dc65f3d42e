"""JSON value as foldable lines, of which only visible ones are drawn."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lix_tui.services.records.json_tree import JsonTree, Node
from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.cells import fit

MOST_INDENT = 40
"""Maximum cells of indentation; deeper lines show their depth as a number."""
_MOVES = {
    "table.down", "table.up", "table.page_down", "table.page_up", "table.half_down",
    "table.half_up", "table.first", "table.last",
}  # fmt: skip


class JsonView(ScrollView, can_focus=True):
    """Lines of a tree with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(b for b in bindings_for("table") if isinstance(b, Binding) and b.id in _MOVES),
        Binding("right", "unfold", show=False),
        Binding("left", "fold_up", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "json--key", "json--text", "json--number", "json--word", "json--count", "json--cursor",
        "json--match",
    }  # fmt: skip
    DEFAULT_CSS = """
    JsonView { height: 1fr; background: transparent; scrollbar-size-vertical: 1; }
    JsonView > .json--key { color: $text-muted; }
    JsonView > .json--text { color: $foreground; }
    JsonView > .json--number { color: $accent; }
    JsonView > .json--word { color: $success; }
    JsonView > .json--count { color: $text-muted; }
    JsonView > .json--match { color: $warning; text-style: bold underline; }
    JsonView > .json--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    JsonView:ansi > .json--cursor { text-style: underline; }
    """
    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor moved to another node."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.json = JsonTree(None)
        self.matches: AbstractSet[Node] = frozenset()

    def show(self, tree: JsonTree) -> None:
        """Show another tree, with the cursor on the root."""
        self.json, self.matches = tree, frozenset()
        self.lines_changed()
        self.cursor = 0

    def lines_changed(self) -> None:
        """Show the present lines of the tree."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.json.lines))
        self.cursor = min(self.cursor, len(self.json.lines) - 1)
        self.refresh()

    def mark(self, matches: AbstractSet[Node]) -> None:
        """Mark nodes as found."""
        self.matches = matches
        self.refresh()

    @property
    def node(self) -> Node:
        """Node under the cursor."""
        return self.json.lines[self.cursor]

    def reveal(self, node: Node) -> None:
        """Open the parents of a node and move the cursor to it."""
        line = self.json.reveal(node)
        self.lines_changed()
        self.cursor = line

    def fold(self) -> None:
        """Open or close the node under the cursor."""
        self.json.toggle(self.cursor)
        self.lines_changed()

    def watch_cursor(self) -> None:
        """Keep the cursor in view."""
        top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        if not top <= self.cursor < top + height:
            y = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=y, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Lay out lines as wide as the widget."""
        self.lines_changed()
        self.watch_cursor()

    # -- keys and mouse ----------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move the cursor by lines, up to the ends."""
        self.cursor = max(0, min(self.cursor + by, len(self.json.lines) - 1))

    def action_page(self, by: int) -> None:
        """Move the cursor by the visible lines."""
        self.action_move(by * max(1, self.scrollable_content_region.height - 1))

    def action_half(self, by: int) -> None:
        """Move the cursor by half of the visible lines."""
        self.action_move(by * max(1, self.scrollable_content_region.height // 2))

    def action_first(self) -> None:
        """Move the cursor to the root."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last line."""
        self.cursor = len(self.json.lines) - 1

    def action_unfold(self) -> None:
        """Open the node, or move to its first child."""
        if not self.node.open and self.node.foldable:
            self.fold()
        elif self.node.open:
            self.action_move(1)

    def action_fold_up(self) -> None:
        """Close the node, or move to its parent."""
        if self.node.open:
            self.fold()
        elif (parent := self.node.parent) is not None:
            lines, line = self.json.lines, self.cursor
            while lines[line] is not parent:
                line -= 1
            self.cursor = line

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a line; on the current line, open or close it."""
        line = event.y + self.scroll_offset.y
        if line >= len(self.json.lines):
            return
        if line == self.cursor:
            self.fold()
        else:
            self.cursor = line

    # -- drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one line: its sign, key and value."""
        line, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if line >= len(self.json.lines):
            return Strip.blank(width, self.rich_style)
        node = self.json.lines[line]
        strip = Strip(self._segments(node, width, under_cursor=line == self.cursor), width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip

    def _segments(self, node: Node, width: int, *, under_cursor: bool) -> list[Segment]:
        style_of = self.get_component_rich_style
        over = style_of("json--cursor") if under_cursor else Style.null()
        over += style_of("json--match") if node in self.matches else Style.null()
        sign = "▾ " if node.open else "▸ " if node.foldable else "  "
        indent = " " * (2 * node.depth)
        if len(indent) > min(MOST_INDENT, width // 2):
            indent = f"{node.depth:,} deep ".rjust(min(MOST_INDENT, width // 2))
        value = "count" if node.sort in ("object", "array") else node.sort
        parts = (
            (indent + sign, "json--count"),
            (clean_line(node.label) + (" " if node.label else ""), "json--key"),
            (clean_line(node.words), f"json--{value}"),
        )
        segments: list[Segment] = []
        left = width
        for text, name in parts[:-1]:
            shown = fit(text, min(left, cell_len(text)))
            segments.append(Segment(shown, style_of(name) + over))
            left -= cell_len(shown)
        text, name = parts[-1]
        return [*segments, Segment(fit(text, left), style_of(name) + over)]
