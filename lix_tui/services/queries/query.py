"""What the user asks: keywords or a pasted link, turned into one query of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lix_tui.linkedin.link_wrappers import HAS_LINK
from lix_tui.linkedin.pasted_text import tidy
from lix_tui.linkedin.recognition import clean, recognise
from lix_tui.linkedin.search_content import content_refusal
from lix_tui.linkedin.search_urls import SEARCH_KINDS, first_page, keywords_url, search_key
from lix_tui.linkedin.target import Target
from lix_tui.services.facets.skills import (
    ENTITY,
    SkillChoice,
    SkillError,
    WantedSkill,
    check_signs,
    read_skills,
    skills_json,
    skills_key,
    skills_text,
)
from lix_tui.services.kinds import KindName
from lix_tui.text import clean_line

MAX_KEYWORDS = 2000
"""Longer keyword text is a paste gone wrong rather than a search."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the user asks, independent of paging."""

    kind: KindName
    url: str
    """The LinkedIn search URL at its first page; empty where there is none."""
    title: str
    """The keywords, or the URL when there are none: what a person would call this query."""
    viewer_id: str | None = None
    skills: tuple[SkillChoice, ...] = ()
    """What a Recruiter search asks for."""
    labels: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)
    """Facet, id and name of values that the URL holds by id alone, as far as they are known."""
    pasted: str = field(default="", compare=False)
    """The URL as it was given, which stays what is copied until something of it is edited."""

    @property
    def key(self) -> str:
        """The same for every spelling of the same query (noise, page and link form aside)."""
        if self.skills:
            return skills_key(self.skills)
        return search_key(self.url) if self.url else self.kind

    @property
    def asked(self) -> str:
        """What is asked, as it is kept: the URL, or the skills as JSON."""
        return skills_json(self.skills) if self.skills else self.url


class QueryError(ValueError):
    """A query cannot be made; the message is one sentence for the user.

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
        """Whether the text is fine, but belongs on another screen."""
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
"""Kinds of links, other than searches, that have a screen: the endpoint that tells more."""
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
    "sales_company": "a Sales Navigator account search",
}
KIND_WORDS: dict[KindName, str] = {
    "people": "a people search",
    "jobs": "a job search",
    "posts": "a post search",
    "orgs": "a company search",
    "sales": "a Sales Navigator lead search",
    "recruiter": "a Recruiter search",
    "connections": "a viewer's connections",
}


CANNOT_OPEN: Mapping[str, str] = {
    "lead_list": "This is a saved list of leads in Sales Navigator, which lix-tui can't open yet: "
    "open it in the browser and paste the link of a person in it.",
    "account_list": "This is a saved list of accounts in Sales Navigator, which lix-tui can't open "
    "yet: open it in the browser and paste the link of a company in it.",
    "group": "This is a group, for which Lix has no endpoint; search its topic instead.",
    "sales_company": "This is a Sales Navigator account search, which lix-tui can't open yet: "
    "search companies on LinkedIn instead.",
}
"""Sentences for links that are read but can't be opened, the same on every screen and command."""
RECRUITER_LINK = (
    "A Recruiter link holds handles that only LinkedIn can read; name skills instead: "
    "+Python, SQL, -Java."
)


def looks_like_link(text: str) -> bool:
    """Return True if a text is meant as a link, whatever is around it, and not as keywords."""
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


def wanted_skills(text: str) -> tuple[WantedSkill, ...]:
    """The skills a Recruiter query names; raises QueryError for a link and for what is none."""
    if looks_like_link(ENTITY.sub("", text)):  # an entity is part of a skill
        raise QueryError(RECRUITER_LINK, target=recognise(text.strip()))
    try:
        wanted = read_skills(text)
        check_signs(wanted)
    except SkillError as error:
        raise QueryError(str(error)) from None
    return wanted


def query_from_skills(skills: tuple[SkillChoice, ...], viewer_id: str | None = None) -> Query:
    """The Recruiter search for these skills, at least one."""
    return Query("recruiter", "", skills_text(skills), viewer_id, skills)


def query_from_connections(text: str) -> Query:
    """The connections of a viewer: a slug, a member id, or any link of the connected account.

    Raises QueryError for text that can be neither.
    """
    viewer = viewer_named(text)
    return Query("connections", "", viewer, viewer)


