"""Queries in words, for questions and messages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.query import Query, looks_like_link
from lix_tui.text import clean_line

MOST_WORDS = 100
"""Characters of a query in words."""


def query_words(query: Query, labels: Sequence[tuple[str, str, str]] = ()) -> str:
    """Return a query in words: its title, or the filters of its URL if the title is the URL.

    ``labels`` are facet, id and name of values that the URL has as ids only.
    """
    title = clean_line(query.title)
    if looks_like_link(title):
        title = _filter_words(query, query.labels, tuple(labels)) or title
    return title if len(title) <= MOST_WORDS else f"{title[: MOST_WORDS - 1].rstrip()}…"


@lru_cache(maxsize=32)  # shown again at every letter; queries compare equal whatever their labels
def _filter_words(
    query: Query,
    own_labels: tuple[tuple[str, str, str], ...],  # noqa: ARG001
    labels: tuple[tuple[str, str, str], ...],
) -> str:
    builder = Builder(query.kind)
    builder.load(query)
    builder.relabel(labels)
    return builder.title


def quoted(query: Query, labels: Sequence[tuple[str, str, str]] = ()) -> str:
    """Return a query in words, in quotation marks, with its viewer."""
    seen_by = f", seen by {clean_line(query.viewer_id)}" if query.viewer_id else ""
    if query.kind == "connections":
        return f"the connections of “{query_words(query)}”"
    return f"“{query_words(query, labels)}”{seen_by}"
