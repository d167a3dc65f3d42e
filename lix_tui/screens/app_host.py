"""Interface of the app for its screens: services, settings and navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lix_tui.screens.record_rows import RecordRows
    from lix_tui.services.commands.presses import Presses
    from lix_tui.services.layout_memory import StoredLayout
    from lix_tui.services.queries.destination import Destination, InboxTarget
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services
    from lix_tui.settings.settings import Settings
    from lix_tui.widgets.themes import Themes


class Navigator(Protocol):
    """Navigation from one screen to another."""

    searched: set[str]
    """Kinds whose area shows a search."""

    def run_query(self, query: Query) -> None:
        """Open the screen of the query's kind and run it there."""

    def edit_query(self, query: Query) -> None:
        """Open the screen of the query's kind with the query in its filter panel."""

    def load_all(self, query: Query) -> None:
        """Open the screen of the query's kind, run it there, and offer to load all of it."""

    def open(
        self,
        destination: Destination,
        session: SearchSession | None = None,
        rows: RecordRows | None = None,
    ) -> None:
        """Open a record, from a search or a list where they are given, or run a query."""

    def change_inbox(self, target: InboxTarget, viewer: str) -> None:
        """Ask whose inbox to show in place of ``viewer``'s, which is in front."""

    def open_neighbour(self, rows: RecordRows, by: int, session: SearchSession | None) -> None:
        """Show the next (1) or previous (-1) record of a list in place of the present one."""

    async def show_list(
        self, query: Query, link: str, *, is_from_record: bool = False, replaces: bool = False
    ) -> None:
        """Show a list of the record at ``link``, which buys nothing."""

    async def return_to_origin(self) -> bool:
        """Go back to the origin of the screen in front; return False if it has none."""

    async def open_text(self, text: str) -> str | None:
        """Open the target of a pasted text; return a sentence if it has none."""


class AppHost(Protocol):
    """Members of the app that screens use."""

    settings: Settings
    stored_layout: StoredLayout
    themes: Themes
    services_now: Services | None
    presses: Presses

    @property
    def navigation(self) -> Navigator:
        """Navigation to other screens."""

    async def services(self) -> Services:
        """Return the services once they have started."""

    def apply_settings(self, settings: Settings) -> None:
        """Use changed settings from now on."""
