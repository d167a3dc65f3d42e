"""Picker of a viewer: the accounts connected to Lix, or any id that the user types."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.api.errors import LixError, UnknownRoute
from lix_tui.counts import counted
from lix_tui.durations import age
from lix_tui.screens.base import is_open
from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.services.budget.connected_accounts import ConnectedAccounts
from lix_tui.services.budget.viewer_words import (
    readiness_warning,
    readiness_words,
    remaining_words,
    short_readiness,
    short_warm_up,
    warm_up_words,
)
from lix_tui.services.queries.query import QueryError, viewer_named
from lix_tui.store.errors import StoreError
from lix_tui.text import MOST_IN_LINE, clean_line, shortened
from lix_tui.widgets.line_input import LinkInput
from lix_tui.widgets.options import RowOptions

if TYPE_CHECKING:
    from lix_tui.api.models.linkedin_account import LinkedinAccount
    from lix_tui.services.services import Services

NOBODY = "without a viewer"
VIEWER_NOTE = (
    "Searches as a viewer show what that LinkedIn account can see, such as its connections. Lix "
    "needs no sequence_id with a viewer, so none is sent."
)
NOT_LISTED = "Lix hasn't enabled the list of accounts for this key. Type the viewer's id instead."
PLACE = "viewer picker"
"""Origin of the requests in the ledger."""
REQUEST_AFTER = 0.8
"""Seconds that the cursor rests on an account before its connection requests are requested."""
MOST_PADDED = 20
"""Cells that a short id is padded to at most, so that the words beside it are aligned."""
_STYLES = {True: "$success", False: "$warning", None: "$text-muted"}


@dataclass(frozen=True, slots=True)
class ViewerChoice:
    """Chosen viewer; ``viewer_id`` is empty for none."""

    viewer_id: str
    warning: str = ""
    """Reason why Lix may refuse the account; empty without one."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the list: a viewer, or '' for none."""

    viewer_id: str
    account: LinkedinAccount | None = None
    """None for a typed id and for no viewer."""
    is_typed: bool = False


