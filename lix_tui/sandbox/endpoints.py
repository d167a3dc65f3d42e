"""Every endpoint of the Lix API the sandbox serves: path, parameters and cost.

Paths, parameters and costs are those of Lix's documentation; where its versions differ, the newer
cost holds (ids of people and organisations cost an Org credit since January 2025).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Pool = Literal["standard", "org", "email"]

_SEARCH = ("viewer_id", "sequence_id")
_TOKEN_PAGE = ("start", "pagination_token", "viewer_id")


@dataclass(frozen=True, slots=True)
class SandboxEndpoint:
    """One endpoint. ``pool`` is what a 200 answer is paid from, one credit each; None: free.

    ``one_of`` holds parameters of which exactly one must be there. ``form`` and ``json`` tell
    which kind of body is read.
    """

    name: str
    paths: tuple[str, ...]
    pool: Pool | None = None
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    form: bool = False
    json: bool = False
    needs_credit: bool = False
    """Free, but only while the account has standard credits (Lix docs, facets)."""

    @property
    def methods(self) -> tuple[str, ...]:
        """The HTTP methods answered."""
        return ("GET", "POST") if self.form or self.json else ("GET",)

    @property
    def parameters(self) -> frozenset[str]:
        """Every parameter that is known."""
        return frozenset(self.required + self.optional + self.one_of)


_LIST = (
    SandboxEndpoint("balances", ("/v1/account/balances",)),
    SandboxEndpoint("daily_allowance", ("/v1/account/allowances/daily",)),
    SandboxEndpoint("linkedin_accounts", ("/v1/account/linkedin/accounts",), optional=("page",)),
    SandboxEndpoint("linkedin_account", ("/v1/account/linkedin/account",), None, ("viewer_id",)),
    SandboxEndpoint(
        "connections_remaining", ("/v1/account/connections/remaining",), None, ("viewer_id",)
    ),
    SandboxEndpoint(
        "connections",
        ("/v1/connections",),
        required=("viewer_id",),
        optional=("count", "start", "include_profile_pictures"),
    ),
    SandboxEndpoint(
        "conversations",
        ("/v1/li/conversations",),
        "standard",
        ("viewer_id",),
        ("sequence_id", "count"),
    ),
    SandboxEndpoint(
        "messages",
        ("/v1/li/messages",),
        "standard",
        ("viewer_id",),
        ("sequence_id", "delivered_at", "count_before", "count_after"),
        ("conversation_id", "conversation_urn"),
    ),
    SandboxEndpoint(
        "sales_threads",
        ("/v1/li/sales/messages/threads",),
        "standard",
        ("viewer_id",),
        ("filter", "count", "page_starts_at"),
    ),
    SandboxEndpoint(
        "sales_thread",
        ("/v1/li/sales/messages/threads/{thread_id}",),
        "standard",
        ("thread_id", "viewer_id"),
        ("count", "message_count"),
    ),
    SandboxEndpoint(
        "person_ids",
        ("/v1/person/ids",),
        "org",
        one_of=("sales_nav_id", "li_flagship_id", "lix_id"),
    ),
    SandboxEndpoint(
        "organisation_ids",
        ("/v1/organisation/ids",),
        "org",
        one_of=("sales_nav_id", "li_flagship_id", "lix_id"),
    ),
    SandboxEndpoint("job", ("/v1/enrich/job",), "standard", ("job_id",), ("viewer_id",)),
    SandboxEndpoint("post", ("/v1/enrich/post",), "standard", ("post_urn",), ("viewer_id",)),
    SandboxEndpoint(
        "post_comments", ("/v1/enrich/post/comments",), "standard", ("post_urn",), _TOKEN_PAGE
    ),
    SandboxEndpoint(
        "post_reactions", ("/v1/enrich/post/reactions",), "standard", ("post_urn",), _TOKEN_PAGE[:2]
    ),
    SandboxEndpoint(
        "activity_posts",
        ("/v1/person/li/activity/posts",),
        "standard",
        ("profile_link",),
        _TOKEN_PAGE,
    ),
    SandboxEndpoint(
        "activity_comments",
        ("/v1/person/li/activity/comments",),
        "standard",
        ("profile_link",),
        _TOKEN_PAGE,
    ),
    SandboxEndpoint(
        "activity_reactions",
        ("/v1/person/li/activity/reactions",),
        "standard",
        ("profile_link",),
        _TOKEN_PAGE,
    ),
    SandboxEndpoint(
        "person",
        ("/v1/person",),
        "standard",
        optional=("viewer_id",),
        one_of=("profile_link", "email"),
    ),
    SandboxEndpoint(
        "person_extended", ("/v1/person/extended",), "standard", ("profile_link",), ("viewer_id",)
    ),
    SandboxEndpoint(
        "person_employment",
        ("/v1/person/employment",),
        "standard",
        optional=("viewer_id",),
        one_of=("profile_link", "profile_id"),
    ),
    SandboxEndpoint(
        "organisation",
        ("/v1/organisations/by-linkedin",),
        "org",
        optional=("viewer_id",),
        one_of=("linkedin_url", "sales_nav_url"),
    ),
    SandboxEndpoint(
        "organisations_by_website", ("/v1/organisations/by-website",), "org", ("website",)
    ),
    SandboxEndpoint(
        "followers",
        ("/v1/organisations/followers",),
        "standard",
        ("profile_link", "viewer_id"),
        ("start", "count"),
    ),
    SandboxEndpoint(
        "employees", ("/org/{org_id}/employees",), "org", ("org_id",), ("after", "page_size")
    ),
    SandboxEndpoint(
        "people_search", ("/v1/li/linkedin/search/people",), "standard", ("url",), _SEARCH
    ),
    SandboxEndpoint("jobs_search", ("/v1/li/linkedin/search/jobs",), "standard", ("url",), _SEARCH),
    SandboxEndpoint(
        "hirers", ("/v1/li/linkedin/jobs/hirers",), "standard", ("job_id",), ("viewer_id",)
    ),
    SandboxEndpoint(
        "posts_search",
        ("/v1/li/linkedin/search/posts",),
        "standard",
        ("url",),
        ("start", *_SEARCH),
    ),
    SandboxEndpoint("orgs_search", ("/v1/li/linkedin/search/orgs",), "standard", ("url",), _SEARCH),
    SandboxEndpoint(
        "sales_search", ("/v1/li/sales/search/people",), "standard", ("url",), _SEARCH, form=True
    ),
    SandboxEndpoint(
        "accounts_search", ("/v1/li/sales/search/orgs",), "standard", ("url",), _SEARCH
    ),
    SandboxEndpoint(
        "lead_list",
        ("/v1/li/sales/lists/people",),
        "standard",
        ("list_id", "viewer_id"),
        ("page", "sequence_id"),
    ),
    SandboxEndpoint(
        "account_list",
        ("/v1/li/sales/lists/orgs",),
        "standard",
        ("list_id", "viewer_id"),
        ("page", "sequence_id"),
    ),
    SandboxEndpoint(
        "sales_facet",
        ("/v1/search/sales/facet",),
        None,
        ("query", "type"),
        ("count", "start", "viewer_id"),
        needs_credit=True,
    ),
    SandboxEndpoint(
        "recruiter_search",
        ("/v1/li/recruiter/search/people",),
        "standard",
        optional=_SEARCH,
        json=True,
    ),
    SandboxEndpoint(
        "recruiter_facet",
        ("/v1/li/recruiter/search/facet", "/v1/search/recruiter/facet"),
        None,
        ("query",),
        ("type", "q", "count", "start", "viewer_id"),
        needs_credit=True,
    ),
    SandboxEndpoint(
        "person_by_email",
        ("/v1/search/person/by-email",),
        "org",
        one_of=("email", "request_id"),
    ),
    SandboxEndpoint("lookc_request", ("/v1/request",), None, ("request_id",)),
    SandboxEndpoint("email", ("/v1/contact/email/by-linkedin",), "email", ("url",)),
)
ENDPOINTS: Mapping[str, SandboxEndpoint] = {endpoint.name: endpoint for endpoint in _LIST}
_NAME = re.compile(r"\\\{([a-z_]+)\\\}")
_PATTERNS = tuple(
    (re.compile(_NAME.sub(r"(?P<\1>[^/]+)", re.escape(path))), endpoint)
    for endpoint in _LIST
    for path in endpoint.paths
)


def endpoint_at(path: str) -> tuple[SandboxEndpoint, dict[str, str]] | None:
    """Return the endpoint at a path, decoded, with the parameters in the path; None if unknown."""
    for pattern, endpoint in _PATTERNS:
        found = pattern.fullmatch(path)
        if found is not None:
            return endpoint, found.groupdict()
    return None
