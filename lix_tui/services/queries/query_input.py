"""From what stands in the query to the query itself, where that takes looking something up."""

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
    wanted_skills,
)

if TYPE_CHECKING:
    from lix_tui.services.facets.typeahead import Facets

LOOKS_UP = frozenset({"recruiter"})
"""Kinds whose queries name things that may have to be looked up first."""


def query_now(
    kind: KindName, text: str, viewer_id: str | None, kept: Mapping[str, str] | None = None
) -> Query:
    """The query of a kind that needs nothing but the text; raises QueryError.

    ``kept`` are former queries by title: one of those is the same query again, also where its
    title does not say all that it asks.
    """
    if kind == "connections":
        return query_from_connections(text)
    if link := (kept or {}).get(text.strip()):
        return replace(query_from_stored(kind, link, viewer_id), title=text.strip())
    return query_from_text(kind, text, viewer_id)


async def query_for(
    facets: Facets,
    kind: KindName,
    text: str,
    viewer_id: str | None,
    *,
    place: str,
    kept: Mapping[str, str] | None = None,
) -> Query:
    """The query that a text asks for.

    ``kept`` is that of ``query_now``: it stands whatever a lookup would find today. Raises
    QueryError; LixError or StoreError when a lookup fails.
    """
    if kind not in LOOKS_UP:
        return query_now(kind, text, viewer_id, kept)
    if skills := skills_from_json((kept or {}).get(text.strip(), "")):
        return query_from_skills(skills, viewer_id)
    try:
        wanted = wanted_skills(text)
        skills = await facets.skills(wanted, place=place, viewer_id=viewer_id)
        return query_from_skills(skills, viewer_id)
    except SkillError as error:
        raise QueryError(str(error)) from None