class ViewerPicker(Dialog[ViewerChoice]):
    """Dialog whose result is the chosen viewer. All its requests are free."""

    CSS = """
    ViewerPicker OptionList, ViewerPicker OptionList:focus { max-height: 30vh; }
    ViewerPicker #viewer-about { height: auto; color: $foreground; margin-top: 1; }
    ViewerPicker #viewer-source { height: auto; color: $text-muted; }
    ViewerPicker #viewer-source.problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("f5", "refresh", show=False),
    ]

    def __init__(
        self,
        services: Services,
        viewer_id: str | None,
        kind: str,
        *,
        title: str = "Search as a viewer",
        action: str = "use",
        required: str = "",
    ) -> None:
        """Start from ``viewer_id``; ``kind`` is that of the search, which some can't make.

        ``action`` is the effect of enter. A viewer has to be chosen if ``required``, a sentence
        about the accounts that will do, is given.
        """
        hints = (f"enter: {action}", "type: find, or an id", "r f5: refresh (free)", "esc: cancel")
        super().__init__(title, *hints, place="top")
        self._services, self._kind = services, kind
        self._before, self._is_required = viewer_id or "", bool(required)
        self._note = required or VIEWER_NOTE
        self._source = ConnectedAccounts(services.requests, services.store)
        self._accounts: tuple[LinkedinAccount, ...] = ()
        self._fetched_at: float | None = None
        self._lines: list[_Line] = []
        self._about: dict[str, str] = {}
        """Words about the connection requests that are left, by viewer."""
        self._is_loading, self._problem = False, ""

    def compose_body(self) -> ComposeResult:
        """Yield the input, the accounts, one account in detail, and the source of the list."""
        yield LinkInput(
            placeholder="find an account, or type an id or a link",
            id="viewer-find",
            select_on_focus=False,  # else the second letter typed would replace the first
        )
        yield RowOptions(id="viewer-list", markup=False)
        yield Static("", id="viewer-about", markup=False)
        yield Static("", id="viewer-source", markup=False)

    def set_up(self) -> None:
        """Show the stored accounts, or request the list if none is stored."""
        self._show_lines()
        self.set_focus(self.query_one("#viewer-list", OptionList))
        self.run_worker(self._load_stored(), group="viewers", exclusive=True, exit_on_error=False)

    # -- the list ----------------------------------------------------------------------------

    async def _load_stored(self) -> None:
        try:
            found = await self._source.stored()
        except StoreError as error:
            self._problem = str(error)
            self._show_source()
            return
        if found is None:
            await self._load()
            return
        self._accounts, self._fetched_at = found.accounts, found.fetched_at
        self._show_lines()

    async def _load(self) -> None:
        """Request the list, page by page, and show each page when it arrives."""
        self._is_loading, self._problem = True, ""
        self._show_source()
        accounts: list[LinkedinAccount] = []
        try:
            async for page, _body in self._source.pages(PLACE):
                accounts += page.accounts
                self._accounts, self._fetched_at = tuple(accounts), time()
                self._show_lines()
        except UnknownRoute:
            self._problem = NOT_LISTED
        except (LixError, StoreError) as error:
            self._problem = str(error)
        finally:
            self._is_loading = False
            if self._problem and not self._accounts and is_open(self):
                self.set_focus(self.query_one("#viewer-find", Input))  # an id can be typed
            self._show_source()

    def action_refresh(self) -> None:
        """Request the list again, and the connection requests of the account under the cursor."""
        self._about.clear()
        self.run_worker(self._load(), group="viewers", exclusive=True, exit_on_error=False)
        self._describe(refresh=True)

    def _show_source(self) -> None:
        """Show the origin and age of the list, or its problem."""
        if not is_open(self):
            return
        source = self.query_one("#viewer-source", Static)
        source.set_class(bool(self._problem), "problem")
        source.update(Content(self._problem or self._source_words()))

    def _source_words(self) -> str:
        if self._is_loading:
            return "requesting the accounts (free)…"
        if self._fetched_at is None:
            return ""
        count = counted(len(self._accounts), "account")
        return f"{count} connected to Lix · listed {age(time() - self._fetched_at)}"

    def _show_lines(self) -> None:
        """Show the accounts that contain every typed word, and the typed text as an id."""
        if not is_open(self):
            return
        text = clean_line(self.query_one("#viewer-find", Input).value)
        before = self._current
        self._lines = self._matching(text)
        options = self.query_one("#viewer-list", OptionList)
        width = max((len(line.viewer_id) for line in self._lines), default=0)
        rows = [Option(self._content(line, min(width, MOST_PADDED))) for line in self._lines]
        options.clear_options().add_options(rows)
        wanted = self._before if before is None else before.viewer_id
        ids = [line.viewer_id for line in self._lines]
        place = 0 if text or wanted not in ids else ids.index(wanted)
        options.highlighted = place if rows else None
        self._show_source()
        self._describe()

    def _matching(self, text: str) -> list[_Line]:
        words = text.casefold().split()
        accounts = [
            _Line(one.viewer_id, one)
            for one in self._accounts
            if one.viewer_id and all(word in one.viewer_id.casefold() for word in words)
        ]
        if not text:
            named = {line.viewer_id for line in accounts}
            others = [] if self._is_required else [_Line("")]
            if self._before and self._before not in named:
                others.append(_Line(self._before))
            return [*others, *accounts]
        try:
            typed = viewer_named(text)
        except QueryError:
            return accounts
        known = next((one for one in self._accounts if one.viewer_id == typed), None)
        rest = [line for line in accounts if line.viewer_id != typed]
        own = _Line(typed, known, is_typed=True)
        return [own, *rest] if known is not None else [*rest, own]

    def _content(self, line: _Line, width: int) -> Content:
        sign = "● " if line.viewer_id == self._before else "  "
        if not line.viewer_id:
            return Content.assemble((sign, "$accent"), (NOBODY, "$text-muted"))
        name = f"{shortened(line.viewer_id, MOST_IN_LINE):<{width}}"
        parts: list[tuple[str, str]] = [(sign, "$accent"), (name, "bold")]
        if line.account is not None:
            words, state = short_readiness(line.account)
            parts.append((f"  {words}", _STYLES[state]))
            if warm_up := short_warm_up(line.account):
                parts.append((f"  {warm_up}", "$text-muted"))
        else:
            parts.append(("  this id" if line.is_typed else "  chosen", "$text-muted"))
        return Content.assemble(*parts)

    @property
    def _current(self) -> _Line | None:
        place = self.query_one("#viewer-list", OptionList).highlighted
        return self._lines[place] if place is not None and place < len(self._lines) else None

    # -- one account -------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def highlighted(self) -> None:
        """Describe the account under the cursor."""
        self._describe()

    def _describe(self, *, refresh: bool = False) -> None:
        if not is_open(self):
            return
        line, about = self._current, self.query_one("#viewer-about", Static)
        if line is None or line.account is None:
            about.update(Content(self._note))
            self.workers.cancel_group(self, "connections")
            return
        account = line.account
        warning = readiness_warning(account, self._kind)
        facts = [readiness_words(account), warm_up_words(account), self._about.get(line.viewer_id)]
        facts.append(self._note if self._is_required else "")
        text = "\n".join(part for part in facts if part)
        about.update(Content.assemble(text, (f"\n{warning}" if warning else "", "$warning")))
        if line.viewer_id not in self._about:
            work = self._load_connections(line.viewer_id, refresh=refresh)
            self.run_worker(work, group="connections", exclusive=True, exit_on_error=False)

    async def _load_connections(self, viewer_id: str, *, refresh: bool) -> None:
        """Show the connection requests that are left, from the store or for a free request."""
        try:
            found = stored = await self._source.stored_remaining(viewer_id)
            try:
                if stored is None or refresh:
                    await asyncio.sleep(REQUEST_AFTER)
                    left, _body = await self._source.remaining_connections(viewer_id, PLACE)
                    found = (left, time())
            except LixError:
                if stored is None:
                    raise
        except UnknownRoute:
            self._about[viewer_id] = "Connection requests left: Lix hasn't enabled this for the key"
        except (LixError, StoreError) as error:
            self._about[viewer_id] = f"Connection requests left: unknown. {error}"
        else:
            self._about[viewer_id] = "" if found is None else remaining_words(*found)
        self._describe()

    # -- keys --------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Refresh on r while the list has the keys; any other letter goes to the input."""
        box = self.query_one("#viewer-find", Input)
        if box.has_focus or not event.is_printable or event.character is None:
            return
        event.stop()
        if event.character == "r":
            self.action_refresh()
            return
        self.set_focus(box, scroll_visible=False)
        if event.character not in "/ ":
            box.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the input, also while the list has the keys."""
        box = self.query_one("#viewer-find", LinkInput)
        if not box.has_focus:
            self.set_focus(box)
            box.on_paste(event)

    def action_move(self, by: int) -> None:
        """Move among the lines."""
        options = self.query_one("#viewer-list", OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Changed, "#viewer-find")
    def text_changed(self) -> None:
        """Show the lines for the typed text."""
        if not self._accounts and self._problem == NOT_LISTED:
            self._show_lines()
            return
        self._problem = ""
        self._show_lines()

    @on(Input.Submitted, "#viewer-find")
    @on(OptionList.OptionSelected)
    def chosen(self) -> None:
        """Return the viewer under the cursor, or show why the text isn't one."""
        if self._is_required and not self.host.presses.may_buy(words=True):
            self.app.bell()  # a held enter opened the dialog
            return
        line = self._current
        if line is not None:
            warning = readiness_warning(line.account, self._kind)
            self.dismiss(ViewerChoice(line.viewer_id, warning))
            return
        try:
            viewer_named(self.query_one("#viewer-find", Input).value)
        except QueryError as error:
            self._problem = str(error)
            self._show_source()
