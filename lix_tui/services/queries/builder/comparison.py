"""Comparison of the query of the rows with the query on screen."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.services.queries.builder.draft import Draft, UnknownNames
from lix_tui.services.queries.builder.titles import quoted
from lix_tui.services.queries.query import Query, QueryError


@dataclass(frozen=True, slots=True)
class Comparison:
    """Result of the comparison, with its sentences for the user."""

    row_query: Query | None
    """The query that the rows belong to; None before the first search."""
    current: Query | None
    """The query on screen; None while it can't be run."""
    is_stale: bool = False
    """True when there are rows, and they don't belong to the query on screen."""
    needs_names: bool = False
    """True when the query on screen can be run once its names are looked up."""
    is_empty: bool = False
    """True when the query on screen has neither filters nor keywords."""
    labels: tuple[tuple[str, str, str], ...] = ()
    """Facet, id and name of values that a URL has as ids only."""

    @property
    def can_run(self) -> bool:
        """Return True when the query on screen can be run."""
        return self.current is not None or self.needs_names

    @property
    def row_query_words(self) -> str:
        """The query of the rows in words; includes the viewer if the viewers differ."""
        if self.row_query is None:
            return ""
        words = quoted(self.row_query, self.labels)
        differs = self.current is not None and self.current.viewer_id != self.row_query.viewer_id
        return f"{words}, without a viewer" if differs and not self.row_query.viewer_id else words

    def line(self, key: str, price: str) -> str:
        """Return the line above rows of the previous query; empty for rows of the present one."""
        if not self.is_stale:
            return ""
        begin = f"Results of the previous query: {self.row_query_words}."
        if self.can_run:
            return f"{begin} {key} runs this one · {price}"
        if self.is_empty:
            return f"{begin} The query above is empty."
        return f"{begin} The query above can't be run as it is."

    def refusal(self, key: str) -> str:
        """Return the sentence that refuses to buy more of the previous query."""
        begin = f"These rows belong to the previous query, {self.row_query_words}."
        if self.can_run:
            return f"{begin} Press {key} to run the new one."
        return f"{begin} Press <search.query> and type a query first."


def identity(query: Query) -> tuple[str, str, str | None]:
    """Return the identity of a search: kind, key and viewer."""
    return query.kind, query.key, query.viewer_id


def compare(
    draft: Draft,
    viewer_id: str | None,
    row_query: Query | None,
    labels: tuple[tuple[str, str, str], ...] = (),
) -> Comparison:
    """Compare the query on screen with the one that rows belong to."""
    current, needs_names, is_empty = None, False, False
    try:
        current = draft.query(viewer_id)
    except UnknownNames:
        needs_names = True
    except QueryError:
        is_empty = draft.builder.is_empty and not draft.builder.text.strip()
    is_stale = row_query is not None and (
        current is None or identity(current) != identity(row_query)
    )
    return Comparison(row_query, current, is_stale, needs_names, is_empty, labels)
