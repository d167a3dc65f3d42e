"""Opening of an inbox: whose it is, and the note that reading may be visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.needed_viewer import ViewerNeed, choose_needed_viewer
from lix_tui.services.paged_lists import CONVERSATIONS, SALES_THREADS
from lix_tui.services.search.inbox import READING_IS_VISIBLE

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from lix_tui.screens.app_host import AppHost
    from lix_tui.services.queries.destination import InboxTarget

NOTE = "An inbox belongs to a LinkedIn account that is connected to Lix."


def open_inbox(app: App[int], target: InboxTarget, viewer: str | None) -> None:
    """Open the inbox of a viewer, who is asked for if there is none; nothing is loaded."""
    if viewer is None:
        choose_inbox(app, target, None)
    else:
        _show_note(app, target, viewer, None)


def choose_inbox(
    app: App[int], target: InboxTarget, viewer: str | None, replaces: Screen[object] | None = None
) -> None:
    """Ask whose inbox to open, with ``viewer`` to start from."""
    work = _choose_inbox(app, target, viewer, replaces)
    app.run_worker(work, group="whose inbox", exclusive=True, exit_on_error=False)


async def _choose_inbox(
    app: App[int], target: InboxTarget, viewer: str | None, replaces: Screen[object] | None
) -> None:
    kind = SALES_THREADS if target.is_sales else CONVERSATIONS
    need = ViewerNeed(kind.name, "Whose inbox?", "open (free)", NOTE)
    services = await cast("AppHost", app).services()
    chosen = await choose_needed_viewer(app, services, need, viewer)
    if chosen is not None and (replaces is None or chosen != viewer):
        _show_note(app, target, chosen, replaces)


def _show_note(
    app: App[int], target: InboxTarget, viewer: str, replaces: Screen[object] | None
) -> None:
    """Open the inbox, after the note the first time that a viewer's is opened."""
    layout = cast("AppHost", app).stored_layout

    def show(agreed: bool | None) -> None:
        if not agreed:
            return
        layout.store_inbox_read(viewer)
        _push(app, target, viewer, replaces)

    if viewer in layout.read_inboxes:
        _push(app, target, viewer, replaces)
    else:
        app.push_screen(ConfirmScreen(f"Open the inbox of {viewer}?", READING_IS_VISIBLE), show)


def _push(app: App[int], target: InboxTarget, viewer: str, replaces: Screen[object] | None) -> None:
    from lix_tui.screens.inbox import InboxScreen

    screen = InboxScreen(viewer, target)
    if replaces is not None and app.screen is replaces:
        app.switch_screen(screen)
    else:
        app.push_screen(screen)
