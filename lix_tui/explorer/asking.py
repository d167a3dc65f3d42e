"""From what stands in the query to the query itself, where that takes looking something up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lix_tui.explorer.kind_names import KindName
from lix_tui.explorer.query import (
    Query,
    QueryError,
    query_from_connections,
    query_from_skills,
    query_from_text,
    wanted_skills,
)
from lix_tui.explorer.skills import SkillError, skills_from_json

if TYPE_CHECKING:
    from lix_tui.explorer.services import Explorer

LOOKS_UP = frozenset({"recruiter"})
"""Kinds whose queries name things that may have to be looked up first."""


def query_now(kind: KindName, text: str, viewer_id: str | None) -> Query:
    """The query of a kind that needs nothing but the text; raises QueryError."""
    if kind == "connections":
        return query_from_connections(text)
    return query_from_text(kind, text, viewer_id)


async def query_for(
    explorer: Explorer,
    kind: KindName,
    text: str,
    viewer_id: str | None,
    *,
    place: str,
    kept: Mapping[str, str] | None = None,
) -> Query:
    """The query that a text asks for.

    ``kept`` are former queries by title: one of those is the same query again, whatever a lookup
    would find today. Raises QueryError; LixError or StoreError when a lookup fails.
    """
    if kind not in LOOKS_UP:
        return query_now(kind, text, viewer_id)
    if skills := skills_from_json((kept or {}).get(text.strip(), "")):
        return query_from_skills(skills, viewer_id)
    try:
        return query_from_skills(
            await explorer.facets.skills(wanted_skills(text), place=place), viewer_id
        )
    except SkillError as error:
        raise QueryError(str(error)) from None
