"""Inbox of a viewer: conversations on LinkedIn and in Sales Navigator, with their messages.

Nothing here writes: no key sends, marks as read, archives or deletes a message.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from lix_tui.durations import age
from lix_tui.screens.base import is_open, repeat
from lix_tui.screens.inbox_messages import MessageController
from lix_tui.screens.inbox_record import InboxRecord
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.services.action_prices import RequestTarget
from lix_tui.services.kinds import AREAS
from lix_tui.services.queries.destination import InboxTarget
from lix_tui.services.search.inbox import inbox_kind, inbox_query
from lix_tui.services.search.inbox_words import COLUMNS, ConversationRows, list_state, list_title
from lix_tui.store.errors import StoreError
from lix_tui.widgets.area_bar import AreaBar
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.inbox_switch import InboxSwitch
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.message_pane import MessagePane
from lix_tui.widgets.results_pane import ResultsPane
from lix_tui.widgets.results_table import ResultsTable
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from lix_tui.api.models.elements import Element
    from lix_tui.services.action_prices import Target
    from lix_tui.services.search.session import SearchSession

INTERVAL = 0.3
"""Seconds between updates of waits and ages; only changed text is drawn."""
EMPTY = "<inbox.more> loads the newest conversations."
PLACES = {False: "LinkedIn", True: "Sales Navigator"}
"""Names of the two inboxes, by True for Sales Navigator."""


class InboxScreen(RecordScreen):
    """Conversations of one viewer, and the messages of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("inbox")
    DEFAULT_CSS = """
    InboxScreen #inbox-body { height: 1fr; layout: vertical; }
    InboxScreen.-wide #inbox-body, InboxScreen.-very-wide #inbox-body { layout: horizontal; }
    InboxScreen ResultsPane { width: 1fr; }
    InboxScreen MessagePane { width: 1fr; }
    InboxScreen.-very-wide ResultsPane { width: 2fr; }
    InboxScreen.-very-wide MessagePane { width: 3fr; }
    """

    def __init__(self, viewer: str, target: InboxTarget) -> None:
        super().__init__()
        self.viewer = viewer
        self._is_sales, self._linked_id = target.is_sales, target.conversation
        self._sessions: dict[bool, SearchSession] = {}
        self._rows = ConversationRows(None)
        self._source = InboxRecord(self)
        self.record = RecordActions(self, self.offers, self._source, "inbox")
        self.messages = MessageController(self, self)

    def compose(self) -> ComposeResult:
        """Yield the switch, the conversations, and the messages beside or below them."""
        self.set_size_classes()
        yield AreaBar(AREAS, "")
        yield InboxSwitch(self.viewer, list(PLACES.values()))
        with Horizontal(id="inbox-body"):
            yield ResultsPane(COLUMNS, title=PLACES[self._is_sales], empty="")
            yield MessagePane()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Show what is stored; nothing is sent."""
        super().set_up()
        repeat(self, INTERVAL, self.show_state)
        self._open_list()

    # -- the list -----------------------------------------------------------------------------

    @property
    def session(self) -> SearchSession | None:
        """List of conversations on screen."""
        return self._sessions.get(self._is_sales)

    @property
    def viewer_id(self) -> str:
        """Viewer of the inbox, for the status bar."""
        return self.viewer

    @property
    def element(self) -> Element | None:
        """Conversation under the cursor; None without one."""
        session, row = self.session, self.query_one(ResultsPane).table.cursor_row
        if session is None or row >= len(session.elements):
            return None
        return session.elements[row]

    def _open_list(self) -> None:
        self.query_one(InboxSwitch).current = PLACES[self._is_sales]
        self.run_worker(self._read_list(), group="list", exclusive=True, exit_on_error=False)

    async def _read_list(self) -> None:
        """Show the stored conversations of the inbox."""
        is_sales = self._is_sales
        services = await self.host.services()
        query = inbox_query(self.viewer, sales=is_sales)
        kind = inbox_kind(query)
        if is_sales not in self._sessions and kind is not None:
            try:
                session = await services.searches.answer(kind, query)
            except StoreError as error:
                self.report(str(error), problem=True)
                return
            session.listeners.append(self._list_changed)
            self._sessions[is_sales] = session
        if not is_open(self) or is_sales is not self._is_sales:
            return
        self._rows = ConversationRows(self.session)
        pane = self.query_one(ResultsPane)
        pane.fill(self._rows)
        self._focus_list()
        self._select_linked()
        self.messages.show_current()
        self.show_state()

    def on_unmount(self) -> None:
        """Let the sessions go."""
        for session in self._sessions.values():
            if self._list_changed in session.listeners:
                session.listeners.remove(self._list_changed)
        self.messages.release()

    def _list_changed(self) -> None:
        """Show rows that were loaded."""
        if is_open(self):
            pane = self.query_one(ResultsPane)
            was_empty = not pane.table.row_count
            pane.rows_changed(len(self._rows))
            if was_empty:
                self._focus_list()
            self._select_linked()
            self.messages.show_current()
            self.show_state()

    def _focus_list(self) -> None:
        if len(self._rows):
            self.query_one(ResultsPane).table.focus()

    def _select_linked(self) -> None:
        """Move to the conversation of the link that the screen was opened with, once loaded."""
        if self._linked_id is None:
            return
        row = self._rows.index_of(f"conversation:{self._linked_id}")
        if row is not None:
            self._linked_id = None
            self.query_one(ResultsPane).table.move_to(row)

    @property
    def is_sales(self) -> bool:
        """True while the inbox of Sales Navigator is on screen."""
        return self._is_sales

    @property
    def linked_id(self) -> str | None:
        """Id of the conversation of the link, until its row is loaded."""
        return self._linked_id

    def show_state(self) -> None:
        """Update frames, the line after the rows, and prices."""
        services, session = self.host.services_now, self.session
        if services is None or session is None or not is_open(self):
            return
        loaded = session.loaded
        kept = f"stored {age(time() - loaded.fetched_at)}" if loaded.fetched_at else ""
        problem = session.notice.replace("<search.", "<inbox.")
        state = list_state(
            session,
            services.limiter,
            services.waits,
            "<inbox.more>",
            offline=services.settings.offline,
        )
        self.query_one(ResultsPane).describe(
            title=list_title(session, PLACES[self._is_sales]),
            subtitle=problem or kept,
            status=state,
            empty=problem or (EMPTY if not session.state.pages and not session.loading else state),
        )
        self.messages.show_state()
        request = RequestTarget(session.kind.endpoint)
        first = self.record.first_related() if self.element is not None else None
        targets: dict[str, Target | None] = {
            "inbox.more": request if session.can_load() else None,
            "inbox.refresh": request if session.state.pages and not session.loading else None,
            "inbox.related": first,
            **self.messages.targets(),
        }
        self.offers.show(targets)

    def action_load_more(self) -> None:
        """Load the next page of conversations."""
        session = self.session
        if session is None or session.loading:
            return
        if not session.can_load():
            self.report(f"All {session.kind.plural} are loaded.")
            return
        self.offers.buy("inbox.more", lambda: self.load(session.load_next(place="inbox")))

    def load(self, work: Coroutine[object, object, object]) -> None:
        """Load a page in the background; escape cancels it."""
        self.run_worker(work, group="page", exit_on_error=False)

    @on(ResultsTable.MoreRequested)
    def more_requested(self) -> None:
        """Load older conversations when the cursor moves past the last one."""
        self.action_load_more()

    def action_refresh(self) -> None:
        """Load the newest conversations again."""
        session = self.session
        if session is not None and not session.loading:
            self.offers.buy("inbox.refresh", lambda: self.load(session.refresh(place="inbox")))

    # -- messages -------------------------------------------------------------------------------

    @on(ResultsTable.Highlighted)
    def row_highlighted(self) -> None:
        """Show the stored messages of the conversation under the cursor."""
        self.messages.show_current()
        self.show_state()

    @on(ResultsTable.RowOpened)
    def row_opened(self) -> None:
        """Load the newest messages of the conversation, or go to those that are loaded."""
        self.messages.open()

    @on(MessagePane.OlderRequested)
    def older_requested(self) -> None:
        """Load older messages when the pane is scrolled past its end."""
        self.messages.load_more()

    def action_load_older(self) -> None:
        """Load the newest messages of the conversation, then older ones."""
        self.messages.load_more()

    def action_refresh_messages(self) -> None:
        """Load the newest messages of the conversation again."""
        self.messages.refresh()

    # -- other commands -------------------------------------------------------------------------

    def action_switch(self) -> None:
        """Show the other inbox of the viewer."""
        self.show_inbox(is_sales=not self._is_sales)

    @on(InboxSwitch.Chosen)
    def inbox_chosen(self, event: InboxSwitch.Chosen) -> None:
        """Show the inbox that was clicked."""
        self.show_inbox(is_sales=event.label == PLACES[True])

    def show_inbox(self, *, is_sales: bool) -> None:
        """Show the viewer's inbox of LinkedIn or Sales Navigator."""
        if is_sales is not self._is_sales:
            self.set_focus(None)  # else the next key would load messages
            self._is_sales, self._linked_id = is_sales, None
            self._rows = ConversationRows(self.session)
            self._open_list()

    def action_browse(self) -> None:
        """Open the conversation in the browser."""
        from lix_tui.screens.browser_link import browse

        conversation = self._source.conversation
        browse(self, conversation.best_link if conversation else None)

    def action_choose_viewer(self) -> None:
        """Open the inbox of another viewer in place of this one."""
        self.host.navigation.change_inbox(InboxTarget(self._is_sales), self.viewer)

    async def action_back(self) -> None:
        """Cancel a request, else leave the messages, else go back."""
        if self.messages.cancel() or (self.session is not None and self.session.cancel()):
            self.report("The request was cancelled.")
        elif isinstance(self.focused, MessagePane) and len(self._rows):
            self._focus_list()
        else:
            await self.host.navigation.return_to_origin()

    @on(AreaBar.AreaSelected)
    async def area_chosen(self, event: AreaBar.AreaSelected) -> None:
        """Go to the chosen area."""
        await self.run_action(f"app.area('{event.area}')")
