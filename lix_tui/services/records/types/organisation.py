"""Record type of organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.organisation import Organisation, organisation_fields
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.mark_fields import MARK_FIELDS
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import (
    Chart,
    EntryText,
    Field,
    Params,
    RecordType,
    SectionSpec,
    TrackedFigure,
)
from lix_tui.services.records.summary import SummaryLine, facts, lines

FIELDS: tuple[Field[Organisation], ...] = (
    Field("name", "Name", lambda o: o.name, column=ColumnLayout(20, 2.0, 0)),
    Field("industry", "Industry", lambda o: o.industry, column=ColumnLayout(16, 1.6, 1)),
    Field(
        "headquarters", "Headquarters", lambda o: o.headquarters, column=ColumnLayout(14, 1.4, 2)
    ),
    Field("address", "Address", lambda o: o.headquarters_address),
    Field("country", "Country", lambda o: o.hq_country),
    Field("locations", "Locations", lambda o: o.locations),
    Field("size", "Size", lambda o: o.size, column=ColumnLayout(12, 0.0, 3)),
    Field(
        "employees", "Employees", lambda o: o.li_employee_count, "number",
        column=ColumnLayout(10, 0.0, 4, "right"),
    ),
    Field("past_employees", "Past employees", lambda o: o.past_employee_count, "number"),
    Field(
        "followers", "Followers", lambda o: o.followers, "number",
        column=ColumnLayout(10, 0.0, 4, "right"),
    ),
    Field("company_type", "Type", lambda o: o.company_type),
    Field("founded", "Founded", lambda o: o.year_founded, "number"),
    Field("website", "Website", lambda o: o.website, "link"),
    Field("specialities", "Specialities", lambda o: o.specialities),
    Field("about", "About", lambda o: o.description),
    Field("open_jobs", "Open jobs", lambda o: o.number_of_job_openings, "number"),
    Field("investment_rounds", "Rounds", lambda o: o.number_of_investment_rounds, "number"),
    Field("stock_ticker", "Ticker", lambda o: o.stock_ticker_code),
    Field("crunchbase_id", "Crunchbase id", lambda o: o.crunchbase_id),
    Field("link", "Link", lambda o: o.link, "link"),
    Field("sales_nav_link", "Sales Navigator link", lambda o: o.sales_nav_link, "link"),
    Field("picture", "Picture", lambda o: o.logo_url, "link"),
    Field("id", "Id", lambda o: o.id),
    Field("li_id", "LinkedIn id", lambda o: o.li_id),
    Field("sales_nav_id", "Sales Navigator id", lambda o: o.sales_nav_id),
    Field("lix_id", "Lix id", lambda o: o.lix_id),
    *MARK_FIELDS,
)  # fmt: skip


def _title(organisation: Organisation) -> str:
    return organisation.name or "An organisation"


def _params(link: str) -> Params:
    target = recognise(link)
    name = "sales_nav_url" if target.kind == "account" else "linkedin_url"
    return {name: target.url or link}


def _facts(organisation: Organisation) -> list[str]:
    numbers = (
        (organisation.li_employee_count, "on LinkedIn"),
        (organisation.past_employee_count, "worked there before"),
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
        None if organisation.year_founded is None else f"founded {organisation.year_founded}",
        f"traded as {organisation.stock_ticker_code}" if organisation.stock_ticker_code else None,
    ]
    return [fact for fact in facts if fact]


def _places(organisation: Organisation) -> Iterable[SummaryLine]:
    return (
        *facts(
            ("address", organisation.headquarters_address),
            ("country", organisation.hq_country),
        ),
        *lines(organisation.locations),
    )


def _links(organisation: Organisation) -> Iterable[SummaryLine]:
    o = organisation
    yield from lines(o.link, o.sales_nav_link, o.website, role="link")
    yield from facts(("logo", o.logo_url), role="link")


def _ids(organisation: Organisation) -> Iterable[SummaryLine]:
    return facts(
        ("LinkedIn", organisation.li_id),
        ("Sales Navigator", organisation.sales_nav_id),
        ("Lix", organisation.lix_id),
        ("Lix number", organisation.id),
        ("Crunchbase", organisation.crunchbase_id),
        ("first asked by", organisation.initial_request_li_id),
        ("collected automatically", organisation.auto_scraped),
        ("deleted on LinkedIn", organisation.li_profile_is_deleted),
        role="muted",
    )


def _charts(organisation: Organisation) -> list[Chart]:
    """Return the numbers of employees and jobs as bars, if at least two are known."""
    figures = (
        ("work here", organisation.li_employee_count),
        ("worked here", organisation.past_employee_count),
        ("open jobs", organisation.number_of_job_openings),
    )
    known = tuple((label, value) for label, value in figures if value is not None)
    return [Chart("Size", bars=known)] if len(known) > 1 else []


def _related(organisation: Organisation, link: str | None) -> Iterator[Destination]:
    """Yield the people who work there, its jobs, its page, its ids, its website."""
    link = organisation.best_link or link
    ids = (organisation.link, organisation.sales_nav_link, organisation.sales_nav_id, link)
    links = [text for text in ids if text]
    yield from related_records.people_at(organisation.name, links)
    yield from related_records.leads_at(organisation.name, links)
    yield from related_records.titles_at(organisation.name, links)
    yield from related_records.jobs_at(organisation.name, links)
    for endpoint in ("organisation", "organisation_ids"):
        yield from related_records.lookup(endpoint, link, organisation.name)
    yield from related_records.by_website(organisation.website)


def _entry(organisation: Organisation) -> EntryText:
    words = (organisation.size, organisation.specialities, organisation.description)
    return EntryText(
        organisation.name or "",
        organisation.industry or "",
        place=organisation.headquarters or "",
        words=" ".join(text for text in words if text),
    )


ORGANISATION: RecordType[Organisation] = RecordType(
    endpoint="organisation",
    model=Organisation,
    entry_kind="organisation",
    keys=IDENTITIES["organisation"].keys,
    subject=IDENTITIES["organisation"].subject,
    params=_params,
    links=lambda o: (o.link, o.sales_nav_link),
    best_link=lambda o: o.best_link,
    shape=organisation_fields,
    title=_title,
    subtitle=lambda o: (o.industry, o.headquarters),
    fields=FIELDS,
    export_defaults=(
        "name", "industry", "headquarters", "size", "employees", "followers", "company_type",
        "founded", "website", "open_jobs", "link", "sales_nav_link",
    ),
    copies=(
        ("Company link", "link"),
        ("Sales Navigator link", "sales_nav_link"),
        ("name", "name"),
        ("website", "website"),
    ),
    head=lambda o: (SummaryLine(_title(o), "title"), *lines(*_facts(o), role="muted")),
    preview=(
        SectionSpec("", lambda o: lines(o.description)),
        SectionSpec("Links", lambda o: lines(o.link, o.sales_nav_link, role="link")),
    ),
    detail=(
        SectionSpec("About", lambda o: lines(o.description), wide=True),
        SectionSpec("Specialities", lambda o: lines(o.specialities), wide=True, is_late=True),
        SectionSpec("Places", _places, wide=True, is_late=True),
        SectionSpec("Links", _links, wide=True, is_late=True),
        SectionSpec("Facts", lambda o: lines(*_facts(o))),
        SectionSpec("Ids", _ids),
    ),
    charts=_charts,
    portrait=lambda o: o.logo_url,
    figure=TrackedFigure("Employees at each fetch", lambda o: o.li_employee_count),
    related=_related,
    entry=_entry,
    marks=True,
)  # fmt: skip
