"""What is this? One answer for anything that can be pasted."""

from __future__ import annotations

import re

from lix_tui.linkedin import entities
from lix_tui.linkedin.address import ORIGIN, Address, Place, locate
from lix_tui.linkedin.entities import Entity, entity_at
from lix_tui.linkedin.percent import decode, encode_invisible
from lix_tui.linkedin.search_pages import search_at
from lix_tui.linkedin.target import Target, quotable
from lix_tui.linkedin.tokens import is_whole_token, product
from lix_tui.linkedin.urns import entity_of, looks_like_urn

_EMAIL = re.compile(r"[^\s@<>\"(),:;/?#\\]+@[^\s@<>\"(),:;/?#\\]+\.[^\s@<>\"(),:;/?#\\.]{2,}")
_WRAPS = (
    ("<", ">"),
    ('"', '"'),
    ("'", "'"),
    ("`", "`"),
    ("“", "”"),
    ("‘", "’"),
    ("(", ")"),
    ("[", "]"),
)
_CARRIERS = frozenset(
    {"url", "q", "u", "to", "target", "dest", "destination", "redirect", "redirect_url"}
    | {"session_redirect", "sessionredirect", "profile_link", "linkedin_url", "sales_nav_url"}
)
_SHORT_HOSTS = frozenset({"lnkd.in", "www.lnkd.in"})
_MOST_WRAPPERS = 4
_PATH_STARTS = re.compile(
    r"/?(?:in|pub|company|school|showcase|jobs|posts|feed|groups|sales|talent|search/results)/",
    re.IGNORECASE,
)


def recognise(text: str) -> Target:
    """What ``text`` names: a search, a person, a company, a job, a post, an email address.

    Takes links with and without scheme, on any LinkedIn host, inside redirects and mail wrappers,
    the API's own twin URLs, urns, member tokens and addresses, with whitespace, quotes or angle
    brackets around them. Never raises: what cannot be read has ``problem``, and ``kind`` is
    ``unknown`` unless at least the kind is certain.
    """
    return _recognise(clean(text), _MOST_WRAPPERS)


def clean(text: str) -> str:
    """``text`` without what copying leaves around a link: space, quotes, brackets, line breaks."""
    text = text.encode("utf-8", "replace").decode().strip().strip("\u200b\ufeff\u2060")
    text = re.sub(r"\s*[\r\n\t]\s*", "", text)
    unwrapped = True
    while unwrapped and len(text) > 1:
        unwrapped = False
        for opening, closing in _WRAPS:
            if text.startswith(opening) and text.endswith(closing):
                text = text[1:-1].strip()
                unwrapped = True
                break
    return text


def _recognise(text: str, wrappers: int) -> Target:
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
    inner = _carried(place.rest) if wrappers and place.scheme in (None, "http", "https") else None
    if inner is not None:
        return _recognise(inner, wrappers - 1)
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
    inner = _carried(place.rest) if wrappers else None
    if inner is not None:
        return _recognise(inner, wrappers - 1)
    return _unknown(
        f"The LinkedIn page “{quotable(decode(path) or '/')}” is not a search, a person, "
        "a company, a job or a post: open one of those and paste its link.",
        str(address),
    )


def _carried(rest: str) -> str | None:
    """The LinkedIn link that travels in a parameter of another link."""
    parameters = Address.split(rest).parameters
    for item in parameters:
        if item.name.lower() not in _CARRIERS:
            continue
        value = item.value
        if "://" in value:
            value = rest[rest.index(item.raw) + len(item.raw) - len(value) :]
        else:
            value = decode(value)
        inner = locate(value)
        if inner is not None and (inner.is_linkedin or _carried(inner.rest) is not None):
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
