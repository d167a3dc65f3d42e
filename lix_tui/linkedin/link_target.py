"""Targets of links, urns, member tokens and email addresses."""

from __future__ import annotations

import re

from lix_tui.linkedin import entities
from lix_tui.linkedin.address import ORIGIN, Address, Place, locate
from lix_tui.linkedin.entities import Entity, entity_at
from lix_tui.linkedin.link_marks import trimmed
from lix_tui.linkedin.link_wrappers import without_entities
from lix_tui.linkedin.percent import decode, encode_all, encode_invisible
from lix_tui.linkedin.refusals import refusal_of
from lix_tui.linkedin.search_pages import search_at
from lix_tui.linkedin.target import Target, quotable
from lix_tui.linkedin.tokens import is_whole_token, product
from lix_tui.linkedin.urns import entity_of, looks_like_urn

_EMAIL = re.compile(r"[^\s@<>\"(),:;/?#\\]+@[^\s@<>\"(),:;/?#\\]+\.[^\s@<>\"(),:;/?#\\.]{2,}")
_CARRIERS = frozenset(
    {"url", "q", "u", "to", "target", "dest", "destination", "redirect", "redirect_url"}
    | {"session_redirect", "sessionredirect", "profile_link", "linkedin_url", "sales_nav_url"}
)
_SHORT_HOSTS = frozenset({"lnkd.in", "www.lnkd.in"})
_MOST_WRAPPERS = 4
MOST_CHARACTERS = 50_000
"""The longest link that is read; 2,000 characters of keywords fit, however they are encoded."""
_SURELY_SENT = 20_000
_MOST_SENT = 60_000
"""Characters of a link as the parameter of a request: httpx sends 65,536 with everything else."""
TOO_LONG = (
    "This link has {length:,} characters, and at most {most:,} can be sent: "
    "copy it again from the address bar, or remove some of its filters."
)
_PATH_STARTS = re.compile(
    r"/?(?:in|pub|company|school|showcase|jobs|posts|feed|groups|sales|talent|search/results)/",
    re.IGNORECASE,
)


def target_of(text: str, wrappers: int = _MOST_WRAPPERS) -> Target:
    """Return the target of one link, id or address that has nothing around it. Never raises."""
    if len(text) > MOST_CHARACTERS:
        return _unknown(TOO_LONG.format(length=len(text), most=MOST_CHARACTERS))
    found = _read(text, wrappers)
    if found.is_search and found.url and len(found.url) > _SURELY_SENT:
        sent = len(encode_all(found.url))
        if sent > _MOST_SENT:
            return _unknown(TOO_LONG.format(length=len(text), most=_SURELY_SENT))
    return found


def _read(text: str, wrappers: int) -> Target:
    if not text:
        return _unknown("There is nothing here: paste a LinkedIn link, an id or an email address.")
    if text[:7].lower() == "mailto:":
        text = decode(text[7:].partition("?")[0])
    if _EMAIL.fullmatch(text):
        name, _, domain = text.rpartition("@")
        return Target("email", entity_id=f"{name}@{domain.lower()}")
    if re.match(r"(?:https?|urn)%3A", text, re.IGNORECASE):
        text = decode(text)
    if looks_like_urn(text):
        return _of_urn(text)
    if is_whole_token(text):
        return _of_entity(_of_token(text))
    place = locate(text)
    if place is None and _PATH_STARTS.match(text):
        place = Place("https", "www.linkedin.com", f"/{text.removeprefix('/')}")
    if place is None:
        return _unknown(
            "This is neither a LinkedIn link nor an id nor an email address: "
            "paste the link from the browser's address bar."
        )
    if place.is_linkedin:
        return _of_page(place, wrappers, len(text) - len(place.rest))
    is_web = place.scheme in (None, "http", "https")
    inner = _carried(place.rest, wrappers) if wrappers and is_web else None
    if inner is not None:
        return target_of(inner, wrappers - 1)
    return _unknown(_why_not_linkedin(place))


def _of_page(place: Place, wrappers: int, host_end: int) -> Target:
    address = Address.split(f"{ORIGIN}{encode_invisible(place.rest)}")
    path = address.head[len(ORIGIN) :]
    found = entity_at(address, path)
    if found is not None:
        return _of_entity(found)
    searched = search_at(address, path, host_end - len(ORIGIN))
    if searched is not None:
        return searched
    inner = _carried(place.rest, wrappers) if wrappers else None
    if inner is not None:
        return target_of(inner, wrappers - 1)
    return _unknown(refusal_of(path), str(address))


def _carried(rest: str, wrappers: int) -> str | None:
    """Return the LinkedIn link that travels in a parameter of another link."""
    parameters = Address.split(rest).parameters
    for item in parameters:
        if item.name.lower() not in _CARRIERS:
            continue
        value = item.value
        if "://" in value:
            value = rest[rest.index(item.raw) + len(item.raw) - len(value) :]
        else:
            value = decode(value)
        value = trimmed(without_entities(value))
        inner = locate(value)
        if inner is None:
            continue
        if inner.is_linkedin or (wrappers > 1 and _carried(inner.rest, wrappers - 1) is not None):
            return value
    return None


def _of_urn(text: str) -> Target:
    urn = decode(text)
    found = entity_of(urn)
    if found is not None:
        return _of_entity(found)
    return _unknown(
        f"LinkedIn has no page for “{quotable(urn)}”: "
        "paste a urn of a member, an organization, a job posting or a post."
    )


def _of_token(token: str) -> Entity | None:
    match product(token):
        case "sales":
            return entities.lead(token)
        case "recruiter":
            return entities.recruiter_profile(token)
        case _:
            return entities.person(token)


def _of_entity(found: Entity | None) -> Target:
    if found is None:
        return _unknown("This id cannot be read: copy it again.")
    return Target(found.kind, entity_id=found.id, url=found.url)


def _why_not_linkedin(place: Place) -> str:
    host = quotable(place.host)
    if place.host.lower() in _SHORT_HOSTS:
        return (
            "This is a short link that hides its target: "
            "open it in a browser and paste the long link."
        )
    if "@" in place.host:
        return (
            f"The host of this link is hidden behind “{host}”: "
            "paste a link that begins with https://www.linkedin.com/."
        )
    if place.scheme not in (None, "http", "https"):
        return f"“{quotable(place.scheme)}://” is no web link: paste one that begins with https://."
    if re.search(r"(?:^|\.)linkedin\.com:", place.host, re.IGNORECASE):
        return f"“{host}” names a port that LinkedIn does not use: paste the link without it."
    return f"“{host}” is not LinkedIn: paste a link whose host is linkedin.com."


def _unknown(problem: str, url: str | None = None) -> Target:
    return Target("unknown", url=url, problem=problem)
