"""The searches by URL, a page at a time.

Page sizes and ceilings are those of Lix's documentation: 10 and 1,000 for LinkedIn's own searches,
25 and 2,500 for Sales Navigator and Recruiter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.routes.links import search_target
from lix_tui.sandbox.search import accounts, jobs, organisations, people, posts
from lix_tui.sandbox.search.order import order_by_sequence, page_of
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import jobs as job_wire
from lix_tui.sandbox.wire import organisations as organisation_wire
from lix_tui.sandbox.wire import people as people_wire
from lix_tui.sandbox.wire import posts as post_wire
from lix_tui.sandbox.wire.pages import Kind, paging, search_page
from lix_tui.sandbox.wire.values import JsonObject

T = TypeVar("T")
LINKEDIN = (10, 1000)
SALES = (25, 2500)
_HOURS_A_DAY = 24
_OPEN_POSTING = re.compile(r"(?<=[?&])currentJobId=[0-9]+&?")
"""Parameter of the posting that is open beside the results: it isn't a criterion."""


def page_json(
    found: Sequence[T],
    start: int,
    limits: tuple[int, int],
    write: Callable[[T], JsonObject],
) -> tuple[list[JsonObject], JsonObject]:
    """Return the elements of one page as JSON, and the position of the page."""
    size, ceiling = limits
    elements = [write(item) for item in page_of(found, start, size, ceiling)]
    return elements, paging(len(elements), start, min(len(found), ceiling))


def page_answer(
    sandbox: Sandbox, call: Call, kind: Kind, page: tuple[list[JsonObject], JsonObject]
) -> Answer:
    """Return the answer with a search page, in the envelope of the sandbox's dialect."""
    config = sandbox.config
    omits_empty = config.empty_lists == "omitted"
    found = search_page(config.envelope, kind, *page, call.sequence, omits_empty=omits_empty)
    return Answer(found)


def start_of(page: int | None, size: int) -> int:
    """Return the offset of a page counted from 1."""
    return (max(1, page or 1) - 1) * size


def people_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return LinkedIn people; the page is ``page`` in the link."""
    world = sandbox.world
    target = search_target(call.params["url"], "people", "people search")
    found = order_by_sequence(people.find_people(world, target), call.order)
    raw = sandbox.config.envelope == "raw"
    write = people_wire.raw_result if raw else people_wire.result
    start = start_of(target.page, LINKEDIN[0])
    page = page_json(found, start, LINKEDIN, lambda person: write(world, person))
    return page_answer(sandbox, call, "people", page)


def sales_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return Sales Navigator leads; the page is ``page`` in the link."""
    world = sandbox.world
    target = search_target(call.params["url"], "sales_people", "Sales Navigator lead search")
    found = order_by_sequence(people.find_leads(world, target), call.order)
    start = start_of(target.page, SALES[0])
    page = page_json(found, start, SALES, lambda person: people_wire.lead(world, person))
    return page_answer(sandbox, call, "sales", page)


def accounts_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return Sales Navigator accounts; the page is ``page`` in the link."""
    target = search_target(call.params["url"], "sales_company", "Sales Navigator account search")
    found = order_by_sequence(accounts.find_accounts(sandbox.world, target), call.order)
    raw = sandbox.config.envelope == "raw"
    write = organisation_wire.raw_account if raw else organisation_wire.account
    page = page_json(found, start_of(target.page, SALES[0]), SALES, write)
    return page_answer(sandbox, call, "accounts", page)


def orgs_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return LinkedIn companies; the page is ``page`` in the link."""
    target = search_target(call.params["url"], "companies", "company search")
    found = order_by_sequence(organisations.find_organisations(sandbox.world, target), call.order)
    start = start_of(target.page, LINKEDIN[0])
    page = page_json(found, start, LINKEDIN, organisation_wire.result)
    return page_answer(sandbox, call, "orgs", page)


def jobs_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return LinkedIn jobs; the offset is ``start`` in the link."""
    world = sandbox.world
    url = _OPEN_POSTING.sub("", call.params["url"])
    target = search_target(url, "jobs", "job search")
    newest = values(target, "sortBy") == ("DD",)
    found = order_by_sequence(
        jobs.find_jobs(world, target),
        call.order,
        (lambda job: job.posted // _HOURS_A_DAY) if newest else None,
    )
    page = page_json(found, target.start or 0, LINKEDIN, lambda job: job_wire.result(world, job))
    return page_answer(sandbox, call, "jobs", page)


def posts_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return LinkedIn posts; the offset is the API's parameter ``start``."""
    target = search_target(call.params["url"], "posts", "content search")
    newest = values(target, "sortBy") == ("date_posted",)
    found = order_by_sequence(
        posts.find_posts(sandbox.world, target),
        call.order,
        (lambda post: post.age // _HOURS_A_DAY) if newest else None,
    )
    page = page_json(found, call.number("start", 0), LINKEDIN, post_wire.result)
    return page_answer(sandbox, call, "posts", page)
