"""Organisations in results and in full."""

from __future__ import annotations

from collections.abc import Iterator

from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.search import Element
from lix_tui.services.queries.opening import Opening
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.record_type import Picture
from lix_tui.services.records.related import of_organisation
from lix_tui.services.records.summary import Section, SummaryLine


class OrganisationsView:
    """Organisations of a LinkedIn search."""

    def name(self, element: Element) -> str:
        """The name."""
        return as_organisation(element.record).name or "An organisation"

    def cells(self, element: Element) -> tuple[str, ...]:
        """Name, industry, headquarters, size, followers."""
        organisation = as_organisation(element.record)
        followers = organisation.followers
        return (
            organisation.name or "",
            organisation.industry or "",
            organisation.headquarters or "",
            organisation.size or "",
            f"{followers:,}" if followers is not None else "",
        )

    def links(self, element: Element) -> tuple[str, ...]:
        """The page, then Sales Navigator."""
        organisation = as_organisation(element.record)
        return tuple(link for link in (organisation.link, organisation.sales_nav_link) if link)

    def summary(self, element: Element) -> list[SummaryLine]:
        """What it is, where, how large, and what it says of itself."""
        organisation = as_organisation(element.record)
        lines = [SummaryLine(self.name(element), "title")]
        lines += [SummaryLine(fact, "muted") for fact in facts_of(organisation)]
        if organisation.description:
            lines += [SummaryLine(""), SummaryLine(organisation.description)]
        links = self.links(element)
        if links:
            lines += [
                SummaryLine(""),
                SummaryLine("Links", "heading"),
                *(SummaryLine(link, "link") for link in links),
            ]
        return lines

    def related(self, element: Element) -> Iterator[Opening]:
        """Yield the places it leads to, the likeliest first."""
        return of_organisation(as_organisation(element.record))

    def forms(self, element: Element) -> list[CopyForm]:
        """Links, name, website, JSON."""
        return organisation_forms(as_organisation(element.record), element.value)


def as_organisation(record: object) -> Organisation:
    """The record as the organisation it is. Raises TypeError for a record of another kind."""
    if isinstance(record, Organisation):
        return record
    message = f"a {type(record).__name__} is no organisation"
    raise TypeError(message)


def organisation_forms(organisation: Organisation, raw: object) -> list[CopyForm]:
    """Every form of an organisation that can be copied."""
    pairs = (
        ("Company link", organisation.link),
        ("Sales Navigator link", organisation.sales_nav_link),
        ("name", organisation.name),
        ("website", organisation.website),
    )
    return forms_of(pairs, raw)


def facts_of(organisation: Organisation) -> list[str]:
    """What is known in figures and words, a fact a line."""
    numbers = (
        (organisation.li_employee_count, "on LinkedIn"),
        (organisation.followers, "followers"),
        (organisation.number_of_job_openings, "open jobs"),
        (organisation.number_of_investment_rounds, "investment rounds"),
    )
    facts = [
        organisation.industry,
        organisation.headquarters,
        f"{organisation.size} people" if organisation.size else None,
        *(f"{value:,} {words}" for value, words in numbers if value is not None),
        organisation.company_type,
        f"founded {organisation.year_founded}" if organisation.year_founded else None,
        f"traded as {organisation.stock_ticker_code}" if organisation.stock_ticker_code else None,
    ]
    return [fact for fact in facts if fact]


def size_pictures(organisation: Organisation) -> list[Picture]:
    """How many work and worked there, as bars, where more than one of the figures is known."""
    figures = (
        ("work here", organisation.li_employee_count),
        ("worked here", organisation.past_employee_count),
        ("open jobs", organisation.number_of_job_openings),
    )
    known = tuple((label, value) for label, value in figures if value is not None)
    return [Picture("Size", bars=known)] if len(known) > 1 else []


def organisation_sections(organisation: Organisation) -> list[Section]:
    """The organisation in full, part by part."""
    links = [
        link
        for link in (organisation.link, organisation.sales_nav_link, organisation.website)
        if link
    ]
    places = [text for text in (organisation.headquarters_address, organisation.locations) if text]
    ids = [
        f"{label} {value}"
        for label, value in (
            ("LinkedIn", organisation.li_id),
            ("Sales Navigator", organisation.sales_nav_id),
            ("Lix", organisation.lix_id),
        )
        if value
    ]
    return [
        section
        for section in (
            Section("About", tuple(SummaryLine(t) for t in (organisation.description,) if t)),
            Section("Facts", tuple(SummaryLine(fact) for fact in facts_of(organisation))),
            Section(
                "Specialities", tuple(SummaryLine(t) for t in (organisation.specialities,) if t)
            ),
            Section("Places", tuple(SummaryLine(text) for text in places)),
            Section("Links", tuple(SummaryLine(link, "link") for link in links)),
            Section("Ids", tuple(SummaryLine(text, "muted") for text in ids)),
        )
        if section.lines
    ]
