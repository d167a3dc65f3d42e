"""Destinations of related records and searches, the parts that record types are declared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.flagship import JobsSearch, PeopleSearch
from lix_tui.linkedin.links import company_link, organisation_keys
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import LeadSearch
from lix_tui.linkedin.websites import website_domain
from lix_tui.services.budget.cost_words import cost_words, page_cost_words
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.query import OPENABLE, Query
from lix_tui.services.records.record_names import NAMES

Destinations = Iterator[Destination]
"""Related records and searches, the likeliest first. They are built one by one, because every row
under the cursor needs the first one only."""


def record(endpoint: str, link: str | None, name: str | None) -> Destination | None:
    """Return the destination of a record by its link; None without a link."""
    if not link:
        return None
    label = NAMES[endpoint].link_label
    words = f"{label} · {name}" if name else label
    return Destination(words, cost_words(endpoint), endpoint=endpoint, link=link, name=name)


def lookup(endpoint: str, link: str | None, name: str | None) -> Destinations:
    """Yield the destination of a record by its link; nothing without a link."""
    if (destination := record(endpoint, link, name)) is not None:
        yield destination


def linked_record(link: str | None, name: str | None, words: str) -> Destinations:
    """Yield the destination of the record that a link identifies; ``words`` label it."""
    target = recognise(link) if link else None
    endpoint = OPENABLE.get(target.kind) if target else None
    if target is None or endpoint is None or target.problem:
        return
    label, noun = f"{words} · {name}" if name else words, words.removeprefix("The ").capitalize()
    cost = cost_words(endpoint)
    yield Destination(label, cost, endpoint=endpoint, link=target.url, name=name, noun=noun)


def by_website(website: str | None) -> Destinations:
    """Yield the lookup of the company with a website; nothing without a website of its own."""
    if (domain := website_domain(website) if website else None) is not None:
        yield from lookup("organisations_by_website", domain, domain)


def people_at(name: str | None, links: Iterable[str]) -> Destinations:
    """Yield the search for people who work at an organisation, unless nothing identifies it."""
    number, search = number_of(links), PeopleSearch.new()
    if number is None and not name:
        return
    url = search.with_values(*(("currentCompany", number) if number else ("company", name or "")))
    yield _search("people", url.url, f"People who work at {name or number}", number, name)


def leads_at(name: str | None, links: Iterable[str]) -> Destinations:
    """Yield the search for leads at an organisation, unless nothing identifies it."""
    if (url := _lead_url(name, number_of(links))) is None:
        return
    query = Query("sales", url, f"Leads at {name or number_of(links)}")
    cost = page_cost_words(KINDS["sales"].endpoint)
    yield Destination(query.title, cost, query=query, noun="Leads")


def titles_at(name: str | None, links: Iterable[str]) -> Destinations:
    """Yield the search for leads at an organisation, to be narrowed by title before it runs."""
    if (url := _lead_url(name, number_of(links))) is None:
        return
    title = f"People at {name or number_of(links)} with title…"
    query = Query("sales", url, title)
    yield Destination(title, "no cost until you run it", query=query, build=True)


def _lead_url(name: str | None, number: str | None) -> str | None:
    """Return the search for leads at an organisation; None without name and number."""
    if number is None and not name:
        return None
    urn = f"urn:li:organization:{number}" if number else None
    company = Filter("CURRENT_COMPANY", (FilterValue(id=urn, text=name or number),))
    return LeadSearch.new().with_filter(company).url


def jobs_at(name: str | None, links: Iterable[str]) -> Destinations:
    """Yield the search for jobs at an organisation, unless nothing identifies it."""
    number, search = number_of(links), JobsSearch.new()
    if number is None and not name:
        return
    url = search.with_values(*(("f_C", number) if number else ("keywords", name or "")))
    yield _search("jobs", url.url, f"Jobs at {name or number}", number, name)


def _search(kind: str, url: str, title: str, number: str | None, name: str | None) -> Destination:
    found = KINDS["people"] if kind == "people" else KINDS["jobs"]
    labels = (("COMPANY_WITH_LIST", number, name),) if number and name else ()
    query = Query(found.name, url, title, labels=labels)
    return Destination(title, page_cost_words(found.endpoint), query=query)


def number_of(links: Iterable[str]) -> str | None:
    """Return LinkedIn's number of an organisation, from any link or id that has it."""
    keys = (key for link in links for key in organisation_keys(link))
    return next((key.removeprefix("org:") for key in keys if key.startswith("org:")), None)


def slug_link(slug: str | None) -> str | None:
    """Return the link of the organisation page with this slug; None without a valid slug."""
    try:
        return company_link(slug) if slug else None
    except ValueError:
        return None
