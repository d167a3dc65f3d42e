"""Choice of the viewer of a search, in the viewer picker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.search.screen import SearchScreen


async def choose_viewer(screen: SearchScreen) -> None:
    """Ask for the viewer of the next search."""
    from lix_tui.screens.dialogs.viewer_picker import ViewerChoice, ViewerPicker

    services = await screen.host.services()

    def apply(choice: ViewerChoice | None) -> None:
        if choice is not None:
            screen.query_pane.use_viewer(choice, may_focus=not screen.panel_controller.is_open)
            screen.update_status()

    viewer = screen.screen_query.viewer_id
    screen.app.push_screen(ViewerPicker(services, viewer, screen.kind.name), apply)