def viewer_named(text: str) -> str:
    """The viewer id that a text names, which may be a link; raises QueryError for no such text."""
    target = recognise(text)
    text = tidy(clean_line(text))
    if target.kind in ("person", "lead", "recruiter_profile") and target.entity_id:
        return target.entity_id
    if not text or looks_like_link(text) or any(char.isspace() or char in "/?&@" for char in text):
        message = "A viewer is the LinkedIn id of an account connected to Lix, like alfie-lambert."
        raise QueryError(message)
    return text


def query_from_text(kind: KindName, text: str, viewer_id: str | None = None) -> Query:
    """Turn keywords or a pasted LinkedIn search URL into a query of ``kind``.

    Raises QueryError when the text is empty, is a link that is not LinkedIn's, or is of another
    kind (the error then carries the kind or the target that fits).
    """
    if looks_like_link(text):
        return query_from_link(kind, text, viewer_id)
    return query_from_keywords(kind, text, viewer_id)


def query_from_keywords(kind: KindName, text: str, viewer_id: str | None = None) -> Query:
    """A query for plain keywords; raises QueryError for none, too many, or a kind without."""
    keywords = clean_line(text)
    if not keywords:
        message = "Type keywords or paste a LinkedIn search URL first."
        raise QueryError(message)
    if len(keywords) > MAX_KEYWORDS:
        message = (
            f"The keywords are {len(keywords):,} characters long; use {MAX_KEYWORDS:,} at most."
        )
        raise QueryError(message)
    if kind == "recruiter" or kind == "connections":
        message = f"{KIND_WORDS[kind].capitalize()} cannot be asked for with keywords."
        raise QueryError(message)
    return Query(kind, keywords_url(kind, keywords), keywords, viewer_id)


def query_from_link(kind: KindName, text: str, viewer_id: str | None = None) -> Query:
    """Return the query of a LinkedIn search URL of ``kind``; raises QueryError for all else."""
    return _as_pasted(query_from_target(kind, recognise(text), viewer_id), text)


def query_from_stored(kind: KindName, url: str, viewer_id: str | None = None) -> Query:
    """Return the query that was stored as a URL; raises QueryError.

    One that asks for nothing is refused when it is pasted, but what was bought of it stays open.
    """
    target = recognise(url)
    _check_kind(kind, target)
    return _as_pasted(_query_of(target, viewer_id), url)


def _as_pasted(query: Query, text: str) -> Query:
    pasted = text.strip()
    is_whole = pasted.startswith("https://") and clean(pasted) == pasted
    return replace(query, pasted=pasted) if is_whole else query


def query_from_target(kind: KindName, target: Target, viewer_id: str | None = None) -> Query:
    """Turn a recognised link into a query of ``kind``; raises QueryError as query_from_text."""
    _check_kind(kind, target)
    return query_of(target, viewer_id)


def query_of(target: Target, viewer_id: str | None = None) -> Query:
    """Return the query of a recognised search URL; raises QueryError where it asks for nothing."""
    query = _query_of(target, viewer_id)
    message = content_refusal(target)
    if message is not None:
        raise QueryError(message, kind=query.kind, target=target)
    return query


def _check_kind(kind: KindName, target: Target) -> None:
    found = SEARCH_KINDS.get(target.kind)
    if found is not None and not target.problem and found != kind:
        message = f"This is {KIND_WORDS[found]}, not {KIND_WORDS[kind]}."
        raise QueryError(message, kind=found, target=target)


def _query_of(target: Target, viewer_id: str | None) -> Query:
    found = SEARCH_KINDS.get(target.kind)
    if found is None or target.problem:
        raise QueryError(_why_not(target), target=target)
    if found == "recruiter":
        raise QueryError(RECRUITER_LINK, kind=found, target=target)
    url = first_page(target.url or "")
    title = clean_line(target.keywords or "")
    if not title or search_key(keywords_url(found, title)) != search_key(url):
        title = clean_line(url)  # it asks for more than keywords: only the URL says all of it
    return Query(found, url, title, viewer_id)


def _why_not(target: Target) -> str:
    if target.problem:
        return target.problem
    if target.kind in CANNOT_OPEN:
        return CANNOT_OPEN[target.kind]
    what = ENTITY_WORDS.get(target.kind)
    if what:
        return f"This is {what}, not a search: open it as a link."
    return "This is not a LinkedIn search URL; paste one from linkedin.com or type keywords."
