"""Choices of a query, in one form for every kind: read, edited chip by chip, written back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from lix_tui.linkedin.facets import closed_values, label
from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.flagship import (
    CompaniesSearch,
    FlagshipSearch,
    JobsSearch,
    PeopleSearch,
    PostsSearch,
)
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import AccountSearch, LeadSearch, SalesSearch
from lix_tui.services.facets.skills import SkillChoice, skills_json, skills_text
from lix_tui.services.kinds import KindName
from lix_tui.services.queries.builder.fields import Chip, FilterField, Mode
from lix_tui.services.queries.builder.ranges import radius_chip, range_chip

ORGANISATION = "urn:li:organization:"


class Choices(Protocol):
    """Choices of one query; every change returns a new object."""

    @property
    def definition(self) -> str:
        """Definition of the query: its URL, or the skills as JSON."""

    @property
    def keywords(self) -> str:
        """Keywords; empty without any."""

    def with_keywords(self, keywords: str) -> Self:
        """Return the choices with other keywords, or none."""

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """Return the chosen values of a field."""

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:
        """Return the choices with other values in a field."""

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:
        """Return the choices with names for ids; labels are facet, id and name."""


@dataclass(frozen=True, slots=True)
class SalesChoices:
    """A Sales Navigator search for leads or accounts."""

    search: SalesSearch

    @property
    def definition(self) -> str:
        """URL in the address bar's form."""
        return self.search.url

    @property
    def keywords(self) -> str:
        """Boolean keywords."""
        return self.search.keywords or ""

    def with_keywords(self, keywords: str) -> Self:
        """Return the choices with other keywords."""
        return replace(self, search=self.search.with_keywords(keywords or None))

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """Return the chosen values of a filter, with its range or its radius."""
        found = self.search.filter(field.id)
        if found is None:
            return ()
        chips = [_chip(field, value) for value in found.values]
        if found.range is not None:
            chips.append(range_chip(field, found.range, found.sub_filter))
        elif chips and field.sub_filter == "radius":
            chips.append(radius_chip(found.sub_filter))
        return tuple(chips)

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:
        """Return the choices with other values of a filter, its range or its radius."""
        old = self.search.filter(field.id) or Filter(field.id)
        values = tuple(
            FilterValue(id=chip.id, text=chip.text, excluded=chip.mode == "ex")
            for chip in chips
            if chip.limits is None and not chip.is_option
        )
        limits = next((chip.limits for chip in chips if chip.limits is not None), None)
        option = old.sub_filter
        if field.sub_filter is not None:
            option = next((chip.option for chip in chips if chip.option), None)
        item = replace(old, values=values, range=limits, sub_filter=option)
        return replace(self, search=self.search.with_filter(item))

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:  # noqa: ARG002
        """Return the same choices: a Sales Navigator URL has its own names."""
        return self


def _chip(field: FilterField, value: FilterValue) -> Chip:
    known = label(field.facet or field.id, value.id) if value.id else None
    text = value.text or known or value.id or ""
    return Chip(text, value.id, "ex" if value.excluded else "in")


@dataclass(frozen=True, slots=True)
class PageChoices:
    """A search on one of LinkedIn's own pages, whose URL has ids only, with labels of the ids."""

    search: FlagshipSearch
    labels: tuple[tuple[str, str, str], ...] = ()
    """Facet, id and label of values that were chosen by name."""

    @property
    def definition(self) -> str:
        """URL of the search."""
        return self.search.url

    @property
    def keywords(self) -> str:
        """Keywords with boolean operators."""
        return self.search.keywords or ""

    def with_keywords(self, keywords: str) -> Self:
        """Return the choices with other keywords."""
        return replace(self, search=_without_lone_job(self.search.with_keywords(keywords or None)))

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """Return the chosen values of a parameter."""
        values = self.search.values(field.id)
        if field.toggle:
            return (Chip(field.label, "true"),) if values and values[0] == "true" else ()
        if field.facet is None:
            return tuple(Chip(value) for value in values)
        return tuple(Chip(self._label(field.facet, value), value) for value in values)

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:
        """Return the choices with other values of a parameter."""
        values = [_bare_number(chip.id if chip.id is not None else chip.text) for chip in chips]
        facet = field.facet or ""
        named = [(facet, chip.id, chip.text) for chip in chips if chip.id is not None]
        search = _without_lone_job(self.search.with_values(field.id, *values))
        return replace(self, search=search).with_labels(named)

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:
        """Return the choices with names for ids; labels are facet, id and name."""
        known = {(facet, identity): text for facet, identity, text in self.labels}
        known |= {(facet, _bare_number(identity)): text for facet, identity, text in labels}
        return replace(self, labels=tuple((f, i, text) for (f, i), text in known.items()))

    def _label(self, facet: str, identity: str) -> str:
        for known_facet, known, text in self.labels:
            if (known_facet, known) == (facet, identity):
                return text
        found = label(facet, identity) or label(facet, ORGANISATION + identity)
        return found or identity


