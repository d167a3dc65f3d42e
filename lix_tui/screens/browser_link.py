"""Link of a record, opened in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.widgets.browser import is_openable, open_link

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen


def browse(screen: LixScreen, link: str | None) -> None:
    """Open an https link in the browser; report that there is none for None."""
    if link is None or not is_openable(link):
        screen.report("This record has no https link to open.", problem=True)
    else:
        screen.run_worker(_open(screen, link), group="browse", exit_on_error=False)


async def _open(screen: LixScreen, link: str) -> None:
    if not await open_link(link):
        screen.report(
            "No browser can be opened here. Copy the link with <search.copy>.", problem=True
        )
