"""The filter panel beside the results, and the query it builds together with the keywords."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from lix_tui.screens.search.panel_room import PanelRoom
from lix_tui.screens.search.query_input import QueryScreen
from lix_tui.screens.search.screen_query import ScreenQuery
from lix_tui.services.budget.cost_words import page_cost_words
from lix_tui.services.kinds import Kind
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.query_bar import QueryBar, QueryInput

if TYPE_CHECKING:
    from lix_tui.services.queries.builder.builder import Builder
    from lix_tui.services.queries.builder.comparison import Comparison
    from lix_tui.services.queries.builder.fields import Field
    from lix_tui.services.queries.query import Query
    from lix_tui.services.services import Services
    from lix_tui.widgets.filter_panel import FilterPanel


CLOSED = "The filters are closed. <search.filters> opens them again."
REPLACED = "The filters replaced a text that they can't show. <filters.undo> brings it back."


class FilteringScreen(QueryScreen):
    """Keywords stand in the query bar, everything else in the panel; both are one query."""

    DEFAULT_CSS = """
    FilteringScreen.filtering FilterPanel { display: block; }
    FilteringScreen.filtering AskedBar { display: block; }
    FilteringScreen FilterPanel, FilteringScreen AskedBar { display: none; }
    FilteringScreen.-short AskedBar { max-height: 3; }
    FilteringScreen.-narrow FilterPanel, FilteringScreen.-normal FilterPanel { width: 1fr; }
    FilteringScreen.-narrow.filtering ResultsPane { display: none; }
    FilteringScreen.-normal.filtering ResultsPane { display: none; }
    FilteringScreen.-wide.filtering SummaryPane { display: none; }
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.screen_query = ScreenQuery(kind, self._built_changed)
        """The query on screen, and the one that the rows belong to."""
        self.room = PanelRoom(self)
        """Where the filter panel is, and when the cursor is in it."""
        self._box_text, self._box_unread = "", False
        """The text that the builder gave the query box last, and if it couldn't be read."""
        self._asked_title = ("", "")
        """What was run last, and its title."""
        self._is_recalled = False
        """Whether the builder has a former query that was brought back and not run."""

    def on_mount(self) -> None:
        """Keep the cursor in the panel while that has the place of the results."""
        self.watch(self, "focused", self.room.settle, init=False)

    def on_resize(self) -> None:
        """Look after the cursor: the panel may cover the results now."""
        self.call_after_refresh(self.room.settle)

    def on_screen_resume(self) -> None:
        """Look after the cursor, which a dialog may have left nowhere."""
        self.room.settle()

    @property
    def builder(self) -> Builder:
        """What the query asks, made when it is first needed."""
        return self.screen_query.builder

    @property
    def panel(self) -> FilterPanel | None:
        """The panel, once it was opened."""
        return self.room.panel

    # -- one query ---------------------------------------------------------------------------

    def take_query(self, query: Query) -> None:
        """Show a query: its keywords in the bar, its filters in the panel."""
        self.read_box()  # one step to undo leads back to it
        self._is_recalled = False
        if not self.builder.fields:
            with self.query_one(QueryBar).prevent(Input.Changed):
                self.query_one(QueryBar).text = query.title
            self.read_box()
            return
        self.builder.take(query)
        self._asked_title = (self.builder.asked, query.title)
        self._built_changed()
        self.run_worker(self._remember_labels(), group="labels", exit_on_error=False)

    def read_box(self) -> None:
        """Bring the filters up to date with the text of the query box."""
        bar, draft = self.query_one(QueryBar), self.screen_query.draft
        if bar.recalled and self.kept.get(bar.text) and self._splits_recalled:
            return  # ``recalled`` will show it in keywords and filters
        draft.kept = self.kept
        draft.read(bar.text)

    @property
    def _splits_recalled(self) -> bool:
        """Return True when a former query is shown in keywords and filters."""
        return bool(self.builder.fields) and self.kind.name != "recruiter"

    def asked_query(self) -> Query:
        """Return the query on screen, of box and filters; raises QueryError when there is none."""
        self.read_box()
        return self.screen_query.draft.query(self.viewer_id)

    @property
    def comparison(self) -> Comparison:
        """The query on screen, beside the one that the rows belong to."""
        self.read_box()
        return self.screen_query.compare(self.viewer_id)

    def learn_names(self, text: str, query: Query) -> None:
        """Remember what the names in a text stand for: they were looked up for a query."""
        from lix_tui.services.queries.query import QueryError, wanted_skills

        with suppress(QueryError):  # a former query may be named by a text of another form
            self.screen_query.draft.learn(wanted_skills(text), query.skills)

    async def _remember_labels(self) -> None:
        """Values that a query names are known from now on; ids get the names that are known."""
        from lix_tui.api.models.facets import FacetValue

        services = await self.host.services()
        names: list[tuple[str, str, str]] = []
        for field in self.builder.fields:
            chips = [chip for chip in self.builder.chips(field) if chip.id is not None]
            if field.facet is None or not chips:
                continue
            pairs = [(full_id(field, chip.id or ""), chip) for chip in chips]
            named = [FacetValue(id_, chip.text) for id_, chip in pairs if chip.text != chip.id]
            await services.facets.remember(field.facet, named)
            known = await services.facets.known(field.facet)
            for id_, chip in pairs:
                if chip.text == chip.id and (value := known.index.get(id_)) is not None:
                    names.append((field.facet, id_, value.text))
        self.screen_query.name_values(names)
        self.builder.relabel(names)

    @on(QueryInput.Recalled)
    def recalled(self, event: QueryInput.Recalled) -> None:
        """Show what a former query asks, its filters apart from its keywords; nothing is run."""
        from lix_tui.services.queries.query import QueryError, query_from_stored

        bar = self.query_one(QueryBar)
        text, draft = bar.text, bar.draft
        self.forget_recalled()
        if event.text is None:
            bar.text = text
            return
        link = self.kept.get(event.text)
        if link is None or not self._splits_recalled:
            self.read_box()
            return
        try:
            query = replace(query_from_stored(self.kind.name, link, None), title=event.text)
        except QueryError:
            self.screen_query.draft.read(event.text)  # running it says what is wrong
            return
        self.screen_query.draft.read(draft)  # one step to undo leads back to it
        before = self.builder.step
        self.builder.take(query)
        self._asked_title = (self.builder.asked, query.title)
        self._built_changed()
        self._is_recalled = self.builder.step is not before
        self.run_worker(self._remember_labels(), group="labels", exit_on_error=False)

    def forget_recalled(self) -> None:
        """Take a former query that was not run out of the filters again."""
        if self._is_recalled:
            self._is_recalled = False
            self.builder.undo()

    def _built_changed(self) -> None:
        """The bar follows the builder."""
        from lix_tui.widgets.url_bar import AskedBar

        builder, bar = self.builder, self.query_one(QueryBar)
        if builder.text != self._box_text:
            was_lost = self._box_unread and builder.step.typed_over is None
            self._box_text = builder.text
            if bar.text != builder.text:
                with bar.prevent(Input.Changed):
                    bar.text = builder.text
                bar.say(REPLACED if was_lost else "", problem=False)
        self._box_unread = builder.step.problem is not None
        self.describe_query()
        for asked in self.query(AskedBar):
            asked.show(builder.asked)
        self.query_changed()

    @property
    def filter_words(self) -> str:
        """The filters in force, empty without any: '2 filters: Berlin · Director'."""
        builder = self.screen_query.builder_now
        if builder is None or not builder.count or self.kind.name == "recruiter":
            return ""
        count = builder.count
        return f"{count} filter{'s' if count > 1 else ''}: {builder.filters_title}"

    def query_words(self) -> list[str]:
        """What the frame of the query says beside the kind."""
        words, builder = super().query_words(), self.screen_query.builder_now
        if builder is not None and builder.count and self.kind.name != "recruiter":
            asked, title = self._asked_title
            own = "://" not in title and title != builder.title
            named = own and asked == builder.asked
            title = title if named else builder.filters_title
            count = builder.count
            words.insert(0, f"{count} filter{'s' if count > 1 else ''}: {title}"[:110])
        return words

    # -- the panel ---------------------------------------------------------------------------

    async def action_filters(self) -> None:
        """Open the panel, go into it, or close it when the cursor is in it."""
        from lix_tui.widgets.filter_panel import FilterPanel
        from lix_tui.widgets.url_bar import AskedBar

        if not self.builder.fields:
            self.say(f"There are no filters for {self.kind.plural}.", problem=True)
            return
        if (panel := self.panel) is None:
            asked = AskedBar()
            await self.mount(asked, after="#body")
            await self.query_one("#body").mount(
                FilterPanel(self.builder, self._estimate()), before=0
            )
        elif self.room.is_open and panel.has_focus_within:
            if self.room.covers:  # the same keys mean the query from now on
                self.query_one(QueryBar).say(CLOSED, problem=False)
            self.close_panel()
            return
        self.room.open()
        self.fill_panel()

    def fill_panel(self) -> None:
        """Show in the panel what the query box asks, or say why that can't be shown there."""
        from lix_tui.services.queries.builder.draft import NamesUnknown

        self.read_box()
        self._built_changed()
        problem, bar = self.builder.step.problem, self.query_one(QueryBar)
        if isinstance(problem, NamesUnknown):
            self.run_worker(
                self.look_names_up(bar.text), group="asking", exclusive=True, exit_on_error=False
            )
        elif problem is not None:
            bar.say(f"{problem} The filters can't show it; it stays here until you change one.")

    async def edit_query(self, query: Query) -> None:
        """Put a query into the panel without running it; one step takes it out again."""
        self.take_query(query)
        self.use_viewer(query.viewer_id)
        self._built_changed()
        if not self.room.is_open:
            await self.action_filters()
        self.room.open()
        titles = [field for field in self.builder.fields if field.id == "CURRENT_TITLE"]
        if titles and query.title.endswith("with title…"):
            await self._pick(titles[0])

    # -- saved queries -----------------------------------------------------------------------

    def action_save_query(self) -> None:
        """Save what stands here under a name."""
        from lix_tui.screens.dialogs.name_prompt import NameScreen
        from lix_tui.services.queries.query import QueryError

        try:
            query = self.asked_query()
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
        from lix_tui.services.queries.query import QueryError
        from lix_tui.store.errors import StoreError

        try:
            name = await (await self.host.services()).saved.save(name, query)
        except (QueryError, StoreError) as error:
            self.say(str(error), problem=True)
        else:
            self.say(f"Saved as '{name}'; S lists what is saved.")

    async def action_saved_queries(self) -> None:
        """List the saved queries."""
        self.run_worker(self._saved(), group="saved", exclusive=True, exit_on_error=False)

    async def _saved(self) -> None:
        from time import time

        from lix_tui.screens.dialogs.saved_queries import SavedScreen

        services = await self.host.services()
        wanted = await self.app.push_screen_wait(SavedScreen(services.saved, time()))
        if wanted is None:
            return
        if wanted.how == "edit":
            self.host.navigation.edit_query(wanted.query)
        else:
            self.host.navigation.run_query(wanted.query)

    def close_panel(self) -> None:
        """Give the room back to the results."""
        self.room.close()
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
        if (services := self.host.services_now) is not None:
            self._open_picker(event.field, services)  # at once: the next key is typed there
        else:
            self.run_worker(
                self._pick(event.field), group="pick", exclusive=True, exit_on_error=False
            )

    async def _pick(self, field: Field) -> None:
        self._open_picker(field, await self.host.services())

    def _open_picker(self, field: Field, services: Services) -> None:
        from lix_tui.screens.dialogs.value_picker import PickerScreen

        self.app.push_screen(PickerScreen(self.builder, field, services, self.viewer_id))

    def on_filter_panel_pasted(self, event: FilterPanel.Pasted) -> None:
        """Fill the panel from a URL; nothing is run, and one step takes it out again."""
        from lix_tui.services.queries.query import QueryError, query_from_link

        try:
            query = query_from_link(self.kind.name, event.text, self.viewer_id)
        except QueryError as error:
            self.say(str(error), problem=True)
        else:
            self.take_query(query)

    def on_filter_panel_run(self) -> None:
        """Run what the panel and the keywords ask."""
        if self.host.presses.may_buy():  # f5 held would run the search again in the results
            self.action_run_asked()

    def on_filter_panel_left(self) -> None:
        """Back to the results; the panel stays where there is room for both."""
        if self.room.covers:
            self.close_panel()
        else:
            self.focus_results()

    def query_changed(self) -> None:
        """Bring a panel that is open up to date with the query box at once."""
        if self.room.is_open:
            self.read_box()

    @property
    def may_focus_query(self) -> bool:
        """Return True when the cursor may go to the query without being sent there by a key."""
        return not self.room.is_open

    def action_focus_query(self) -> None:
        """Go to the query; while the panel has its keys, to the box that finds a filter."""
        if self.room.wants_letters:
            self.room.find()
        else:
            super().action_focus_query()

    def on_filter_panel_copy_asked(self) -> None:
        """Copy the URL that the panel makes."""
        what = "the skills as JSON" if self.kind.name == "recruiter" else "the search URL"
        self.copy(self.builder.asked, what)


def full_id(field: Field, identity: str) -> str:
    """The id that the facet gives a value: LinkedIn's own pages take bare company numbers."""
    is_company = field.facet == "COMPANY_WITH_LIST" and identity.isdecimal()
    return f"urn:li:organization:{identity}" if is_company else identity
