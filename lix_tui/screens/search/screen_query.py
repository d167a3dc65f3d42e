"""Query of a search screen: that of box and filters, and that of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from time import time
from typing import TYPE_CHECKING

from lix_tui.services.budget.cost_words import page_cost_words

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.queries.builder.builder import Builder
    from lix_tui.services.queries.builder.comparison import Comparison
    from lix_tui.services.queries.builder.draft import Draft
    from lix_tui.services.queries.query import Query
    from lix_tui.services.services import Services
    from lix_tui.settings.settings import Settings


class ScreenQuery:
    """Draft of one search screen, compared with the query that its rows belong to."""

    def __init__(self, kind: Kind, settings: Callable[[], Settings]) -> None:
        self.kind, self._settings = kind, settings
        self.listeners: list[Callable[[], None]] = []
        """Functions that are called after every change of the builder."""
        self.recent_urls: dict[str, str] = {}
        """URLs of recent queries by title, the newest first."""
        self._viewer: str | None = None
        """Viewer of the next search; None for the one of the settings, '' for none."""
        self._draft: Draft | None = None
        self.rows_query: Query | None = None
        """Query of the rows; None before the first search."""
        self._labels: dict[tuple[str, str], str] = {}
        """Names of values by facet and id."""
        self._compared: tuple[object, ...] = ()
        self._comparison: Comparison | None = None
        self._stored: tuple[Query | None, float | None] = (None, None)
        """Query that was last looked up in the store, and the time of its first page."""

    @property
    def draft(self) -> Draft:
        """Draft of the query; created on first use, which is after the first paint."""
        if self._draft is None:
            from lix_tui.services.queries.builder.builder import Builder
            from lix_tui.services.queries.builder.draft import Draft

            builder = Builder(self.kind.name)
            builder.listeners.append(self._changed)
            self._draft = Draft(builder)
        return self._draft

    @property
    def builder(self) -> Builder:
        """Builder of the query, with undo and redo."""
        return self.draft.builder

    @property
    def builder_now(self) -> Builder | None:
        """Builder of the query; None before its first use."""
        return None if self._draft is None else self._draft.builder

    def _changed(self) -> None:
        for listener in self.listeners:
            listener()

    # -- the viewer --------------------------------------------------------------------------

    @property
    def viewer_id(self) -> str | None:
        """Viewer of the next search."""
        return (self._settings().viewer_id if self._viewer is None else self._viewer) or None

    def use_viewer(self, viewer: str | None) -> None:
        """Use the viewer of a query for the next searches of this screen."""
        if self.kind.name != "connections":  # the viewer of connections is the query itself
            usual = self._settings().viewer_id or None
            before, self._viewer = self._viewer, None if viewer == usual else viewer or ""
            if self._viewer != before and self._draft is not None:
                self._changed()

    @property
    def viewer_words(self) -> list[str]:
        """Viewer in words if it isn't the one of the settings; else empty."""
        if self._viewer:
            return [f"viewer {self._viewer} (no sequence)"]
        has_none = self._viewer == "" and self._settings().viewer_id
        return ["without a viewer"] if has_none else []

    # -- the query in words ------------------------------------------------------------------

    @property
    def filter_words(self) -> str:
        """Filters in words: '2 filters: Berlin · Director'; empty without any."""
        builder = self.builder_now
        if builder is None or not builder.count or self.kind.name == "recruiter":
            return ""
        count = builder.count
        return f"{count} filter{'s' if count > 1 else ''}: {builder.filters_title}"

    def name_values(self, names: Iterable[tuple[str, str, str]]) -> None:
        """Remember names of values, as facet, id and name, for queries in words."""
        self._labels |= {(facet, identity): name for facet, identity, name in names}
        self._compared = ()

    def compare(self) -> Comparison:
        """Return the comparison of both queries; cheap while neither has changed."""
        from lix_tui.services.queries.builder.comparison import compare

        viewer_id = self.viewer_id
        now = (self.builder.step, viewer_id, self.rows_query)
        if self._comparison is None or not _are(self._compared, now):
            self._comparison = compare(self.draft, viewer_id, self.rows_query, self.labels)
            self._compared = now
        return self._comparison

    @property
    def labels(self) -> tuple[tuple[str, str, str], ...]:
        """Known names of values, as facet, id and name."""
        return tuple((facet, identity, name) for (facet, identity), name in self._labels.items())

    # -- the price of running it -------------------------------------------------------------

    async def check_store(self, services: Services, query: Query) -> bool:
        """Return True if a query's first page is in the store, and remember the answer."""
        from lix_tui.store.errors import StoreError

        fetched_at = None
        with suppress(StoreError):  # reported when the query is run
            fetched_at = await services.searches.fetched_at(query)
        self._stored = (query, fetched_at)
        return fetched_at is not None

    def is_priced(self, query: Query | None) -> bool:
        """Return True if `check_store` was called for the query."""
        return query is None or _same(query, self._stored[0])

    def price(self, query: Query | None) -> str:
        """Return the price of a query's first page in words."""
        stored, fetched_at = self._stored
        if query is not None and fetched_at is not None and _same(query, stored):
            from lix_tui.durations import age

            return f"free, stored {age(time() - fetched_at)}"
        return page_cost_words(self.kind.endpoint)


def _are(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Return True if two tuples have identical members, which is quicker than equality."""
    if len(some) != len(others):
        return False
    return all(one is other for one, other in zip(some, others, strict=True))


def _same(one: Query, other: Query | None) -> bool:
    from lix_tui.services.queries.builder.comparison import identity

    return other is not None and identity(one) == identity(other)
