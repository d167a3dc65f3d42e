"""Viewer picker for what only a viewer can see: a saved list, an inbox, a company's followers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.app import App

    from lix_tui.services.services import Services


class ViewerNeed(NamedTuple):
    """Reason to ask for a viewer, in the words of the picker."""

    kind: str
    """Name of the search or list, which some accounts can't request."""
    title: str
    action: str
    """Effect of enter with its price: 'open · free'."""
    note: str
    """Sentence about the accounts that will do."""


async def choose_needed_viewer(
    app: App[int] | App[object], services: Services, need: ViewerNeed, viewer_id: str | None = None
) -> str | None:
    """Return the account that the user chooses, with ``viewer_id`` to start from; None without.

    Has to run in a worker.
    """
    from lix_tui.screens.dialogs.viewer_picker import ViewerPicker

    picker = ViewerPicker(
        services, viewer_id, need.kind, title=need.title, action=need.action, required=need.note
    )
    choice = await app.push_screen_wait(picker)
    return None if choice is None else choice.viewer_id
