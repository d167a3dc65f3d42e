"""The raw view: what was received, as a tree that folds, with the request that fetched it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lix_tui.screens.copying import copy
from lix_tui.services.json_tree import MOST_OPEN, JsonTree, Node
from lix_tui.services.raw_view import RawView, pretty
from lix_tui.text import MOST_IN_LINE, clean, clean_line, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.json_view import JsonView
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.worker import Worker

    from lix_tui.screens.app_host import AppHost

AT_ONCE = 5_000
"""Nodes that are looked at before keys are taken again."""
FIRST_OPEN = 300
"""Lines that are open at first: as many whole levels as fit."""
MOST_READ = 600
"""Characters of the value under the cursor that are shown in full below."""


class RawScreen(ModalScreen[None]):
    """The JSON of one answer or a part of it."""

    CSS = """
    RawScreen { align: center middle; }
    RawScreen #raw-frame {
        width: 96%;
        height: 96%;
        border: round $primary;
        background: $surface;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    RawScreen #raw-head { height: auto; max-height: 6; color: $text-muted; margin-bottom: 1; }
    RawScreen #raw-foot { height: auto; max-height: 5; color: $text-muted; margin-top: 1; }
    RawScreen Input, RawScreen Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("raw"),
        Binding("escape,i,f9", "back", "Back"),
    ]

    def __init__(self, view: RawView) -> None:
        super().__init__()
        self._view = view
        self._value: object = None
        self._wanted = ""
        self._found: list[Node] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the request, the tree, the value at the cursor in full, and a search box."""
        with Vertical(id="raw-frame") as frame:
            frame.border_title = Content(shortened(clean_line(self._view.title), MOST_IN_LINE))
            yield Static("", id="raw-head", markup=False)
            yield JsonView(id="raw-tree")
            yield Static("", id="raw-foot", markup=False)
            yield LineInput(placeholder="words in keys or values, then enter", id="raw-find")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read what was received, and the ledger's line about it."""
        self._stop_asking()
        self._head("")
        self.run_worker(self._read(), group="read", exit_on_error=False)
        self.run_worker(self._read_ledger(), group="ledger", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import report_failure

        report_failure(self, event)

    @property
    def _lines(self) -> JsonView:
        return self.query_one("#raw-tree", JsonView)

    @property
    def _asking(self) -> Input:
        return self.query_one("#raw-find", Input)

    @property
    def _host(self) -> AppHost:
        return cast("AppHost", self.app)

    async def _read(self) -> None:
        value = self._view.value
        if isinstance(value, bytes):
            value = await asyncio.to_thread(_parsed, value)
        self._value = value
        if self.is_attached:
            tree = JsonTree(value)
            tree.open_levels(FIRST_OPEN)
            self._lines.show(tree)
            self._describe()

    async def _read_ledger(self) -> None:
        at = self._view.fetched_at
        if at is None:
            return
        services = await self._host.services()
        line = await services.store.run(lambda store: store.ledger.request_of(at))
        if self.is_attached:
            self._head(self._view.ledger_words(line))

    def _head(self, ledger: str) -> None:
        first, *others = self._view.request_lines(self._host.settings) or [""]
        rest = "".join(f"\n{line}" for line in (ledger, *others) if line)  # those may be cut off
        head = self.query_one("#raw-head", Static)
        head.update(Content.assemble((first, "bold $foreground"), (rest, "$text-muted")))

    @on(JsonView.Moved)
    def _describe(self) -> None:
        """Say where the cursor is, and all of the value there."""
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
        """Close everything but the whole."""
        self._lines.json.close_all()
        self._lines.lines_changed()

    def action_open_all(self) -> None:
        """Open everything."""
        self.run_worker(self._open_all(), group="walk", exclusive=True, exit_on_error=False)

    async def _open_all(self) -> None:
        tree, here = self._lines.json, self._lines.node
        for number, node in enumerate(tree.everything(), 1):
            if number > MOST_OPEN:
                words = f"Only the first {MOST_OPEN:,} lines are opened; / finds the others."
                self.notify(words, markup=False, severity="warning")
                break
            node.open = node.foldable
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        tree.rebuild()
        self._lines.reveal(here)

    # -- finding -----------------------------------------------------------------------------

    def action_find(self) -> None:
        """Ask what to find."""
        self._asking.display = True
        self._asking.action_select_all()
        self.set_focus(self._asking)  # at once: the next key may be there already

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Find it, from the cursor on."""
        self._stop_asking()
        self._wanted = event.value.casefold()
        self.run_worker(self._find(), group="walk", exclusive=True, exit_on_error=False)

    def _stop_asking(self) -> None:
        self._asking.display = False
        self.set_focus(self._lines)

    async def _find(self) -> None:
        here, first, seen_here = self._lines.node, 0, False
        found: list[Node] = []
        if self._wanted:
            for number, node in enumerate(self._lines.json.everything(), 1):
                if node is here:
                    seen_here, first = True, len(found)
                if node.holds(self._wanted):
                    found.append(node)
                if number % AT_ONCE == 0:
                    self._subtitle(f"looking… {len(found):,} found")
                    await asyncio.sleep(0)
        self._found = found
        self._at = first if seen_here and first < len(found) else 0
        self._lines.mark(frozenset(found))
        self._show_match()

    def action_next(self, by: int) -> None:
        """Go to the next match, from the last one to the first."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._show_match()
        else:
            self.notify("Nothing is being looked for; / finds words.", markup=False)

    def _show_match(self) -> None:
        wanted = clean_line(self._wanted)[:40]
        if self._found:
            self._lines.reveal(self._found[self._at])
            self._subtitle(f"{self._at + 1:,} of {len(self._found):,} for “{wanted}”")
        else:
            self._subtitle(f"nothing holds “{wanted}”" if wanted else "")

    def _subtitle(self, words: str) -> None:
        self.query_one("#raw-frame").border_subtitle = Content(words)

    # -- copying and leaving -----------------------------------------------------------------

    def action_copy_value(self) -> None:
        """Copy the value under the cursor."""
        value = self._lines.node.value
        copy(self.app, value if isinstance(value, str) else lambda: pretty(value), "the value")

    def action_copy_path(self) -> None:
        """Copy where the cursor is."""
        copy(self.app, self._lines.node.path, "the path")

    def action_copy_json(self) -> None:
        """Copy the whole."""
        value = self._value
        copy(self.app, lambda: pretty(value), "the JSON")

    def action_back(self) -> None:
        """Leave the input, else the view."""
        if self._asking.display:
            self._stop_asking()
        else:
            self.dismiss(None)


def _parsed(body: bytes) -> object:
    """Return the JSON of an answer; what is none, or is too deep, is its text."""
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")
    return value