def _without_lone_job(search: FlagshipSearch) -> FlagshipSearch:
    """Return the search, without `currentJobId` if no other parameter is left.

    LinkedIn reads a job search URL with this parameter alone as that job's page.
    """
    if recognise(search.url).kind == search.KIND:
        return search
    return replace(search, address=search.address.with_value("currentJobId", None))


def _bare_number(identity: str) -> str:
    """Return an id for LinkedIn's own pages, which use a company's bare number."""
    return identity.removeprefix(ORGANISATION)


@dataclass(frozen=True, slots=True)
class SkillChoices:
    """A Recruiter search, which has skills only."""

    skills: tuple[SkillChoice, ...] = ()

    @property
    def definition(self) -> str:
        """Skills as JSON, without the paging of a request."""
        return skills_json(self.skills)

    @property
    def keywords(self) -> str:
        """Empty: a Recruiter search has no keywords."""
        return ""

    def with_keywords(self, keywords: str) -> Self:  # noqa: ARG002  # Recruiter has no keywords
        """Return the same choices: a Recruiter search has no keywords."""
        return self

    def chips(self, field: FilterField) -> tuple[Chip, ...]:  # noqa: ARG002  # there is one field
        """Return the chosen skills."""
        return tuple(Chip(skill.text, skill.entity, _mode(skill)) for skill in self.skills)

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:  # noqa: ARG002
        """Return the choices with other skills; those without an entity are left out."""
        skills = (
            SkillChoice(chip.text, chip.id, required=chip.mode == "must", negated=chip.mode == "ex")
            for chip in chips
            if chip.id is not None
        )
        return replace(self, skills=tuple(skills))

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:  # noqa: ARG002
        """Return the same choices: skills have their own names."""
        return self


def _mode(skill: SkillChoice) -> Mode:
    return "ex" if skill.negated else "must" if skill.required else "in"


_PAGES: dict[KindName, type[FlagshipSearch]] = {
    "people": PeopleSearch,
    "jobs": JobsSearch,
    "posts": PostsSearch,
    "orgs": CompaniesSearch,
}
_SALES: dict[KindName, type[SalesSearch]] = {"sales": LeadSearch, "accounts": AccountSearch}


def no_choices(kind: KindName) -> Choices:
    """Return the choices of an empty query."""
    if kind in _SALES:
        return SalesChoices(_SALES[kind].new())
    # also for connections, which have no filters
    return PageChoices(_PAGES[kind].new()) if kind in _PAGES else SkillChoices()


def choices_of(kind: KindName, url: str) -> Choices:
    """Return the choices in a search URL. Raises ValueError with a sentence for other text."""
    if kind in _SALES:
        return SalesChoices(_SALES[kind].read(url))
    return PageChoices(_PAGES[kind].read(url))


def box_text(choices: Choices) -> str:
    """Return the text of the query box for choices: the keywords, or the skills."""
    return skills_text(choices.skills) if isinstance(choices, SkillChoices) else choices.keywords


def toggle_chip(field: FilterField) -> Chip:
    """Return the chip of a toggle: the one value of its closed set."""
    values = closed_values(field.id) or ()
    return Chip(values[0].text, values[0].id) if values else Chip(field.label, "true")
