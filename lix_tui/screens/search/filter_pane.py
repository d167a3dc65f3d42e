"""Filter pane: the panel beside the query, with the URL of the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.screens.base import lix_screen
from lix_tui.services.budget.cost_words import page_cost_words
from lix_tui.services.kinds import SAVED_LISTS
from lix_tui.widgets.filter_panel import FilterPanel
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.url_bar import UrlBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.builder.fields import FilterField
    from lix_tui.services.queries.query import Query
    from lix_tui.services.services import Services


class FilterPane(FilterPanel):
    """Filters of one query; values are chosen, pasted and copied here."""

    def __init__(
        self,
        screen: LixScreen,
        kind: Kind,
        query: ScreenQuery,
        load: Callable[[Query], None],
        leave: Callable[[], None],
    ) -> None:
        """``load`` shows a pasted query without running it; ``leave`` goes to the results."""
        saved_list = SAVED_LISTS.get(kind.name, kind)
        super().__init__(query.builder, _estimate(screen, kind), _estimate(screen, saved_list))
        self._load, self._leave = load, leave
        self._kind, self._screen_query = kind, query
        self.url_bar = UrlBar()
        """Bar with the URL of the query, below all panes."""

    def on_mount(self) -> None:
        """Show the URL of the query, now and whenever it changes."""
        self.builder.listeners.append(self.show_url)
        self.show_url()

    def on_unmount(self) -> None:
        """Stop following the query."""
        self.builder.listeners.remove(self.show_url)

    def show_url(self) -> None:
        """Show the URL of the query."""
        if self.url_bar.is_mounted:
            self.url_bar.show(self.builder.definition)

    def on_filter_panel_picked(self, event: FilterPanel.Picked) -> None:
        """Choose values of a filter."""
        screen = lix_screen(self)
        if (services := screen.host.services_now) is not None:
            self._open_picker(event.field, services)  # at once: the next key press belongs there
        else:
            work = self.pick(event.field)
            screen.run_worker(work, group="pick", exclusive=True, exit_on_error=False)

    async def pick(self, field: FilterField) -> None:
        """Choose values of a filter, once the services have started."""
        self._open_picker(field, await lix_screen(self).host.services())

    def _open_picker(self, field: FilterField, services: Services) -> None:
        if field.range:
            from lix_tui.screens.dialogs.range_picker import RangeScreen

            self.app.push_screen(RangeScreen(self.builder, field))
            return
        from lix_tui.screens.dialogs.value_picker import PickerScreen

        viewer = self._screen_query.viewer_id
        self.app.push_screen(PickerScreen(self.builder, field, services, viewer))

    def on_filter_panel_pasted(self, event: FilterPanel.Pasted) -> None:
        """Load a pasted URL without running it; one undo removes it."""
        from lix_tui.services.queries.query import QueryError, query_from_link

        try:
            query = query_from_link(self._kind.name, event.text, self._screen_query.viewer_id)
        except QueryError as error:
            lix_screen(self).report(str(error), problem=True)
        else:
            self._load(query)

    def on_filter_panel_exit_requested(self) -> None:
        """Go to the results."""
        self._leave()

    def on_filter_panel_copy_requested(self) -> None:
        """Copy the URL of the filters."""
        what = "the skills as JSON" if self._kind.name == "recruiter" else "the search URL"
        lix_screen(self).copy(self.builder.definition, what)


def _estimate(screen: LixScreen, kind: Kind) -> str:
    rule, offline = kind.paging, screen.host.settings.offline
    cost = page_cost_words(kind.endpoint, offline=offline)
    most = f", at most {-(-rule.ceiling // rule.page_size)} pages" if rule.ceiling else ""
    return spelled(screen, f"<filters.run>: run · {cost} of {rule.page_size}{most}")
