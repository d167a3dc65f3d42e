"""Endpoint table: paths, parameters, price and form of the answer of each endpoint.

Paths, parameters and costs are those of the Lix docs (costs from their February 2024 text, with
the move of id lookups to Org credits of January 2025). This module is light: screens
read prices from it before the rest of the client is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Pool(StrEnum):
    """A kind of credit."""

    STANDARD = "standard"
    ORG = "org"
    EMAIL = "email"
    FREE = "free"


AnswerForm = Literal[
    "balances",
    "daily_allowance",
    "email",
    "employment",
    "extended_profile",
    "facet",
    "hirers",
    "job",
    "linkedin_account",
    "linkedin_accounts",
    "lookc",
    "organisation",
    "organisation_ids",
    "page",
    "person",
    "person_ids",
    "person_with_email",
    "post",
    "remaining_connections",
    "website_matches",
]
"""Form of an answer. ``decoders`` has a reader for each."""


class Host(StrEnum):
    """One of the two services."""

    API = "api"
    LOOKC = "lookc"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint."""

    name: str
    answer: AnswerForm
    paths: tuple[str, ...]
    """Preferred path first. The others are tried if the server doesn't know it. A name in braces
    is a required parameter that is part of the path."""
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    """Parameters of which a request has exactly one."""
    body_fields: tuple[str, ...] = ()
    """Fields of the JSON body, if the endpoint accepts one. The first is required."""
    long_as_form: bool = False
    """True if a request too long for a URL may be sent as a form (vendor's example code)."""
    method: Literal["GET"] = "GET"
    """HTTP method, also of requests with a JSON body. Forms always use POST."""
    host: Host = Host.API
    pool: Pool = Pool.STANDARD
    cost: int = 1
    """Credits of ``pool`` for one request."""
    charged: Literal["always", "valid_only"] = "always"
    """``valid_only``: only an email address with the status VALID is charged."""
    is_sequence_cursor: bool = False
    """True if ``sequence_id`` is the cursor from the answer before, which is sent with a viewer.
    Elsewhere a viewer makes it unnecessary, and a request never has both."""
    is_price_known: bool = True
    """False where nothing says what ``cost`` is for, a page or an element. It is asked first."""
    is_form_of_path: bool = False
    """True if another endpoint has the same path: a server without this form of it answers that a
    parameter is missing or unknown."""
    is_private: bool = False
    """True for messages: what they say is in no library entry, export, log or report."""
    summary: str = ""
    advice: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Advice that this endpoint needs instead of the usual one, by the name of the error."""
    alternative: str = ""
    """Advice where Lix hasn't enabled the endpoint for an account; empty for a common endpoint."""
    parameters: frozenset[str] = field(init=False)
    """Every query parameter that the endpoint accepts."""
    accepts_viewer: bool = field(init=False)
    """True if a request can be made on a viewer's behalf."""

    def __post_init__(self) -> None:
        """Derive the fields that requests and prices are checked against."""
        parameters = frozenset((*self.required, *self.optional, *self.one_of))
        object.__setattr__(self, "parameters", parameters)
        object.__setattr__(self, "accepts_viewer", "viewer_id" in parameters)


_SEARCH = ("viewer_id", "sequence_id")
_SALES_THREADS = "/v1/li/sales/messages/threads"
_IDS = ("sales_nav_id", "li_flagship_id", "lix_id")
_BY_EMAIL = "/v1/search/person/by-email"
_ADMINS_ONLY = "LinkedIn shows followers to admins of the page only: name a viewer who is one"
_PEOPLE_THERE = "search for the people who work there instead"
_BUY_LOOKC = f"LookC credits are bought in advance: buy some, or {_PEOPLE_THERE}"
_ON_LINKEDIN = "read the messages on LinkedIn"
_TOKEN_PAGE = ("start", "pagination_token")

