"""The SQL of a library query: what it matches, under which conditions, in which order."""

from __future__ import annotations

import re

from lix_tui.store.rows import LibraryQuery
from lix_tui.store.scope_ids import Scopes

_WORD = re.compile(r"\w+")


def kind_word(kind: str) -> str:
    """The word by which the index knows a kind of record."""
    return f"kind0{kind}"


def conditions_of(
    query: LibraryQuery, scopes: Scopes
) -> tuple[str, list[str], list[str | int | float]]:
    """Return tables, conditions and their values for a query."""
    match = match_of(query)
    conditions: list[str] = []
    values: list[str | int | float] = []
    sources = "entries"
    if match:
        sources = "entries_text JOIN entries ON entries.id = entries_text.rowid"
        conditions.append("entries_text MATCH ?")
        values.append(match)
    elif query.kind:
        conditions.append("kind = ?")
        values.append(query.kind)
    if not query.everybody:
        conditions.append(f"entries.scope_id IN ({scopes.marks})")
        values.extend(scopes.all)
    if query.since is not None:
        conditions.append("fetched_at >= ?")
        values.append(query.since)
    if query.until is not None:
        conditions.append("fetched_at < ?")
        values.append(query.until)
    if query.changed:
        conditions.append("changed_at IS NOT NULL")
    if query.noted:
        conditions.append("(entries.note <> '' OR entries.tags <> '')")
    if query.source:
        conditions.append(
            "entries.id IN (SELECT entry_id FROM entry_answers JOIN pages USING (answer_id)"
            " JOIN searches ON searches.id = search_id WHERE instr(lower(searches.title), ?))"
        )
        values.append(query.source.lower())
    return sources, conditions, values


def order_of(query: LibraryQuery, newest: str) -> str:
    """What follows ORDER BY; ``newest`` is the column of the entries' own order."""
    way = "DESC" if query.descending else "ASC"
    if query.order is None:
        return f"{newest} DESC"
    if query.order == "fetched":
        return f"fetched_at {way}, {newest} DESC"
    column = f"entries.{query.order}"
    return f"{column} = '', {column} COLLATE NOCASE {way}, {newest} DESC"


def match_of(query: LibraryQuery) -> str:
    """The full-text expression of a query; empty when it holds no word.

    Every word is quoted, so that nothing a user types is syntax. One letter alone would match
    nearly everything, and is no word yet.
    """
    words = _WORD.findall(query.text)
    terms = [f'"{word}"*' for word in words if len(word) > 1 or len(words) > 1]
    for column in ("name", "title", "company", "place"):
        terms += [f'{column} : "{word}"*' for word in _WORD.findall(getattr(query, column))]
    terms += [f'tags : "{word}"' for word in _WORD.findall(query.tag)]
    if terms and query.kind:
        terms.append(f'words : "{kind_word(query.kind)}"')
    return " AND ".join(terms)
