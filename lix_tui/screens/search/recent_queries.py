"""Recent queries of a search screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.screens.search.preview_pane import PreviewPane
    from lix_tui.screens.search.query_pane import QueryPane
    from lix_tui.services.kinds import Kind


async def offer_recent(
    host: AppHost, kind: Kind, query_pane: QueryPane, preview: Callable[[], PreviewPane] | None
) -> None:
    """Offer recent queries in the query box, and in the preview if there is one."""
    services = await host.services()
    recent = await services.searches.recent(kind)
    query_pane.offer_recent({row.title: row.url for row in recent})
    if preview is not None and recent:
        preview().show_recent(recent)