_TABLE = (
    Endpoint("balances", "balances", ("/v1/account/balances",), pool=Pool.FREE, cost=0,
             summary="credits left in each pool"),
    Endpoint("daily_allowance", "daily_allowance", ("/v1/account/allowances/daily",),
             pool=Pool.FREE, cost=0,
             summary="requests left today"),
    # The docs state no cost for connected accounts; they are assumed to be free. A PUT to the same
    # path would replace an account's credentials: only GET is ever sent.
    Endpoint("linkedin_accounts", "linkedin_accounts", ("/v1/account/linkedin/accounts",),
             optional=("page",), pool=Pool.FREE, cost=0, summary="accounts connected to Lix",
             alternative="name the viewer that you know, as in lix-tui get viewer alfie-lambert"),
    Endpoint("linkedin_account", "linkedin_account", ("/v1/account/linkedin/account",),
             ("viewer_id",), pool=Pool.FREE, cost=0, summary="one account connected to Lix",
             alternative="look at the account on Lix's own website"),
    Endpoint("connections_remaining", "remaining_connections",
             ("/v1/account/connections/remaining",), ("viewer_id",), pool=Pool.FREE, cost=0,
             summary="connection requests left this week",
             alternative="look at the account on Lix's own website"),
    # The docs state no cost for connections and for polling LookC; they are assumed to be free.
    Endpoint("connections", "page", ("/v1/connections",), ("viewer_id",),
             ("count", "start", "include_profile_pictures"), pool=Pool.FREE, cost=0,
             summary="a viewer's connections"),
    Endpoint("conversations", "page", ("/v1/li/conversations",), ("viewer_id",),
             ("sequence_id", "count"), is_sequence_cursor=True,
             is_private=True, summary="a page of a viewer's conversations",
             alternative=_ON_LINKEDIN),
    Endpoint("messages", "page", ("/v1/li/messages",), ("viewer_id",),
             ("sequence_id", "delivered_at", "count_before", "count_after"),
             ("conversation_id", "conversation_urn"), is_sequence_cursor=True,
             is_private=True, summary="a page of a conversation's messages",
             alternative=_ON_LINKEDIN),
    Endpoint("sales_threads", "page", (_SALES_THREADS,), ("viewer_id",),
             ("filter", "count", "page_starts_at"),
             is_private=True, summary="a page of a viewer's Sales Navigator messages",
             alternative=_ON_LINKEDIN),
    Endpoint("sales_thread", "page", (f"{_SALES_THREADS}/{{thread_id}}",),
             ("thread_id", "viewer_id"), ("count", "message_count"),
             is_private=True, summary="the messages of a Sales Navigator thread",
             alternative=_ON_LINKEDIN),
    Endpoint("person_ids", "person_ids", ("/v1/person/ids",), one_of=_IDS, pool=Pool.ORG,
             summary="a person's ids in every product"),
    Endpoint("organisation_ids", "organisation_ids", ("/v1/organisation/ids",), one_of=_IDS,
             pool=Pool.ORG,
             summary="an organisation's ids in every product"),
    Endpoint("job", "job", ("/v1/enrich/job",), ("job_id",), ("viewer_id",),
             summary="a job posting"),
    Endpoint("post", "post", ("/v1/enrich/post",), ("post_urn",), ("viewer_id",), summary="a post"),
    # The present docs don't state the cost of comments; that of an older version is assumed.
    Endpoint("post_comments", "page", ("/v1/enrich/post/comments",), ("post_urn",),
             (*_TOKEN_PAGE, "viewer_id"), summary="a page of a post's comments",
             alternative="open the post, which has their number"),
    Endpoint("post_reactions", "page", ("/v1/enrich/post/reactions",), ("post_urn",), _TOKEN_PAGE,
             summary="a page of a post's reactions",
             alternative="open the post, which has their numbers"),
    Endpoint("person", "person", ("/v1/person",), ("profile_link",), ("viewer_id",),
             summary="a person's profile"),
    # Only in a draft of the docs, which states no cost: assumed to be that of a profile.
    Endpoint("person_with_email", "person_with_email", ("/v1/person",), ("email",), ("viewer_id",),
             is_form_of_path=True, summary="the profile of who has an email address",
             alternative="use LookC: lix-tui get by-email ADDRESS --via lookc, for 1 Org credit",
             advice={"NotFound": "check the address, or look it up through LookC"}),
    Endpoint("person_extended", "extended_profile", ("/v1/person/extended",), ("profile_link",),
             ("viewer_id",), summary="whether a person is a Top Voice",
             alternative="the person's profile has everything else"),
    Endpoint("activity_posts", "page", ("/v1/person/li/activity/posts",), ("profile_link",),
             (*_TOKEN_PAGE, "viewer_id"), summary="a page of a person's posts",
             alternative="search posts for the person's name"),
    Endpoint("activity_comments", "page", ("/v1/person/li/activity/comments",), ("profile_link",),
             (*_TOKEN_PAGE, "viewer_id"), summary="a page of a person's comments",
             alternative="list the person's posts instead"),
    Endpoint("activity_reactions", "page", ("/v1/person/li/activity/reactions",),
             ("profile_link",), (*_TOKEN_PAGE, "viewer_id"),
             summary="a page of the posts that a person has reacted to",
             alternative="list the person's posts instead"),
    # A request may have a slug as profile_id instead; every person has an /in/ link too.
    Endpoint("person_employment", "employment", ("/v1/person/employment",), ("profile_link",),
             ("viewer_id",), summary="a person's positions as Lix has verified them",
             alternative="look the profile up instead, which has the positions too"),
    Endpoint("organisation", "organisation", ("/v1/organisations/by-linkedin",),
             optional=("viewer_id",),
             one_of=("linkedin_url", "sales_nav_url"), pool=Pool.ORG, summary="an organisation"),
    # Only in drafts of the docs. An empty answer is assumed to cost the same.
    Endpoint("organisations_by_website", "website_matches", ("/v1/organisations/by-website",),
             ("website",), pool=Pool.ORG, summary="organisations with a website",
             alternative="give the organisation's LinkedIn link to look it up, or search for it"),
    Endpoint("followers", "page", ("/v1/organisations/followers",), ("profile_link", "viewer_id"),
             ("start", "count"), summary="a page of an organisation's followers",
             alternative="open the organisation, which has their number",
             advice={"ViewerInvalid": _ADMINS_ONLY}),
    # Only in example code of the vendor, without a price: a page is assumed to cost one credit.
    Endpoint("employees", "page", ("/org/{org_id}/employees",), ("org_id",),
             ("after", "page_size"), pool=Pool.ORG, is_price_known=False, host=Host.LOOKC,
             summary="a page of an organisation's employees", alternative=_PEOPLE_THERE,
             advice={"OutOfCredits": _BUY_LOOKC, "NotFound": _PEOPLE_THERE}),
    Endpoint("people_search", "page", ("/v1/li/linkedin/search/people",), ("url",), _SEARCH,
             summary="a page of people"),
    Endpoint("jobs_search", "page", ("/v1/li/linkedin/search/jobs",), ("url",), _SEARCH,
             summary="a page of jobs"),
    Endpoint("hirers", "hirers", ("/v1/li/linkedin/jobs/hirers",), ("job_id",), ("viewer_id",),
             summary="who hires for a job"),
    Endpoint("posts_search", "page", ("/v1/li/linkedin/search/posts",), ("url", "start"), _SEARCH,
             summary="a page of posts"),
    Endpoint("orgs_search", "page", ("/v1/li/linkedin/search/orgs",), ("url",), _SEARCH,
             summary="a page of organisations"),
    Endpoint("sales_search", "page", ("/v1/li/sales/search/people",), ("url",), _SEARCH,
             long_as_form=True, summary="a page of Sales Navigator leads"),
    Endpoint("accounts_search", "page", ("/v1/li/sales/search/orgs",), ("url",), _SEARCH,
             summary="a page of Sales Navigator accounts"),
    # The docs offer sequence_id here too, which the viewer makes unnecessary.
    Endpoint("lead_list", "page", ("/v1/li/sales/lists/people",), ("list_id", "viewer_id"),
             ("page",), summary="a page of a saved list of leads",
             alternative="open the list on LinkedIn and paste the links of its people"),
    Endpoint("account_list", "page", ("/v1/li/sales/lists/orgs",), ("list_id", "viewer_id"),
             ("page",), summary="a page of a saved list of accounts",
             alternative="open the list on LinkedIn and paste the links of its companies"),
    Endpoint("sales_facet", "facet", ("/v1/search/sales/facet",), ("query", "type"),
             ("count", "start", "viewer_id"), pool=Pool.FREE, cost=0,
             summary="values of a search filter"),
    Endpoint("recruiter_search", "page", ("/v1/li/recruiter/search/people",), optional=_SEARCH,
             body_fields=("skills", "start"), summary="a page of Recruiter candidates"),
    Endpoint("recruiter_facet", "facet", ("/v1/li/recruiter/search/facet",
             "/v1/search/recruiter/facet"),
             ("query", "type"), ("q", "count", "start", "viewer_id"), pool=Pool.FREE, cost=0,
             summary="skills by name"),
    Endpoint("person_by_email", "lookc", (_BY_EMAIL,), ("email",), pool=Pool.ORG, host=Host.LOOKC,
             summary="who has an email address"),
    Endpoint("lookc_request", "lookc", ("/v1/request", _BY_EMAIL), ("request_id",), pool=Pool.FREE,
             cost=0,
             host=Host.LOOKC, summary="whether a lookup has finished"),
    Endpoint("email", "email", ("/v1/contact/email/by-linkedin",), ("url",), pool=Pool.EMAIL,
             charged="valid_only", summary="a person's email address"),
)  # fmt: skip

ENDPOINTS: Mapping[str, Endpoint] = {entry.name: entry for entry in _TABLE}
"""Every endpoint by name."""
