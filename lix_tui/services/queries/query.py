"""Queries: keywords or a pasted link, read as a search of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.linkedin.link_wrappers import HAS_LINK
from lix_tui.linkedin.pasted_text import tidy
from lix_tui.linkedin.recognition import clean, recognise
from lix_tui.linkedin.search_content import content_refusal
from lix_tui.linkedin.search_urls import (
    LIST_KINDS,
    SEARCH_KINDS,
    SearchKind,
    first_page,
    keywords_url,
    search_key,
)
from lix_tui.linkedin.target import Target
from lix_tui.services.facets.skills import (
    ENTITY,
    SkillChoice,
    SkillError,
    SkillInput,
    check_signs,
    read_skills,
    skills_json,
    skills_key,
    skills_text,
)
from lix_tui.services.kinds import Kind, KindName
from lix_tui.text import clean_line

MAX_KEYWORDS = 2000
"""Characters of keywords at most; longer text is probably a mistaken paste."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search of one kind, independent of paging."""

    kind: KindName
    url: str
    """LinkedIn search URL at its first page; empty for Recruiter searches and connections."""
    title: str
    """Title of the query: its keywords, or the URL without any."""
    viewer_id: str | None = None
    skills: tuple[SkillChoice, ...] = ()
    """Skills of a Recruiter search."""
    labels: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)
    """Facet, id and name of values that the URL has as ids only, as far as they are known."""
    pasted: str = field(default="", compare=False)
    """URL as pasted, which is copied unchanged until the query is edited."""
    target: str = ""
    """Target of a paged list, as it is sent; empty for searches and connections. A saved list of
    Sales Navigator has a URL besides."""

    @property
    def key(self) -> str:
        """Key of all spellings of the same query, without noise, page and link form."""
        if self.skills:
            return skills_key(self.skills)
        return search_key(self.url) if self.url else self.target or self.kind

    @property
    def definition(self) -> str:
        """Definition of the query as stored: its URL or target, or the skills as JSON."""
        return skills_json(self.skills) if self.skills else self.url or self.target

    @property
    def is_saved_list(self) -> bool:
        """True for a saved list of Sales Navigator, which has no filters and needs a viewer."""
        return bool(self.target and self.url)

    @property
    def note(self) -> str:
        """Sentence about a part of the link that has no effect; empty without one."""
        return LIST_ORDER if self.is_saved_list and "?" in self.url else ""

    @property
    def needs_viewer(self) -> bool:
        """True if the query can't be run before a viewer is chosen."""
        return self.is_saved_list and not self.viewer_id


