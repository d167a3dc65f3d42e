"""The query on screen: text of the query box and filters, before they are run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.search_urls import SEARCH_KINDS, first_page
from lix_tui.services.facets.skills import SkillChoice, SkillInput, skills_from_json
from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.builder.choices import Choices, SkillChoices, choices_of, no_choices
from lix_tui.services.queries.query import (
    MAX_KEYWORDS,
    Query,
    QueryError,
    looks_like_link,
    query_from_connections,
    query_from_keywords,
    query_from_link,
    query_from_stored,
    read_query_skills,
)
from lix_tui.services.queries.query_input import query_without_lookup
from lix_tui.text import clean_line


class UnknownNames(QueryError):
    """A text with names that have to be looked up, which is free."""


class Draft:
    """The query of the box and the filters together.

    The builder contains both; ``read`` applies the text of the box to the builder.
    """

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.former_queries: Mapping[str, str] = {}
        """Definitions of former queries by title: URLs, or skills as JSON."""
        self._skills: dict[str, SkillChoice] = {}
        """Known skills by their name in lower case."""

    def read(self, text: str) -> None:
        """Apply the text of the query box to the choices; do nothing if the text hasn't changed."""
        builder = self.builder
        if text == builder.text:
            return
        choices, source, problem = builder.base_choices, None, None
        try:
            choices, source = self._read(text, choices)
        except QueryError as error:
            problem = error
        builder.type_text(text, choices, source=source, problem=problem)

    def query(self, viewer_id: str | None) -> Query:
        """Return the query on screen.

        Raises:
            UnknownNames: names in the text have to be looked up first.
            QueryError: the query is empty, or its text can't be read.

        """
        builder, step = self.builder, self.builder.step
        if builder.kind == "connections":
            return query_from_connections(step.text)
        if (problem := step.problem) is not None:
            raise type(problem)(str(problem), kind=problem.kind, target=problem.target)
        if step.source is not None:
            return replace(step.source, viewer_id=viewer_id)
        is_text_alone = step.base_choices is not None and not builder.count
        if is_text_alone and builder.kind != "recruiter":
            return query_without_lookup(builder.kind, step.text, viewer_id, self.former_queries)
        return builder.query(viewer_id)

    def add_skills(self, inputs: Iterable[SkillInput], skills: Iterable[SkillChoice]) -> None:
        """Add skills that were looked up by name, and apply the text again that needs them."""
        for one, skill in zip(inputs, skills, strict=True):
            self._skills[one.text.casefold()] = skill
        step = self.builder.step
        if isinstance(step.problem, UnknownNames):
            try:
                choices, source = self._read(step.text, self.builder.base_choices)
            except QueryError:
                return
            self.builder.type_text(step.text, choices, source=source)

    def _read(self, text: str, before: Choices) -> tuple[Choices, Query | None]:
        """Return the choices of a text, and the query if the text is a whole query.

        Raises QueryError.
        """
        kind = self.builder.kind
        if kind == "connections":
            return before, None
        if kind == "recruiter":
            return self._read_skills(text, before), None
        if looks_like_link(text):
            return self._read_link(text)
        words, has_filters = text.strip(), self._has_filters(before)
        if not has_filters and (link := self.former_queries.get(words)):
            query = replace(query_from_stored(kind, link), title=words)
            return _choices_of(query), query
        if len(clean_line(words)) > MAX_KEYWORDS:
            query_from_keywords(kind, words)  # raises QueryError for too many characters
        return (before if has_filters else no_choices(kind)).with_keywords(words), None

    def _read_link(self, text: str) -> tuple[Choices, Query | None]:
        kind, target = self.builder.kind, recognise(text.strip())
        query: Query | None = None
        try:
            query = query_from_link(kind, text)
            url = query.url
        except QueryError:
            if SEARCH_KINDS.get(target.kind) != kind or target.problem or target.url is None:
                raise
            # a search without filters can't be run, but filters can be added to it
            url = first_page(target.url)
        if query is not None and query.is_saved_list:
            return no_choices(kind), query
        try:
            return choices_of(kind, url), query
        except ValueError as error:
            raise QueryError(str(error), target=target) from None

    def _read_skills(self, text: str, before: Choices) -> SkillChoices:
        if not text.strip():
            return SkillChoices()
        if kept := skills_from_json(self.former_queries.get(text.strip(), "")):
            return SkillChoices(kept)
        if isinstance(before, SkillChoices):
            known = {skill.text.casefold(): skill for skill in before.skills} | self._skills
        else:
            known = self._skills
        skills: list[SkillChoice] = []
        for one in read_query_skills(text):
            found = known.get(one.text.casefold())
            if one.entity is None and found is None:
                message = "The names of the skills have to be looked up first, which is free."
                raise UnknownNames(message)
            name = one.text if one.entity or found is None else found.text
            entity = one.entity or (found.entity if found else "")
            skills.append(SkillChoice(name, entity, required=one.required, negated=one.negated))
        return SkillChoices(tuple(skills))

    def _has_filters(self, choices: Choices) -> bool:
        return any(choices.chips(field) for field in self.builder.fields)


def _choices_of(query: Query) -> Choices:
    if query.is_saved_list:
        return no_choices(query.kind)
    try:
        return choices_of(query.kind, query.url)
    except ValueError as error:
        raise QueryError(str(error)) from None
