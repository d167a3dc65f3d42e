"""Options of ``lix-tui search``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, print_message
from lix_tui.linkedin.expressions import flaw
from lix_tui.linkedin.search_urls import page_in
from lix_tui.services.facets.skills import SkillError, SkillInput, check_signs
from lix_tui.services.kinds import KindName
from lix_tui.services.queries.query import (
    KIND_WORDS,
    NEEDS_VIEWER,
    Query,
    QueryError,
    query_from_keywords,
    query_from_link,
    query_from_skills,
    read_query_skills,
    viewer_named,
)
from lix_tui.settings.settings import load_settings

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind
    from lix_tui.services.services import Services


@dataclass(frozen=True, slots=True)
class SearchWords:
    """Arguments of a search command, before skills are looked up."""

    kind: KindName
    url: str | None
    keywords: str | None
    skills: tuple[str, ...]
    viewer: str | None

    def check(self) -> None:
        """Raise click.UsageError for contradicting arguments, Failure for bad ones."""
        given = [part for part in (self.url, self.keywords) if part is not None]
        if self.kind == "recruiter" and (given or not self.skills):
            message = "A Recruiter search needs --skill ENTITY=TEXT, at least once."
            raise click.UsageError(message)
        if self.kind != "recruiter" and self.skills:
            message = "--skill is for Recruiter searches; other searches need a URL or --keywords."
            raise click.UsageError(message)
        if self.kind != "recruiter" and len(given) != 1:
            message = "Give either a LinkedIn search URL or --keywords."
            raise click.UsageError(message)
        if self.keywords and (found := flaw(self.keywords)):
            print_message(f"{found.sentence} The search runs as written.", 0)
        try:
            viewer = viewer_named(self.viewer) if self.viewer else None
            if self.kind == "recruiter":
                self._parsed_skills()
            else:
                self._check_linked(self._linked(viewer))
        except QueryError as error:
            raise Failure(str(error), 2) from None

    async def query(self, services: Services) -> Query:
        """Return the query, and look up the skills that are given by name.

        Raises Failure for a name that isn't a skill; LixError or StoreError.
        """
        viewer = viewer_named(self.viewer) if self.viewer else services.settings.viewer_id
        if self.kind != "recruiter":
            return self._linked(viewer)
        try:
            skills = await services.facets.skills(
                self._parsed_skills(), place="lix-tui search recruiter", viewer_id=viewer
            )
        except SkillError as error:
            raise Failure(str(error), 2) from None
        return query_from_skills(skills, viewer)

    def _check_linked(self, query: Query) -> None:
        """Print what has no effect in a link. Raises QueryError for a list without a viewer."""
        if query.needs_viewer and not load_settings().viewer_id:
            raise QueryError(NEEDS_VIEWER)
        if query.note:
            print_message(query.note, 0)

    def _linked(self, viewer: str | None) -> Query:
        if self.url is not None:
            return query_from_link(self.kind, self.url, viewer)
        return query_from_keywords(self.kind, self.keywords or "", viewer)

    def _parsed_skills(self) -> tuple[SkillInput, ...]:
        """Return one skill for each option: a comma is part of its name."""
        wanted = tuple(skill for text in self.skills for skill in read_query_skills(_quoted(text)))
        try:
            check_signs(wanted)
        except SkillError as error:
            raise QueryError(str(error)) from None
        return wanted


def chosen_page(kind: Kind, url: str | None, page: int | None) -> int:
    """Return the page to begin with; print a note if the link leads to another one.

    Raises click.UsageError for a page beyond the ones that LinkedIn shows.
    """
    own = page_in(url, kind.paging.page_size) if url else 1
    last = kind.paging.last_page
    if page is None:
        if own > 1:
            is_shown = last is None or own <= last
            advice = (
                f"Add --page {own} to begin there."
                if is_shown
                else f"LinkedIn shows {last:,} pages of {KIND_WORDS[kind.name]}."
            )
            print_message(
                f"The link leads to page {own:,}, but the search begins at page 1. {advice}", 0
            )
        return 1
    if last is not None and page > last:
        message = (
            f"LinkedIn shows {last:,} pages of {KIND_WORDS[kind.name]}. Use --page 1 to {last}."
        )
        raise click.UsageError(message)
    return page


def _quoted(text: str) -> str:
    text = text.strip()
    sign = text[:1] if text[:1] in ("+", "-") else ""
    return f'{sign}"{text[len(sign) :].replace(chr(34), "")}"'
