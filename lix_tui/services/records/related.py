"""Where one can go from a record: its company, its people, its author, its ids, its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.flagship import JobsSearch, PeopleSearch
from lix_tui.linkedin.links import company_link, organisation_keys
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import LeadSearch
from lix_tui.services.budget.cost_words import cost_words, page_cost_words
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.opening import Opening
from lix_tui.services.queries.query import OPENABLE, Query

Places = Iterator[Opening]
"""Places a record leads to, the likeliest first; each is made when it is asked for: the first one
is wanted for every row that the cursor passes."""


def of_person(person: Person, link: str | None = None) -> Places:
    """Yield the company, its people, the profile, the email address, the ids of a person."""
    link = person.best_link or link
    links = _company_links(person)
    yield from _some(record("organisation", next(iter(links), None), person.company))
    yield from _some(_people_at(person.company, links))
    yield from _some(_titles_at(person.company, links))
    for endpoint in ("person", "email", "person_ids"):
        yield from _some(record(endpoint, link, person.full_name))


def of_organisation(organisation: Organisation, link: str | None = None) -> Places:
    """Yield who works there, the jobs there, the page in full, the ids."""
    link = organisation.best_link or link
    ids = (organisation.link, organisation.sales_nav_link, organisation.sales_nav_id, link)
    links = [text for text in ids if text]
    yield from _some(_people_at(organisation.name, links))
    yield from _some(_titles_at(organisation.name, links))
    yield from _some(_jobs_at(organisation.name, links))
    for endpoint in ("organisation", "organisation_ids"):
        yield from _some(record(endpoint, link, organisation.name))


def of_job(job: JobPosting, link: str | None = None) -> Places:
    """Yield who hires, the company, its people and jobs, the posting in full."""
    link = job.best_link or link
    company = job.company.url or _slug_link(job.company.universal_name)
    links = [company] if company else []
    yield from _some(record("hirers", link, job.title))
    yield from _some(record("organisation", company, job.company.name))
    yield from _some(_people_at(job.company.name, links))
    yield from _some(_jobs_at(job.company.name, links))
    yield from _some(record("job", link, job.title))


def of_post(post: Post, link: str | None = None) -> Places:
    """Yield the author, and the post in full."""
    yield from _some(named_link(post.person.link, post.person.name, "The author"))
    yield from _some(record("post", post.best_link or link, post.person.name))


def _some(opening: Opening | None) -> Places:
    if opening is not None:
        yield opening


def of_hirers(hirers: Hirers, link: str) -> list[Opening]:
    """Everybody who hires, and the posting."""
    found = [record("person", person.best_link, person.full_name) for person in hirers.people]
    return [opening for opening in (*found, record("job", link, None)) if opening]


def of_lookc(answer: LookcAnswer) -> list[Opening]:
    """Everybody the address may belong to, and their organisation."""
    hits = [record("person", hit.link or hit.sales_nav_link, hit.name) for hit in answer.hits]
    where = answer.organisation
    employer = where and record("organisation", where.link or where.sales_nav_link, where.name)
    return [opening for opening in (*hits, employer) if opening]


def of_person_ids(ids: PersonIds, link: str) -> list[Opening]:
    """The profile and the email address."""
    best = ids.links.linkedin or ids.links.sales_nav or link
    found = [record("person", best, ids.li_id), record("email", best, ids.li_id)]
    return [opening for opening in found if opening]


def of_organisation_ids(ids: OrganisationIds, link: str) -> list[Opening]:
    """The page in full, who works there, the jobs there."""
    best = ids.links.linkedin or _slug_link(ids.li_id) or link
    known = [text for text in (best, ids.sales_nav_id) if text]
    found = [
        record("organisation", best, ids.name),
        _people_at(ids.name, known),
        _jobs_at(ids.name, known),
    ]
    return [opening for opening in found if opening]


WORDS = {
    "person": "The profile",
    "organisation": "The company",
    "job": "The posting",
    "post": "The post",
    "hirers": "Who hires",
    "email": "The email address",
    "person_ids": "The ids",
    "organisation_ids": "The ids",
}


def record(endpoint: str, link: str | None, name: str | None) -> Opening | None:
    """A record by its link, None without one that can be looked up."""
    if not link:
        return None
    words = f"{WORDS[endpoint]} · {name}" if name else WORDS[endpoint]
    return Opening(words, cost_words(endpoint), endpoint=endpoint, link=link, name=name)


def named_link(link: str | None, name: str | None, words: str) -> Opening | None:
    """Whatever record a link names, None for a link that names none."""
    target = recognise(link) if link else None
    endpoint = OPENABLE.get(target.kind) if target else None
    if target is None or endpoint is None or target.problem:
        return None
    label, noun = f"{words} · {name}" if name else words, words.removeprefix("The ").capitalize()
    cost = cost_words(endpoint)
    return Opening(label, cost, endpoint=endpoint, link=target.url, name=name, noun=noun)


def _people_at(name: str | None, links: Iterable[str]) -> Opening | None:
    number, search = number_of(links), PeopleSearch.new()
    if number is None and not name:
        return None
    url = search.with_values(*(("currentCompany", number) if number else ("company", name or "")))
    return _search("people", url.url, f"People who work at {name or number}", number, name)


def _titles_at(name: str | None, links: Iterable[str]) -> Opening | None:
    """Leads at the company, to be narrowed by title before anything is run."""
    number = number_of(links)
    if number is None and not name:
        return None
    urn = f"urn:li:organization:{number}" if number else None
    company = Filter("CURRENT_COMPANY", (FilterValue(id=urn, text=name or number),))
    title = f"People at {name or number} with title…"
    query = Query("sales", LeadSearch.new().with_filter(company).url, title)
    return Opening(title, "nothing until it is run", query=query, build=True)


def _jobs_at(name: str | None, links: Iterable[str]) -> Opening | None:
    number, search = number_of(links), JobsSearch.new()
    if number is None and not name:
        return None
    url = search.with_values(*(("f_C", number) if number else ("keywords", name or "")))
    return _search("jobs", url.url, f"Jobs at {name or number}", number, name)


def _search(kind: str, url: str, title: str, number: str | None, name: str | None) -> Opening:
    found = KINDS["people"] if kind == "people" else KINDS["jobs"]
    labels = (("COMPANY_WITH_LIST", number, name),) if number and name else ()
    query = Query(found.name, url, title, labels=labels)
    return Opening(title, page_cost_words(found.endpoint), query=query)


def number_of(links: Iterable[str]) -> str | None:
    """LinkedIn's number of an organisation, from any link or id that has it."""
    keys = (key for link in links for key in organisation_keys(link))
    return next((key.removeprefix("org:") for key in keys if key.startswith("org:")), None)


def _company_links(person: Person) -> list[str]:
    entry = next((entry for entry in person.experience if entry.current), None)
    entry = entry or (person.experience[0] if person.experience else None)
    at = entry.organisation if entry else None
    links = (at.link, at.sales_nav_link) if at else ()
    return [link for link in (*links, person.company_url) if link and organisation_keys(link)]


def _slug_link(slug: str | None) -> str | None:
    try:
        return company_link(slug) if slug else None
    except ValueError:
        return None
