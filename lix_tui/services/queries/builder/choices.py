"""What a query asks, in one form for every kind: read, edited chip by chip, written back."""

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
from lix_tui.linkedin.sales import LeadSearch
from lix_tui.services.facets.skills import SkillChoice, skills_json, skills_text
from lix_tui.services.kinds import KindName
from lix_tui.services.queries.builder.fields import Chip, FilterField, Mode

ORGANISATION = "urn:li:organization:"


class Choices(Protocol):
    """The choices of one query; every change makes a new one."""

    @property
    def asked(self) -> str:
        """The URL, or the skills as JSON."""

    @property
    def keywords(self) -> str:
        """The keywords; empty without."""

    def with_keywords(self, keywords: str) -> Self:
        """Other keywords, or none."""

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """What is chosen in a field."""

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:
        """Other choices in a field; nothing else of the query changes."""

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:
        """The same choices, with names for ids: facet, id, name."""


@dataclass(frozen=True, slots=True)
class LeadChoices:
    """A Sales Navigator lead search."""

    search: LeadSearch

    @property
    def asked(self) -> str:
        """The URL in the address bar's form."""
        return self.search.url

    @property
    def keywords(self) -> str:
        """The boolean keywords."""
        return self.search.keywords or ""

    def with_keywords(self, keywords: str) -> Self:
        """Other keywords."""
        return replace(self, search=self.search.with_keywords(keywords or None))

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """The values of a filter."""
        found = self.search.filter(field.id)
        return tuple(_chip(field, value) for value in found.values) if found else ()

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:
        """Other values for a filter; its range and sub-filter stay."""
        old = self.search.filter(field.id) or Filter(field.id)
        values = tuple(
            FilterValue(id=chip.id, text=chip.text, excluded=chip.mode == "ex") for chip in chips
        )
        return replace(self, search=self.search.with_filter(replace(old, values=values)))

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:  # noqa: ARG002
        """The same: a Sales Navigator URL carries its own names."""
        return self


def _chip(field: FilterField, value: FilterValue) -> Chip:
    known = label(field.facet or field.id, value.id) if value.id else None
    text = value.text or known or value.id or ""
    return Chip(text, value.id, "ex" if value.excluded else "in")


@dataclass(frozen=True, slots=True)
class PageChoices:
    """A search on one of LinkedIn's own pages; a URL holds ids there, so labels are kept beside."""

    search: FlagshipSearch
    labels: tuple[tuple[str, str, str], ...] = ()
    """Facet, id and label of what was chosen by name."""

    @property
    def asked(self) -> str:
        """The URL."""
        return self.search.url

    @property
    def keywords(self) -> str:
        """The keywords, boolean operators included."""
        return self.search.keywords or ""

    def with_keywords(self, keywords: str) -> Self:
        """Other keywords."""
        return replace(self, search=_still(self.search.with_keywords(keywords or None)))

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """The values of a parameter."""
        values = self.search.values(field.id)
        if field.toggle:
            return (Chip(field.label, "true"),) if values and values[0] == "true" else ()
        if field.facet is None:
            return tuple(Chip(value) for value in values)
        return tuple(Chip(self._label(field.facet, value), value) for value in values)

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:
        """Other values for a parameter."""
        values = [_plain(chip.id if chip.id is not None else chip.text) for chip in chips]
        facet = field.facet or ""
        named = [(facet, chip.id, chip.text) for chip in chips if chip.id is not None]
        search = _still(self.search.with_values(field.id, *values))
        return replace(self, search=search).with_labels(named)

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:
        """The same choices, with names for ids: facet, id, name."""
        known = {(facet, identity): text for facet, identity, text in self.labels}
        known |= {(facet, _plain(identity)): text for facet, identity, text in labels}
        return replace(self, labels=tuple((f, i, text) for (f, i), text in known.items()))

    def _label(self, facet: str, identity: str) -> str:
        for known_facet, known, text in self.labels:
            if (known_facet, known) == (facet, identity):
                return text
        found = label(facet, identity) or label(facet, ORGANISATION + identity)
        return found or identity


def _still(search: FlagshipSearch) -> FlagshipSearch:
    """The search without the job that was shown beside it, where only that would be left.

    LinkedIn takes a job search URL that asks for nothing but names a job for that job's page.
    """
    if recognise(search.url).kind == search.KIND:
        return search
    return replace(search, address=search.address.with_value("currentJobId", None))


def _plain(identity: str) -> str:
    """LinkedIn's own pages take a company's bare number."""
    return identity.removeprefix(ORGANISATION)


@dataclass(frozen=True, slots=True)
class SkillChoices:
    """A Recruiter search: nothing but skills."""

    skills: tuple[SkillChoice, ...] = ()

    @property
    def asked(self) -> str:
        """The JSON body, without its place."""
        return skills_json(self.skills)

    @property
    def keywords(self) -> str:
        """Recruiter takes none here."""
        return ""

    def with_keywords(self, keywords: str) -> Self:  # noqa: ARG002  # there are none to change
        """The same choices."""
        return self

    def chips(self, field: FilterField) -> tuple[Chip, ...]:  # noqa: ARG002  # there is one field
        """The skills."""
        return tuple(Chip(skill.text, skill.entity, _mode(skill)) for skill in self.skills)

    def with_chips(self, field: FilterField, chips: Sequence[Chip]) -> Self:  # noqa: ARG002
        """Other skills; one needs the entity that Recruiter knows it by."""
        skills = (
            SkillChoice(chip.text, chip.id, required=chip.mode == "must", negated=chip.mode == "ex")
            for chip in chips
            if chip.id is not None
        )
        return replace(self, skills=tuple(skills))

    def with_labels(self, labels: Sequence[tuple[str, str, str]]) -> Self:  # noqa: ARG002
        """The same: skills carry their names."""
        return self


def _mode(skill: SkillChoice) -> Mode:
    return "ex" if skill.negated else "must" if skill.required else "in"


_PAGES: dict[KindName, type[FlagshipSearch]] = {
    "people": PeopleSearch,
    "jobs": JobsSearch,
    "posts": PostsSearch,
    "orgs": CompaniesSearch,
}


def no_choices(kind: KindName) -> Choices:
    """A query that asks for nothing yet."""
    if kind not in _PAGES and kind != "sales":
        return SkillChoices()  # also for connections, which have no filters
    return LeadChoices(LeadSearch.new()) if kind == "sales" else PageChoices(_PAGES[kind].new())


def choices_of(kind: KindName, url: str) -> Choices:
    """The choices in a search URL; raises ValueError with a sentence for anything else."""
    if kind == "sales":
        return LeadChoices(LeadSearch.read(url))
    return PageChoices(_PAGES[kind].read(url))


def box_text(choices: Choices) -> str:
    """Return the text of the query box for choices: the keywords, or the skills."""
    return skills_text(choices.skills) if isinstance(choices, SkillChoices) else choices.keywords


def toggle_chip(field: FilterField) -> Chip:
    """What a toggle is set to: the one value of its closed set."""
    values = closed_values(field.id) or ()
    return Chip(values[0].text, values[0].id) if values else Chip(field.label, "true")
