"""Table of the handlers by endpoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.routes import (
    account,
    connected_accounts,
    contact,
    engagement,
    facets,
    members,
    messages,
    profiles,
    records,
    recruiter,
    saved_lists,
    searches,
    websites,
)
from lix_tui.sandbox.state import Sandbox

Handler = Callable[[Sandbox, Call, KeyAccount], Answer]

HANDLERS: Mapping[str, Handler] = {
    "balances": account.balances,
    "daily_allowance": account.daily_allowance,
    "linkedin_accounts": connected_accounts.linkedin_accounts,
    "linkedin_account": connected_accounts.linkedin_account,
    "connections_remaining": connected_accounts.connections_remaining,
    "connections": records.connections,
    "conversations": messages.conversations,
    "messages": messages.messages,
    "sales_threads": messages.sales_threads,
    "sales_thread": messages.sales_thread,
    "person_ids": records.person_ids,
    "organisation_ids": records.organisation_ids,
    "job": records.job,
    "post": records.post,
    "post_comments": engagement.post_comments,
    "post_reactions": engagement.post_reactions,
    "activity_posts": engagement.activity_posts,
    "activity_comments": engagement.activity_comments,
    "activity_reactions": engagement.activity_reactions,
    "person": records.person,
    "person_extended": profiles.person_extended,
    "person_employment": profiles.person_employment,
    "organisation": records.organisation,
    "organisations_by_website": websites.organisations_by_website,
    "followers": members.followers,
    "employees": members.employees,
    "people_search": searches.people_search,
    "jobs_search": searches.jobs_search,
    "hirers": records.hirers,
    "posts_search": searches.posts_search,
    "orgs_search": searches.orgs_search,
    "sales_search": searches.sales_search,
    "accounts_search": searches.accounts_search,
    "lead_list": saved_lists.lead_list,
    "account_list": saved_lists.account_list,
    "sales_facet": facets.sales_facet,
    "recruiter_search": recruiter.recruiter_search,
    "recruiter_facet": recruiter.recruiter_facet,
    "person_by_email": contact.person_by_email,
    "lookc_request": contact.lookc_request,
    "email": contact.email,
}
"""By endpoint name. A handler may raise ApiError and UnreadableError."""
