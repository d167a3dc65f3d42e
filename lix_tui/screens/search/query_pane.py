"""Query pane: the query box, the viewer of the search, and recent queries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from lix_tui.screens.base import lix_screen
from lix_tui.screens.search.query_submission import QuerySubmission
from lix_tui.services.budget.cost_words import page_cost_words
from lix_tui.services.kinds import kinds_beside
from lix_tui.widgets.query_bar import QueryBar, QueryInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.dialogs.viewer_picker import ViewerChoice
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.builder.comparison import Comparison
    from lix_tui.services.queries.query import Query

REPLACED = "The filters replaced a text that they can't show. <filters.undo> restores it."
CHOOSE_VIEWER = (
    "Only the account that owns a saved list can read it. Press <search.viewer> to choose the "
    "account."
)
VIEWER_NOTE = "The viewer applies from the next search."


class QueryPane(QueryBar):
    """Query box of one kind, with the keywords; the builder of the query has the filters."""

    class Edited(Message):
        """The query on screen may have changed."""

    class RunRequested(Message):
        """The user wants to run a query."""

        def __init__(self, query: Query) -> None:
            self.query = query
            super().__init__()

    def __init__(self, kind: Kind, query: ScreenQuery) -> None:
        super().__init__(title=kind.label, cost="", placeholder=kind.placeholder)
        self._kind, self._screen_query = kind, query
        self.submission = QuerySubmission(kind, self, query, self.current_query, self._run)
        self._box_text, self._box_unread = "", False
        """Last text from the builder, and True if that text couldn't be read."""
        self._run_title = ("", "")
        """URL and title of the last query."""
        self._is_unchecked = False
        """True from a change of the text until it is checked."""
        self._explained: str | None = None
        """Text whose problem was reported with the filters; None for another one."""
        self._is_recalled = False
        """True while the builder has a recalled query that wasn't run."""
        self._notice = ""
        """Sentence about the search, shown under the box."""
        query.listeners.append(self.show_built)

    def compose(self) -> ComposeResult:
        """Yield the kinds that share the area, the box and its message line."""
        offline = lix_screen(self).host.settings.offline
        self._cost = f"enter: search · {page_cost_words(self._kind.endpoint, offline=offline)}"
        if kinds := kinds_beside(self._kind):
            from lix_tui.widgets.kind_switch import KindSwitch

            labels = tuple((kind.name, kind.plural.capitalize()) for kind in kinds)
            yield KindSwitch(labels, self._kind.name)
        yield from super().compose()

    # -- the box ----------------------------------------------------------------------------

    @on(Input.Submitted, "#query")
    def submitted(self, event: Input.Submitted) -> None:
        """Run the typed query, or report its problem."""
        self._check_text()  # not after the problem was reported
        self.submission.submit(lix_screen(self), event.value)

    @on(Input.Changed, "#query")
    def typed(self) -> None:
        """Paint the typed text first, and then check it: the first check loads modules."""
        self._is_unchecked = True
        self.call_after_refresh(self._check_text)

    def _check_text(self) -> None:
        """Remove the message about the former text; report open quotes or brackets in this one."""
        if not self._is_unchecked:
            return
        self._is_unchecked = False
        self.post_message(self.Edited())
        if self.text == self._explained:  # its problem may be on screen
            return
        self._explained = None
        from lix_tui.linkedin.expressions import flaw
        from lix_tui.services.queries.query import looks_like_link

        text = self.text
        found = None if looks_like_link(text) else flaw(text)
        self.show_message(found.sentence if found else "", problem=False)

    def _run(self, query: Query) -> None:
        self.post_message(self.RunRequested(query))

    def show_notice(self, notice: str) -> None:
        """Show a notice of the search, once."""
        if notice != self._notice:
            self._notice = notice
            self.show_message(notice)

    # -- one query ---------------------------------------------------------------------------

    def load_query(self, query: Query) -> None:
        """Show a query: its keywords in the box, its filters in the builder."""
        self.read_box()  # one undo restores it
        self._is_recalled = False
        if not self._screen_query.builder.fields:
            with self.prevent(Input.Changed):
                self.text = query.title
            self.read_box()
            return
        self._show_query(query)

    def _show_query(self, query: Query) -> None:
        from lix_tui.screens.search.value_names import name_values

        builder, screen = self._screen_query.builder, lix_screen(self)
        builder.load(query)
        self._run_title = (builder.definition, query.title)
        self.show_built()
        work = name_values(screen.host, self._screen_query)
        screen.run_worker(work, group="labels", exit_on_error=False)

    def read_box(self) -> None:
        """Bring the filters up to date with the text of the box."""
        draft, kept = self._screen_query.draft, self._screen_query.recent_urls
        is_read = draft.builder.step.text == self.text
        if not is_read and self.recalled and kept.get(self.text) and self._splits_recalled:
            return  # ``show_recalled`` splits it into keywords and filters
        draft.former_queries = kept
        if not is_read:
            draft.read(self.text)

    @property
    def _splits_recalled(self) -> bool:
        """True if a recalled query is split into keywords and filters."""
        return bool(self._screen_query.builder.fields) and self._kind.name != "recruiter"

    def current_query(self) -> Query:
        """Return the query on screen, of box and filters. Raises QueryError without one."""
        self.read_box()
        return self._screen_query.draft.query(self._screen_query.viewer_id)

    @property
    def comparison(self) -> Comparison:
        """Comparison of the query on screen with the query of the rows."""
        self.read_box()
        return self._screen_query.compare()

    async def settled_query(self, screen: LixScreen) -> Query | None:
        """Return the query on screen, or report its problem and return None."""
        return await self.submission.settled_query(screen)

    @property
    def is_stale(self) -> bool:
        """True if another query than that of the rows is on screen."""
        return self.comparison.is_stale

    @property
    def rows_words(self) -> str:
        """Query of the rows in words, marked as previous if another one is on screen."""
        comparison = self.comparison
        previous = "the previous query, " if comparison.is_stale else ""
        return f"{previous}{comparison.row_query_words}"

    def show_built(self) -> None:
        """Show the builder's keywords and filters in the box and its frame."""
        builder = self._screen_query.builder
        if builder.text != self._box_text:
            was_lost = self._box_unread and builder.step.base_choices is None
            self._box_text = builder.text
            if self.text != builder.text:
                with self.prevent(Input.Changed):
                    self.text = builder.text
                self.show_message(REPLACED if was_lost else "", problem=False)
        self._box_unread = builder.step.problem is not None
        self._describe()
        self.post_message(self.Edited())

    def explain_unread(self) -> None:
        """Show the text of the box in the filters, or report why they can't show it."""
        from lix_tui.services.queries.builder.draft import UnknownNames

        self._explained = self.text
        self.read_box()
        self.show_built()
        problem = self._screen_query.builder.step.problem
        if isinstance(problem, UnknownNames):
            self.submission.look_up_soon(lix_screen(self))
        elif problem is not None:
            self.show_message(f"{problem} The filters can't show this text.")

    # -- recent queries ----------------------------------------------------------------------

    def offer_recent(self, urls: dict[str, str]) -> None:
        """Offer recent queries on up, as URLs by title, the newest first."""
        self._screen_query.recent_urls = urls
        self.remember(list(urls))

    @on(QueryInput.Recalled)
    def show_recalled(self, event: QueryInput.Recalled) -> None:
        """Show a recalled query in keywords and filters, without running it."""
        from lix_tui.services.queries.query import QueryError, query_from_stored

        text, draft, query = self.text, self.draft, self._screen_query
        self.forget_recalled()
        if event.text is None:
            self.text = text
            return
        link = query.recent_urls.get(event.text)
        if link is None or not self._splits_recalled:
            self.read_box()
            return
        try:
            former = query_from_stored(self._kind.name, link, None)
        except QueryError:
            query.draft.read(event.text)  # running it reports the problem
            return
        query.draft.read(draft)  # one undo restores it
        before = query.builder.step
        self._show_query(replace(former, title=event.text))
        self._is_recalled = query.builder.step is not before

    def forget_recalled(self) -> None:
        """Remove a recalled query that wasn't run from the filters."""
        if self._is_recalled:
            self._is_recalled = False
            self._screen_query.builder.undo()

    # -- the viewer and the frame ------------------------------------------------------------

    def choose_viewer(self, may_focus: Callable[[], bool]) -> None:
        """Choose the viewer of the next search; ``may_focus`` returns True to focus the box."""
        from lix_tui.screens.search.viewer_choice import choose_viewer

        def apply(choice: ViewerChoice) -> None:
            self.use_viewer(choice, may_focus=may_focus())

        choose_viewer(lix_screen(self), self._screen_query, apply)

    def use_viewer(self, choice: ViewerChoice, *, may_focus: bool) -> None:
        """Use a viewer for the next search, '' for none, and show how to run it."""
        if choice.viewer_id == (self._screen_query.viewer_id or ""):
            return
        self._screen_query.use_viewer(choice.viewer_id or None)
        self._describe()
        key = "enter" if may_focus else "<filters.run>"
        if may_focus:
            self.focus_input()
        words = f"{VIEWER_NOTE} Press {key} to run it."
        if choice.warning:
            words = f"{choice.warning} {words}"
        self.show_message(words, problem=bool(choice.warning))
        self.post_message(self.Edited())

    def _describe(self) -> None:
        """Show filters and viewer of the query in the frame."""
        words = [self._kind.label, *self._filter_words(), *self._screen_query.viewer_words]
        title = " · ".join(words)
        if self.title != title:
            self.title = title

    def _filter_words(self) -> list[str]:
        builder = self._screen_query.builder_now
        if builder is not None and builder.saved_list is not None:
            return [builder.saved_list.title]
        if builder is None or not builder.count or self._kind.name == "recruiter":
            return []
        asked, title = self._run_title
        own = "://" not in title and title != builder.title
        title = title if own and asked == builder.definition else builder.filters_title
        return [f"{builder.count} filter{'s' if builder.count > 1 else ''}: {title}"[:110]]