class QueryError(ValueError):
    """A text that isn't a query; the message is one sentence for the user.

    ``kind`` is the search kind that fits the text, ``target`` what the text is, where known.
    """

    def __init__(
        self, message: str, *, kind: KindName | None = None, target: Target | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.target = target

    @property
    def opens_elsewhere(self) -> bool:
        """True if the text is valid, but belongs on another screen."""
        if self.kind is not None:
            return self.kind != "recruiter"  # a Recruiter URL holds handles, not a search
        return self.target is not None and self.target.kind in OPENABLE and not self.target.problem


OPENABLE: Mapping[str, str] = {
    "person": "person",
    "lead": "person",
    "recruiter_profile": "person",
    "company": "organisation",
    "account": "organisation",
    "job": "job",
    "post": "post",
}
"""Endpoints of links, other than searches, that have a screen, by kind of link."""
ENTITY_WORDS = {
    "person": "a person's profile",
    "lead": "a Sales Navigator lead",
    "recruiter_profile": "a Recruiter profile",
    "company": "a company page",
    "account": "a Sales Navigator account",
    "job": "a job posting",
    "post": "a post",
    "email": "an email address",
    "lead_list": "a saved list of leads",
    "account_list": "a saved list of accounts",
    "group": "a group",
    "conversation": "a conversation",
}
KIND_WORDS: dict[KindName, str] = {
    "people": "a people search",
    "jobs": "a job search",
    "posts": "a post search",
    "orgs": "a company search",
    "sales": "a Sales Navigator lead search",
    "accounts": "a Sales Navigator account search",
    "recruiter": "a Recruiter search",
    "connections": "a viewer's connections",
    "conversations": "a viewer's messages",
    "messages": "the messages of a conversation",
    "sales_threads": "a viewer's Sales Navigator messages",
    "sales_thread": "the messages of a Sales Navigator thread",
    "activity_posts": "a list of a person's posts",
    "activity_comments": "a list of a person's comments",
    "activity_reactions": "a list of the posts that a person has reacted to",
    "post_comments": "a list of a post's comments",
    "post_reactions": "a list of a post's reactions",
}


CANNOT_OPEN: Mapping[str, str] = {
    "group": "This is a group, for which Lix has no endpoint; search its topic instead.",
}
"""Sentences for recognised links that can't be opened, by kind of link."""
LIST_TITLES: Mapping[str, str] = {"lead_list": "Lead list", "account_list": "Account list"}
"""Titles of saved lists before their id, by kind of link."""
NEEDS_VIEWER = (
    "Only the account that owns a saved list can read it: name the account with --viewer ID, or in "
    "LIX_VIEWER_ID or the setting viewer_id."
)
LIST_ORDER = "The sort in this link has no effect: Lix sends the list in its own order."
RECRUITER_LINK = (
    "Only LinkedIn can read a Recruiter link. Type skills instead: +Python, SQL, -Java."
)


def looks_like_link(text: str) -> bool:
    """Return True if a text is or contains a link, so that it isn't read as keywords."""
    text = text.strip()
    if any(char.isspace() for char in text):
        return HAS_LINK.search(text) is not None
    lowered = text.lower()
    return (
        "://" in lowered
        or lowered.startswith("www.")
        or "linkedin." in lowered
        or HAS_LINK.search(text) is not None
    )


def read_query_skills(text: str) -> tuple[SkillInput, ...]:
    """Return the skills of a Recruiter query. Raises QueryError for links and other text."""
    if looks_like_link(ENTITY.sub("", text)):  # an entity is part of a skill
        raise QueryError(RECRUITER_LINK, target=recognise(text.strip()))
    try:
        wanted = read_skills(text)
        check_signs(wanted)
    except SkillError as error:
        raise QueryError(str(error)) from None
    return wanted


def query_from_skills(skills: tuple[SkillChoice, ...], viewer_id: str | None = None) -> Query:
    """Return the Recruiter search for one or more skills."""
    return Query("recruiter", "", skills_text(skills), viewer_id, skills)


def query_from_connections(text: str) -> Query:
    """Return the query of a viewer's connections: a slug, a member id, or a link to the account.

    Raises QueryError for other text.
    """
    viewer = viewer_named(text)
    return Query("connections", "", viewer, viewer)


def query_from_list(kind: Kind, target: str, title: str, viewer_id: str | None = None) -> Query:
    """Return the query of a paged list; ``target`` is what the request has for it.

    Raises QueryError for a list without a target, or without the viewer that it needs.
    """
    if not target:
        message = f"The {kind.plural} need a link or an id. Give one."
        raise QueryError(message)
    if not viewer_id and "viewer_id" in ENDPOINTS[kind.endpoint].required:
        message = f"Only an account that is connected to Lix can see the {kind.plural}. Name one."
        raise QueryError(message)
    return Query(kind.name, "", title or target, viewer_id, target=target)


def viewer_named(text: str) -> str:
    """Return the viewer id in a text, which may be a link. Raises QueryError for other text."""
    target = recognise(text)
    text = tidy(clean_line(text))
    if target.kind in ("person", "lead", "recruiter_profile") and target.entity_id:
        return target.entity_id
    if not text or looks_like_link(text) or any(char.isspace() or char in "/?&@" for char in text):
        message = "Type the LinkedIn id of an account connected to Lix, such as alfie-lambert."
        raise QueryError(message)
    return text


def query_from_text(kind: KindName, text: str, viewer_id: str | None = None) -> Query:
    """Return the query of ``kind`` for keywords or a pasted LinkedIn search URL.

    Raises QueryError if the text is empty, is a link to another site, or is of another kind (the
    error then has the right kind or target).
    """
    if looks_like_link(text):
        return query_from_link(kind, text, viewer_id)
    return query_from_keywords(kind, text, viewer_id)


def query_from_keywords(kind: KindName, text: str, viewer_id: str | None = None) -> Query:
    """Return a query for keywords. Raises QueryError for none, too many, or a kind without."""
    keywords = clean_line(text)
    if not keywords:
        message = "Type keywords or paste a LinkedIn search URL first."
        raise QueryError(message)
    if len(keywords) > MAX_KEYWORDS:
        message = (
            f"The keywords are {len(keywords):,} characters long. Use {MAX_KEYWORDS:,} at most."
        )
        raise QueryError(message)
    match kind:
        case "people" | "jobs" | "posts" | "orgs" | "sales" | "accounts":
            return Query(kind, keywords_url(kind, keywords), keywords, viewer_id)
        case "recruiter":
            takes = "skills: +Python, SQL"
        case "connections":
            takes = "a viewer's LinkedIn id"
        case _:
            takes = "a link"
    words = KIND_WORDS[kind]
    message = f"{words[:1].upper()}{words[1:]} has no keywords. Type {takes}."
    raise QueryError(message)


def query_from_link(kind: KindName, text: str, viewer_id: str | None = None) -> Query:
    """Return the query of a LinkedIn search URL of ``kind``. Raises QueryError for other text."""
    return _as_pasted(query_from_target(kind, recognise(text), viewer_id), text)


def query_from_stored(kind: KindName, url: str, viewer_id: str | None = None) -> Query:
    """Return the query that was stored as a URL. Raises QueryError.

    A URL without filters is refused when pasted, but its stored results can still be opened.
    """
    target = recognise(url)
    _check_kind(kind, target)
    return _as_pasted(_query_of(target, viewer_id), url)


def _as_pasted(query: Query, text: str) -> Query:
    pasted = text.strip()
    is_whole = pasted.startswith("https://") and clean(pasted) == pasted
    return replace(query, pasted=pasted) if is_whole else query


def query_from_target(kind: KindName, target: Target, viewer_id: str | None = None) -> Query:
    """Return the query of ``kind`` for a recognised link. Raises QueryError as query_from_text."""
    _check_kind(kind, target)
    return query_of(target, viewer_id)


def query_of(target: Target, viewer_id: str | None = None) -> Query:
    """Return the query of a recognised search URL or saved list.

    Raises QueryError for a search without filters.
    """
    query = _query_of(target, viewer_id)
    message = None if query.is_saved_list else content_refusal(target)
    if message is not None:
        raise QueryError(message, kind=query.kind, target=target)
    return query


def _kind_in(target: Target) -> SearchKind | None:
    return SEARCH_KINDS.get(target.kind) or LIST_KINDS.get(target.kind)


def _check_kind(kind: KindName, target: Target) -> None:
    found = _kind_in(target)
    if found is not None and not target.problem and found != kind:
        words = ENTITY_WORDS.get(target.kind, KIND_WORDS[found])
        message = f"This is {words}, not {KIND_WORDS[kind]}."
        raise QueryError(message, kind=found, target=target)


def _query_of(target: Target, viewer_id: str | None) -> Query:
    found = _kind_in(target)
    if found is None or target.problem:
        raise QueryError(_refusal(target), target=target)
    if found == "recruiter":
        raise QueryError(RECRUITER_LINK, kind=found, target=target)
    url = first_page(target.url or "")
    if target.kind in LIST_TITLES:
        number = target.entity_id or ""
        title = f"{LIST_TITLES[target.kind]} {number}"
        return Query(found, url, title, viewer_id, target=number)
    title = clean_line(target.keywords or "")
    if not title or search_key(keywords_url(found, title)) != search_key(url):
        title = clean_line(url)  # the query has filters, so that only the URL is complete
    return Query(found, url, title, viewer_id)


def _refusal(target: Target) -> str:
    if target.problem:
        return target.problem
    if target.kind in CANNOT_OPEN:
        return CANNOT_OPEN[target.kind]
    what = ENTITY_WORDS.get(target.kind)
    if what:
        return f"This is {what}, not a search. Open it as a link instead."
    return "This isn't a LinkedIn search URL. Paste one from linkedin.com or type keywords."
