"""The filter panel beside the results, and the query it builds together with the keywords."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from lix_tui.explorer.costs import page_cost_words
from lix_tui.explorer.kinds import Kind
from lix_tui.screens.query import QueryScreen
from lix_tui.widgets.key_words import spelled
from lix_tui.widgets.query_bar import QueryBar, QueryInput

if TYPE_CHECKING:
    from lix_tui.explorer.builder.builder import Builder
    from lix_tui.explorer.builder.fields import Field
    from lix_tui.explorer.query import Query
    from lix_tui.widgets.filter_panel import FilterPanel


class FilteringScreen(QueryScreen):
    """Keywords stand in the query bar, everything else in the panel; both are one query."""

    DEFAULT_CSS = """
    FilteringScreen.filtering FilterPanel { display: block; }
    FilteringScreen.filtering AskedBar { display: block; }
    FilteringScreen FilterPanel, FilteringScreen AskedBar { display: none; }
    FilteringScreen.-narrow FilterPanel, FilteringScreen.-normal FilterPanel { width: 1fr; }
    FilteringScreen.-narrow.filtering ResultsPane { display: none; }
    FilteringScreen.-normal.filtering ResultsPane { display: none; }
    FilteringScreen.-wide.filtering SummaryPane { display: none; }
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self._builder: Builder | None = None
        self._asked_title = ("", "")
        """What was run last, and its title."""
        self._is_recalled = False
        """Whether the builder has a former query that was brought back and not run."""

    @property
    def builder(self) -> Builder:
        """What the query asks, made when it is first needed."""
        if self._builder is None:
            from lix_tui.explorer.builder.builder import Builder

            self._builder = Builder(self.kind.name)
            self._builder.listeners.append(self._built_changed)
        return self._builder

    @property
    def panel(self) -> FilterPanel | None:
        """The panel, once it was opened."""
        from lix_tui.widgets.filter_panel import FilterPanel

        return next(iter(self.query(FilterPanel)), None)

    # -- one query ---------------------------------------------------------------------------

    def take_query(self, query: Query) -> None:
        """Show a query: its keywords in the bar, its filters in the panel."""
        self._is_recalled = False
        bar = self.query_one(QueryBar)
        if not self.builder.fields:
            with bar.prevent(Input.Changed):
                bar.text = query.title
            return
        self.builder.take(query)
        self._asked_title = (self.builder.asked, query.title)
        self._built_changed()
        self.run_worker(self._remember_labels(), group="labels", exit_on_error=False)

    async def _remember_labels(self) -> None:
        """Values that a query names are known from now on; ids get the names that are known."""
        from lix_tui.api.models.facets import FacetValue

        explorer = await self.host.explorer()
        names: list[tuple[str, str, str]] = []
        for field in self.builder.fields:
            chips = [chip for chip in self.builder.chips(field) if chip.id is not None]
            if field.facet is None or not chips:
                continue
            pairs = [(full_id(field, chip.id or ""), chip) for chip in chips]
            named = [FacetValue(id_, chip.text) for id_, chip in pairs if chip.text != chip.id]
            await explorer.facets.remember(field.facet, named)
            known = await explorer.facets.known(field.facet)
            for id_, chip in pairs:
                if chip.text == chip.id and (value := known.index.get(id_)) is not None:
                    names.append((field.facet, id_, value.text))
        self.builder.relabel(names)

    @on(QueryInput.Recalled)
    def recalled(self, event: QueryInput.Recalled) -> None:
        """Show what a former query asks, its filters apart from its keywords; nothing is run."""
        from lix_tui.explorer.query import QueryError, query_from_link

        draft = self.query_one(QueryBar).text
        self.forget_recalled()
        if event.text is None:
            self.query_one(QueryBar).text = draft
            return
        link = self.kept.get(event.text)
        if link is None or not self.builder.fields or self.kind.name == "recruiter":
            return
        try:
            query = replace(query_from_link(self.kind.name, link, None), title=event.text)
        except QueryError:
            return  # its words stand there, as they would without filters
        before = self.builder.choices
        self.take_query(query)
        self._is_recalled = self.builder.choices is not before

    def forget_recalled(self) -> None:
        """Take a former query that was not run out of the filters again."""
        if self._is_recalled:
            self._is_recalled = False
            self.builder.undo()

    def built(self, text: str) -> Query | None:
        """The query of the panel with these keywords; None when the text alone says what to ask.

        Raises QueryError.
        """
        from lix_tui.explorer.query import looks_like_link

        builder = self._builder
        recalled = self.query_one(QueryBar).recalled
        if builder is None or not builder.count or recalled:
            return None
        if self.kind.name == "recruiter":
            same = text.strip() in ("", builder.query(None).title)
            return builder.query(self.viewer_id) if same else None
        if looks_like_link(text):
            return None
        builder.set_keywords(text.strip())
        return builder.query(self.viewer_id)

    def _built_changed(self) -> None:
        """The bar follows the builder."""
        from lix_tui.widgets.asked_bar import AskedBar

        builder, bar = self.builder, self.query_one(QueryBar)
        keywords = builder.choices.keywords
        if self.kind.name == "recruiter":
            keywords = builder.query(None).title if builder.count else ""
        if bar.text != keywords:
            with bar.prevent(Input.Changed):
                bar.text = keywords
        self.describe_query()
        for asked in self.query(AskedBar):
            asked.show(builder.asked)

    @property
    def filter_words(self) -> str:
        """The filters in force, empty without any: '2 filters: Berlin · Director'."""
        if self._builder is None or not self._builder.count or self.kind.name == "recruiter":
            return ""
        count = self._builder.count
        return f"{count} filter{'s' if count > 1 else ''}: {self._builder.filters_title}"

    def query_words(self) -> list[str]:
        """What the frame of the query says beside the kind."""
        words = super().query_words()
        if self._builder is not None and self._builder.count and self.kind.name != "recruiter":
            asked, title = self._asked_title
            own = "://" not in title and title != self._builder.title
            named = own and asked == self._builder.asked
            title = title if named else self._builder.filters_title
            count = self._builder.count
            words.insert(0, f"{count} filter{'s' if count > 1 else ''}: {title}"[:110])
        return words

    # -- the panel ---------------------------------------------------------------------------

    async def action_filters(self) -> None:
        """Open the panel, go into it, or close it when the cursor is in it."""
        from lix_tui.widgets.asked_bar import AskedBar
        from lix_tui.widgets.filter_panel import FilterPanel

        if not self.builder.fields:
            self.say(f"There are no filters for {self.kind.plural}.", problem=True)
            return
        panel = self.panel
        if panel is None:
            panel = FilterPanel(self.builder, self._estimate())
            asked = AskedBar()
            await self.mount(asked, after="#body")
            await self.query_one("#body").mount(panel, before=0)
            asked.show(self.builder.asked)
        elif self.has_class("filtering") and panel.has_focus_within:
            self.close_panel()
            return
        self.add_class("filtering")
        self.call_after_refresh(panel.focus_list)

    async def edit_query(self, query: Query) -> None:
        """Put a query into the panel without running it; one step takes it out again."""
        self.take_query(query)
        if not self.has_class("filtering"):
            await self.action_filters()
        if (panel := self.panel) is not None:
            self.call_after_refresh(panel.focus_list)
        titles = [field for field in self.builder.fields if field.id == "CURRENT_TITLE"]
        if titles and query.title.endswith("with title…"):
            await self._pick(titles[0])

    # -- saved queries -----------------------------------------------------------------------

    def action_save_query(self) -> None:
        """Save what stands here under a name."""
        from lix_tui.explorer.query import QueryError
        from lix_tui.screens.naming import NameScreen

        try:
            query = self.builder.query(self.viewer_id)
        except QueryError:
            self.say("Run a search or choose filters first; then they can be saved.", problem=True)
            return
        self.app.push_screen(
            NameScreen("Save this query", query.title[:60]), lambda name: self._save(query, name)
        )

    def _save(self, query: Query, name: str | None) -> None:
        if name is not None:
            self.run_worker(self._save_as(query, name), group="save", exit_on_error=False)

    async def _save_as(self, query: Query, name: str) -> None:
        from lix_tui.explorer.query import QueryError
        from lix_tui.store.errors import StoreError

        try:
            name = await (await self.host.explorer()).saved.save(name, query)
        except (QueryError, StoreError) as error:
            self.say(str(error), problem=True)
        else:
            self.say(f"Saved as '{name}'; S lists what is saved.")

    async def action_saved_queries(self) -> None:
        """List the saved queries."""
        self.run_worker(self._saved(), group="saved", exclusive=True, exit_on_error=False)

    async def _saved(self) -> None:
        from time import time

        from lix_tui.screens.saved import SavedScreen

        explorer = await self.host.explorer()
        wanted = await self.app.push_screen_wait(SavedScreen(explorer.saved, time()))
        if wanted is None:
            return
        if wanted.how == "edit":
            self.host.edit_query(wanted.query)
        else:
            self.host.run_query(wanted.query)

    def close_panel(self) -> None:
        """Give the room back to the results."""
        self.remove_class("filtering")
        self.focus_results()

    def focus_results(self) -> None:
        """Put the cursor into the results, or nowhere while there are none."""
        self.set_focus(None)

    def _estimate(self) -> str:
        offline = self.host.settings.offline
        rule, cost = self.kind.paging, page_cost_words(self.kind.endpoint, offline=offline)
        most = f", at most {-(-rule.ceiling // rule.page_size)} pages" if rule.ceiling else ""
        return spelled(self, f"<filters.run> runs it: {cost} of {rule.page_size}{most}")

    def on_filter_panel_picked(self, event: FilterPanel.Picked) -> None:
        """Choose values of a filter."""
        self.run_worker(self._pick(event.field), group="pick", exclusive=True, exit_on_error=False)

    async def _pick(self, field: Field) -> None:
        from lix_tui.screens.picker import PickerScreen

        self.app.push_screen(PickerScreen(self.builder, field, await self.host.explorer()))

    def on_filter_panel_pasted(self, event: FilterPanel.Pasted) -> None:
        """Fill the panel from a URL; nothing is run, and one step takes it out again."""
        from lix_tui.explorer.query import QueryError, query_from_link

        try:
            query = query_from_link(self.kind.name, event.text, self.viewer_id)
        except QueryError as error:
            self.say(str(error), problem=True)
        else:
            self.take_query(query)

    def on_filter_panel_run(self) -> None:
        """Run what the panel and the keywords ask."""
        from lix_tui.explorer.query import QueryError

        if not self.host.presses.may_buy():  # f5 held would run the search again in the results
            return
        try:
            query = self.builder.query(self.viewer_id)
        except QueryError as error:
            self.say(str(error), problem=True)
            return
        if not self.has_class("-wide") and not self.has_class("-very-wide"):
            self.remove_class("filtering")
        self.run_query(query)

    def on_filter_panel_left(self) -> None:
        """Back to the results; the panel stays where there is room for both."""
        if self.has_class("-wide") or self.has_class("-very-wide"):
            self.focus_results()
        else:
            self.close_panel()

    def on_filter_panel_copy_asked(self) -> None:
        """Copy the URL that the panel makes."""
        what = "the skills as JSON" if self.kind.name == "recruiter" else "the search URL"
        self.copy(self.builder.asked, what)


def full_id(field: Field, identity: str) -> str:
    """The id that the facet gives a value: LinkedIn's own pages take bare company numbers."""
    is_company = field.facet == "COMPANY_WITH_LIST" and identity.isdecimal()
    return f"urn:li:organization:{identity}" if is_company else identity
