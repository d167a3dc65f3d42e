"""Interface of an inbox screen for its parts: the list on screen and the row under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from lix_tui.api.models.elements import Element
    from lix_tui.services.search.session import SearchSession


class InboxView(Protocol):
    """Inbox on screen."""

    viewer: str
    """Account connected to Lix that the inbox belongs to."""

    @property
    def is_sales(self) -> bool:
        """True while the inbox of Sales Navigator is on screen."""

    @property
    def linked_id(self) -> str | None:
        """Id of the conversation that the screen was opened with, until its row is loaded."""

    @property
    def session(self) -> SearchSession | None:
        """List of conversations on screen."""

    @property
    def element(self) -> Element | None:
        """Conversation under the cursor; None without one."""

    def load(self, work: Coroutine[object, object, object]) -> None:
        """Load a page in the background; escape cancels it."""

    def show_state(self) -> None:
        """Update frames, the line after the rows, and prices."""
