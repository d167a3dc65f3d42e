"""The query that rows belong to, beside the query on screen."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.services.queries.builder.draft import Draft, NamesUnknown
from lix_tui.services.queries.builder.titles import quoted
from lix_tui.services.queries.query import Query, QueryError


@dataclass(frozen=True, slots=True)
class Comparison:
    """Result of comparing the two, with the sentences that follow from it."""

    shown: Query | None
    """The query that the rows belong to; None before the first search."""
    asked: Query | None
    """The query on screen; None while it can't be run."""
    is_stale: bool = False
    """True when there are rows, and they don't belong to the query on screen."""
    needs_names: bool = False
    """True when the query on screen can be run once its names are looked up."""
    is_empty: bool = False
    """True when the query on screen asks for nothing."""
    labels: tuple[tuple[str, str, str], ...] = ()
    """Facet, id and name of values that a URL holds by id alone."""

    @property
    def can_run(self) -> bool:
        """Return True when the query on screen can be run."""
        return self.asked is not None or self.needs_names

    @property
    def shown_words(self) -> str:
        """The query of the rows in words; names the viewer where that is what differs."""
        if self.shown is None:
            return ""
        words = quoted(self.shown, self.labels)
        differs = self.asked is not None and self.asked.viewer_id != self.shown.viewer_id
        return f"{words}, without a viewer" if differs and not self.shown.viewer_id else words

    def line(self, key: str, price: str) -> str:
        """Return the line above rows of the previous query; empty for rows of the present one."""
        if not self.is_stale:
            return ""
        begin = f"Results of the previous query: {self.shown_words}."
        if self.can_run:
            return f"{begin} {key} runs this one · {price}"
        if self.is_empty:
            return f"{begin} The query above is empty."
        return f"{begin} The query above can't be run as it is."

    def refusal(self, key: str) -> str:
        """Return the sentence that refuses to buy more of the previous query."""
        begin = f"These rows belong to the previous query, {self.shown_words}."
        if self.can_run:
            return f"{begin} Press {key} to run the new one."
        return f"{begin} Press <search.query> and type a query first."


def identity(query: Query) -> tuple[str, str, str | None]:
    """Return what makes two queries the same search: kind, key and viewer."""
    return query.kind, query.key, query.viewer_id


def compare(
    draft: Draft,
    viewer_id: str | None,
    shown: Query | None,
    labels: tuple[tuple[str, str, str], ...] = (),
) -> Comparison:
    """Compare the query on screen with the one that rows belong to."""
    asked, needs_names, is_empty = None, False, False
    try:
        asked = draft.query(viewer_id)
    except NamesUnknown:
        needs_names = True
    except QueryError:
        is_empty = draft.builder.empty and not draft.builder.text.strip()
    is_same = asked is not None and shown is not None and identity(asked) == identity(shown)
    is_stale = shown is not None and not is_same
    return Comparison(shown, asked, is_stale, needs_names, is_empty, labels)
