"""Messages of the conversation under an inbox's cursor: stored ones at once, others on request."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from lix_tui.api.models.conversation import Conversation
from lix_tui.durations import age
from lix_tui.paging.states import Exhausted
from lix_tui.screens.base import is_open
from lix_tui.services.action_prices import LocalTarget, RequestTarget
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records.types.conversation import people_words
from lix_tui.services.search.inbox import inbox_kind, messages_query
from lix_tui.services.search.inbox_words import (
    count_words,
    list_state,
    message_texts,
    messages_in,
    participant_lines,
)
from lix_tui.store.errors import StoreError
from lix_tui.widgets.message_pane import MessagePane

if TYPE_CHECKING:
    from lix_tui.screens.inbox_view import InboxView
    from lix_tui.screens.record_actions import RecordScreen
    from lix_tui.services.action_prices import Target
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession

EMPTY = "No conversation is chosen."


class MessageController:
    """Pane with the messages of one conversation, and the session that loads them."""

    def __init__(self, screen: RecordScreen, inbox: InboxView) -> None:
        self._screen, self._inbox = screen, inbox
        self._query: Query | None = None
        self._session: SearchSession | None = None
        """Messages of the query; None while none are stored or requested."""

    @property
    def _pane(self) -> MessagePane:
        return self._screen.query_one(MessagePane)

    @property
    def _conversation(self) -> Conversation:
        """Conversation on screen: the one of the row, or what the messages themselves say."""
        element = self._inbox.element
        record = None if element is None or self._inbox.linked_id else element.record
        if isinstance(record, Conversation):
            return record
        for one in [] if self._session is None else self._session.elements:
            if isinstance(one.record, Conversation):
                return one.record
        return Conversation()

    def _current_query(self) -> Query | None:
        screen = self._inbox
        if screen.linked_id is not None:
            return messages_query(screen.linked_id, screen.viewer, sales=screen.is_sales)
        element = screen.element
        record = None if element is None else element.record
        id_ = record.conversation_id if isinstance(record, Conversation) else None
        return None if id_ is None else messages_query(id_, screen.viewer, sales=screen.is_sales)

    # -- showing ----------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Show the conversation under the cursor, with its messages if they are stored."""
        query = self._current_query()
        if query != self._query:
            self.release()
            self._query = query
            if query is not None:
                work = self._read_stored(query)
                self._screen.run_worker(work, group="messages", exclusive=True, exit_on_error=False)
        self.show_state()

    async def _read_stored(self, query: Query) -> None:
        services = await self._screen.host.services()
        try:
            if await services.searches.fetched_at(query) is not None:
                await self._open_session(query)
        except StoreError as error:
            self._screen.report(str(error), problem=True)

    async def _open_session(self, query: Query) -> SearchSession | None:
        """Open the messages of a query; return None if another one is on screen by now."""
        kind = inbox_kind(query)
        services = await self._screen.host.services()
        if kind is None:
            return None
        session = await services.searches.answer(kind, query)
        if query != self._query or not is_open(self._screen):
            return None
        if self._session is not session:
            self.release()
            self._query, self._session = query, session
            session.listeners.append(self._changed)
        self._changed()
        return session

    def release(self) -> None:
        """Let the session go."""
        if self._session is not None and self._changed in self._session.listeners:
            self._session.listeners.remove(self._changed)
        self._session = None

    def _changed(self) -> None:
        if is_open(self._screen):
            self.show_state()
            self._inbox.show_state()

    def show_state(self) -> None:
        """Draw the messages, and the state of their list below them."""
        services, query, session = self._screen.host.services_now, self._query, self._session
        if not is_open(self._screen):
            return
        if services is None or query is None:
            self._pane.show("", "Messages", [], [], EMPTY)
            return
        conversation = self._conversation
        messages = messages_in(session, conversation)
        title = people_words(conversation) if conversation.participants else "Messages"
        foot, kept = f"<inbox.older> loads the messages ({cost_words(query.kind)})", ""
        if session is not None:
            foot = session.notice or list_state(
                session,
                services.limiter,
                services.waits,
                "<inbox.older>",
                offline=services.settings.offline,
            )
            foot = foot.replace("<search.refresh>", "<inbox.refresh_messages>")
            if isinstance(session.state.status, Exhausted) and messages:
                foot = f"{count_words(conversation, len(messages))} · no older ones"
            loaded = session.loaded
            kept = f"stored {age(time() - loaded.fetched_at)}" if loaded.fetched_at else ""
        elif services.settings.offline:
            foot = "not stored, offline"
        if session is None and messages:
            foot = f"Only the last message came with the list. {foot}"
        self._pane.show(
            query.target,
            title,
            participant_lines(conversation),
            list(message_texts(messages)),
            foot,
            kept,
        )

    def targets(self) -> dict[str, Target | None]:
        """Return what the commands about messages act on now."""
        query, session = self._query, self._session
        if query is None or (kind := inbox_kind(query)) is None:
            return {"table.open": None, "inbox.older": None, "inbox.refresh_messages": None}
        request = RequestTarget(kind.endpoint)
        has_pages = session is not None and session.state.pages > 0
        can_load = session is None or session.can_load()
        return {
            "table.open": LocalTarget() if has_pages else Destination("", "", query=query),
            "inbox.older": request if can_load else None,
            "inbox.refresh_messages": request if has_pages else None,
        }

    # -- loading ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Load the newest messages; go to them if they are loaded."""
        if self._query is None:
            return
        if self._session is not None and self._session.state.pages:
            self._pane.focus()
        else:
            self._buy("table.open")

    def load_more(self) -> None:
        """Load the newest messages, or older ones after them."""
        if self._query is None:
            self._screen.report("No conversation is chosen. Move the cursor to one.")
        elif self._session is None or self._session.can_load():
            self._buy("inbox.older")
        elif not self._session.loading:
            self._screen.report("There are no older messages.")

    def _buy(self, command: str) -> None:
        query = self._query
        if query is not None:
            self._screen.offers.buy(command, lambda: self._inbox.load(self._load(query)))

    async def _load(self, query: Query) -> None:
        try:
            session = await self._open_session(query)
        except StoreError as error:
            self._screen.report(str(error), problem=True)
            return
        if session is not None:
            self._pane.focus()
            await session.load_next(place="inbox")

    def refresh(self) -> None:
        """Load the newest messages again."""
        session = self._session
        if session is None or not session.state.pages:
            self.load_more()
        elif not session.loading:
            self._screen.offers.buy(
                "inbox.refresh_messages",
                lambda: self._inbox.load(session.refresh(place="inbox")),
            )

    def cancel(self) -> bool:
        """Cancel the request for messages; return False without one."""
        return self._session is not None and self._session.cancel()
