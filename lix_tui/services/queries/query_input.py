"""Build a `Query` from input text, resolving names when needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from lix_tui.services.facets.skills import SkillError, skills_from_json
from lix_tui.services.kinds import KindName
from lix_tui.services.queries.query import (
    Query,
    QueryError,
    query_from_connections,
    query_from_skills,
    query_from_stored,
    query_from_text,
    read_query_skills,
)

if TYPE_CHECKING:
    from lix_tui.services.facets.typeahead import Facets

KINDS_WITH_NAMES = frozenset({"recruiter"})
"""Kinds whose queries have names that may have to be looked up first."""


def query_without_lookup(
    kind: KindName,
    text: str,
    viewer_id: str | None,
    former_queries: Mapping[str, str] | None = None,
) -> Query:
    """Return the query of a text without a lookup. Raises QueryError.

    ``former_queries`` are definitions by title. A text that is such a title is the same
    query again, including filters that the title doesn't mention.
    """
    if kind == "connections":
        return query_from_connections(text)
    if link := (former_queries or {}).get(text.strip()):
        return replace(query_from_stored(kind, link, viewer_id), title=text.strip())
    return query_from_text(kind, text, viewer_id)


async def resolve_query(
    facets: Facets,
    kind: KindName,
    text: str,
    viewer_id: str | None,
    *,
    place: str,
    former_queries: Mapping[str, str] | None = None,
) -> Query:
    """Return the query of a text; look up its names if needed.

    The skills of a query in ``former_queries`` aren't looked up again. Raises
    QueryError, and LixError or StoreError if a lookup fails.
    """
    if kind not in KINDS_WITH_NAMES:
        return query_without_lookup(kind, text, viewer_id, former_queries)
    if skills := skills_from_json((former_queries or {}).get(text.strip(), "")):
        return query_from_skills(skills, viewer_id)
    try:
        wanted = read_query_skills(text)
        skills = await facets.skills(wanted, place=place, viewer_id=viewer_id)
        return query_from_skills(skills, viewer_id)
    except SkillError as error:
        raise QueryError(str(error)) from None
