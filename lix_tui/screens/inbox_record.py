"""Conversation under the cursor of an inbox, as the commands for a record use it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lix_tui.api.models.conversation import Conversation

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Element
    from lix_tui.screens.inbox_view import InboxView
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm


class InboxRecord:
    """Source of the record commands: the people of the conversation on screen."""

    def __init__(self, inbox: InboxView) -> None:
        self._inbox = inbox

    @property
    def _element(self) -> Element | None:
        return self._inbox.element

    @property
    def conversation(self) -> Conversation | None:
        """Conversation under the cursor; None without one."""
        element = self._element
        record = None if element is None else element.record
        return record if isinstance(record, Conversation) else None

    @property
    def best_link(self) -> str | None:
        """Profile link of the first participant."""
        conversation = self.conversation
        if conversation is None:
            return None
        people = conversation.others or conversation.participants
        return next((one.best_link for one in people if one.best_link), None)

    @property
    def record_viewer(self) -> str | None:
        """Viewer of the inbox."""
        return self._inbox.viewer

    async def settle_marks(self) -> None:
        """Do nothing: conversations aren't marked."""

    async def marked_links(self) -> None:
        """Return None: conversations aren't marked."""

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return links, names and JSON of the conversation."""
        session, element = self._inbox.session, self._element
        return [] if session is None or element is None else session.view.forms(element)

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return the same forms."""
        return self.copy_forms()

    def raw_view(self) -> RawView | None:
        """Return the conversation as it was received."""
        from lix_tui.services.raw_view import RawView

        session, element = self._inbox.session, self._element
        if session is None or element is None:
            return None
        span = session.loaded.span_of(element)
        return RawView(
            "Conversation",
            element.raw,
            session.kind.endpoint,
            span.fetched_at if span else None,
            session.request_for(span) if span else None,
            "one conversation",
        )

    def related(self) -> Iterator[Destination]:
        """Yield the profile and the email address of each participant."""
        session, element = self._inbox.session, self._element
        return iter(()) if session is None or element is None else session.view.related(element)

    def annotated_refs(self) -> Sequence[RecordRef]:
        """Return nothing: conversations aren't in the library."""
        return ()

    def annotations_changed(self) -> None:
        """Do nothing, for the same reason."""
