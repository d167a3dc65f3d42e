"""Raw view: a received answer as a tree that folds, with the request that fetched it."""

from __future__ import annotations

import asyncio
import json
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from lix_tui.screens.base import is_open
from lix_tui.screens.clipboard_copy import copy
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.raw_view import RawView, pretty
from lix_tui.services.records.json_tree import MOST_OPEN, JsonTree, Node
from lix_tui.text import MOST_IN_LINE, clean, clean_line, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.json_view import JsonView
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.line_input import LineInput

AT_ONCE = 5_000
"""Nodes that are visited before pending key presses are handled."""
FIRST_OPEN = 300
"""Most lines that are open at first, in whole levels."""
MOST_READ = 600
"""Most characters of the value under the cursor that are shown below the tree."""


class RawScreen(Dialog[None]):
    """Dialog with the JSON of one answer, or of a part of it."""

    CSS = """
    RawScreen #raw-head { height: auto; max-height: 6; color: $text-muted; margin-bottom: 1; }
    RawScreen #raw-foot { height: auto; max-height: 5; color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("raw"),
        Binding("i,f9", "close", "Back", show=False),
    ]

    def __init__(self, view: RawView) -> None:
        title = shortened(clean_line(view.title), MOST_IN_LINE)
        super().__init__(title, "esc: close", size="full")
        self._view = view
        self._value: object = None
        self._search_text = ""
        self._matches: list[Node] = []
        self._position = 0
        """Index of the current match."""

    def compose(self) -> ComposeResult:
        """Yield the frame over the keys."""
        yield from super().compose()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """Yield the request, the tree, the value at the cursor in full, and a search box."""
        yield Static("", id="raw-head", markup=False)
        yield JsonView(id="raw-tree")
        yield Static("", id="raw-foot", markup=False)
        yield LineInput(placeholder="words in keys or values, then enter", id="raw-find")

    def set_up(self) -> None:
        """Read what was received, and the line of the ledger about it."""
        self._hide_search()
        self._show_head("")
        self.run_worker(self._read(), group="read", exit_on_error=False)
        self.run_worker(self._read_ledger(), group="ledger", exit_on_error=False)

    @property
    def _lines(self) -> JsonView:
        return self.query_one("#raw-tree", JsonView)

    @property
    def _search_box(self) -> Input:
        return self.query_one("#raw-find", Input)

    async def _read(self) -> None:
        value = self._view.value
        if isinstance(value, bytes):
            value = await asyncio.to_thread(_parsed, value)
        self._value = value
        if is_open(self):
            tree = JsonTree(value)
            tree.open_levels(FIRST_OPEN)
            self._lines.show(tree)
            self._describe()

    async def _read_ledger(self) -> None:
        at = self._view.fetched_at
        if at is None:
            return
        services = await self.host.services()
        line = await services.store.run(lambda store: store.ledger.request_of(at))
        if is_open(self):
            self._show_head(self._view.ledger_words(line))

    def _show_head(self, ledger: str) -> None:
        first, *others = self._view.request_lines(self.host.settings) or [""]
        rest = "".join(f"\n{line}" for line in (ledger, *others) if line)  # may be cut off
        head = self.query_one("#raw-head", Static)
        head.update(Content.assemble((first, "bold $foreground"), (rest, "$text-muted")))

    @on(JsonView.Moved)
    def _describe(self) -> None:
        """Show the path of the cursor, and the value there in full."""
        node = self._lines.node
        value = node.value
        text = f"\n{clean(value[:MOST_READ])}" if isinstance(value, str) else ""
        foot = self.query_one("#raw-foot", Static)
        foot.update(Content.assemble((node.path[-MOST_READ:], "bold $accent"), text))

    # -- folding -----------------------------------------------------------------------------

    def action_fold(self) -> None:
        """Open or close the node under the cursor."""
        self._lines.fold()

    def action_close_all(self) -> None:
        """Close every node except the root."""
        self._lines.json.close_all()
        self._lines.lines_changed()

    def action_open_all(self) -> None:
        """Open every node."""
        self.run_worker(self._open_all(), group="walk", exclusive=True, exit_on_error=False)

    async def _open_all(self) -> None:
        tree, here = self._lines.json, self._lines.node
        for number, node in enumerate(tree.all_nodes(), 1):
            if number > MOST_OPEN:
                words = f"The first {MOST_OPEN:,} lines are expanded. Press / to search the others."
                self.notify(words, markup=False, severity="warning")
                break
            node.open = node.foldable
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        tree.rebuild()
        self._lines.reveal(here)

    # -- finding -----------------------------------------------------------------------------

    def action_find(self) -> None:
        """Open the search box."""
        self._search_box.display = True
        self._search_box.action_select_all()
        self.set_focus(self._search_box)  # at once: the next key press may be pending

    @on(Input.Submitted)
    def text_submitted(self, event: Input.Submitted) -> None:
        """Find the words, from the cursor on."""
        self._hide_search()
        self._search_text = event.value.casefold()
        self.run_worker(self._find(), group="walk", exclusive=True, exit_on_error=False)

    def _hide_search(self) -> None:
        self._search_box.display = False
        self.set_focus(self._lines)

    async def _find(self) -> None:
        here, first, seen_here = self._lines.node, 0, False
        found: list[Node] = []
        if self._search_text:
            for number, node in enumerate(self._lines.json.all_nodes(), 1):
                if node is here:
                    seen_here, first = True, len(found)
                if node.contains(self._search_text):
                    found.append(node)
                if number % AT_ONCE == 0:
                    self.frame.show_hints(f"searching… {len(found):,} found")
                    await asyncio.sleep(0)
        self._matches = found
        self._position = first if seen_here and first < len(found) else 0
        self._lines.mark(frozenset(found))
        self._show_match()

    def action_next(self, by: int) -> None:
        """Go to the next match; the first one follows the last."""
        if self._matches:
            self._position = (self._position + by) % len(self._matches)
            self._show_match()
        else:
            self.notify("Nothing to search for. Press / to enter words.", markup=False)

    def _show_match(self) -> None:
        wanted = clean_line(self._search_text)[:40]
        if self._matches:
            self._lines.reveal(self._matches[self._position])
            self.frame.show_hints(
                f"{self._position + 1:,} of {len(self._matches):,} for “{wanted}”"
            )
        else:
            self.frame.show_hints(f"no match for “{wanted}”" if wanted else "")

    # -- copying and closing -----------------------------------------------------------------

    def action_copy_value(self) -> None:
        """Copy the value under the cursor."""
        value = self._lines.node.value
        copy(self.app, value if isinstance(value, str) else lambda: pretty(value), "the value")

    def action_copy_path(self) -> None:
        """Copy the path of the cursor."""
        copy(self.app, self._lines.node.path, "the path")

    def action_copy_json(self) -> None:
        """Copy the whole answer."""
        value = self._value
        copy(self.app, lambda: pretty(value), "the JSON")

    def action_close(self) -> None:
        """Close the search box, else the dialog."""
        if self._search_box.display:
            self._hide_search()
        else:
            self.dismiss(None)


def _parsed(body: bytes) -> object:
    """Return the JSON of an answer, or its text where it isn't JSON or is nested too deeply."""
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")
    return value
